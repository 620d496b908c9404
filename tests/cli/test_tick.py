"""A beat that fails is logged by its name, and comes again; the beats after it run all the same."""

from datetime import UTC, datetime, timedelta

from jiuzhu.cli.kinds import Beat
from jiuzhu.cli.tick import run_each

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_a_beat_that_fails_stops_no_other(caplog):
    ran = []

    def fail(at):
        raise OSError

    run_each([Beat("lake", timedelta(1), fail), Beat("trail", timedelta(1), ran.append)], NOW)
    assert ran == [NOW]
    assert caplog.messages == ["beat lake failed"]
