"""Nothing is asked without ground, purpose, case, and consent where the law wants it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Area, Relation
from jiuzhu.verification import actions
from jiuzhu.verification.kinds import GroundKind, NotAsked, State
from jiuzhu.verification.models import Query
from tests.verification.conftest import BY, CASE, CLERK, EVERYTHING, FATHER, NOON, ON, account, state, tax


@pytest.mark.parametrize(("case", "purpose"), [("", "apply"), (CASE, ""), (CASE, "curiosity")])
def test_a_question_without_case_or_purpose_is_refused(family, case, purpose):
    with pytest.raises(Refused, match="哪个案件"):
        actions.ask(case, family, purpose, ON, by=CLERK)


def test_an_officer_of_another_town_may_not_ask(family):
    with pytest.raises(Refused):
        actions.ask(
            CASE, family, "apply", ON, by=Scope("officer", "officer:8", "", (("clerk", "500110102"),))
        )


def test_a_department_is_asked_by_statute(ask):
    query = ask("shuiwu.geshui")[0]
    assert (query.ground_kind, query.article) == (GroundKind.STATUTE, "社会救助法 第四十一条")


def test_a_bank_is_not_asked_without_consent(ask):
    query = ask("bank.a")[0]
    assert (query.state, query.reason) == (State.REFUSED, NotAsked.NO_CONSENT)
    assert not Job.objects.exists()


def test_a_bank_is_asked_under_the_consent_of_that_very_person(ask, consent, father):
    consent(father)
    asked = {query.person_id: query.state for query in ask("bank.a")}
    assert [person for person, is_ in asked.items() if is_ == State.WAITING] == [father.pk]


def test_a_consent_for_departments_does_not_open_a_bank(ask, consent, father):
    consent(father, kinds=["government"])
    assert {query.state for query in ask("bank.a")} == {State.REFUSED}


def test_a_consent_that_ran_out_opens_nothing(ask, consent, father):
    consent(father, until=ON)
    assert {query.state for query in ask("bank.a", on=ON + timedelta(days=1))} == {State.REFUSED}


def test_a_supporter_outside_the_family_is_not_asked_about_without_own_consent(ask, uncle, consent, father):
    consent(father)
    ask("shuiwu.geshui", "bank.a", supporters=[uncle])
    own = Query.objects.filter(person=uncle)
    assert {(query.state, query.reason) for query in own} == {(State.REFUSED, NotAsked.NO_OWN_CONSENT)}
    assert not Job.objects.filter(payload__query__in=[query.pk for query in own]).exists()


def test_a_supporter_who_consents_is_asked_about(ask, uncle, consent):
    consent(uncle)
    ask("shuiwu.geshui", supporters=[uncle])
    assert state(uncle, "shuiwu.geshui") == State.WAITING


def test_a_consent_given_later_opens_the_source_and_the_refusal_stays_on_record(ask, consent, father):
    ask("bank.a")
    consent(father)
    ask("bank.a")
    states = (
        Query.objects.filter(person=father, source="bank.a").order_by("pk").values_list("state", flat=True)
    )
    assert list(states) == [State.REFUSED, State.WAITING]


def test_a_consent_withdrawn_before_the_job_runs_sends_nothing(ask, consent, father, departments, work):
    given = consent(father)
    ask("bank.a")
    actions.revoke(given, ON, by=BY)
    work()
    assert departments.asked == []
    assert state(father, "bank.a") == State.REFUSED


def test_asking_twice_asks_once(ask):
    first = [query.pk for query in ask("shuiwu.geshui")]
    assert [query.pk for query in ask("shuiwu.geshui")] == first
    assert Job.objects.count() == len(first)


def test_what_waits_with_a_job_that_was_given_up_is_put_when_it_is_asked_again(
    ask, departments, work, father
):
    ask("shuiwu.geshui", "gongan.cheliang")
    Job.objects.update(gave_up_at=NOON, attempts=12)
    assert work() == 0
    ask("shuiwu.geshui", on=ON + timedelta(days=3))
    assert work(NOON + timedelta(days=3)) == len({each.id_numbers for each in departments.asked}) == 3
    assert state(father, "shuiwu.geshui") == State.NO_RECORD


def test_what_was_put_as_often_as_may_be_is_put_once_more_when_it_is_asked_again(ask, departments, work):
    departments.says["shuiwu.geshui"] = NoAnswer(Silence.FAILED)
    ask("shuiwu.geshui")
    Query.objects.update(attempts=29)
    Job.objects.all().delete()
    for query in Query.objects.all():
        actions.perform_query({"query": query.pk}, at=NOON, connector=departments)
    assert not Job.objects.exists()
    for days in (3, 4):
        ask("shuiwu.geshui", on=ON + timedelta(days=days), again=True)
        assert work(NOON + timedelta(days=days)) == 3


def test_a_fresh_answer_serves_another_case(ask, departments, work, father):
    departments.says["shuiwu.geshui"] = [tax("2026-10", 180_000)]
    ask("shuiwu.geshui")
    work()
    put = len(departments.asked)
    again = ask("shuiwu.geshui", case="SJ-2026-0500", on=ON + timedelta(days=20))
    assert {query.state for query in again} == {State.ANSWERED, State.NO_RECORD}
    assert work(NOON + timedelta(days=20)) == 0
    assert len(departments.asked) == put


def test_an_answer_that_served_another_case_is_no_younger_for_it(ask, work):
    ask("shuiwu.geshui")
    work()
    ask("shuiwu.geshui", case="SJ-2026-0500", on=ON + timedelta(days=25))
    third = ask("shuiwu.geshui", case="SJ-2026-0600", on=ON + timedelta(days=50))
    assert {query.state for query in third} == {State.WAITING}


def test_a_stale_answer_is_asked_for_again(ask, work):
    ask("shuiwu.geshui")
    work()
    assert {query.state for query in ask("shuiwu.geshui", on=ON + timedelta(days=31))} == {State.WAITING}


def test_a_family_that_changed_is_asked_about_again(ask, work, family):
    ask("shuiwu.geshui")
    work()
    alone = [NewMember("李建国", FATHER, Relation.SELF)]
    register_household(alone, family.region_code, Area.RURAL, "", ON + timedelta(days=2), by=BY)
    later = ask("shuiwu.geshui", on=ON + timedelta(days=3))
    assert [query.state for query in later] == [State.WAITING]


def test_a_bank_answer_of_an_earlier_case_does_not_outlive_the_consent(
    ask, consent, father, departments, work
):
    departments.says["bank.a"] = [account(100)]
    given = consent(father)
    ask("bank.a")
    work()
    actions.revoke(given, ON + timedelta(days=1), by=BY)
    later = ask("bank.a", case="SJ-2026-0500", on=ON + timedelta(days=1))
    assert {query.state for query in later} == {State.REFUSED}


def test_a_child_consents_through_a_guardian(consent, family):
    child = family.memberships.get(relation=Relation.CHILD).person
    with pytest.raises(Refused, match="监护人"):
        consent(child)
    assert consent(child, given_by="guardian").kinds == sorted(EVERYTHING)


def test_the_same_signed_record_is_the_same_consent(consent, father):
    assert consent(father).pk == consent(father).pk


def test_nobody_withdraws_another_persons_consent(consent, father, uncle):
    with pytest.raises(PermissionError):
        actions.revoke(consent(father), ON, by=Scope.resident(1, uncle.pk))


def test_asking_reads_as_little_for_all_sources_as_for_one(ask, consent, father):
    consent(father)
    with CaptureQueriesContext(connection) as one:
        ask("shuiwu.geshui")
    with CaptureQueriesContext(connection) as all_:
        ask(case="SJ-2026-0500")

    def reads(captured):
        tables = ("verification_authorisation", "registry_membership", "assessment_claim")
        return [sum(f'FROM "{table}"' in query["sql"] for query in captured) for table in tables]

    assert reads(one) == reads(all_)
