"""What another region says is one more holder's answer: claims, differences, the next version, late where it is late."""

from datetime import timedelta

import pytest

from jiuzhu.assessment.queries import claims
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.actions.exchange import take_message
from jiuzhu.verification.assist.actions.settle import WITHDRAWN
from jiuzhu.verification.assist.kinds import Direction, State
from jiuzhu.verification.assist.telling import message
from jiuzhu.verification.kinds import GaveUp
from jiuzhu.verification.kinds import State as QueryState
from jiuzhu.verification.models import Answer, Authorisation, Query, Report
from jiuzhu.verification.queries import changes, open_cases, report
from tests.verification.assist.conftest import (
    ASKED,
    HE,
    HOMES,
    LATER,
    MARRIAGE,
    PENSION,
    answer,
    came,
    give_back,
    out,
    question,
    year_of_pension,
)
from tests.verification.conftest import BY, CASE, FATHER, NOON, ON

pytestmark = pytest.mark.slow

FIRMS = "shichang.zhuti"
AWAY = f"{PENSION}@{ASKED}"


def believed(person, key):
    """The newest found value of a fact, or None."""
    found = [
        row.value
        for row in claims(CASE)
        if (row.person_id, row.key) == (person.pk, key) and row.source_kind == "record"
    ]
    return found[-1] if found else None


def test_an_answer_from_elsewhere_makes_the_next_version_and_is_marked_late(arrived, ask, work, tell, father):
    ask(PENSION)
    work()
    number = arrived()
    before = Report.objects.latest("version").version
    answer(number, year_of_pension(), at=LATER)
    tell(LATER)
    query = Query.objects.get(source=AWAY)
    assert query.state == QueryState.ANSWERED
    assert query.answer.is_late
    assert Report.objects.latest("version").version == before + 1
    assert out().state == State.DONE
    assert out().closed_on == ON + timedelta(days=3)
    (tile,) = report(HE, CASE, purpose="办理案件").tiles
    assert tile.is_late
    assert {(one.label, one.rows) for one in tile.holders} == {("外地：重庆市渝北区", 12), ("人社社保", 0)}
    assert believed(father, "income.pension") == {"per_year": "18000"}
    moved = changes(HE, CASE, before + 1, purpose="办理案件").moved
    assert [(row.source.label, row.after) for row in moved] == [("人社社保（外地）", QueryState.ANSWERED)]


def test_it_differs_from_what_was_declared(arrived, declare, tell, father):
    declare(father, "income.pension", {"per_month": "0"})
    answer(arrived(), year_of_pension())
    tell()
    (row,) = [one for one in report(HE, CASE, purpose="办理案件").rows if one.key == "income.pension"]
    assert row.size["fen"] == 1_800_000


def test_incomes_here_and_there_add_up_and_what_both_tell_counts_once(
    arrived, ask, work, tell, departments, father
):
    departments.says[PENSION] = [{"of": FATHER} | one for one in year_of_pension(10_000)]
    ask(PENSION)
    work()
    answer(arrived(), [*year_of_pension(20_000), *year_of_pension(10_000)])
    tell()
    assert believed(father, "income.pension") == {"per_year": "3600"}


def test_none_is_not_said_while_another_region_is_silent(arrived, ask, work, tell, father):
    number = arrived(registers=(FIRMS,))
    ask(FIRMS)
    work()
    assert believed(father, "assets.businesses") is None
    answer(number, [], register=FIRMS)
    tell()
    assert believed(father, "assets.businesses") == []


def test_told_twice_is_told_once(arrived, tell):
    number = arrived()
    answer(number, year_of_pension())
    tell()
    text = message(came(), ON)
    take_message(text, ASKED, LATER, by=BY)
    assert Answer.objects.filter(query__source=AWAY).count() == 1
    assert Report.objects.count() == 2


def test_what_is_returned_stays_unknown_and_is_asked_again_with_what_was_missing(arrived, tell, father):
    number = arrived(registers=(PENSION, HOMES))
    give_back(number, parts=[question(came(), register=PENSION)])
    tell()
    assert out().state == State.PARTLY
    query = Query.objects.get(source=AWAY)
    assert (query.state, query.reason) == (QueryState.NO_ANSWER, GaveUp.RETURNED)
    (tile, _) = sorted(
        report(HE, CASE, purpose="办理案件").tiles, key=lambda one: one.register.code != PENSION
    )
    assert tile.reason == "对方退回"
    actions.ask_again(number, "授权书重新拍清楚了", ON, by=HE)
    tell()
    part = question(came(), register=PENSION)
    assert (part.state, part.round, came().note) == ("open", 2, "授权书重新拍清楚了")
    answer(number, year_of_pension())
    answer(number, [], register=HOMES)
    tell()
    assert out().state == State.DONE
    assert Query.objects.filter(source=AWAY).count() == 1
    assert believed(father, "income.pension") is not None


def test_an_answer_to_an_earlier_round_is_not_taken_for_the_next(arrived, tell):
    number = arrived()
    give_back(number)
    old = message(came(), ON)
    tell()
    actions.ask_again(number, "授权书重新拍清楚了", ON, by=HE)
    row = out()
    row.peer_turn = 0
    row.save()
    take_message(old, ASKED, NOON, by=BY)
    assert question(out()).state == "open"


def test_one_answer_that_does_not_fit_comes_back_and_the_others_are_taken(arrived, tell, father):
    number = arrived(registers=(PENSION, HOMES))
    answer(number, year_of_pension())
    answer(number, [], register=HOMES)
    text = message(came(), ON).replace('"amount_fen": 150000', '"amount_fen": "一千五"', 1)
    take_message(text, ASKED, NOON, by=BY)
    assert question(out(), register=HOMES).state == "answered"
    part = question(out(), register=PENSION)
    assert part.state == "returned"
    assert "“人社社保”的答复不合格式" in part.returned_for
    actions.ask_again(number, "金额写成数字", ON, by=HE)
    tell()
    answer(number, year_of_pension())
    tell()
    assert believed(father, "income.pension") == {"per_year": "18000"}
    assert out().state == State.DONE


def test_an_accepted_return_completes_the_request_and_leaves_the_fact_unknown(arrived, tell, father):
    number = arrived(registers=(PENSION, HOMES))
    give_back(number, parts=[question(came(), register=PENSION)])
    answer(number, [], register=HOMES)
    tell()
    assert out().closed_on is None
    actions.accept_returns(number, ON, by=HE)
    assert out().state == State.DONE
    assert out().closed_on == ON
    assert believed(father, "income.pension") is None
    assert not open_cases(HE) or open_cases(HE)[0].unanswered == 0


def test_what_comes_after_the_end_is_not_taken(arrived, tell):
    number = arrived()
    answer(number, year_of_pension())
    actions.end(number, "家庭撤回申请", ON, by=HE)
    tell()
    query = Query.objects.get(source=AWAY)
    assert (query.state, query.reason) == (QueryState.NO_ANSWER, GaveUp.ENDED)
    assert not Answer.objects.exists()


def test_an_answer_under_a_consent_withdrawn_meanwhile_is_not_kept(arrived, father):
    number = arrived()
    answer(number, year_of_pension())
    on_its_way = message(came(), ON)
    Authorisation.objects.filter(person=father).update(revoked_on=ON)
    take_message(on_its_way, ASKED, NOON, by=BY)
    assert not Answer.objects.exists()
    part = question(out())
    assert (part.state, part.returned_for) == ("returned", WITHDRAWN)


def test_an_answer_by_letter_is_typed_in_by_the_asking_side(send, father):
    number = send(region="520302")
    part = question(out())
    actions.answer(number, Direction.OUT, part.pk, ON, year_of_pension(), NOON, by=HE)
    assert out().state == State.DONE
    assert believed(father, "income.pension") == {"per_year": "18000"}
    with pytest.raises(Refused, match="已经答复"):
        actions.answer(number, Direction.OUT, part.pk, ON, [], NOON, by=HE)


def test_a_register_that_the_asked_catalogue_does_not_know_comes_back_at_once(arrived, tell):
    number = arrived(registers=(PENSION, MARRIAGE))
    text = message(out(), ON).replace(MARRIAGE, "minzheng.xinlei").replace('"turn": 1', '"turn": 2')
    take_message(text, "500110", NOON, by=BY)
    part = question(came(number), register="minzheng.xinlei")
    assert (part.state, part.returned_for) == ("returned", "本地没有这一类数据：婚姻登记")


def test_a_hold_that_came_between_does_not_keep_the_end_of_the_case_from_the_other_side(arrived, tell):
    number = arrived()
    (before,) = actions.still_out(CASE)
    actions.suspend(number, "等家庭补授权", ON, by=HE)
    actions.end_with_case(before, ON, by=BY)
    assert tell() == 2
    assert (out().state, came().state) == (State.ENDED, State.ENDED)
    assert actions.end_with_case(before, ON, by=BY).turn == 3


def test_each_change_is_one_job(arrived, tell):
    number = arrived()
    actions.suspend(number, "等家庭补授权", ON, by=HE)
    actions.resume(number, ON, by=HE)
    keys = Job.objects.filter(kind=actions.JOB).order_by("pk").values_list("key", flat=True)
    assert list(keys) == [f"{number}.out.{turn}" for turn in (1, 2, 3)]
    assert tell() == 2
    assert came().peer_turn == 3
