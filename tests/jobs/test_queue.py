"""A job runs when it is due, is held by one worker, comes back when it fails and is given up in the end."""

from datetime import UTC, datetime, timedelta

import pytest

from jiuzhu.jobs.models import Job
from jiuzhu.jobs.queue import LAST_ATTEMPT, LEASE, Awaited, Hopeless, begin_again, enqueue, repeat, work_once

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class WorkerDied(BaseException):
    """As SIGKILL does, it leaves the row as it is."""


@pytest.fixture
def done():
    return []


@pytest.fixture
def kinds(done):
    return {"note": lambda payload: done.append(payload["what"])}


def put(what="a", due_at=NOW):
    return enqueue("note", what, {"what": what}, due_at=due_at)


def failing(payload):
    raise OSError("银行没有回答")


def dying(payload):
    raise WorkerDied


def test_the_same_job_again_is_the_same_job():
    assert put().pk == put().pk


def test_a_job_runs_once(kinds, done):
    put()
    assert [work_once(kinds, now=NOW) is None for _ in range(2)] == [False, True]
    assert done == ["a"]


def test_a_job_waits_until_it_is_due(kinds):
    put(due_at=NOW + SECOND)
    assert work_once(kinds, now=NOW) is None


def test_the_job_that_waits_longest_goes_first(kinds, done):
    put("late", NOW)
    put("early", NOW - SECOND)
    work_once(kinds, now=NOW)
    assert done == ["early"]


def test_a_kind_that_this_worker_does_not_know_is_left_to_others():
    put()
    assert work_once({}, now=NOW) is None


def test_a_second_worker_does_not_get_a_job_that_is_held():
    put()
    seen = []
    kinds = {"note": lambda payload: seen.append(work_once(kinds, now=NOW + LEASE))}
    work_once(kinds, now=NOW)
    assert seen == [None]


def test_the_job_of_a_dead_worker_runs_again_when_its_lease_is_over(kinds, done):
    put()
    with pytest.raises(WorkerDied):
        work_once({"note": dying}, now=NOW)
    assert work_once(kinds, now=NOW + LEASE) is None
    assert work_once(kinds, now=NOW + LEASE + SECOND).attempts == 2
    assert done == ["a"]


@pytest.mark.parametrize(("attempt", "minutes"), [(1, 2), (2, 4), (3, 8), (9, 512), (11, 512)])
def test_a_job_that_fails_comes_back_later_and_later(attempt, minutes):
    job = put()
    Job.objects.update(attempts=attempt - 1)
    work_once({"note": failing}, now=NOW)
    job.refresh_from_db()
    assert (job.due_at, job.leased_until) == (NOW + timedelta(minutes=minutes), None)


def test_a_job_that_always_fails_is_given_up_at_the_last_attempt():
    put()
    now, runs = NOW, 0
    while work_once({"note": failing}, now=now) is not None:
        runs, now = runs + 1, now + timedelta(days=1)
    assert runs == LAST_ATTEMPT == 12
    assert Job.objects.get(gave_up_at__isnull=False, done_at=None).attempts == LAST_ATTEMPT


def test_a_job_that_no_repeating_mends_is_given_up_at_once_until_it_is_begun_again(kinds, done):
    put()

    def refused(payload):
        raise Hopeless("another file")

    work_once({"note": refused}, now=NOW)
    job = Job.objects.get()
    assert (job.gave_up_at, job.error, job.done_at) == (NOW, "Hopeless", None)
    assert work_once(kinds, now=NOW + timedelta(days=30)) is None
    begin_again("note", [job.key], due_at=NOW)
    work_once(kinds, now=NOW)
    assert done == ["a"]


def test_a_partner_that_must_be_told_is_told_when_it_is_back_after_two_weeks(kinds, done):
    put()

    def down(payload):
        raise Awaited("HTTP 503")

    now = NOW
    for _ in range(50):
        work_once({"note": down}, now=now)
        now += timedelta(hours=9)
    work_once({"note": failing}, now=now)
    work_once(kinds, now=now + timedelta(hours=9))
    assert done == ["a"]


def test_an_error_is_kept_by_its_kind_never_by_its_words():
    put()
    work_once({"note": failing}, now=NOW)
    assert Job.objects.get().error == "OSError"


def test_a_job_that_failed_once_and_then_works_is_done(kinds):
    job = put()
    work_once({"note": failing}, now=NOW)
    work_once(kinds, now=NOW + timedelta(minutes=2))
    job.refresh_from_db()
    assert (job.done_at is not None, job.error, job.leased_until) == (True, "", None)


def test_a_worker_that_fails_after_its_lease_was_over_leaves_the_next_workers_lease():
    put()
    later = NOW + LEASE + SECOND

    def slow(payload):
        with pytest.raises(WorkerDied):
            work_once({"note": dying}, now=later)
        raise OSError

    work_once({"note": slow}, now=NOW)
    assert Job.objects.get().leased_until == later + LEASE


def test_a_job_that_kills_every_worker_is_given_up_and_no_longer_blocks():
    put()
    at = NOW
    for _ in range(LAST_ATTEMPT):
        with pytest.raises(WorkerDied):
            work_once({"note": dying}, now=at)
        at += LEASE + SECOND
    assert work_once({"note": dying}, now=at) is None
    assert Job.objects.get().gave_up_at == at


def test_what_comes_again_is_one_row_that_waits_or_is_held_but_once(kinds, done):
    for _ in range(2):
        repeat("note", "a", {"what": "a"}, due_at=NOW)
    assert [work_once(kinds, now=NOW) is None for _ in range(2)] == [False, True]
    repeat("note", "a", {"what": "a"}, due_at=NOW + SECOND)
    assert work_once(kinds, now=NOW + SECOND).attempts == 1
    assert (done, Job.objects.count()) == (["a", "a"], 1)


def test_what_comes_again_rests_once_it_was_given_up():
    Job.objects.filter(pk=put().pk).update(gave_up_at=NOW)
    repeat("note", "a", {"what": "a"}, due_at=NOW)
    assert work_once({"note": failing}, now=NOW) is None
