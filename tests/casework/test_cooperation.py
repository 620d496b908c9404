"""A family that lives in another town: that town is asked, sees one case until a day, and signs as second surveyor."""

from datetime import date, timedelta

import pytest

from jiuzhu.casework import actions, queries
from jiuzhu.casework.cooperation import asked_for, granted, requested
from jiuzhu.casework.models import Cooperation
from jiuzhu.documents.models import Signature
from jiuzhu.documents.queries import papers_about
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import file_relative
from jiuzhu.org.models import Office
from jiuzhu.trail.models import Entry
from tests.casework.conftest import OPENED, SETUP, VISITED, Way

ELSEWHERE = "500110109"
UNTIL = date(2026, 11, 30)


@pytest.fixture
def asked(way):
    return ask(way)


def ask(way, town_code=ELSEWHERE, reason="家庭住在东溪镇，请一同入户", until=UNTIL, by="li"):
    return actions.ask_cooperation(way.no, town_code, reason, until, OPENED, by=way.town.scope(by))


def take(way, asked, on=OPENED, by="stranger"):
    return actions.take_cooperation(asked.number, on, by=way.town.scope(by))


def test_the_town_of_residence_comes_along_and_is_done(way, asked):
    take(way, asked)
    visit = way.visit(second="stranger")
    assert visit.second == way.town.stranger
    assert Signature.objects.filter(record=visit.record, login_id=way.town.stranger.pk).exists()
    asked.refresh_from_db()
    assert asked.done_on == VISITED
    with pytest.raises(Refused, match="当地"):
        way.visit(second="stranger")


def test_nobody_comes_along_who_did_not_take_the_request(way, asked):
    with pytest.raises(Refused, match="当地"):
        way.visit(second="stranger")


def test_a_request_that_is_over_helps_nobody(way):
    asked = ask(way, until=OPENED)
    take(way, asked)
    with pytest.raises(Refused, match="当地"):
        way.visit(second="stranger")
    assert granted(way.town.scope("stranger"), asked.number, VISITED) is None


def test_who_took_it_sees_one_case_and_may_do_nothing_else(way, asked, town):
    take(way, asked)
    _, scope = granted(town.scope("stranger"), asked.number, OPENED)
    assert [row.case_no for row in queries.cases(scope)] == [way.no]
    assert (scope.kind, scope.login_id) == ("grant", town.stranger.pk)
    assert granted(town.scope("stranger"), asked.number, UNTIL + timedelta(days=1)) is None
    assert list(papers_about(scope, ["SJ-2026-0999"])) == []
    with pytest.raises(Refused, match="当地"):
        actions.start_survey(way.no, OPENED, by=scope)
    queries.view(scope, way.no, OPENED, purpose="协助入户")
    look = Entry.objects.filter(act="casework.view").latest("pk")
    assert (look.actor, look.purpose) == (f"officer:{town.stranger.pk}", "协助入户")


def test_before_it_is_taken_a_request_opens_nothing(way, asked, town):
    assert granted(town.scope("stranger"), asked.number, OPENED) == (asked, None)
    assert granted(town.scope("chen"), asked.number, OPENED) is None


def test_only_the_asked_town_is_told(way, asked, town):
    (mine,) = requested(town.scope("stranger"), OPENED)
    assert (mine.from_town, mine.taken_by) == ("三角镇", "")
    assert requested(town.scope("chen"), OPENED) == []
    assert requested(town.scope("stranger"), UNTIL + timedelta(days=1)) == []


def test_the_handling_town_sees_who_comes_along(way, asked, town):
    take(way, asked)
    ((row, name),) = asked_for(town.scope("chen"), way.case)
    assert (row.login.name, name) == ("周晓东", "东溪镇")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"town_code": "500110114"}, "本镇街的同事不用请"),
        ({"town_code": "500110199"}, "请选家庭现在住的镇街"),
        ({"reason": " "}, "写明要协助什么"),
        ({"until": OPENED - timedelta(days=1)}, "截止日期"),
        ({"until": date(2027, 6, 1)}, "截止日期"),
        ({"by": "stranger"}, "当地"),
    ],
)
def test_an_impossible_request_is_refused(way, wrong, message):
    with pytest.raises(Refused, match=message):
        ask(way, **wrong)


def test_asking_again_moves_the_end(way, asked):
    assert ask(way, until=UNTIL + timedelta(days=9)).number == asked.number
    assert Cooperation.objects.get().until_on == UNTIL + timedelta(days=9)


def test_a_request_is_taken_by_one_officer_of_that_town(way, asked):
    with pytest.raises(Refused, match="当地"):
        take(way, asked, by="chen")
    with pytest.raises(Refused, match="办完或者到期"):
        take(way, asked, on=UNTIL + timedelta(days=1))
    assert take(way, asked) == take(way, asked)


def test_a_relative_does_not_help(town):
    office = Office.objects.get(short="东溪镇")
    file_relative("周晓东", office, town.stranger, "堂兄", "510223198203149019", OPENED, by=SETUP)
    way = Way(town)
    with pytest.raises(Refused, match="回避"):
        take(way, ask(way))
