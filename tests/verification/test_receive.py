"""An answer is kept once, becomes claims and a report; no answer stays no answer, and is asked for again."""

import json
from datetime import date, timedelta

import pytest

from jiuzhu.assessment.queries import claims
from jiuzhu.catalogue.edition import source
from jiuzhu.clocks.models import Clock
from jiuzhu.gateways.envelope import Later, NoAnswer, Reply, Silence
from jiuzhu.jobs.models import Job
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.verification import actions
from jiuzhu.verification.kinds import State
from jiuzhu.verification.models import Answer, Query, Report
from jiuzhu.verification.queries import changes, newest_version, open_answer, report
from tests.verification.conftest import BY, CASE, CLERK, FATHER, NOON, ON, UNCLE, account, state, tax

pytestmark = pytest.mark.slow


def found(key, of_family=False):
    """Values found of persons, or of the family as a whole."""
    return [
        claim.value
        for claim in claims(CASE)
        if claim.source_kind != "declared" and claim.key == key and (claim.person_id is None) == of_family
    ]


def tile(code, case=CASE):
    page = report(CLERK, case, purpose="apply")
    return next(each for each in page.tiles if each.register == source(code).register)


def test_records_become_a_found_claim(ask, departments, work):
    departments.says["shuiwu.geshui"] = [tax(f"2026-{month:02d}", 413_000) for month in range(1, 11)]
    ask("shuiwu.geshui")
    work()
    assert found("income.wage") == [{"per_year": "41300"}]


def test_no_record_at_a_complete_register_is_found_to_be_none(ask, work):
    ask("shichang.zhuti")
    work()
    assert found("assets.businesses") == [[], [], []]


def test_what_the_family_has_is_found_once_it_is_known_of_everybody(ask, departments, work):
    departments.says["shichang.zhuti"] = NoAnswer(Silence.FAILED)
    queries = ask("shichang.zhuti")
    work()
    for query in queries[:-1]:
        actions.receive(query, Reply(query.request_no, ON, ()), NOON, by=BY)
    assert found("assets.businesses", of_family=True) == []
    actions.receive(queries[-1], Reply(queries[-1].request_no, ON, ()), NOON, by=BY)
    assert found("assets.businesses", of_family=True) == [[]]


def test_what_one_register_found_is_not_the_familys_whole_while_another_is_silent(ask, departments, work):
    car = {"plate": "渝B", "kind": "car", "model": "", "registered_on": "2019-04-01", "value_fen": 100}
    departments.says = {"gongan.cheliang": [car], "jiaotong.chuanbo": NoAnswer(Silence.FAILED)}
    ask("gongan.cheliang", "jiaotong.chuanbo")
    work()
    assert [len(cars) for cars in found("assets.vehicles")] == [1, 1, 1]
    assert found("assets.vehicles", of_family=True) == []
    departments.says["jiaotong.chuanbo"] = []
    work(NOON + timedelta(minutes=1))
    assert [len(cars) for cars in found("assets.vehicles", of_family=True)] == [3]


def test_the_familys_money_is_found_when_every_keeper_has_answered_for_everybody(
    ask, departments, work, family, consent
):
    for record, membership in enumerate(family.memberships.all(), start=1):
        consent(membership.person, record=record, given_by="guardian")
    departments.says = {"bank.a": [account(1_000_000)], "payment.a": [account(50)]}
    ask("bank.a", "bank.b", "securities.a", "insurer.a")
    work()
    assert found("assets.financial", of_family=True) == []
    ask()
    work()
    assert found("assets.financial", of_family=True) == ["10000.5"]


def test_what_a_supporter_has_is_not_the_familys(ask, departments, work, uncle, consent):
    consent(uncle)
    departments.says["bank.a"] = [account(1_000_000, of=UNCLE)]
    ask("bank.a", supporters=[uncle])
    work()
    assert found("assets.financial.bank") == ["10000"]
    assert "assets.financial" not in [row.key for row in report(CLERK, CASE, purpose="apply").rows]


def test_no_record_at_an_incomplete_register_claims_nothing(ask, work, father):
    ask("shuiwu.geshui")
    work()
    assert state(father, "shuiwu.geshui") == State.NO_RECORD
    assert found("income.wage") == []


@pytest.mark.parametrize(
    "reason", [Silence.FAILED, Silence.GARBLED, Silence.UNREACHABLE, Silence.WRONG_TOTALS]
)
def test_a_faulty_department_is_asked_again(ask, departments, work, father, reason):
    departments.says["shuiwu.geshui"] = NoAnswer(reason)
    ask("shuiwu.geshui")
    work()
    assert state(father, "shuiwu.geshui") == State.NO_ANSWER
    assert tile("shuiwu.geshui").label == "问了没有答"
    assert Job.objects.filter(done_at=None).count() == 3
    departments.says["shuiwu.geshui"] = [tax("2026-10", 100)]
    assert work(NOON + timedelta(minutes=1)) == 3
    assert state(father, "shuiwu.geshui") == State.ANSWERED


def test_the_three_states_and_records_are_told_apart(ask, departments, work):
    departments.says = {"shuiwu.geshui": [tax("2026-10", 100)], "gongan.cheliang": NoAnswer(Silence.FAILED)}
    ask("shuiwu.geshui", "gongan.cheliang", "shichang.zhuti", "bank.a")
    work()
    codes = ("shuiwu.geshui", "gongan.cheliang", "shichang.zhuti", "bank.a")
    assert [tile(code).label for code in codes] == ["有记录", "问了没有答", "没有记录", "没有问"]


def test_a_promised_answer_is_fetched_when_it_is_ready(ask, departments, work, father):
    departments.says["shuiwu.geshui"] = Later("", NOON + timedelta(hours=3))
    ask("shuiwu.geshui")
    work()
    assert tile("shuiwu.geshui").state == State.NO_ANSWER
    departments.says["shuiwu.geshui"] = []
    assert work(NOON + timedelta(hours=2)) == 0
    assert work(NOON + timedelta(hours=3)) == 3


def test_a_late_answer_makes_the_next_version(ask, departments, work):
    departments.says["gongan.cheliang"] = NoAnswer(Silence.FAILED)
    ask("gongan.cheliang", "shuiwu.geshui")
    work()
    assert newest_version(CASE) == 1
    departments.says["gongan.cheliang"] = []
    work(NOON + timedelta(days=7))
    last = Report.objects.filter(case_no=CASE).latest("version")
    assert last.news == ["gongan.cheliang"]
    assert tile("gongan.cheliang").is_late
    assert not tile("shuiwu.geshui").is_late


def test_what_a_late_answer_changed_is_told_source_by_source_and_fact_by_fact(ask, departments, work, father):
    departments.says["shuiwu.geshui"] = NoAnswer(Silence.FAILED)
    ask("gongan.cheliang", "shuiwu.geshui")
    work()
    departments.says["shuiwu.geshui"] = [tax("2026-10", 413_000) | {"of": FATHER}]
    work(NOON + timedelta(days=7))
    found = changes(CLERK, CASE, 2, purpose="apply")
    assert [
        (row.source.code, row.before, row.after) for row in found.moved if row.person_id == father.pk
    ] == [("shuiwu.geshui", State.NO_ANSWER, State.ANSWERED)]
    wage = next(row for row in found.facts if row.person_id == father.pk and row.key == "income.wage")
    assert (wage.before, wage.after) == (None, {"per_year": "4130"})
    assert not [row for row in found.facts if row.key.startswith("assets.vehicles")]
    assert Entry.objects.filter(act="verification.versions", case_no=CASE).count() == 1


def test_the_first_version_has_nothing_to_be_compared_with(ask, work):
    ask("gongan.cheliang")
    work()
    assert changes(CLERK, CASE, 1, purpose="apply") is None
    assert changes(CLERK, CASE, 7, purpose="apply") is None


def test_the_first_version_waits_until_everybody_was_asked(ask, departments, family):
    queries = ask("gongan.cheliang", "shuiwu.geshui")
    actions.perform_query({"query": queries[0].pk}, at=NOON, connector=departments)
    assert newest_version(CASE) == 0


def test_after_three_that_do_not_answer_the_rest_wait_for_a_job_of_their_own(ask, departments, work, father):
    codes = ["shuiwu.geshui", "gongan.cheliang", "gongan.huji", "shichang.zhuti", "yibao.jiuyi"]
    departments.says = dict.fromkeys(codes, NoAnswer(Silence.UNREACHABLE))
    ask(*codes)
    people = 3
    assert work() == 2 * people
    assert len(departments.asked) == len(codes) * people
    assert set(Query.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.parametrize(
    ("days", "reason"),
    [(1, Silence.GARBLED), (0, ""), (-30, ""), (-31, Silence.STALE)],
)
def test_an_answer_of_a_day_to_come_or_too_long_ago_is_no_answer(ask, father, days, reason):
    query = next(query for query in ask("shuiwu.geshui") if query.person_id == father.pk)
    told = actions.receive(query, Reply(query.request_no, ON + timedelta(days=days), ()), NOON, by=BY)
    assert (told.state, told.reason) == (State.NO_ANSWER if reason else State.NO_RECORD, reason)
    assert Answer.objects.exists() == (not reason)


def test_an_answer_that_comes_late_is_as_old_as_its_question_asked_for(ask, father):
    query = next(query for query in ask("shuiwu.geshui") if query.person_id == father.pk)
    actions.receive(query, Reply(query.request_no, ON, ()), NOON + timedelta(days=60), by=BY)
    assert state(father, "shuiwu.geshui") == State.NO_RECORD


def test_receiving_twice_keeps_one_answer(ask, departments, work, father):
    departments.says["shuiwu.geshui"] = [tax("2026-10", 100)]
    ask("shuiwu.geshui")
    work()
    query = Query.objects.get(person=father)
    before = (Answer.objects.count(), newest_version(CASE), len(claims(CASE)))
    actions.receive(query, Reply(query.request_no, ON, ()), NOON, by=BY)
    actions.perform_query({"query": query.pk}, at=NOON, connector=departments)
    assert (Answer.objects.count(), newest_version(CASE), len(claims(CASE))) == before


def test_an_answer_under_a_withdrawn_consent_is_not_kept(ask, consent, father):
    given = consent(father)
    query = next(query for query in ask("bank.a") if query.person_id == father.pk)
    actions.revoke(given, ON, by=BY)
    actions.receive(query, Reply(query.request_no, ON, ({"id_number": FATHER},)), NOON, by=BY)
    assert not Answer.objects.exists()
    assert state(father, "bank.a") == State.REFUSED


def test_an_answer_is_sealed_and_its_opening_is_a_look(ask, departments, work, father):
    departments.says["shuiwu.geshui"] = [tax("2026-10", 123_456)]
    ask("shuiwu.geshui")
    work()
    query = Query.objects.get(person=father)
    assert "123456" not in Answer.objects.filter(query=query).values_list("records", flat=True)[0].token
    assert open_answer(CLERK, query.pk, purpose="apply").records[0]["income_fen"] == 123_456
    look = Entry.objects.filter(act="verification.open_answer").get()
    assert (look.actor, look.subject, look.case_no) == (CLERK.actor, f"person:{father.pk}", CASE)


def test_neither_trail_nor_jobs_nor_log_hold_a_personal_value(
    ask, departments, work, consent, father, caplog
):
    consent(father)
    departments.says = {"shuiwu.geshui": [tax("2026-10", 123_456)], "bank.a": [account(9_876_543)]}
    ask("shuiwu.geshui", "bank.a", "gongan.cheliang")
    work()
    report(CLERK, CASE, purpose="apply")
    written = json.dumps(
        [
            *Entry.objects.values("act", "subject", "refs", "purpose"),
            *Job.objects.values("key", "payload", "error"),
        ]
    )
    for secret in (FATHER, "123456", "1234.56", "98765.43", "9876543", "6217000000000431", "李建国"):
        assert secret not in written + caplog.text


def test_a_report_is_for_its_own_town(ask, work):
    ask("shuiwu.geshui")
    work()
    with pytest.raises(PermissionError):
        report(Scope("officer", "officer:8", "", (("clerk", "500110102"),)), CASE, purpose="apply")


def test_a_report_takes_the_same_number_of_queries_for_one_source_and_for_all(
    ask, work, django_assert_num_queries
):
    ask()
    work()
    with django_assert_num_queries(11):
        report(CLERK, CASE, purpose="apply")


@pytest.mark.parametrize(("purpose", "due"), [("review", [date(2027, 1, 4)]), ("apply", [])])
def test_a_death_in_a_family_on_the_register_counts_from_its_day(family, departments, work, purpose, due):
    departments.says["gongan.siwang"] = [{"of": FATHER, "died_on": "2026-10-01", "cancelled_on": ""}]
    actions.ask(CASE, family, purpose, ON, by=CLERK, only=["gongan.siwang"])
    work()
    assert [clock.due_on for clock in Clock.objects.filter(case_no=CASE, key="db.death_close")] == due
