"""programmes.yaml: what is wrong in one is told with file, line and a way out."""

import pytest

from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.programmes import plan_for, programmes_of

DAY = 739_000


def fault_of(text: str) -> str:
    edition = shipped().with_overlay("500110/programmes.yaml", text)
    with pytest.raises(LawFault) as caught:
        programmes_of(edition, "500110")
        plan_for(edition, "500110", "urban", DAY)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("relative_poverty: {covers: household}", "项目 relative_poverty 没有 qualifies"),
        ("relative_poverty: {qualifies: dibian_qualifies}", "项目 relative_poverty 没有 covers"),
        ("dibao: {covers: family}", "项目 dibao 的 covers 应是household 或者 member，现在是“family”"),
        ("dibao: {condition: [assets_within]}", "项目 dibao 不认识 condition，是不是 conditions"),
        ("dibao: {conditions: assets_within}", "项目 dibao 的 conditions 应是规则名的列表"),
        ("dibao: {conditions: [[[assets_within]]]}", "项目 dibao 的 conditions 应是规则名的列表"),
        ("dibao: {parts: [difference]}", "项目 dibao 的 parts[0] 应写成 {part: difference, value: 规则名}"),
        ("dibao: {parts: [{part: differense, value: dibao_paid_fen}]}", "parts[0] 的 part 应是difference、topup"),
        ("dibao: {parts: [{part: difference}]}", "parts[0] 要写 part，并且写 value 或者 kinds"),
        ("dibao: 5", "500110/programmes.yaml:1: 项目 dibao 应是一组“键: 值”"),
        ("dibao:\n  shows: [income_window_monts]", "500110/programmes.yaml:2: 没有叫 income_window_monts 的规则或数，是不是 income_window_months"),
    ],
)  # fmt: skip
def test_a_bad_programme_is_refused_with_its_place(text, words):
    message = fault_of(text)
    assert words in message
    assert message.startswith("500110/programmes.yaml:")


def test_a_region_may_tell_only_what_differs():
    edition = shipped().with_overlay("500110/programmes.yaml", "dibao: {yields_to: []}")
    assert programmes_of(edition, "500110")["dibao"].yields_to == ()
    assert programmes_of(edition, "500110")["dibao"].qualifies == "dibao_qualifies"
