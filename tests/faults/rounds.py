"""A round over a family on the register, killed on the way."""

from datetime import UTC, date, datetime

from jiuzhu.catalogue.texts import shipped
from jiuzhu.lake.actions import take_in
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope
from jiuzhu.recheck import actions
from jiuzhu.recheck.kinds import State, Trigger
from jiuzhu.recheck.models import Finding, Line, Round
from jiuzhu.registry.models import Household
from jiuzhu.vault.seal import reveal
from tests.casework import conftest as casework
from tests.faults import lake
from tests.recheck.values import car, whole

ON, AT = date(2026, 12, 28), datetime(2026, 12, 28, 4, tzinfo=UTC)


def begun() -> None:
    """A family whose head has bought a car since, and a round over it that has not looked yet."""
    way = casework.way_of_three(casework.open_town())
    way.to_notice()
    way.prove()
    way.confirm()
    lake.ready_folder()
    head = Household.objects.get().head
    for code, rows in (("gongan.cheliang", [car(reveal(head, "id_number"))]), ("jiaotong.chuanbo", [])):
        source = shipped().sources[code]
        take_in(source, whole(source, rows, ON), AT, by=lake.BY)
    county = Scope.of(Login.objects.get(username="wang"), ON)
    actions.begin("500110", Trigger.DEMAND, ON, by=county)


def go_on() -> None:
    lake.own_files()
    actions.go_on({"round": Round.objects.get().pk}, at=AT)


def is_done() -> bool:
    row = Round.objects.get()
    return (row.state, row.looked_at, row.found, Finding.objects.count(), Line.objects.get().findings) == (
        State.DONE, 1, 1, 1, 1,
    )  # fmt: skip
