"""Facts that rules ask for, and the keys under which people claim them."""

import pytest

from jiuzhu.assessment.facts import FAMILY_KEYS, MEMBER_KEYS, claimed_as, claimed_at, in_order
from jiuzhu.policy.facts import EXPENSES, FACTS, INCOMES

NOBODY_CLAIMS = {"relation", "sex", "born_on", "stated_age", "in_tekun", "defrauded_fen"}
"""What the register knows, what the determination finds itself, and what an office finds that fines."""


def test_every_fact_of_a_family_is_claimed_under_a_key_that_is_read():
    keys = {
        *MEMBER_KEYS,
        *FAMILY_KEYS,
        *(f"income.{kind}" for kind in INCOMES),
        *(f"expenses.{kind}" for kind in EXPENSES),
    }
    claimed = {name: claimed_as(name) for name in FACTS if claimed_as(name)}
    assert not {name: key for name, key in claimed.items() if key not in keys}
    nobody = {name for name in FACTS if not claimed_as(name)}
    asked_elsewhere = {
        name for name in nobody if name.startswith(("parent_", "event_")) or "established" in name
    }
    assert nobody - asked_elsewhere == NOBODY_CLAIMS


FACTS_OF_TWO = {
    "members": [{"id": "7"}, {"id": "9", "incomes": [{"kind": "pension"}, {"kind": "wage"}]}],
    "expenses": [{"kind": "medical", "member": "9"}, {"kind": "education", "per_year": "100"}],
}


@pytest.mark.parametrize(
    ("place", "claim"),
    [
        ("members[0].incomes", (7, "incomes")),
        ("members[1].incomes[1].per_month", (9, "income.wage")),
        ("members[1].disability[0].grade", (9, "disability")),
        ("members[0].transfers_paid_per_month", (7, "transfers_paid_per_month")),
        ("assets.homes[0].area_m2", (None, "assets.homes")),
        ("household.farming", (None, "household.farming")),
        ("expenses[0].per_year", (9, "expenses.medical")),
        ("expenses[1].per_year", (None, "expenses.education")),
        ("supporters", (None, "supporters")),
        ("supporters[1].income_own_per_month", (None, "supporters")),
    ],
)
def test_a_missing_place_leads_back_to_the_claim_that_would_fill_it(place, claim):
    assert claimed_at(place, FACTS_OF_TWO) == claim


def test_names_stand_in_the_order_of_the_determination():
    assert list(in_order(FACTS_OF_TWO, {9: "乙"}).items()) == [("7", "已不共同生活的人"), ("9", "乙")]
