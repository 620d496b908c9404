"""Write data/calendar/YEAR.yaml: the State Council's public holidays and the weekend days worked in exchange.

Run by hand once a year, when the notice for the next year is out and `chinesecalendar` has it:

    uv run python scripts/make_calendar.py

A year the package does not know is written from the statutory days alone and marked `estimate: true`.
"""

from datetime import date
from importlib.metadata import version
from pathlib import Path

import yaml
from chinese_calendar.constants import holidays, workdays

FOLDER = Path(__file__).resolve().parent.parent / "data" / "calendar"
FIRST_YEAR, LAST_YEAR = 2018, 2027
STATUTORY = {
    2027: [
        date(2027, 1, 1),  # 元旦
        *(date(2027, 2, day) for day in range(5, 9)),  # 春节：除夕至初三
        date(2027, 4, 5),  # 清明
        *(date(2027, 5, day) for day in (1, 2)),  # 劳动节
        date(2027, 6, 9),  # 端午
        date(2027, 9, 15),  # 中秋
        *(date(2027, 10, day) for day in (1, 2, 3)),  # 国庆
    ],
}
"""Statutory days (《全国年节及纪念日放假办法》第二条, 2025-01-01 起) of years without a notice yet."""


def known(year: int) -> dict:
    """A year as the State Council's notice fixes it."""
    return {
        "year": year,
        "estimate": False,
        "source": f"国务院办公厅关于{year}年部分节假日安排的通知（经 chinesecalendar {version('chinesecalendar')} 整理）",
        "holidays": sorted(day for day in holidays if day.year == year),
        "workdays": sorted(day for day in workdays if day.year == year),
    }


def estimated(year: int) -> dict:
    """A year before its notice: statutory days only; nobody knows yet which weekends will be worked."""
    return {
        "year": year,
        "estimate": True,
        "source": "《全国年节及纪念日放假办法》第二条；调休未公布，通知发布后须重新生成",
        "holidays": STATUTORY[year],
        "workdays": [],
    }


def main() -> None:
    published = {day.year for day in holidays}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        calendar = known(year) if year in published else estimated(year)
        text = yaml.safe_dump(calendar, allow_unicode=True, sort_keys=False, width=120)
        (FOLDER / f"{year}.yaml").write_text(text, encoding="utf-8")
        print(year, len(calendar["holidays"]), "days off,", len(calendar["workdays"]), "weekend days worked")


if __name__ == "__main__":
    main()
