"""A town, its officers, and pictures to hand in."""

import io
from datetime import date

import pytest
from PIL import Image

from jiuzhu.org.actions import load_regions, open_office
from jiuzhu.org.kinds import Level
from jiuzhu.org.scope import Scope

TODAY = date(2026, 11, 20)
VILLAGE = "500110103201"


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    """Sealed files of one test lie in its own folder."""
    default = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": default}
    return tmp_path


@pytest.fixture
def town(db):
    setup = Scope.system("setup")
    rows = [
        {"code": "500110", "name": "綦江区", "level": "county", "parent": "500100"},
        {"code": "500110103", "name": "三角镇", "level": "town", "parent": "500110"},
    ]
    load_regions(rows, by=setup)
    return open_office(
        "重庆市綦江区三角镇人民政府", "三角镇", Level.TOWN, "500110103", None, "023-48000000", by=setup
    )


@pytest.fixture
def clerk_li():
    return Scope("officer", "officer:1", "小李", (("clerk", "500110103"),), login_id=1)


@pytest.fixture
def stranger():
    return Scope("officer", "officer:9", "小周", (("clerk", "500112001"),), login_id=9)


@pytest.fixture
def photo():
    """A picture as a file: `photo(width, height, format)`."""

    def make(width=60, height=40, kind="JPEG", color="teal", **options):
        file = io.BytesIO()
        Image.new("RGB", (width, height), color).save(file, kind, **options)
        file.seek(0)
        return file

    return make
