"""The same families under two laws: nothing lost, nothing invented, and what `determine` says of each alone."""

from datetime import date, timedelta

import numpy as np
import pytest

from jiuzhu.analysis.kernel import simulate
from jiuzhu.analysis.kinds import Fate, Served, Turn
from jiuzhu.analysis.tables import totals
from jiuzhu.kernel.month import Month
from jiuzhu.policy.determine import determine
from jiuzhu.policy.family import Family
from tests.analysis.families import DAY, FIRST, RULINGS, drawn, extract_of, question, standards
from tests.policy.test_batch import decided

pytestmark = pytest.mark.slow

MEMBERS = {"tekun": Served.TEKUN, "single_person": Served.SINGLE}
HOUSEHOLDS = {"dibao": Served.DIBAO, "dibian": Served.DIBIAN, "gangxing": Served.GANGXING}
RAISED = standards(80_000, 66_000)


@pytest.fixture(scope="module")
def extract():
    return extract_of(drawn())


def test_every_family_gets_what_determine_says_of_it_alone():
    families = drawn(120, seed=11)
    asked = question(RAISED)
    found = simulate(extract_of(families), asked)
    for edition, outcome in ((asked.base, found.before), (asked.proposed, found.after)):
        for index, one in enumerate(families):
            alone = determine(Family({**one.data, "decided": decided()}), edition)
            held = alone["classification"]
            names = {held["household"], *held["members"].values()} - {None}
            fen = sum(alone["results"][name]["monthly_fen"] or 0 for name in names)
            assert outcome.fen[index] == fen, one.data
            assert outcome.served[index] == served(held), one.data


def served(held):
    """The one word for what a family gets."""
    members = set(held["members"].values())
    if "single_person" in members:
        return Served.SINGLE
    if held["household"]:
        with_tekun = held["household"] == "dibao" and "tekun" in members
        return Served.DIBAO_TEKUN if with_tekun else HOUSEHOLDS[held["household"]]
    return Served.TEKUN if "tekun" in members else Served.NOTHING


@pytest.mark.parametrize("amendment", [RAISED, standards(urban=70_000), standards(rural=50_000)])
def test_the_differences_add_up_to_after_less_before(extract, amendment):
    found = simulate(extract, question(amendment))
    told = totals(extract, question(amendment), found)
    assert int(found.difference_fen.sum()) == told["after_fen"] - told["before_fen"] != 0
    assert sum(fen for _, _, fen in told["fates"]) == told["after_fen"] - told["before_fen"]
    for table in ("towns", "classes", "programmes"):
        assert sum(row[4] - row[3] for row in told[table]) == told["after_fen"] - told["before_fen"]
        assert sum(row[1] for row in told[table]) == told["families"]


def test_a_change_that_changes_nothing_changes_nobody(extract):
    found = simulate(extract, question(standards(77_000, 63_000)))
    assert (found.fates == Fate.SAME).all() and found.since is None
    assert not found.back and all(line.before_fen == line.after_fen for line in found.months)


def test_what_a_cut_takes_a_raise_gives(extract):
    found = simulate(extract, question(standards(70_000, 50_000)))
    assert np.isin(found.fates, (Fate.LEAVES, Fate.LOSES)).any()
    assert sum(line.after_fen - line.before_fen for line in found.months) < 0


def test_a_change_in_mid_year_counts_from_its_month(extract):
    found = simulate(extract, question(standards(80_000, since=date(2027, 7, 1)), on=date(2027, 7, 1)))
    changed = [str(line.month) for line in found.months if line.before_fen != line.after_fen]
    assert found.since == date(2027, 7, 1)
    assert changed == [f"2027-{month:02d}" for month in range(7, 13)]


def test_months_that_are_over_are_owed_apart(extract):
    found = simulate(extract, question(standards(80_000, since=date(2026, 10, 1))))
    assert [str(line.month) for line in found.back] == ["2026-10", "2026-11", "2026-12"]
    more = found.difference_fen
    assert found.back[0].owed_fen == more[more > 0].sum()
    assert found.back[0].over_fen == more[more < 0].sum()


@pytest.mark.parametrize("turn", [Turn.WHOLE, Turn.NEXT, Turn.DAYS])
def test_a_change_in_mid_month_counts_as_the_region_has_it(extract, turn):
    since = date(2027, 3, 11)
    found = simulate(extract, question(standards(80_000, since=since), on=since, turn=turn))
    march, april = found.months[2], found.months[3]
    before, after = found.before.fen, found.after.fen
    by_days = (before * 10 + after * 21) // 31
    expected = {Turn.WHOLE: after, Turn.NEXT: before, Turn.DAYS: by_days}[turn]
    assert march.after_fen == expected.sum() and march.before_fen == before.sum()
    assert april.after_fen == after.sum()


def test_a_past_day_is_computed_under_its_own_law(extract):
    past = date(2025, 3, 1)
    found = simulate(extract, question(standards(80_000, since=past), on=past, first=Month.of(past)))
    now = simulate(extract, question(on=DAY))
    assert found.before.fen.sum() < now.before.fen.sum()


def test_an_open_number_keeps_families_from_an_answer_by_name(extract):
    assumed = {name: value for name, value in RULINGS.items() if name != "basic_pension_counts"}
    asked = question(RAISED, assumed=assumed)
    found = simulate(extract, asked)
    told = totals(extract, asked, found)
    assert set(found.waiting) == {"basic_pension_counts"}
    (row,) = told["waiting"]
    assert row[1] == "income.basic_pension" and row[3] == (found.fates == Fate.OPEN).sum() > 0
    assert found.difference_fen[found.open_].sum() == 0


def test_a_familys_own_ruling_comes_before_an_assumption():
    families = [one for one in drawn(300, seed=1) if one.area == "urban"]
    assumed = {**RULINGS, "single_person_amount_fen": 50_000}
    own = extract_of(families, rulings=({}, {"single_person_amount_fen": 90_000}), ruled=[1] * len(families))
    asked = question(assumed=assumed)
    ruled, plain = simulate(own, asked), simulate(extract_of(families), asked)
    single = plain.before.served == Served.SINGLE
    assert single.any() and (ruled.before.fen[single] > plain.before.fen[single]).all()


def test_the_same_law_is_computed_once(extract, monkeypatch):
    from jiuzhu.analysis import laws

    asked = []
    one = laws.classify_settled
    monkeypatch.setattr(laws, "classify_settled", lambda *told: asked.append(told) or one(*told))
    simulate(extract, question(RAISED))
    assert len(asked) == 4  # two areas under two laws, for all twelve months


def test_the_first_month_may_lie_after_the_day_of_the_comparison(extract):
    found = simulate(extract, question(RAISED, on=DAY - timedelta(days=40)))
    assert (found.fates == Fate.SAME).all()
    assert found.months[0].month == FIRST and found.months[0].after_fen > found.months[0].before_fen
