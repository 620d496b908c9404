"""Facts that rules ask for, and the keys under which people claim them."""

from jiuzhu.assessment.facts import FAMILY_KEYS, MEMBER_KEYS, claimed_as
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
