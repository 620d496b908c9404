"""The clock goes through a day's looks; a supervisor says what came of it, and never the one it is about."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import appoint, file_relative, reset_password
from jiuzhu.org.kinds import Role
from jiuzhu.org.looking import REFUSED
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from jiuzhu.oversight import actions
from jiuzhu.oversight.day import day
from jiuzhu.oversight.models import Alarm
from jiuzhu.oversight.queries import alarms
from jiuzhu.trail.models import Entry
from tests.oversight.conftest import AT, ON, SETUP, find, officer


def settle(alarm, by, outcome="fine", reason="问过，是在赶公示"):
    return actions.settle(alarm, outcome, reason, ON, by=Scope.of(by, ON))


def late(look, count=3):
    for number in range(count):
        look(f"SJ-2026-1{number}", hour=21)


def test_late_looks_make_one_alarm_a_day(look):
    late(look)
    assert find()["off_hours"].count == 3
    find()
    assert Alarm.objects.count() == 1


def test_an_open_alarm_grows_with_what_comes(look):
    late(look)
    find()
    late(look, 5)
    assert find()["off_hours"].count == 5


def test_a_look_just_before_midnight_is_not_lost(look):
    late(look)
    assert "off_hours" in find(AT + timedelta(hours=2, minutes=5))


def test_a_refused_look_goes_to_the_supervisor(look, supervisor):
    look("SJ-2026-10", act=REFUSED)
    assert "refused" in find()
    assert [row.rule for row in alarms(Scope.of(supervisor, ON))] == ["refused"]


def test_a_relative_filed_after_the_opening_is_noticed(look, town, way):
    office = Office.objects.get(short="三角镇")
    file_relative("李小兰", office, town.li, "姐夫", "510223198203149019", ON, by=SETUP)
    look(way.no)
    assert find()["relative"].cases == [way.no]


def test_a_namesake_in_the_own_town_counts_by_opened_numbers(look, town, way):
    town.li.name = "周小兰"
    town.li.save()
    for person in way.household.memberships.all():
        look(way.no, act="registry.open_person", subject=f"person:{person.person_id}")
    assert "namesake" not in find()
    assert {one for _, one in day(ON)[0].namesakes} == {
        f"person:{row.person_id}" for row in way.household.memberships.exclude(person__name="罗春梅")
    }


def test_an_alarm_holds_nothing_of_the_family(look, way):
    for hour in (20, 21, 22):
        look(way.no, hour=hour)
    late(look)
    alarm = find()["off_hours"]
    told = json.dumps(list(Alarm.objects.values()), ensure_ascii=False, default=str)
    assert "周明贵" not in told and str(way.household.head_id) not in told
    entry = Entry.objects.get(act="oversight.raise_alarm")
    assert entry.refs.keys() == {"officer", "rule", "count", "outcome"} and alarm.count == 4


def test_a_supervisor_settles_with_a_reason_and_once(look, supervisor):
    late(look)
    alarm = find()["off_hours"]
    with pytest.raises(Refused, match="写明"):
        settle(alarm, supervisor, reason=" ")
    assert settle(alarm, supervisor).settled_by == supervisor
    with pytest.raises(Refused, match="已经看过"):
        settle(alarm, supervisor, "handed", "移交纪检")


def test_nobody_settles_an_own_alarm(look, town):
    appoint(town.li, Office.objects.get(short="区民政局"), Role.SUPERVISOR, ON, by=SETUP)
    late(look)
    with pytest.raises(Refused, match="您自己"):
        settle(find()["off_hours"], town.li)


def test_a_clerk_settles_nothing(look, town):
    late(look)
    with pytest.raises(Refused):
        settle(find()["off_hours"], town.chen)


def test_what_comes_after_an_alarm_was_settled_opens_it_again_when_it_is_as_much_again(look, supervisor):
    late(look)
    settle(find()["off_hours"], supervisor)
    late(look, 5)
    assert find()["off_hours"].outcome == "fine"
    late(look, 6)
    assert find()["off_hours"].outcome == "open"


def test_the_same_number_of_queries_for_few_looks_and_many(look):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            actions.find_unusual(AT, by=Scope.system("tick"))
        return len(captured)

    look("SJ-2026-01")
    few = queries()
    for number in range(20):
        look(f"SJ-2026-3{number}", who="chen")
    assert queries() == few


def test_photos_and_letters_are_looks_at_their_family(look, way):
    late(look, 2)
    assert "off_hours" not in find()
    for about in (way.case.application_no, way.no):
        look(about, hour=21, act="documents.open_paper", subject="paper:7")
    look(way.no, hour=21, act="documents.open_letter", subject="letter:7")
    assert find()["off_hours"].count == 3


def test_a_supervisor_sees_every_reset_of_a_password(town, supervisor, monkeypatch):
    admin = officer("shi", "石芸", Role.ADMIN)
    by = Scope.of(admin, ON)
    monkeypatch.setattr(timezone, "now", lambda: AT)
    for login in (town.li, town.wang):
        reset_password(login, "abcd-efgh-ijkl", "忘了密码", ON, by=by)
    alarm = find(AT + timedelta(minutes=5))["reset"]
    assert (alarm.login, alarm.count, alarm.cases) == (admin, 2, [])
    assert list(alarms(Scope.of(supervisor, ON))) == [alarm]
