"""Two counties of one installation, and a third elsewhere: 何敏 asks, 周航 is asked; the family of `tests.verification`."""

from datetime import date, timedelta

import pytest

from jiuzhu.catalogue.edition import current
from jiuzhu.jobs.queue import work_once
from jiuzhu.org.actions import load_regions, open_office
from jiuzhu.org.kinds import Level
from jiuzhu.org.scope import Scope
from jiuzhu.verification.actions import JOB as QUESTION
from jiuzhu.verification.actions import authorise, perform_query
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.actions import Centre
from jiuzhu.verification.assist.kinds import Direction
from jiuzhu.verification.assist.models import Request
from tests.standing import standing
from tests.verification.conftest import BY, CASE, EVERYTHING, NOON, ON
from tests.verification.conftest import UNTIL as LAST

ASKING, ASKED, OUTSIDE = "500110", "500112", "520302"
HE = Scope("officer", "officer:21", "何敏", (("verifier", ASKING),), login_id=21)
ZHOU = Scope("officer", "officer:31", "周航", (("verifier", ASKED),), login_id=31)
CLERK = Scope("officer", "officer:7", "王璐", (("clerk", "500110101"),), login_id=7)
PENSION, HOMES, MARRIAGE = "renshe.shebao", "ziran.budongchan", "minzheng.hunyin"
UNTIL = ON + timedelta(days=20)
LATER = NOON + timedelta(days=3)
NUMBER = "XC-500110-2026-0398-1"
DIVISIONS = [
    {"code": "500000", "name": "重庆市", "level": "province", "parent": ""},
    {"code": ASKING, "name": "綦江区", "level": "county", "parent": "500000"},
    {"code": ASKED, "name": "渝北区", "level": "county", "parent": "500000"},
    {"code": "520000", "name": "贵州省", "level": "province", "parent": ""},
    {"code": "520300", "name": "遵义市", "level": "city", "parent": "520000"},
    {"code": OUTSIDE, "name": "红花岗区", "level": "county", "parent": "520300"},
]


@standing
def open_centres():
    load_regions(DIVISIONS, by=BY)
    for code, name in ((ASKING, "綦江区民政局"), (ASKED, "渝北区民政局")):
        open_office(name, name, Level.COUNTY, code, None, "023-00000000", by=BY)


@pytest.fixture
def centres(db, settings, tmp_path):
    """Nobody outside is connected: the file of addresses is not there."""
    settings.GATEWAYS = tmp_path / "gateways.json"
    open_centres()


@standing
def all_consent(family):
    for number, row in enumerate(family.memberships.all(), 1):
        authorise(row.person, number, EVERYTHING, ON, LAST, by=BY, given_by="guardian")


@pytest.fixture
def draft(family, centres):
    """何敏 drafts a request about some of the family, who have consented."""
    all_consent(family)

    def make(people=None, registers=(PENSION,), region=ASKED, **more):
        wanted = [(one.pk, code) for one in people or [family.head] for code in registers]
        given = {"reason": "户籍在那里，养老金在那里领", "until_on": UNTIL, "days": 10} | more
        by = given.pop("by", HE)
        return actions.draft(
            CASE,
            family,
            Centre(region),
            wanted,
            given.pop("reason"),
            given.pop("until_on"),
            ON,
            by=by,
            **given,
        )

    return make


@pytest.fixture
def send(draft):
    """Draft and send; the number."""

    def run(**more):
        number = draft(**more).number
        actions.send(number, ON, by=HE)
        return number

    return run


@pytest.fixture
def tell(departments):
    """Run every job that is due: what the two sides tell each other, and what our own sources are asked."""

    def run(at=NOON):
        kinds = {
            actions.JOB: lambda payload: actions.deliver(payload, at=at),
            QUESTION: lambda payload: perform_query(payload, at=at, connector=departments),
        }
        count = 0
        while work_once(kinds, now=at):
            count += 1
        return count

    return run


@pytest.fixture
def arrived(send, tell):
    """Sent, and with the asked side; the number."""

    def run(**more):
        number = send(**more)
        tell()
        return number

    return run


def out(number=NUMBER):
    return Request.objects.get(number=number, direction=Direction.OUT)


def came(number=NUMBER):
    return Request.objects.get(number=number, direction=Direction.IN)


def question(row, person=None, register=PENSION):
    """The one question of a row about a register."""
    found = row.parts.filter(register=register)
    return found.get(person=person) if person else found.get()


def pension(month="2026-10", fen=150_000):
    return {"item": "benefit", "kind": "pension", "employer": "", "month": month, "amount_fen": fen}


def year_of_pension(fen=150_000):
    months = [f"2025-{month}" for month in (11, 12)] + [f"2026-{month:02}" for month in range(1, 11)]
    return [pension(month, fen) for month in months]


def answer(number, records, at=NOON, by=ZHOU, person=None, register=PENSION, as_of=ON):
    part = question(came(number), person, register)
    return actions.answer(number, Direction.IN, part.pk, as_of, records, at, by=by)


def give_back(number, reason="授权书看不清", at=NOON, by=ZHOU, parts=None):
    parts = parts or list(came(number).parts.filter(state="open"))
    return actions.give_back(number, Direction.IN, [part.pk for part in parts], reason, at, by=by)


def label(register):
    return current().registers[register].label


__all__ = ["ASKED", "ASKING", "CLERK", "HE", "OUTSIDE", "ZHOU", "date"]
