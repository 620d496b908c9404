from datetime import date

import pytest

from jiuzhu.clocks.models import Clock
from jiuzhu.clocks.queries import read
from jiuzhu.web.ui.clock import face

ON = date(2026, 11, 20)


def of(due: date, on: date = ON, **more: object):
    values = {
        "started_on": date(2026, 11, 2),
        "days": 20,
        "unit": "workday",
        "law": "民发〔2022〕83号 四(一)",
        **more,
    }
    return face(read(Clock(case_no="1", key="db.total_delegated", due_on=due, **values), on))


@pytest.mark.parametrize(
    ("clock", "tone", "words"),
    [
        (of(date(2026, 11, 30)), "on-time", "还剩 6 个工作日"),
        (of(date(2026, 11, 24)), "soon", "还剩 2 个工作日"),
        (of(ON), "today", "今天到期 · 18:00 前"),
        (of(date(2026, 11, 19)), "late", "逾期 1 个工作日"),
        (of(date(2026, 11, 13), on=date(2026, 11, 15)), "late", "逾期，还不到 1 个工作日"),
        (
            of(date(2026, 11, 30), paused_on=date(2026, 11, 16), paused_for="等材料"),
            "paused",
            "已暂停：等材料",
        ),
        (of(date(2027, 1, 5), days=45, extended_for="人户分离"), "extended", "已延至 45 个工作日"),
        (of(date(2026, 11, 30), met_on=date(2026, 11, 18)), "met", "已办 11-18"),
        (of(date(2026, 11, 30), dropped_on=date(2026, 11, 18)), "dropped", "不再计时"),
        (of(date(2026, 11, 16), dropped_on=date(2026, 11, 17)), "late", "到期没有办"),
    ],
)
def test_a_clock_says_how_it_stands(clock, tone, words):
    assert (clock.tone, clock.words) == (tone, words)


def test_an_extended_clock_that_runs_out_is_shown_as_soon():
    assert of(date(2026, 11, 23), days=45, extended_for="人户分离").tone == "soon"


def test_the_detail_names_start_length_end_and_source():
    detail = of(date(2026, 11, 30)).detail
    for part in ("2026-11-02 起算", "20 个工作日", "2026-11-30 到期", "民发〔2022〕83号"):
        assert part in detail


def test_an_estimated_end_says_that_it_is_one():
    assert "暂估" in of(date(2027, 1, 5), is_estimate=True).detail
