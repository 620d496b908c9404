"""The verification centre's page."""

from datetime import timedelta

import pytest

from tests.casework.conftest import OPENED
from tests.lake.deliveries import some, take

pytestmark = pytest.mark.slow


def test_the_centre_says_when_what_was_delivered_goes(town, at, tmp_path, settings):
    settings.LAKE = tmp_path / "lake"
    old = OPENED - timedelta(60)
    take(some(2, number="GA-1", as_of=old))
    take(some(3, number="GA-2", as_of=OPENED - timedelta(1)))
    page = at("wang").get("/desk/verification/centre").content.decode()
    assert f"已删 0 份，下一次 {OPENED} 删 1 份" in page
