"""What decisions owe: granted once, changed by superseding, never cut unheard."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jiuzhu.assessment import actions as assessment
from jiuzhu.benefits import actions, queries
from jiuzhu.benefits.models import Award, Due, Stop
from jiuzhu.kernel.refusal import Refused
from jiuzhu.trail.models import Entry
from tests.benefits.situations import (
    AUGUST,
    JULY,
    account,
    changed,
    determined,
    family,
    granted,
    hearing,
    paid_month,
    people_of,
    stopped,
)

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)


def test_an_award_is_owed_from_the_month_of_approval(wang):
    household = family()
    payee = account(household, wang)
    award = actions.grant(
        determined(household, 77000, date(2026, 7, 30)), "1号", date(2026, 8, 3), payee=payee, by=wang
    )
    assert (award.from_month, award.until_month, award.monthly_fen) == (AUGUST.number, None, 77000)


def test_where_the_rule_says_the_month_after_approval_it_is_the_month_after(wang):
    household = family()
    determination = determined(household, 77000, date(2026, 7, 6))
    determination.result["results"]["dibao"]["from_month"] = "2026-08"
    award = actions.grant(determination, "1号", date(2026, 8, 3), payee=account(household, wang), by=wang)
    assert award.from_month == AUGUST.number + 1


def test_the_parts_of_an_award_are_those_of_the_determination(wang):
    household = family(people=2)
    who = people_of(household)[0]
    parts = [
        {"part": "difference", "fen": 154000, "law": "第十二条"},
        {"part": "topup", "member": str(who.pk), "kind": "age_70", "fen": 6000, "law": "第二十一条"},
    ]
    award = granted(wang, 160000, household=household, parts=parts)
    assert list(award.parts.order_by("pk").values_list("key", "person", "fen")) == [
        ("difference", None, 154000),
        (f"topup:age_70:{who.pk}", who.pk, 6000),
    ]


def test_the_same_decision_again_is_the_same_award(wang):
    household = family()
    payee, determination = account(household, wang), determined(household, 77000)
    first = actions.grant(determination, "1号", AFTER, payee=payee, by=wang)
    assert actions.grant(determination, "1号", AFTER, payee=payee, by=wang) == first


def test_a_decision_number_serves_one_determination(granted, wang):
    award = granted()
    other = family()
    with pytest.raises(Refused, match="换一个编号"):
        actions.grant(determined(other, 1), award.decision_no, AFTER, payee=account(other, wang), by=wang)


def test_a_family_is_not_granted_twice(granted):
    with pytest.raises(Refused, match="已经在发"):
        granted(household=granted().household)


def test_a_person_of_another_award_is_not_granted_again(granted, wang):
    award = granted()
    other = family()
    determination = determined(other, 77000, persons=[award.household.head])
    with pytest.raises(Refused, match=award.decision_no):
        actions.grant(determination, "2号", AFTER, payee=account(other, wang), by=wang)


@pytest.mark.parametrize(("fen", "status"), [(None, "undetermined"), (0, "eligible"), (77000, "ineligible")])
def test_what_is_not_granted_in_a_known_amount_is_not_owed(wang, fen, status):
    household = family()
    determination = determined(household, fen, status=status, parts=[])
    with pytest.raises(Refused, match="不能作出发放决定"):
        actions.grant(determination, "1号", AFTER, payee=account(household, wang), by=wang)


def test_what_the_engine_determines_is_what_is_owed(wang):
    household = family(people=2)
    for key, value in (("assume", "complete"), ("marital", "widowed")):
        person = None if key == "assume" else household.head_id
        assessment.claim("SJ-9", person, key, value, "declared", "", AFTER, AFTER, by=wang)
    determination = assessment.determine("SJ-9", household, AFTER, by=wang)
    award = actions.grant(determination, "1号", AFTER, payee=account(household, wang), by=wang)
    found = determination.result["results"][award.programme]
    assert award.monthly_fen == found["monthly_fen"]
    assert {str(pk) for pk in award.members.values_list("person", flat=True)} == set(found["persons"])


def test_one_determination_may_owe_from_two_funds(wang):
    household = family(people=2)
    first, second = people_of(household)
    determination = determined(household, 77000, persons=[second])
    determination.result["results"]["tekun"] = {
        **determination.result["results"]["dibao"],
        "persons": [str(first.pk)],
    }
    payee = account(household, wang)
    awards = [
        actions.grant(determination, "1号", AFTER, payee=payee, by=wang, programme=programme)
        for programme in ("dibao", "tekun")
    ]
    assert [award.fund for award in awards] == ["dibao", "tekun"]


def test_an_officer_of_another_county_grants_nothing(wang, zhou):
    household = family()
    with pytest.raises(Refused, match="当地"):
        actions.grant(determined(household, 77000), "1号", AFTER, payee=account(household, wang), by=zhou)


def test_money_does_not_go_to_the_account_of_another_family(wang):
    household, other = family(), family()
    with pytest.raises(Refused, match="不是这个家庭"):
        actions.grant(determined(household, 77000), "1号", AFTER, payee=account(other, wang), by=wang)


def test_a_change_ends_the_old_award_where_the_new_one_begins(granted, wang):
    old = granted()
    new = changed(old, 80000, date(2026, 8, 5), wang)
    old.refresh_from_db()
    assert (old.until_month, new.from_month, new.supersedes, new.previous_fen) == (
        AUGUST.number,
        AUGUST.number,
        old,
        77000,
    )


def test_a_decrease_is_not_decided_unheard_since_the_law_is_in_force(granted, wang):
    with pytest.raises(Refused, match="第四十八条"):
        changed(granted(), 70000, AFTER, wang)


def test_a_decrease_decided_the_day_before_needed_no_hearing(granted, wang):
    award = granted(on=date(2026, 6, 1))
    assert changed(award, 70000, BEFORE, wang).monthly_fen == 70000


def test_a_decrease_is_decided_after_a_hearing(granted, wang):
    award = granted()
    assert changed(award, 70000, AFTER, wang, heard=hearing()).heard is not None


def test_less_is_owed_from_the_month_after_the_decision(granted, wang):
    assert changed(granted(), 70000, AFTER, wang, heard=hearing()).from_month == AUGUST.number


def test_a_decrease_leaves_months_that_are_approved_for_payment_as_they_are(granted, wang, tao, zhao):
    award = granted()
    for month in (JULY, AUGUST):
        paid_month(month, date(2026, 7, 28), tao, zhao)
    new = changed(award, 70000, date(2026, 7, 30), wang, heard=hearing())
    assert new.from_month == AUGUST.number + 1
    assert queries.overpaid(tao) == []


def test_a_visit_record_is_no_hearing(granted, wang):
    with pytest.raises(Refused, match="不是听取意见记录"):
        changed(granted(), 70000, AFTER, wang, heard=hearing(kind="visit"))


def test_an_increase_needs_no_hearing(granted, wang):
    assert changed(granted(), 80000, AFTER, wang).heard is None


def test_the_database_itself_refuses_an_unheard_decrease(granted, wang):
    award = changed(granted(), 80000, AFTER, wang)
    with pytest.raises(IntegrityError, match="no_decrease_without_hearing"), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(monthly_fen=76999)


def test_the_database_itself_refuses_an_unheard_stop(granted):
    with pytest.raises(IntegrityError, match="no_stop_without_hearing"), transaction.atomic():
        Stop.objects.create(
            award=granted(), decision_no="停1", decided_on=AFTER, ground="review", from_month=1
        )


def test_the_database_itself_refuses_a_second_open_award(granted):
    award = granted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(
            household=award.household,
            programme="dibao",
            fund="dibao",
            determination=determined(award.household, 1),
            decision_no="2号",
            decided_on=AFTER,
            ground="new",
            from_month=1,
            monthly_fen=1,
            region_code=award.region_code,
        )


def test_a_stop_ends_the_award(granted, wang):
    award = granted()
    stopped(award, AUGUST, AFTER, wang, heard=hearing())
    award.refresh_from_db()
    assert award.until_month == AUGUST.number


def test_a_stop_is_not_decided_unheard(granted, wang):
    with pytest.raises(Refused, match="听取家庭的意见"):
        stopped(granted(), AUGUST, AFTER, wang)


def test_a_death_leaves_none_to_hear_but_a_record_of_the_ground(granted, wang):
    end = stopped(granted(), AUGUST, AFTER, wang, heard=hearing(kind="ground"), ground="death")
    assert end.ground == "death"


def test_an_award_is_stopped_once(granted, wang):
    award = granted()
    stopped(award, AUGUST, AFTER, wang, heard=hearing())
    with pytest.raises(Refused, match="已经停发"):
        stopped(award, AUGUST, AFTER, wang, heard=hearing())


def test_an_award_is_not_stopped_before_it_began(granted, wang):
    with pytest.raises(Refused, match="早于起发月份"):
        stopped(granted(), JULY - 1, AFTER, wang, heard=hearing())


@pytest.fixture
def again(granted, wang):
    """A family that had July alone, and has an award anew since September."""
    first = granted()
    stopped(first, AUGUST, AFTER, wang, heard=hearing())
    return first, granted(household=first.household, on=date(2026, 9, 1))


def test_a_stop_does_not_reach_what_the_family_had_before_it_was_granted_anew(again, wang):
    with pytest.raises(Refused, match="2026-07 早于起发月份 2026-09"):
        stopped(again[1], JULY, date(2026, 9, 20), wang, heard=hearing())
    again[0].refresh_from_db()
    assert again[0].until_month == AUGUST.number


def test_a_change_does_not_reach_what_the_family_had_before_it_was_granted_anew(again, wang):
    with pytest.raises(Refused, match="早于起发月份"):
        changed(again[1], 80000, date(2026, 9, 20), wang, month=AUGUST)


def test_a_stop_reaches_back_through_the_changes_of_an_award(granted, wang):
    first = granted()
    second = changed(first, 80000, date(2026, 9, 1), wang)
    stopped(second, AUGUST, date(2026, 9, 20), wang, heard=hearing())
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.until_month, second.until_month) == (AUGUST.number, second.from_month)


def test_a_stop_leaves_the_months_that_an_older_award_still_pays(granted, wang, tao, zhao):
    first = granted(on=date(2026, 6, 1))
    stopped(first, AUGUST, AFTER, wang, heard=hearing())
    paid_month(JULY, AFTER, tao, zhao)
    second = granted(household=first.household, on=AFTER)
    stopped(second, AUGUST, AFTER, wang, heard=hearing())
    assert Due.objects.filter(part="stop").count() == 0


def test_a_family_that_was_stopped_may_be_granted_again(granted, wang):
    award = granted()
    stopped(award, AUGUST, AFTER, wang, heard=hearing())
    assert granted(household=award.household, on=date(2026, 9, 1)).until_month is None


def test_each_act_is_one_entry_that_names_the_award_and_the_case(granted):
    award = granted()
    entry = Entry.objects.get(act="benefits.grant")
    assert (entry.subject, entry.case_no) == (f"award:{award.pk}", award.determination.case_no)
