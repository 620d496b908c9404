"""The letter after a recalculation names every publication that the new amount follows from, and each month's arrears."""

import json
from datetime import date

import pytest

from jiuzhu.casework.kinds import Need
from jiuzhu.casework.models import Reckoning
from jiuzhu.editions import actions as editions
from jiuzhu.policy.amend import Amendment, NumberChange, Source
from jiuzhu.vault.seal import reveal
from tests.casework.publications import (
    DENG,
    NOVEMBER,
    TODAY,
    YE,
    confirm,
    ended,
    paid,
    published,
    work,
)

pytestmark = pytest.mark.slow

__all__ = ["ended", "paid"]
JANUARY = date(2027, 1, 1)
SECOND = Source("渝民规〔2027〕1号", "重庆市民政局关于再次调整最低生活保障标准的通知（2027）")


def second(value=82_000, since=JANUARY, area="urban"):
    row = editions.propose(
        Amendment((NumberChange("standard_fen", "500000", area, value, since, SECOND),)),
        "执行",
        TODAY,
        by=DENG,
    )
    return editions.publish(row.pk, TODAY, by=YE)


def letter(town, need=Need.RAISE):
    work()
    confirm(town, need)
    work()
    return reveal(Reckoning.objects.exclude(letter=None).get().letter, "data")


@pytest.mark.parametrize("order", [(published, second), (second, published)])
def test_every_publication_is_named_with_its_document_and_first_day_whichever_came_first(paid, town, order):
    for publish in order:
        publish()
    told = letter(town)
    assert "自 2026年11月1日起由 770 元调整为 800 元（渝民规〔2026〕9号）" in told
    assert "自 2027年1月1日起由 800 元调整为 820 元（渝民规〔2027〕1号）" in told
    assert told.index("800 元（渝民规") < told.index("820 元（渝民规")


def test_arrears_that_differ_are_told_month_by_month(paid, town):
    published()
    second()
    assert "330 元（2026年11月到2026年12月每月 90 元，2027年1月 150 元）" in letter(town)


def test_each_amount_stands_beside_the_month_it_begins_in(paid, town):
    published()
    second()
    told = json.loads(letter(town))["data"]
    assert told["amounts"] == [
        {"from_month": "2026-11", "monthly_fen": 120_000},
        {"from_month": "2027-01", "monthly_fen": 126_000},
    ]


def test_arrears_that_are_alike_are_told_once(paid, town):
    published()
    assert "270 元，随下一次发放补给您" in letter(town)


def test_a_publication_for_the_other_area_is_not_named(paid, town):
    published()
    second(70_000, area="rural")
    assert "渝民规〔2027〕1号" not in letter(town)


def test_the_letter_of_arrears_names_both_publications_too(ended, town):
    published()
    second()
    told = letter(town, Need.ARREARS)
    assert "渝民规〔2026〕9号" in told
    assert "渝民规〔2027〕1号" in told
    assert "2026年11月到2026年12月每月 90 元，2027年1月 150 元" in told


def test_a_publication_after_the_end_of_an_award_is_not_named(ended, town):
    published()
    second(since=NOVEMBER.replace(year=2027))
    assert "渝民规〔2027〕1号" not in letter(town, Need.ARREARS)
