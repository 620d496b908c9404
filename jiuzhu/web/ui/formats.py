"""How money, days, shares and durations are written on a screen. Pure functions; registered as template filters."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from jiuzhu.kernel.fen import spoken_yuan, yuan

NOT_KNOWN = "—"
_WEEKDAYS = "一二三四五六日"


def money(fen: int | None) -> str:
    """分 to "936.00" for tables; the head of the column names the unit. Unknown is "—", never zero."""
    return NOT_KNOWN if fen is None else yuan(fen)


def money_brief(fen: int | None) -> str:
    """分 to "936" or "936.50" for phones and sentences."""
    return NOT_KNOWN if fen is None else spoken_yuan(fen)


def money_signed(fen: int | None) -> str:
    """A difference: "+41,256.00", "−7,318.00", "0.00"."""
    return NOT_KNOWN if fen is None else ("+" if fen > 0 else "") + yuan(fen)


def money_large(fen: int | None) -> str:
    """For charts and the wall only: "5.62 亿元", "1,678 万元", below ten thousand the exact yuan."""
    if fen is None:
        return NOT_KNOWN
    sign, size = ("−" if fen < 0 else ""), Decimal(abs(fen)) / 100
    for unit, floor, step in (("亿元", 10**8, "0.01"), ("万元", 10**6, "1"), ("万元", 10**4, "0.1")):
        if size >= floor:
            scale = 10**8 if unit == "亿元" else 10**4
            return f"{sign}{(size / scale).quantize(Decimal(step), ROUND_HALF_UP):,} {unit}"
    return f"{spoken_yuan(fen)} 元"


def day(value: date | None) -> str:
    """2026年11月20日: titles, letters, phones."""
    return NOT_KNOWN if value is None else f"{value.year}年{value.month}月{value.day}日"


def day_in_year(value: date | None) -> str:
    """11月20日, where the year is plain."""
    return NOT_KNOWN if value is None else f"{value.month}月{value.day}日"


def day_short(value: date | None) -> str:
    """11-20: tables."""
    return NOT_KNOWN if value is None else f"{value.month:02d}-{value.day:02d}"


def day_iso(value: date | None) -> str:
    """2026-11-20: tables that cross years, files."""
    return NOT_KNOWN if value is None else f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


def weekday(value: date) -> str:
    """周五."""
    return f"周{_WEEKDAYS[value.weekday()]}"


def days_between(first: date, last: date) -> str:
    """11月21日—27日, 11月28日—12月4日: a stretch of days, the end included."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{day_in_year(first)}—{last.day}日"
    return f"{day_in_year(first)}—{day_in_year(last) if first.year == last.year else day(last)}"


def hour(value: datetime) -> str:
    """09:42, local time."""
    return f"{timezone.localtime(value):%H:%M}"


def moment(value: datetime | None) -> str:
    """2026-11-20 09:42, local time."""
    return NOT_KNOWN if value is None else f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


def moment_short(value: datetime | None) -> str:
    """11-20 09:42, local time."""
    return NOT_KNOWN if value is None else f"{timezone.localtime(value):%m-%d %H:%M}"


def percent(permille: int | None) -> str:
    """‰ to "41.6 %"."""
    if permille is None:
        return NOT_KNOWN
    whole, tenth = divmod(abs(permille), 10)
    return f"{'−' if permille < 0 else ''}{whole}{f'.{tenth}' if tenth else ''} %"


def share(part: int, whole: int) -> str:
    """ "71 % n=93": a share never stands without the number it comes from."""
    return NOT_KNOWN if whole <= 0 else f"{round(100 * part / whole)} % n={whole}"


def count(number: int | None) -> str:
    """13,008."""
    return NOT_KNOWN if number is None else f"{number:,}".replace("-", "−")


def duration(number: int, unit: str) -> str:
    """2 个工作日, 41 天, 3 个月: the unit is always said. `unit` is workday, day or month."""
    return f"{number} {({'workday': '个工作日', 'day': '天', 'month': '个月'})[unit]}"
