"""A partner's folder that is not reached is told once, with since when and why, until it is reached again."""

from datetime import date, timedelta

import pytest

from jiuzhu.catalogue.edition import current
from jiuzhu.gateways import addresses
from jiuzhu.lake.actions import collect
from jiuzhu.lake.queries import standings
from jiuzhu.trail.models import Entry
from tests.lake.deliveries import AT, BY

pytestmark = pytest.mark.django_db
SOURCE = "gongdian.daichuan"


@pytest.fixture
def connect(settings, tmp_path):
    settings.GATEWAYS = tmp_path / "gateways.json"
    return lambda **entry: addresses.write(settings.GATEWAYS, {SOURCE: {"secret": "5a" * 32} | entry})


def unreached():
    told = {one.source.code: one.unreached for one in standings(BY, current(), date(2026, 11, 5))}
    return told[SOURCE]


def test_a_server_that_is_not_known_is_told_once_and_forgotten_when_it_is_reached(connect, tmp_path):
    connect(folder="sftp://us@127.0.0.1:9/in")
    for minute in range(3):
        assert collect(AT + timedelta(minutes=minute)) == 0
    assert (unreached().since, unreached().reason) == (AT, "wrong_host")
    assert "没有登记" in unreached().why
    connect(folder=str(tmp_path))
    collect(AT + timedelta(minutes=3))
    assert unreached() is None
    acts = Entry.objects.filter(subject=f"source:{SOURCE}").values_list("act", flat=True)
    assert list(acts.order_by("pk")) == ["lake.lose", "lake.find_again"]
