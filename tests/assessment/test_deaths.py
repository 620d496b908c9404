"""What departments recorded and officers adopted of a death, before a decision has reckoned without the person."""

from datetime import date

import pytest

from jiuzhu.assessment.deaths import said_dead
from jiuzhu.assessment.models import Adoption, Claim
from jiuzhu.registry.models import Membership, Person
from tests.benefits.situations import family

pytestmark = pytest.mark.django_db
DAY, SEPTEMBER = date(2026, 8, 20), date(2026, 9, 1)
CASE = "SJ-2026-0001"


@pytest.fixture
def head():
    return family(2).head


def record(person, value, key="status", *, case=CASE, kind="record", on=DAY):
    Claim.objects.create(
        case_no=case, person=person, key=key, value=value, source_kind=kind, true_on=on, learnt_on=on
    )


def adopt(person, value, key="status", on=DAY):
    Adoption.objects.create(
        case_no=CASE, person=person, key=key, value=value, source_kind="record", reason="入户见到本人", adopter="",
        adopted_on=on,
    )  # fmt: skip


def told(before=SEPTEMBER):
    return said_dead(Membership.objects.all(), before)


def test_a_recorded_death_counts_from_its_day(head):
    record(head, "dead")
    record(head, "2026-08-03", "status_since")
    assert told() == {head.pk}
    assert told(date(2026, 8, 3)) == set()


def test_a_record_without_the_day_of_death_says_that_it_lies_before_it(head):
    record(head, "dead")
    assert told() == {head.pk}
    assert told(DAY) == set()


def test_what_a_family_declares_is_no_record(head):
    record(head, "dead", kind="declared")
    assert told() == set()


def test_a_death_that_an_officer_adopted_counts(head):
    adopt(head, "dead")
    adopt(head, "2026-08-03", "status_since")
    assert told() == {head.pk}


def test_an_officer_who_saw_the_person_outweighs_the_record_of_that_day(head):
    record(head, "dead")
    adopt(head, "normal")
    assert told() == set()


def test_a_record_that_is_newer_than_what_was_adopted_counts_again(head):
    adopt(head, "normal", on=date(2026, 8, 1))
    record(head, "dead")
    assert told() == {head.pk}


def test_the_day_of_another_state_is_not_taken_for_that_of_the_death(head):
    record(head, "2020-01-01", "status_since", case="SJ-2020-0001", on=date(2020, 2, 1))
    record(head, "dead")
    assert told(DAY) == set()


def test_who_is_not_asked_about_or_is_entered_as_dead_is_left_out(head):
    record(head, "dead")
    assert said_dead(Membership.objects.exclude(person=head), SEPTEMBER) == set()
    Person.objects.filter(pk=head.pk).update(died_on=date(2026, 8, 3))
    assert told() == set()


def test_many_deaths_take_as_many_queries_as_one(head, django_assert_num_queries):
    for someone in (head, family().head, family().head):
        record(someone, "dead")
    with django_assert_num_queries(4):
        assert len(told()) == 3
