"""Whose value is advised, and what stands against the others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.assessment.weights import WEAK, Said, advise, rule_for, rules

ON = date(2026, 11, 20)
claims = st.lists(
    st.builds(
        Said,
        id=st.integers(1, 10**6),
        kind=st.sampled_from(SourceKind),
        true_on=st.dates(date(2020, 1, 1), ON),
        is_weak=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)


def said(kind, days=date(2026, 11, 1), weak=False):
    return Said(list(SourceKind).index(kind), kind, days, weak)


def advised(key, *values):
    advice = advise(key, values, ON)
    return next((one.kind for one in values if one.id == advice.advised), None)


@pytest.mark.parametrize(
    ("key", "heavier", "lighter"),
    [
        ("income.wage", "record", "declared"),
        ("income.wage", "visit", "estimate"),
        ("income.wage", "estimate", "declared"),
        ("income.compensation", "record", "visit"),
        ("assets.financial", "bank", "declared"),
        ("assets.vehicles", "record", "bank"),
        ("status", "record", "visit"),
        ("expenses.medical", "visit", "declared"),
    ],
)
def test_the_heavier_source_is_advised(key, heavier, lighter):
    values = said(SourceKind(lighter)), said(SourceKind(heavier))
    assert advised(key, *values) == heavier


def test_a_stale_record_yields_to_what_is_seen_now():
    old = said(SourceKind.RECORD, date(2025, 1, 1))
    assert advised("income.wage", old, said(SourceKind.VISIT)) == SourceKind.VISIT
    assert "只作参考" in advise("income.wage", [old], ON).against[old.id]


def test_a_weak_signal_is_never_advised():
    weak = said(SourceKind.BANK, weak=True)
    advice = advise("assets.financial", [weak], ON)
    assert (advice.advised, advice.expires_on, advice.against) == (None, None, {weak.id: WEAK})
    assert advised("assets.financial", weak, said(SourceKind.DECLARED)) == SourceKind.DECLARED


def test_what_is_adopted_is_looked_at_again_when_its_rule_says():
    fresh = said(SourceKind.RECORD, date(2026, 8, 31))
    assert advise("income.wage", [fresh], ON).expires_on == date(2027, 2, 28)


@given(claims, st.sampled_from(["income.wage", "assets.homes", "status", "anything"]), st.randoms())
def test_the_order_of_the_saying_does_not_matter_and_nothing_weak_is_advised(values, key, chance):
    advice = advise(key, values, ON)
    assert sorted(advice.order) == sorted(one.id for one in values)
    best = next((one for one in values if one.id == advice.advised), None)
    assert (best is None) == all(one.is_weak for one in values)
    assert best is None or not best.is_weak
    shuffled = chance.sample(values, len(values))
    again = next((one for one in shuffled if one.id == advise(key, shuffled, ON).advised), None)
    assert (best and (best.kind, best.true_on >= date(2020, 1, 1))) == (again and (again.kind, True))


def test_every_fact_has_a_rule_and_every_rule_is_reached():
    keys = ["status", "born", "assets.financial", "assets.homes", "income.pension", "income.wage"]
    keys += ["income.gift", "expenses.medical", "illness", "household.farming"]
    assert [rule_for(key).code for key in keys] == [rule.code for rule in rules()]
