"""A proposed change of the law: laid upon an edition, told as before → after, or refused with its place."""

import json
from dataclasses import replace
from datetime import date

import pytest

from jiuzhu.policy.amend import (
    Amendment,
    Faults,
    ListChange,
    NumberChange,
    RuleChange,
    Source,
    amended,
    compose,
    describe,
)
from jiuzhu.policy.amend.describe import effects_as_json, effects_from_json
from jiuzhu.policy.amend.levels import written_above
from jiuzhu.policy.amend.openlists import in_force, words_for
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.lists import members
from jiuzhu.policy.family import read
from jiuzhu.policy.programmes import library_of

PAPER = Source("渝民规〔2026〕9号", "重庆市民政局关于调整最低生活保障等标准的通知（2026）")
JULY = date(2026, 7, 1)
ROUNDED = '''
from jiuzhu.policy.engine.language import rule


@rule(law="渝民规〔2026〕9号 第三条", since="2026-07-01", says="补差 {this} 元")
def dibao_difference_fen(standard_fen: int, members: int, dibao_base_fen: int) -> int:
    """补差：不足十元的按十元计。"""
    return max(0, -(-(standard_fen * members - dibao_base_fen) // 1000) * 1000)
'''


def standard(value=80_000, **other):
    about = {"name": "standard_fen", "region": "500000", "area": "urban", "since": JULY, "source": PAPER}
    return NumberChange(**{**about, "value": value, **other})


def one(*changes):
    return Amendment(changes)


def rounded(**other):
    return RuleChange(**{"path": "500000/dibao/amount.py", "text": ROUNDED, "source": PAPER, **other})


CONSCRIPTS = {
    "kind": "list", "name": "excluded_statuses", "region": "500000", "members": ["conscript"], "since": "2026-07-01",
    "source": {"key": "渝民规〔2026〕9号", "title": "t"},
}  # fmt: skip


def conscripts(members=("conscript",), **other):
    about = {"name": "excluded_statuses", "region": "500000", "since": JULY, "source": PAPER}
    return ListChange(**{**about, "members": members, **other})


def on_the_list(edition, region, on=JULY):
    return members(in_force(library_of(edition), "excluded_statuses", region, on))


def determined(edition):
    """What a couple of which one serves in the army gets; who is married and serves is not left out in 重庆."""
    people = [
        {"id": "a", "relation": "self", "age": 40, "incomes": [{"kind": "wage", "per_month": "900"}]},
        {
            "id": "b",
            "relation": "spouse",
            "age": 40,
            "status": "conscript",
            "status_since": "2025-01-01",
            "marital": "married",
        },
    ]
    family = {"region": "500110", "area": "urban", "date": JULY.isoformat(), "assume": "complete"}
    return determine(read({**family, "members": people}), edition)["results"]["dibao"]["monthly_fen"]


def result(edition, on=JULY, region="500110", area="urban", wage="100"):
    member = {"id": "a", "relation": "self", "age": 40, "incomes": [{"kind": "wage", "per_month": wage}]}
    family = {"region": region, "area": area, "date": on.isoformat(), "assume": "complete"}
    return determine(read({**family, "members": [member]}), edition)["results"]["dibao"]


def monthly(edition, **about):
    return result(edition, **about)["monthly_fen"]


def faults(*changes, edition=None):
    with pytest.raises(Faults) as found:
        amended(edition or shipped(), one(*changes))
    return {fault.place: fault.message for fault in found.value.faults}


def test_a_new_standard_holds_from_its_day_in_its_area_and_nowhere_else():
    edition = amended(shipped(), one(standard()))
    assert monthly(edition) == 70_000
    assert monthly(edition, on=date(2026, 6, 30)) == monthly(shipped(), on=date(2026, 6, 30)) == 67_000
    assert monthly(edition, area="rural") == monthly(shipped(), area="rural")
    assert monthly(edition, region="330106") == monthly(shipped(), region="330106")


def test_the_explanation_names_the_new_document():
    (number,) = [
        n
        for step in result(amended(shipped(), one(standard())))["steps"]
        for n in step["numbers"]
        if n["name"] == "standard_fen"
    ][:1]
    assert (number["value"], number["source"]) == (80_000, PAPER.key)


def test_amendments_lie_upon_one_another_in_order():
    first = amended(shipped(), one(standard()))
    second = amended(first, one(standard(79_000, since=date(2026, 4, 1), source=Source(PAPER.key))))
    assert [monthly(second, on=on) for on in (date(2026, 3, 31), date(2026, 4, 1), JULY)] == [
        67_000,
        69_000,
        70_000,
    ]


def test_a_correction_stands_in_the_place_of_the_value_of_that_day():
    first = amended(shipped(), one(standard(90_000)))
    second = amended(first, one(standard(80_000, corrects=True)))
    assert (monthly(first), monthly(second)) == (80_000, 70_000)


def test_a_correction_of_a_shipped_value_stands_too():
    edition = amended(shipped(), one(standard(78_000, since=date(2025, 7, 1), corrects=True)))
    assert monthly(edition, on=date(2025, 7, 1)) == 68_000


def test_what_a_person_was_to_decide_can_be_settled_on_the_same_day():
    edition = amended(
        shipped(),
        one(
            NumberChange(
                "basic_pension_counts", "100000", None, 0, date(2026, 1, 1), Source("民发〔2021〕57号")
            )
        ),
    )
    entry = (
        library_of(edition).numbers["basic_pension_counts"].in_force(("100000",), "urban", JULY.toordinal())
    )
    assert (entry.value, entry.source) == (0, "民发〔2021〕57号")


def test_a_number_can_be_left_to_a_person_again():
    assert result(amended(shipped(), one(standard(None))))["status"] == "undetermined"


def test_a_county_without_a_folder_gets_its_own_number():
    edition = amended(shipped(), one(standard(81_000, region="500112")))
    assert monthly(edition, region="500112") == 71_000
    assert monthly(edition) == 67_000


def test_a_rule_with_a_new_text_ends_the_old_one_where_it_is_published():
    edition = amended(shipped(), one(rounded()))
    assert monthly(edition, wage="101.50") == 67_000
    assert monthly(edition, wage="101.50", on=date(2026, 6, 30)) == 66_850
    assert monthly(edition, wage="101.50", region="330106") == monthly(
        shipped(), wage="101.50", region="330106"
    )


def test_a_number_and_a_rule_are_published_together():
    assert monthly(amended(shipped(), one(standard(), rounded())), wage="101.50") == 70_000


def test_what_was_published_outlasts_a_later_shipped_text():
    later = shipped().with_overlay(
        "500000/later/numbers.yaml",
        "standard_fen: {values: [{area: urban, value: 82000, from: 2026-07-01, source: 渝民规〔2025〕6号}]}",
    )
    assert monthly(later) == 72_000
    assert monthly(compose(later, [(1, one(standard()))])) == 70_000


def test_two_shipped_values_for_one_day_are_refused():
    twice = (
        "standard_fen: {values: [{area: urban, value: 82000, from: 2025-07-01, source: 渝民规〔2025〕6号}]}"
    )
    with pytest.raises(LawFault, match="两个值同时有效"):
        library_of(shipped().with_overlay("500000/later/numbers.yaml", twice))


def test_an_amendment_goes_through_json_unchanged():
    amendment = one(standard(None, note="等通知"), standard(1, corrects=True), rounded())
    assert Amendment.from_json(json.loads(json.dumps(amendment.as_json()))) == amendment


def test_the_same_amendment_makes_the_same_edition():
    assert amended(shipped(), one(standard())) == compose(shipped(), [(1, one(standard()))])


def test_a_change_is_told_as_before_and_after():
    (effect,) = describe(shipped(), one(standard()))
    assert (effect.label, effect.before_figures, effect.after_figures) == (
        "最低生活保障标准（每人每月）",
        "770 元",
        "800 元",
    )
    assert (effect.before_since, effect.before_source, effect.rise) == (
        date(2025, 7, 1),
        "渝民规〔2025〕6号",
        3_000,
    )


def test_a_change_for_both_areas_is_told_for_each_where_they_were_apart():
    change = standard(81_000, region="500112", area=None)
    assert [(e.area, e.before_figures) for e in describe(shipped(), one(change))] == [
        ("urban", "770 元"),
        ("rural", "630 元"),
    ]


def test_a_number_that_was_open_is_told_so():
    change = NumberChange("min_housing_area_m2", "500110", None, 15, JULY, PAPER)
    (effect,) = describe(shipped(), one(change))
    assert (effect.before_figures, effect.after_figures, effect.rise) == ("由人决定", "15", None)


def test_a_new_text_is_told_with_the_one_it_ends():
    (effect,) = describe(shipped(), one(rounded()))
    assert effect.before.startswith("补差：")
    assert effect.after == "补差：不足十元的按十元计。"


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (standard(name="standar_fen"), "changes[0].name", "是不是 standard_fen"),
        (standard(name="urban_standard_fen", area=None), "changes[0].name", "same_as"),
        (standard(region="640104"), "changes[0].region", "没有收录当地的政策"),
        (standard(region="五〇〇"), "changes[0].region", "不是区划代码"),
        (standard(-1), "changes[0].value", "应在 0 元 到"),
        (standard(800), "changes[0].value", "是不是把元和分写错了"),
        (standard(area=None), "changes[0].area", "分城市和农村"),
        (standard(since=date(2025, 7, 1)), "changes[0].since", "已定为 770 元"),
        (standard(77_000, since=date(2025, 7, 1)), "changes[0].value", "不用再改"),
        (standard(corrects=True), "changes[0].corrects", "没有从 2026-07-01 起的值"),
        (standard(since=date(2926, 7, 1)), "changes[0].since", "不像施行日期"),
        (standard(source=Source("无此文件")), "changes[0].source.title", "还没有收录"),
        (standard(source=Source("")), "changes[0].source.key", "请写文号"),
        (standard(source=Source("渝民规〔2025〕6号", "别的")), "changes[0].source.title", "已经收录为"),
        (rounded(path="500000/../x.py"), "changes[0].path", "不是规则文件的路径"),
        (rounded(text=ROUNDED.replace("// 1000", "/ 1000")), "changes[0].text", "不能用 /"),
        (rounded(text=ROUNDED.replace("members:", "member:")), "changes[0].text", "是不是 member？"),
        (rounded(text=ROUNDED.replace(', since="2026-07-01"', "")), "changes[0].text", "没有写施行日期"),
        (rounded(text=ROUNDED.replace("渝民规〔2026〕9号", "外区办法")), "changes[0].text", "不在 sources.yaml 里"),
        (rounded(text='"""空。"""'), "changes[0].text", "没有一条规则"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_place(change, place, words):
    assert words in faults(change)[place]


def test_an_open_list_is_added_to_in_a_region_and_stays_as_it_was_elsewhere():
    made = amended(shipped(), one(conscripts()))
    added = {region: on_the_list(made, region) for region in ("500110", "371002")}
    assert "conscript" in added["500110"]
    assert "conscript" not in added["371002"]
    assert "conscript" not in on_the_list(made, "500110", date(2026, 6, 30))
    assert "imprisoned" in added["500110"]


def test_an_addition_counts_in_a_determination():
    assert determined(shipped()) != determined(amended(shipped(), one(conscripts())))


def test_an_addition_is_told_with_what_is_on_the_list():
    (effect,) = describe(shipped(), one(conscripts()))
    assert "服刑" in effect.before_figures
    assert effect.after_figures == "加上：服现役"
    assert effects_from_json(effects_as_json([effect])) == (effect,)


def test_what_was_added_by_mistake_is_taken_back_by_a_correction():
    first = amended(shipped(), one(conscripts()))
    assert "已经加过服现役" in faults(conscripts(("lost_contact",)), edition=first)["changes[0].since"]
    nobody = conscripts((), corrects=True)
    assert "conscript" not in on_the_list(amended(first, one(nobody)), "500110")


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda: conscripts(name="excluded_status"), "changes[0].name", "是不是 excluded_statuses"),
        (lambda: conscripts(("conscripts",)), "changes[0].members", "是不是 conscript"),
        (lambda: conscripts(("dead",)), "changes[0].members", "已经有"),
        (lambda: conscripts(()), "changes[0].members", "还没有选"),
        (lambda: conscripts(corrects=True), "changes[0].corrects", "可以更正"),
        (lambda: conscripts(since=date(2926, 7, 1)), "changes[0].since", "不像施行日期"),
        (lambda: conscripts(source=Source("无此文件")), "changes[0].source.title", "还没有收录"),
    ],
)
def test_an_addition_that_does_not_fit_is_refused_at_its_place(change, place, words):
    assert words in faults(change())[place]


def test_one_list_is_not_added_to_twice_from_one_day():
    assert "与第 1 项" in faults(conscripts(), conscripts())["changes[1].since"]


def test_a_new_text_is_told_whole_beside_the_whole_of_the_old():
    (effect,) = describe(shipped(), one(rounded()))
    assert effect.before_text.startswith("@rule(")
    assert "def dibao_difference_fen" in effect.before_text
    assert effect.after_text == ROUNDED.split("\n\n\n", 1)[1]


def test_what_a_list_can_hold_is_told_by_the_rules_that_ask_it():
    can = words_for(library_of(shipped()), "excluded_statuses")
    assert can["conscript"] == "服现役"


def test_a_narrower_region_writes_no_rule_otherwise_that_a_wider_one_has_written():
    topup = ROUNDED.replace("dibao_difference_fen", "is_excluded")
    change = RuleChange("500110/family/members.py", topup, PAPER)
    ((index, above),) = written_above(shipped(), one(change))
    assert (index, above.region) == (0, "500000")
    assert written_above(shipped(), one(replace(change, path="500000/family/members.py"))) == []


def test_one_number_is_not_changed_twice_from_one_day():
    assert "与第 1 项" in faults(standard(), standard(81_000))["changes[1].since"]


def test_a_text_of_the_same_day_is_only_replaced_as_a_correction():
    first = amended(shipped(), one(rounded()))
    assert "已有文本" in faults(rounded(), edition=first)["changes[0].text"]
    tens = rounded(text=ROUNDED.replace("1000", "10000"), corrects=True)
    assert monthly(amended(first, one(tens)), wage="101.50") == 70_000


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ([], "changes"),
        ({"changes": []}, "changes"),
        ({"changes": [{"kind": "lists"}]}, "changes[0].kind"),
        ({"changes": [{"kind": "list", "name": "excluded_statuses"}]}, "changes[0].members"),
        ({"changes": [{**CONSCRIPTS, "members": [None]}]}, "changes[0].members"),
        ({"changes": [{"kind": "number", "name": "standard_fen"}]}, "changes[0].region"),
        ({"changes": [{"kind": "rule", "path": "a", "text": 1, "source": {"key": "a"}}]}, "changes[0].text"),
        ({"changes": [{"kind": "rule", "path": "a", "text": "", "source": {}}]}, "changes[0].source.key"),
    ],
)
def test_what_is_no_amendment_is_refused_at_its_place(told, place):
    with pytest.raises(Faults) as found:
        Amendment.from_json(told)
    assert place in [fault.place for fault in found.value.faults]
