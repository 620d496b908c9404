"""Relations of a proposed standard: a hint where one is off, silence within a yuan, and "not known" where it is."""

from datetime import date

import pytest

from jiuzhu.analysis.evidence import Item, Told, as_json, checks, from_json
from jiuzhu.policy.amend import amended
from jiuzhu.policy.edition import shipped
from tests.analysis.families import DAY, standards


def told(**about):
    return {Told[key]: Item(Told[key], value, "统计公报") for key, value in about.items()}


def states(edition, on=DAY, region="500110", **about):
    return {check.label: check.state for check in checks(edition, region, on, told(**about))}


def test_a_published_amount_that_is_rounded_down_is_no_alarm():
    """重庆 2024: 特困 955 元，1.3 × 735 ＝ 955.5 元。"""
    found = states(shipped(), date(2024, 3, 1))
    assert found["特困基本生活标准不低于城市低保的 1.3 倍"] == "ok"


def test_a_standard_that_outgrows_tekun_is_pointed_out():
    (check,) = [
        one
        for one in checks(amended(shipped(), standards(80_000)), "500110", DAY, {})
        if "城市低保的 1.3" in one.label
    ]
    assert check.state == "look"
    assert check.compared == "1,001 元 ÷ 800 元 ＝ 1.25 倍，1.3 倍是 1,040 元"


@pytest.mark.parametrize(("wage", "state"), [(230_000, "ok"), (77_000, "look"), (None, "unknown")])
def test_dibao_stays_below_the_minimum_wage(wage, state):
    assert states(shipped(), MIN_WAGE=wage)["低保标准低于最低工资"] == state


@pytest.mark.parametrize(("guide", "state"), [(63_000, "ok"), (63_001, "look")])
def test_the_guide_of_the_province_is_reached(guide, state):
    assert states(shipped(), GUIDE_RURAL=guide)["农村低保不低于省定指导标准"] == state


def test_a_wider_gap_between_town_and_country_is_pointed_out():
    assert states(shipped())["城乡差距没有拉大"] == "ok"
    assert states(amended(shipped(), standards(90_000)))["城乡差距没有拉大"] == "look"


def test_in_zhejiang_the_country_gets_seventy_percent():
    assert "农村标准不低于城市的 70%" in states(shipped(), region="330108")


def test_growth_is_held_against_prices():
    raised = amended(shipped(), standards(78_540))
    assert states(raised, PRICES=1_020)["城市低保的涨幅不低于物价"] == "ok"
    assert states(raised, PRICES=1_021)["城市低保的涨幅不低于物价"] == "look"
    assert states(raised)["城市低保的涨幅不低于物价"] == "unknown"


def test_every_check_says_what_was_compared_and_by_which_rule():
    for check in checks(shipped(), "500110", DAY, {}):
        assert check.compared and check.rule


def test_what_people_told_is_kept_as_they_told_it():
    items = told(PRICES=1_004, MIN_WAGE=None)
    assert from_json(as_json(items)) == items
