"""Days and moments of the office's clock (Asia/Shanghai). Nothing here reads a clock."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

OFFICE = ZoneInfo("Asia/Shanghai")


def day_of(at: datetime) -> date:
    """The legal day of a moment."""
    return at.astimezone(OFFICE).date()


def start_of(on: date) -> datetime:
    """The first moment of a day: what is due that day is due from here on."""
    return datetime.combine(on, time.min, OFFICE)
