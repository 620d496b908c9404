"""Jobs that were given up stand on the page of the verification centre, and are started again from there."""

from datetime import UTC, datetime

import pytest

from jiuzhu.jobs.models import Job
from jiuzhu.recheck.models import Round
from jiuzhu.trail.models import Entry

PAGE = "/desk/verification/centre"
STOPPED = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def stop(way):
    """A round over a place whose job was given up; the job."""

    def stop(place):
        row = Round.objects.create(
            region_code=place, trigger="demand", key="", purpose="review", template="review", on=STOPPED.date(),
            begun_by="", deliveries={}, catalogue="", families=1,
        )  # fmt: skip
        return Job.objects.create(
            kind="recheck.round", key=str(row.pk), payload={"round": row.pk}, due_at=STOPPED,
            gave_up_at=STOPPED, attempts=12, error="OSError",
        )  # fmt: skip

    return stop


def text(page):
    return page.content.decode()


def test_the_county_sees_what_was_given_up_and_starts_it_again(stop, at):
    job = stop("500110")
    page = text(at("wang").get(PAGE))
    assert "1 项后台事项停下了" in page and "批量复核" in page and "綦江区" in page and "OSError" in page
    assert "已让“批量复核”（綦江区）再办" in text(at("wang").post(f"{PAGE}/stalled/{job.pk}", follow=True))
    job.refresh_from_db()
    assert (job.gave_up_at, job.attempts) == (None, 0)
    assert Entry.objects.filter(act="recheck.start_again", subject=f"job:{job.pk}").exists()
    assert at("wang").post(f"{PAGE}/stalled/{job.pk}").status_code == 409


def test_what_was_given_up_elsewhere_is_neither_seen_nor_started(stop, at):
    job = stop("500112")
    assert "停下了" not in text(at("wang").get(PAGE))
    assert at("wang").post(f"{PAGE}/stalled/{job.pk}").status_code == 409
    job.refresh_from_db()
    assert job.gave_up_at == STOPPED


def test_what_failed_once_is_seen_at_once_and_not_as_stopped(stop, at):
    job = stop("500110")
    Job.objects.filter(pk=job.pk).update(gave_up_at=None, attempts=1)
    page = text(at("wang").get(PAGE))
    assert "1 项后台事项出错了" in page and "系统处理出错，已记录，技术人员处理" in page
    assert "停下了" not in page


def test_what_waits_for_a_partner_has_not_failed(stop, at):
    job = stop("500110")
    Job.objects.filter(pk=job.pk).update(gave_up_at=None, attempts=1, error="Awaited")
    assert "出错了" not in text(at("wang").get(PAGE))
