"""Cases that a fresh demonstration finds on its desks: families of the stories, each stopped somewhere on the way."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from jiuzhu.casework.states import Outcome
from jiuzhu.demo.stories.correction import ask_correction
from jiuzhu.demo.stories.month import pay
from jiuzhu.demo.stories.plots import to_award, to_investigated, to_objection
from jiuzhu.demo.stories.stage import Deliver, KindsAt, Stage
from jiuzhu.demo.stories.way import Way
from jiuzhu.demo.world.stories import stories
from jiuzhu.org.calendar import is_workday


def begin(
    kinds_at: KindsAt,
    today: date,
    marker: Path,
    progress: Callable[[str], None],
    deliver: Deliver = lambda on: None,
) -> None:
    """Bring each family to where it stands today, once: `marker` keeps their names, so that a break doubles nobody.

    Departments `deliver` before the first of them is asked about.
    """
    deliver(back(today, max(days for days, _, _ in BEGUN.values())))
    for slug in left(marker):
        with marker.open("a", encoding="utf-8") as names:
            names.write(f"{slug}\n")
        workdays, where, plot = BEGUN[slug]
        progress(f"{stories()[slug].title}：{where}")
        stage = Stage(kinds_at, lambda line: None)
        plot(Way(stage, stories()[slug].families[0], back(today, workdays)))


def left(marker: Path) -> list[str]:
    """Stories that were not begun yet."""
    done = marker.read_text(encoding="utf-8").split() if marker.exists() else []
    return [slug for slug in BEGUN if slug not in done]


def back(on: date, workdays: int) -> date:
    """The day that many working days before another."""
    while workdays:
        on -= timedelta(days=1)
        workdays -= is_workday(on)
    return on


def paid(way: Way) -> None:
    to_award(way)
    pay(way)


def on_notice(way: Way) -> None:
    to_investigated(way)
    way.propose(Outcome.GRANT)
    way.notice()


def undecided(way: Way) -> None:
    """A trial shows what the law leaves to people."""
    to_investigated(way)
    way.try_out()


def asked(way: Way) -> None:
    way.apply()
    way.go(1)
    way.start_survey()


def in_correction(way: Way) -> None:
    ask_correction(way, way.hand_in())


BEGUN: dict[str, tuple[int, str, Callable[[Way], object]]] = {
    "ordinary-family": (20, "已确认，已发放", paid),
    "contested-notice": (8, "公示有异议，等评议", to_objection),
    "cadre-relative": (6, "公示中，等区级入户", on_notice),
    "severe-disability-single": (5, "等人工裁定", undecided),
    "scooter-and-car": (3, "查出一辆没有申报的车，等说明", asked),
    "odd-jobs-injury": (2, "等家庭补材料", in_correction),
    "last-year-student": (1, "刚受理", Way.apply),
    "away-from-home": (0, "刚交申请，等受理", Way.hand_in),
}
"""By story: how many working days ago it began, where it stands, how it got there."""
