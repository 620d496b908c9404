"""What has no value, and the document that would give it one: every gap has its document, and the page is the law's own."""

from datetime import date
from pathlib import Path

import pytest

from jiuzhu.cli import policy
from jiuzhu.cli.policy_open import page
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.gaps import gaps, wanted
from jiuzhu.policy.programmes import library_of

REGIONS = sorted(library_of(shipped()).regions)
DOCUMENT = Path(__file__).parents[2] / "docs" / "law-open-numbers.md"


@pytest.mark.parametrize("region", [*REGIONS, "640104", "500112", "330106", "371002"])
def test_every_number_without_a_value_has_a_document_to_fetch(region):
    assert not [gap.number.name for gap in gaps(shipped(), region) if gap.wanted is None]


def test_every_document_to_fetch_would_fill_a_gap():
    open_in = {region: {gap.number.name for gap in gaps(shipped(), region)} for region in REGIONS}
    assert not [
        (one.name, name)
        for one in wanted(shipped())
        for name in one.numbers
        if name not in open_in[one.region]
    ]


def test_the_page_in_docs_is_what_the_law_leaves_open():
    told = "\n".join(page(shipped(), REGIONS)) + "\n"
    assert DOCUMENT.read_text(encoding="utf-8") == told, "jiuzhu policy open > docs/law-open-numbers.md"


def test_a_gap_is_told_with_its_days_its_area_and_its_reason():
    (found,) = [
        gap
        for gap in gaps(shipped(), "371000")
        if gap.number.name == "standard_fen" and gap.areas == ("urban",)
    ]
    assert date.fromordinal(found.since) == date(2020, 1, 1)
    assert date.fromordinal(found.until) == date(2020, 12, 8)
    assert found.why == "2020 年某月由 650 元调为 787 元，执行月份未查到"


def test_a_number_that_the_region_has_is_no_gap():
    assert "standard_fen" in {gap.number.name for gap in gaps(shipped(), "640104")}
    today = date(2025, 8, 1).toordinal()
    open_now = {gap.number.name for gap in gaps(shipped(), "500110") if gap.since <= today <= gap.until}
    assert not open_now & {"standard_fen", "tekun_basic_fen", "funeral_months", "tapering_months"}
    assert {"tapering_amount_fen", "single_person_amount_fen", "support_amount_fen"} <= open_now


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("某办法: {numbers: [standard_fen]}", "没有 of（向谁要）"),
        ("某办法: {of: 民政局, numbers: [standart_fen]}", "没有叫 standart_fen 的数，是不是 standard_fen"),
        ("某办法: {of: 民政局, number: [standard_fen]}", "不认识 number，是不是 numbers"),
        ("某办法: {of: 民政局, numbers: standard_fen}", "的 numbers、also 应是列表"),
    ],
)
def test_a_bad_list_of_documents_is_refused(text, words):
    with pytest.raises(LawFault, match=r"^500110/wanted.yaml:1: 待取的文件“某办法”") as caught:
        wanted(shipped().with_overlay("500110/wanted.yaml", text))
    assert words in str(caught.value)


def test_one_place_on_one_day_is_printed(capsys):
    assert policy.run(["open", "--region", "500110", "--on", "2025-08-01"]) == 0
    printed = capsys.readouterr().out
    assert "## 重庆市綦江区（500110）" in printed
    assert "| 渐退期和单人户的区级口径（会议纪要或者书面答复） | 綦江区民政局 |" in printed
    assert "2019 年某月" not in printed


@pytest.mark.parametrize("asked", [["--on", "八月"], ["--region", "綦江"]])
def test_asking_wrongly_ends_with_64(asked, capsys):
    assert policy.run(["open", *asked]) == 64
    assert "请写" in capsys.readouterr().err
