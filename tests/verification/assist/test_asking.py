"""Nobody is asked about elsewhere without own consent, a purpose that needs it, a reason, and an end."""

from datetime import timedelta

import pytest

from jiuzhu.clocks.models import Clock
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.verification import actions as verification
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.kinds import State, Way
from jiuzhu.verification.assist.queries import answer_time
from jiuzhu.verification.kinds import GroundKind, Purpose
from jiuzhu.verification.kinds import State as QueryState
from jiuzhu.verification.models import Authorisation, Query, Report
from jiuzhu.verification.queries import report
from tests.verification.assist.conftest import (
    ASKED,
    ASKING,
    CLERK,
    HE,
    HOMES,
    NUMBER,
    OUTSIDE,
    PENSION,
    UNTIL,
    ZHOU,
    answer,
    out,
)
from tests.verification.conftest import BY, CASE, ON

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"reason": " "}, "为什么"),
        ({"region": "5203"}, "六位"),
        ({"region": ASKING}, "本区自己"),
        ({"until_on": ON - timedelta(days=1)}, "截止日期"),
        ({"until_on": ON + timedelta(days=200)}, "截止日期"),
        ({"days": 0}, "天数"),
        ({"registers": ()}, "至少各选一项"),
        ({"registers": ("bank",)}, "协查模板"),
        ({"by": CLERK}, "核对"),
        ({"by": ZHOU}, "核对"),
    ],
)
def test_an_impossible_request_is_refused(draft, wrong, message):
    with pytest.raises(Refused, match=message):
        draft(**wrong)


def test_nobody_is_seen_for_longer_than_they_have_consented(draft, family):
    Authorisation.objects.filter(person=family.head).update(until_on=UNTIL - timedelta(days=1))
    with pytest.raises(Refused, match="截止日期不能比它晚"):
        draft()


def test_a_person_without_own_consent_is_not_asked_about(draft, family):
    Authorisation.objects.filter(person=family.head).update(revoked_on=ON)
    with pytest.raises(Refused, match="李建国没有查“人社社保”的有效授权"):
        draft()


def test_a_stranger_is_not_asked_about(draft, uncle, consent):
    consent(uncle)
    with pytest.raises(Refused, match="本案的人"):
        draft(people=[uncle])


def test_a_supporter_of_the_case_who_consents_is_asked_about_as_one(draft, family, uncle, consent):
    consent(uncle)
    verification.ask(CASE, family, "apply", ON, by=CLERK, only=[PENSION], supporters=[uncle])
    assert draft(people=[uncle]).parts.get().is_outside


def test_the_province_above_may_be_asked(draft):
    assert draft(region="500000").peer_name == "重庆市民政局"


def test_a_draft_leaves_nothing(draft):
    row = draft()
    assert (row.state, row.number, row.peer_name) == (State.DRAFT, NUMBER, "渝北区民政局")
    assert not Query.objects.exists()
    assert not Job.objects.exists()


def test_what_is_sent_is_a_question_of_the_case_and_unknown_until_it_is_answered(send, ask, work, father):
    ask(PENSION)
    work()
    number = send()
    query = Query.objects.get(source=f"{PENSION}@{ASKED}")
    assert (query.state, query.purpose, query.ground_kind) == (
        QueryState.WAITING,
        Purpose.APPLY,
        GroundKind.CONSENT,
    )
    assert (query.case_no, query.person_id, query.authorisation.person_id) == (CASE, father.pk, father.pk)
    page = report(HE, CASE, purpose="办理案件")
    (tile,) = page.tiles
    assert [(one.label, one.state) for one in tile.holders] == [
        ("外地：重庆市渝北区", QueryState.NO_ANSWER), ("人社社保", QueryState.NO_RECORD),
    ]  # fmt: skip
    assert not page.can_conclude
    assert out(number).state == State.SENT


def test_a_request_is_sent_once(send):
    number = send()
    with pytest.raises(Refused, match="现在是“已发”"):
        actions.send(number, ON, by=HE)
    assert Job.objects.count() == 1
    assert Query.objects.count() == 1


def test_what_is_being_asked_there_is_not_asked_twice(send, draft):
    send()
    with pytest.raises(Refused, match="已经在请那里查"):
        draft()
    assert draft(region=OUTSIDE).number == NUMBER.removesuffix("1") + "2"


def test_an_answer_that_is_fresh_is_not_asked_for_again(arrived, draft, tell):
    answer(arrived(), [])
    tell()
    with pytest.raises(Refused, match="还在有效期内"):
        draft()


def test_a_consent_withdrawn_before_it_is_sent_stops_it(draft, father):
    number = draft().number
    Authorisation.objects.filter(person=father).update(revoked_on=ON)
    with pytest.raises(Refused, match="有效授权"):
        actions.send(number, ON, by=HE)
    assert out(number).sent_on is None


def test_a_place_that_is_not_connected_is_written_to(send):
    assert out(send(region=OUTSIDE)).way == Way.PAPER
    assert out().peer_name == "贵州省遵义市红花岗区民政局"
    assert not Job.objects.filter(kind=actions.JOB).exists()


def test_the_days_are_a_persons_and_without_a_number_no_clock_runs(send, draft):
    send()
    clock = Clock.objects.get(case_no=NUMBER, key="assist.wait")
    assert (clock.days, clock.role) == (10, "")
    assert "没有天数" in clock.law
    number = draft(region=OUTSIDE, days=None).number
    actions.send(number, ON, by=HE)
    assert not Clock.objects.filter(case_no=number).exists()


def test_a_county_sets_its_own_answer_time(centres):
    county = Scope("officer", "officer:22", "王志远", (("county", ASKING),), login_id=22)
    assert answer_time(HE, ASKING) is None
    actions.set_answer_time(ASKING, 15, "和邻省说好的", ON, by=county)
    assert answer_time(HE, "500110101001").days == 15
    with pytest.raises(Refused, match="区级审核"):
        actions.set_answer_time(ASKING, 5, "快一点", ON, by=HE)
    with pytest.raises(Refused, match="1 到 45"):
        actions.set_answer_time(ASKING, 90, "慢慢来", ON, by=county)


def test_every_act_is_on_the_trail_and_no_name_with_it(arrived, tell):
    number = arrived()
    actions.suspend(number, "等家庭补授权", ON, by=HE)
    actions.resume(number, ON, by=HE)
    tell()
    answer(number, [])
    tell()
    acts = set(Entry.objects.values_list("act", flat=True))
    assert acts >= {
        f"assist.{verb}"
        for verb in ("draft", "send", "suspend", "resume", "answer", "hear", "take_in", "tell")
    }
    said = str(list(Entry.objects.values_list("subject", "refs", "purpose", "case_no")))
    assert "李建国" not in said
    assert Entry.objects.filter(act="assist.send").get().case_no == CASE


def test_a_case_that_is_closed_asks_nobody_any_more(arrived, tell):
    number = arrived()
    for row in actions.still_out(CASE):
        actions.end_with_case(row, ON, by=BY)
    assert out(number).state == State.ENDED
    assert actions.still_out(CASE) == []


def test_sending_makes_the_next_version_of_the_report(send, ask, work):
    ask(HOMES)
    work()
    assert Report.objects.count() == 1
    send(registers=(HOMES,))
    assert Report.objects.latest("version").version == 2
