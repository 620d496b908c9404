"""Figures that the sources reckon themselves agree with the numbers on file: a slip of the pen in a standard shows here."""

from datetime import date

import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.numbers import region_chain
from jiuzhu.policy.programmes import library_of


def yuan(name: str, region: str, day: str, area: str = "urban") -> float:
    number = library_of(shipped()).numbers[name]
    entry = number.in_force(region_chain(region), area, date.fromisoformat(day).toordinal())
    assert entry is not None
    assert entry.value is not None
    return entry.value / 100


@pytest.mark.parametrize(
    ("name", "before", "rise"), [("standard_fen", "2020-12-31", 260), ("tekun_basic_fen", "2020-12-31", 418)]
)
def test_hangzhou_rose_by_what_the_district_reports(name, before, rise):
    """区调研报告 2025：低保比 2020 年底提高 260 元，特困提高 418 元。"""
    assert yuan(name, "330106", "2025-05-31") - yuan(name, "330106", before) == rise


@pytest.mark.parametrize(("day", "ratio"), [("2019-12-31", 1.38), ("2020-12-09", 1.34)])
def test_town_and_country_of_weihai_stand_in_the_reported_ratio(day, ratio):
    """威海市 2020-12-09 报告：城乡低保标准比例由 1.38:1 缩小至 1.34:1。"""
    town, country = (yuan("standard_fen", "371002", day, area) for area in ("urban", "rural"))
    assert round(town / country, 2) == ratio


@pytest.mark.parametrize("area", ["urban", "rural"])
@pytest.mark.parametrize("day", ["2023-12-31", "2024-01-01"])
def test_tekun_of_weihai_is_thirteen_tenths_rounded_up(area, day):
    """1001 → 1302、1062 → 1381、800 → 1040、865 → 1125：低保的 1.3 倍向上取整。"""
    standard = round(yuan("standard_fen", "371002", day, area))
    assert yuan("tekun_basic_fen", "371002", day, area) == -(-standard * 13 // 10)


def test_care_of_weihai_stands_three_to_five_to_ten():
    """13298 × 0.5 ＝ 6649 → 6650；× 0.3 ＝ 3989.4 → 3990。"""
    full, half, own = (
        yuan(f"tekun_care_{tier}_annual_fen", "371002", "2024-05-01") for tier in ("full", "half", "self")
    )
    assert abs(full / 2 - half) <= 1
    assert abs(full * 3 / 10 - own) <= 1


@pytest.mark.parametrize(
    ("name", "area", "percent"),
    [
        ("standard_fen", "urban", 24.19),
        ("standard_fen", "rural", 27.02),
        ("tekun_basic_fen", "urban", 24.19),
    ],
)
def test_chongqing_rose_by_the_reported_percent(name, area, percent):
    """重庆市 2025 年 7 月报告：620→770、496→630、806→1001。"""
    first, last = (yuan(name, "500110", day, area) for day in ("2020-09-01", "2025-07-01"))
    assert round(100 * (last / first - 1), 2) == percent


@pytest.mark.parametrize(
    ("day", "ratio"),
    [("2020-12-31", 1.765), ("2022-10-01", 1.667), ("2023-07-31", 1.666), ("2025-01-23", 1.733)],
)
def test_tekun_of_hangzhou_keeps_no_fixed_multiple(day, ratio):
    """特困与低保之比 1.765、1.667、1.666、1.733：不能用倍数推算。"""
    assert round(yuan("tekun_basic_fen", "330106", day) / yuan("standard_fen", "330106", day), 3) == ratio
