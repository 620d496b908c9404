"""The family 周, its village and town, and the form as they fill it in."""

import io
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from jiuzhu.intake.actions import enter, open_draft, save_step, send_code
from jiuzhu.intake.models import Resident
from jiuzhu.org.actions import load_regions, open_office
from jiuzhu.org.kinds import Level
from jiuzhu.org.scope import Scope
from tests.standing import standing

AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
ON = date(2026, 11, 2)
VILLAGE = "500110114001"
VISITOR = Scope("resident", "visitor")
ZHOU = {"id_number": "510223198203149019", "name": "周明贵", "phone": "10002305831"}
LUO = {"name": "罗春梅", "id_number": "510223198408029141", "relation": "spouse", "registered": "same", "marital": "married", "work_capacity": "full", "employment": "none", "study": "none", "status": "present"}  # fmt: skip
YUHAN = {"name": "周雨涵", "id_number": "50011020130521928X", "relation": "child", "registered": "same", "study": "compulsory", "status": "present"}  # fmt: skip
PAGES = {
    "town": {"town": VILLAGE[:9]},
    "applicant": {
        "region": VILLAGE,
        "address": "3 组",
        "area": "urban",
        "registered": "here",
        "farming": "no",
    },
    "person/0": ZHOU,
    "about/0": {
        "marital": "married",
        "work_capacity": "full",
        "employment": "flexible",
        "study": "none",
        "status": "present",
    },
    "living/0": {"ways": ["wage"]},
    "amount/0/wage": {"amount": "1,200", "per": "month"},
    "living/1": {"ways": ["none"]},
    "savings": {"amount": "3200"},
    "homes": {"count": "1"},
    "home1": {"area": "86", "use": "live", "grade": "A"},
    "things": {"none": "on", "shops": "0", "business": "none"},
    "health": {"who": ["0"]},
    "ill/0": {"disability": "none", "illness": ["chronic"]},
    "spending": {},
    "check": {"holder": "周明贵", "card": "6217 0005 0011 0114 000", "promise": "on"},
}


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    default = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": default}


@standing
def open_town():
    setup = Scope.system("setup")
    rows = [
        {"code": "500110", "name": "綦江区", "level": "county", "parent": "500100"},
        {"code": "500110114", "name": "永新镇", "level": "town", "parent": "500110"},
        {"code": VILLAGE, "name": "文昌社区", "level": "village", "parent": "500110114"},
    ]
    load_regions(rows, by=setup)
    return open_office(
        "綦江区永新镇人民政府", "永新镇", Level.TOWN, "500110114", None, "023-48700000", by=setup
    )


@pytest.fixture
def town(db):
    return open_town()


def signature() -> bytes:
    file = io.BytesIO()
    Image.new("L", (80, 30), "white").save(file, "PNG")
    return file.getvalue()


def signed_in(identity: dict[str, str] = ZHOU) -> Resident:
    sent = send_code(**identity, at=AT, by=VISITOR)
    assert not enter(sent.resident, sent.code, AT, by=VISITOR).wrong
    return sent.resident


def scope_of(resident: Resident) -> Scope:
    resident.refresh_from_db()
    return Scope.resident(resident.pk, resident.person_id, resident.name)


def filled(resident: Resident, **changed):
    """The whole form, with some pages answered otherwise (keys with __ for /), or not at all (None)."""
    by = scope_of(resident)
    draft = open_draft(resident, AT, by=by)
    draft = save_step(draft, "person/new", LUO, AT, by=by)
    draft = save_step(draft, "person/new", YUHAN, AT, by=by)
    otherwise = {key.replace("__", "/"): told for key, told in changed.items()}
    answers = {"about/1": LUO, "about/2": YUHAN} | PAGES | otherwise
    for page, told in answers.items():
        if told is not None:
            draft = save_step(draft, page, told, AT, by=by)
    return draft


@standing
def zhou_signed_in():
    return signed_in()


@pytest.fixture
def zhou(town):
    return zhou_signed_in()


@standing
def form_of_zhou(zhou):
    return filled(zhou)


@pytest.fixture
def form(zhou):
    return form_of_zhou(zhou)


@pytest.fixture
def clerk():
    return Scope("officer", "officer:1", "小李", (("clerk", "500110114"),), login_id=1)
