"""The town of the casework tests, a supervisor of the county, and looks on a day."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from jiuzhu.org.actions import appoint, enrol
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from jiuzhu.oversight import actions
from jiuzhu.oversight.models import Alarm
from jiuzhu.trail.models import Entry
from tests.casework.conftest import DECIDED, OPENED, SETUP, town, way

__all__ = ["OPENED", "town", "way"]
ON = DECIDED
AT = datetime.combine(ON, time(22, 0), ZoneInfo("Asia/Shanghai"))
TICK = Scope.system("tick")


def officer(username, name, role):
    login = enrol(username, name, "not-a-real-one", by=SETUP)
    appoint(login, Office.objects.get(short="区民政局"), role, OPENED, by=SETUP)
    return login


@pytest.fixture
def supervisor(town):
    return officer("gao", "高明", Role.SUPERVISOR)


@pytest.fixture
def look(town):
    """A look of 小李 at some hour of the day."""

    def see(case_no, who="li", hour=10, act="casework.view", subject=""):
        return Entry.objects.create(
            kind="look",
            at=datetime.combine(ON, time(hour, 0), ZoneInfo("Asia/Shanghai")),
            actor=f"officer:{getattr(town, who).pk}",
            act=act,
            subject=subject or f"case:{case_no}",
            case_no=case_no,
        )

    return see


def find(at=AT):
    """The alarms of the day, after the clock went through it: {rule: alarm}."""
    actions.find_unusual(at, by=TICK)
    return {row.rule: row for row in Alarm.objects.all()}
