"""The verification centre's page."""

from datetime import UTC, datetime, timedelta

import pytest

from jiuzhu.lake.models import Unreached
from tests.casework.conftest import OPENED
from tests.lake.deliveries import some, take

pytestmark = pytest.mark.slow


def test_a_folder_that_is_not_reached_is_shown_with_its_reason(at):
    Unreached.objects.create(
        source="gongdian.daichuan", since=datetime(2026, 11, 1, 1, tzinfo=UTC), reason="not_let_in"
    )
    page = at("wang").get("/desk/verification/centre").content.decode()
    assert "登录不了对方的主机" in page
    assert "每分钟再试" in page


def test_the_centre_says_when_what_was_delivered_goes(town, at, tmp_path, settings):
    settings.LAKE = tmp_path / "lake"
    old = OPENED - timedelta(60)
    take(some(2, number="GA-1", as_of=old))
    take(some(3, number="GA-2", as_of=OPENED - timedelta(1)))
    page = at("wang").get("/desk/verification/centre").content.decode()
    assert f"已删 0 份，下一次 {OPENED} 删 1 份" in page
