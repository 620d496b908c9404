"""Answers that our own program could not take in are not said to be missing."""

from datetime import timedelta

from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.verification.kinds import State
from jiuzhu.verification.queries import is_stuck, report
from tests.verification.conftest import CASE, CLERK, NOON, tax


def tile():
    return report(CLERK, CASE, purpose="apply").tiles[0]


def broken(*_args, **_more):
    raise KeyError("grade")


def test_an_answer_we_failed_on_is_our_fault_until_it_is_taken_in(
    ask, departments, work, family, monkeypatch
):
    departments.says["shuiwu.geshui"] = [tax("2026-10", 413_000)]
    ask("shuiwu.geshui")
    assert not tile().is_stuck
    with monkeypatch.context() as patched:
        patched.setattr("jiuzhu.assessment.actions.claim", broken)
        work()
    assert (tile().state, tile().is_stuck, is_stuck(CASE)) == (State.NO_ANSWER, True, True)
    work(NOON + timedelta(hours=1))
    assert (tile().state, tile().is_stuck, is_stuck(CASE)) == (State.ANSWERED, False, False)


def test_a_silent_source_is_not_our_fault(ask, departments, work, family):
    departments.says["shuiwu.geshui"] = NoAnswer(Silence.UNREACHABLE)
    ask("shuiwu.geshui")
    work()
    assert (tile().state, tile().is_stuck) == (State.NO_ANSWER, False)
