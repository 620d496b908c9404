"""A deadline in words first, then icon, then colour."""

from dataclasses import dataclass
from datetime import date

from jiuzhu.clocks.queries import Reading
from jiuzhu.web.ui.formats import day_iso, day_short

CLOSES_AT = "18:00"
"""The hour at which a working day's deadline ends for the public."""


@dataclass(frozen=True)
class ClockFace:
    """What a page shows of a deadline. `tone` is a CSS class: on-time, soon, today, late, paused, extended, met."""

    tone: str
    icon: str
    words: str
    until: date | None
    detail: str


_ICONS = {"late": "alert-triangle", "paused": "player-pause", "extended": "clock-plus", "met": "check"}


def face(reading: Reading) -> ClockFace:
    """The face of one clock as it was read for a day."""
    tone = "late" if reading.state == "missed" else reading.state.replace("_", "-")
    if reading.clock.extended_for and reading.state == "on_time":
        tone = "extended"
    words = _words(reading, tone)
    until = None if tone in ("met", "paused", "dropped", "today") else reading.clock.due_on
    return ClockFace(tone, _ICONS.get(tone, "clock"), words, until, detail(reading))


def _words(reading: Reading, tone: str) -> str:
    clock, unit = reading.clock, reading.unit_label
    if reading.state == "missed":
        return "到期没有办"
    said = {
        "late": f"逾期 {-reading.left} {unit}" if reading.left else f"逾期，还不到 1 {unit}",
        "today": f"今天到期 · {CLOSES_AT} 前",
        "paused": f"已暂停：{clock.paused_for}",
        "extended": f"已延至 {clock.days} {unit}",
        "met": f"已办 {day_short(clock.met_on)}",
        "dropped": "不再计时",
    }
    return said.get(tone, f"还剩 {reading.left} {unit}")


def detail(reading: Reading) -> str:
    """Start, length, pauses, calendar and source of a deadline, in one sentence."""
    clock = reading.clock
    parts = [f"{reading.label}：{day_iso(clock.started_on)} 起算，{clock.days} {reading.unit_label}"]
    parts.append(
        f"{day_iso(clock.due_on)} 到期" + ("（当年放假安排未公布，暂估）" if clock.is_estimate else "")
    )
    if clock.paused_on:
        parts.append(f"{day_iso(clock.paused_on)} 起暂停，{clock.paused_for}")
    if clock.extended_for:
        parts.append(f"延期理由：{clock.extended_for}")
    return "；".join([*parts, f"依据 {clock.law}"])
