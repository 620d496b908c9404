"""What is believed is frozen, determined once, and can be derived again to the bit."""

from datetime import date

import pytest

from jiuzhu.assessment import actions, queries
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Relation

pytestmark = pytest.mark.django_db
ON = date(2025, 8, 1)
BY = Scope("officer", "officer:1", "小李")
OTHER = Scope("officer", "officer:2", "老王")
CASE = "SJ-2025-0001"


@pytest.fixture
def household():
    family = [
        NewMember("甲", with_check_digit("51022319540302932"), Relation.SELF, registered_region="500110"),
        NewMember("乙", with_check_digit("51022319800302931"), Relation.CHILD, registered_region="500110"),
    ]
    household = register_household(family, "500110114001", "urban", "", ON, by=BY)
    say(household.head_id, "disability", [{"kind": "intellectual", "grade": "3"}])
    say(household.head_id, "marital", "widowed")
    say(None, "assume", "complete")
    return household


def say(person_id, key, value, kind="declared"):
    return actions.claim(CASE, person_id, key, value, kind, "", ON, ON, by=BY)


def dibao(household):
    return actions.determine(CASE, household, ON, by=BY).result["results"]["dibao"]


def test_declared_facts_are_determined(household):
    assert dibao(household)["monthly_fen"] == 164_000, dibao(household)["missing"]


def test_the_same_facts_on_the_same_day_are_one_determination(household):
    assert (
        actions.determine(CASE, household, ON, by=BY).pk == actions.determine(CASE, household, ON, by=BY).pk
    )


def test_an_adopted_value_beats_the_declared_one(household):
    actions.adopt(
        CASE,
        household.head_id,
        "income.pension",
        {"per_month": "100"},
        "record",
        "社保记录，本人认可",
        ON,
        by=BY,
    )
    assert dibao(household)["monthly_fen"] == 154_000


def test_a_value_that_comes_back_on_the_same_day_is_what_is_believed(household):
    first, second, third = (
        say(household.head_id, "income.wage", {"per_month": told}) for told in ("1000", "2000", "1000")
    )
    assert third.pk > second.pk > first.pk
    believed = {value.key: value.value for value in queries.believed(CASE)}
    assert believed["income.wage"] == {"per_month": "1000"}


def test_the_newest_claim_made_again_is_the_same_row(household):
    again = [say(household.head_id, "income.wage", {"per_month": "1000"}) for _ in range(2)]
    assert again[0] == again[1]


def test_a_record_does_not_replace_what_was_declared(household):
    say(household.head_id, "marital", "married", "record")
    assert {
        value.key: value.value for value in queries.believed(CASE) if value.person_id == household.head_id
    }["marital"] == "widowed"


@pytest.mark.parametrize(
    ("key", "declared", "record", "counted"),
    [
        ("income.wage", {}, {"per_month": "1200"}, "record"),
        ("income.wage", {}, {"none": True}, "declared"),
        ("disability", [{"kind": "visual"}], [{"kind": "visual", "grade": "2"}], "record"),
        ("disability", [{"kind": "visual"}], [{"kind": "speech", "grade": "2"}], "declared"),
        ("disability", [{"kind": "visual", "grade": "1"}], [{"kind": "visual", "grade": "2"}], "declared"),
    ],
)
def test_a_record_tells_what_the_family_left_open(household, key, declared, record, counted):
    say(household.head_id, key, record, "record")
    say(household.head_id, key, declared)
    (value,) = [one for one in queries.believed(CASE) if one.key == key]
    assert (value.value, value.source_kind) == (record if counted == "record" else declared, counted)


def test_a_determination_is_derived_again_to_the_bit(household):
    determination = actions.determine(CASE, household, ON, by=BY)
    determination.refresh_from_db()
    assert queries.rederive(determination)


def test_a_tampered_result_is_noticed(household):
    determination = actions.determine(CASE, household, ON, by=BY)
    determination.result["results"]["dibao"]["monthly_fen"] += 1
    assert not queries.rederive(determination)


def test_a_ruling_counts_only_with_a_second_officer(household):
    for key, value, words in (("x", "1", "没有“x”"), ("single_person.amount", "七百", "用不了")):
        with pytest.raises(Refused, match=words):
            actions.rule(CASE, key, value, "区里定的", "纪要〔2025〕1号", ON, by=BY)
    ruling = actions.rule(CASE, "single_person.amount", "770", "区里定的", "纪要〔2025〕1号", ON, by=BY)
    assert queries.decided(CASE) == []
    with pytest.raises(Refused, match="同一个人"):
        actions.second_ruling(ruling.pk, ON, by=BY)
    actions.second_ruling(ruling.pk, ON, by=OTHER)
    assert [row["value"] for row in queries.decided(CASE)] == ["770"]


def test_an_adoption_needs_a_reason(household):
    with pytest.raises(Refused, match="理由"):
        actions.adopt(CASE, None, "assets.financial", "1", "record", " ", ON, by=BY)
