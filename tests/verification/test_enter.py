"""An answer written by hand is an answer like any other; only the department's own officer in that place gives it, and once."""

from datetime import date, timedelta

import pytest

from jiuzhu.assessment.queries import claims
from jiuzhu.catalogue.edition import current
from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import enrol, file_relative, open_office
from jiuzhu.org.kinds import Level
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.verification import actions
from jiuzhu.verification.actions.receive import LAST_ATTEMPT
from jiuzhu.verification.kinds import State
from jiuzhu.verification.models import Answer, Query, Report
from jiuzhu.verification.queries import by_hand, changes, newest_version, open_answer
from jiuzhu.verification.queries.by_hand import entered, piles, put, recused
from tests.verification.conftest import BY, CASE, CLERK, FATHER, NOON, ON

pytestmark = pytest.mark.slow

PETITIONS, TAX = "xinfang.xinfang", "shuiwu.geshui"
LETTER = {"name": "李建国", "number": "XF-1", "demand": "修路", "received_on": "2026-03-02", "state": "open"}
WAGE = {"item": "wage", "payer": "某物流公司", "month": "2026-10", "income_fen": 413_000, "tax_fen": 0}
LATER = NOON + timedelta(days=2)


def keeper(department, region="500110", number=21):
    duties = (("keeper", region),)
    return Scope(
        "officer", f"officer:{number}", "许静", duties, login_id=number, keeps=((department, region),)
    )


SHUI, XU = keeper("shuiwu"), keeper("xinfang", number=22)


@pytest.fixture
def put_by_hand(departments, ask, work):
    """Ask about the family at sources that nobody has connected; the query of the father at the first of them."""

    def run(*sources):
        departments.says |= dict.fromkeys(sources, NoAnswer(Silence.WITH_OFFICER))
        ask(*sources)
        work()
        return Query.objects.filter(source=sources[0]).order_by("pk").first()

    return run


@pytest.fixture
def waiting(put_by_hand):
    return put_by_hand(TAX)


def enter(query, records=(WAGE,), by=SHUI, at=LATER, **more):
    return actions.enter(query.pk, list(records), more.pop("as_of", ON), at, by=by, **more)


def refusal(*args, **named):
    with pytest.raises(Refused) as refused:
        enter(*args, **named)
    return refused.value


def test_records_written_by_hand_become_what_is_found(waiting):
    assert enter(waiting).state == State.ANSWERED
    assert [claim.value for claim in claims(CASE) if claim.key == "income.wage"] == [{"per_year": "4130"}]
    assert Answer.objects.get().as_of == ON


def test_whom_they_are_about_is_added_and_can_be_opened(waiting):
    enter(waiting)
    opened = open_answer(CLERK, waiting.pk, purpose="核对")
    assert opened.records == [{"id_number": FATHER, **WAGE}]


def test_an_answer_by_hand_comes_after_the_report_and_makes_the_next_version(waiting):
    before = newest_version(CASE)
    enter(waiting)
    assert newest_version(CASE) == before + 1
    assert Report.objects.filter(case_no=CASE).latest("version").news == [TAX]
    assert Answer.objects.get().is_late


def test_no_record_is_said_expressly(waiting):
    assert enter(waiting, (), is_none=True).state == State.NO_RECORD


@pytest.mark.parametrize(("records", "is_none"), [((), False), ((WAGE,), True)])
def test_an_empty_form_is_no_answer_and_neither_is_both(waiting, records, is_none):
    assert refusal(waiting, records, is_none=is_none).code == "say_which"
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"month": "十月"}, "第 2 条的“所属月份”应写成月份"),
        ({"income_fen": "4130"}, "第 2 条的“收入额”应写成金额"),
        ({"item": "bonus"}, "第 2 条的“所得项目”应写成选项：工资薪金、劳务报酬"),
        ({"payer": "长" * 201}, "第 2 条的“扣缴单位”应写成文字"),
        ({"colour": "蓝"}, "第 2 条多了“colour”"),
        ({"id_number": "500222196203125678"}, "第 2 条写的不是问的这个人"),
    ],
)
def test_what_is_written_wrongly_is_named_by_row_and_column(waiting, wrong, words):
    refused = refusal(waiting, (WAGE, {**WAGE, **wrong}))
    assert refused.code == "bad_record"
    assert words in refused.message


def test_a_missing_column_is_named(waiting):
    refused = refusal(waiting, ({name: value for name, value in WAGE.items() if name != "tax_fen"},))
    assert "第 1 条的“税额”" in refused.message


@pytest.mark.parametrize("as_of", [date(2026, 11, 15), ON - timedelta(days=31)])
def test_data_cannot_be_of_tomorrow_nor_older_than_the_register_may_be(waiting, as_of):
    assert refusal(waiting, as_of=as_of).code == "bad_day"


def test_data_that_is_too_old_to_be_relied_on_is_refused_with_the_first_day_that_will_do(waiting):
    oldest = ON - timedelta(days=current().sources[TAX].freshness_days)
    refused = refusal(waiting, as_of=oldest - timedelta(days=1))
    assert refused.code == "bad_day" and f"最早 {oldest}" in refused.message
    assert enter(waiting, as_of=oldest).state == State.ANSWERED


def test_the_same_answer_again_is_the_same_answer(waiting):
    enter(waiting)
    assert enter(waiting).state == State.ANSWERED
    assert Answer.objects.count() == 1


def test_of_two_officers_the_second_is_told(waiting):
    enter(waiting)
    refused = refusal(waiting, (), is_none=True, by=keeper("shuiwu", number=23))
    assert refused.code == "answered"
    assert "已经答复过了" in refused.message
    assert Query.objects.get(pk=waiting.pk).state == State.ANSWERED


@pytest.mark.parametrize(
    "stranger",
    [XU, keeper("shuiwu", "500112"), keeper("shuiwu", "500110102"), CLERK, BY],
    ids=["another department", "another county", "another town", "a clerk", "the system"],
)
def test_a_question_to_somebody_else_is_not_found(waiting, stranger):
    assert refusal(waiting, by=stranger).code == "not_found"
    with pytest.raises(Refused, match="没有这个问题"):
        put(stranger, waiting.pk, ON, purpose="部门填报")
    assert piles(stranger, ON) == []


def test_one_bank_does_not_answer_for_another(put_by_hand, consent, father):
    consent(father)
    query = put_by_hand("bank.a", "bank.b")
    assert [pile.source.code for pile in piles(keeper("bank.a"), ON)] == ["bank.a"]
    assert refusal(query, by=keeper("bank.b")).code == "not_found"
    assert refusal(query, by=keeper("bank")).code == "not_found"


@pytest.fixture
def petition(put_by_hand, consent, father):
    """A question that is put by consent alone."""
    consent(father, kinds=["utility"])
    return put_by_hand(PETITIONS)


def test_what_is_asked_by_consent_is_answered_by_hand(petition):
    assert enter(petition, (LETTER,), by=XU).state == State.ANSWERED


def test_nothing_is_written_under_a_consent_that_was_withdrawn(petition):
    actions.revoke(petition.authorisation, ON, by=BY)
    refused = refusal(petition, (LETTER,), by=XU)
    assert refused.code == "consent_withdrawn"
    assert "撤回" in refused.message
    assert piles(XU, ON) == []
    with pytest.raises(Refused, match="撤回"):
        put(XU, petition.pk, ON, purpose="部门填报")


def test_the_day_after_a_withdrawal_the_question_is_ended(petition, work):
    actions.revoke(petition.authorisation, ON, by=BY)
    work(NOON + timedelta(days=1))
    assert refusal(petition, (LETTER,), by=XU).code == "consent_withdrawn"


def test_a_department_that_is_on_the_line_is_not_answered_by_hand(departments, ask, work):
    departments.says[TAX] = NoAnswer(Silence.FAILED)
    query = ask(TAX)[0]
    work()
    assert refusal(query).code == "not_with_officer"
    assert piles(SHUI, ON) == []


def test_an_officer_is_not_asked_every_hour(waiting, work, departments):
    assert {job.due_at for job in Job.objects.filter(done_at=None)} == {NOON + timedelta(days=1)}
    departments.asked.clear()
    assert work(NOON + timedelta(hours=23)) == 0
    for day in range(1, LAST_ATTEMPT + 5):
        work(NOON + timedelta(days=day))
    assert len(departments.asked) == 3 * (LAST_ATTEMPT - 1)
    assert enter(waiting, at=NOON + timedelta(days=60)).state == State.ANSWERED


def test_once_answered_it_is_not_asked_again(waiting, work, departments):
    enter(waiting, at=NOON)
    departments.asked.clear()
    work(NOON + timedelta(days=1))
    assert waiting.request_no not in {question.request_no for question in departments.asked}


def test_the_list_counts_by_source_and_is_one_look(waiting, django_assert_num_queries):
    before = Entry.objects.count()
    with django_assert_num_queries(4):
        (pile,) = piles(SHUI, ON + timedelta(days=5))
    assert (pile.source.code, pile.count, pile.days) == (TAX, 3, 5)
    assert Entry.objects.count() == before + 1


def test_the_list_shows_the_oldest_of_a_source_and_counts_all(waiting, monkeypatch):
    monkeypatch.setattr(by_hand, "LISTED", 2)
    (pile,) = piles(SHUI, ON)
    assert (pile.count, [query.pk for query in pile.queries]) == (3, [waiting.pk, waiting.pk + 1])


def test_opening_a_question_leaves_a_look_with_its_purpose(waiting):
    opened = put(SHUI, waiting.pk, ON, purpose="部门填报")
    assert opened.id_number == FATHER
    assert FATHER not in repr(opened)
    seen = Entry.objects.get(act="verification.open_put")
    assert (seen.purpose, seen.case_no, seen.actor) == ("部门填报", CASE, SHUI.actor)


def test_the_trail_says_who_answered_and_not_what(waiting):
    enter(waiting)
    entry = Entry.objects.get(act="verification.enter")
    assert (entry.actor, entry.subject) == (SHUI.actor, f"query:{waiting.pk}")
    assert "某物流公司" not in str(list(Entry.objects.values()))


RAISED = WAGE | {"income_fen": 500_000}


def correct(query, records=(RAISED,), reason="看错了行", by=SHUI, at=LATER, **more):
    return actions.correct(query.pk, list(records), more.pop("as_of", ON), reason, at, by=by, **more)


def test_a_correction_is_a_new_answer_that_names_the_old_and_the_report_gets_a_supplement(waiting):
    enter(waiting)
    before = newest_version(CASE)
    row = correct(waiting)
    assert (row.corrects_id, row.correction, row.state) == (waiting.pk, "看错了行", State.ANSWERED)
    assert [claim.value for claim in claims(CASE) if claim.key == "income.wage"][-1] == {"per_year": "5000"}
    report = Report.objects.filter(case_no=CASE).latest("version")
    assert (report.version, report.news) == (before + 1, [TAX])
    [moved] = changes(CLERK, CASE, before + 1, purpose="核对").moved
    assert (moved.before, moved.after, moved.correction) == (State.ANSWERED, State.ANSWERED, "看错了行")
    for pk, wage in ((waiting.pk, WAGE), (row.pk, RAISED)):
        assert open_answer(CLERK, pk, purpose="核对").records == [{"id_number": FATHER, **wage}]
    assert Answer.objects.get(query=row).entered_by == SHUI.actor


def test_a_correction_may_say_that_there_is_nothing_and_is_corrected_in_its_turn(waiting):
    enter(waiting)
    first = correct(waiting, (), is_none=True)
    assert first.state == State.NO_RECORD
    assert correct(first).corrects_id == first.pk
    with pytest.raises(Refused, match="已经更正过"):
        correct(waiting, (WAGE, WAGE))


def test_the_same_correction_again_is_the_same_and_the_same_answer_is_none(waiting):
    enter(waiting)
    assert correct(waiting).pk == correct(waiting).pk
    with pytest.raises(Refused, match="和原来的一样"):
        correct(Query.objects.get(corrects=waiting))


def test_a_correction_needs_a_reason_and_an_answer_written_by_hand(waiting, departments, ask, work):
    with pytest.raises(Refused, match="不是手工填的"):
        correct(waiting)
    enter(waiting)
    with pytest.raises(Refused, match="为什么错"):
        correct(waiting, reason=" ")
    assert Answer.objects.count() == 1


def test_what_another_case_rests_on_is_corrected_there_too(waiting, ask):
    enter(waiting)
    other = "SJ-2026-0500"
    ask(TAX, case=other, on=ON + timedelta(days=1))
    row = correct(waiting)
    again = Query.objects.filter(case_no=other, person=waiting.person).latest("pk")
    assert (again.reuses_id, again.correction) == (row.pk, "看错了行")
    assert [claim.value for claim in claims(other) if claim.key == "income.wage"][-1] == {"per_year": "5000"}


@pytest.fixture
def relative(waiting, town_office):
    """A keeper whose brother's family is asked about."""
    login = enrol("xu", "许静", "not-a-real-one", by=BY)
    file_relative("许静", town_office, login, "弟弟", FATHER, ON, by=BY)
    return keeper("shuiwu", number=login.pk)


@pytest.fixture
def town_office(db):
    return open_office("綦江区税务局", "税务局", Level.COUNTY, "500110", None, "", by=BY, department="shuiwu")


def test_of_a_relatives_family_an_officer_sees_answers_and_corrects_nothing(waiting, relative):
    assert (piles(relative, ON), recused(relative, ON)) == ([], 3)
    assert refusal(waiting, by=relative).code == "recused"
    with pytest.raises(Refused, match="回避"):
        put(relative, waiting.pk, ON, purpose="部门填报")
    enter(waiting)
    with pytest.raises(Refused, match="回避"):
        correct(waiting, by=relative)
    assert (entered(relative, ON), [row.pk for row in entered(SHUI, ON)]) == ([], [waiting.pk])
