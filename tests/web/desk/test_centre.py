"""The page of the verification centre."""

from datetime import UTC, datetime

from jiuzhu.lake.models import Unreached


def test_a_folder_that_is_not_reached_is_shown_with_its_reason(at):
    Unreached.objects.create(
        source="gongdian.daichuan", since=datetime(2026, 11, 1, 1, tzinfo=UTC), reason="not_let_in"
    )
    page = at("wang").get("/desk/verification/centre").content.decode()
    assert "登录不了对方的主机" in page
    assert "每分钟再试" in page
