"""What would turn an answer: certain on one side of the bound, no longer so one step beyond it."""

import random

import pytest

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.facts import FACTS
from jiuzhu.policy.programmes import programmes_of
from jiuzhu.policy.turn import Outlook, _Desk, _with, outlook
from jiuzhu.policy.turn_words import lines
from tests.policy.casebook import cases, edition, told
from tests.policy.families import family as drawn

pytestmark = pytest.mark.slow

NAMES = {"a": "周明贵", "b": "罗春梅"}


def family(wage="1200", financial="8000", **more):
    """周明贵, his wife, who earns nothing, and all that they own."""
    people = [
        {"id": "a", "relation": "self", "born": "1982-03-01", "sex": "male", "incomes": [{"kind": "wage", "per_month": wage}]},
        {"id": "b", "relation": "spouse", "born": "1984-08-02", "sex": "female", "incomes": []},
    ]  # fmt: skip
    given = {
        "region": "500110",
        "area": "urban",
        "date": "2026-11-09",
        "assume": "complete",
        "members": people,
    }
    return given | {"assets": {"financial": financial}} | more


def status(given, programme="dibao"):
    return determine(given, shipped())["results"][programme]["status"]


def said(given, programme="dibao"):
    return [text for text, _ in lines(outlook(given, shipped(), programme), programme, NAMES)]


def test_too_much_saved_says_how_much_is_not_too_much():
    assert status(family(financial="88000")) == "ineligible"
    assert said(family(financial="88000")) == [
        "如果金融资产不超过 18,480 元（现在 88,000 元），就符合最低生活保障。"
    ]
    assert status(family(financial="18480")) == "eligible"
    assert status(family(financial="18480.01")) == "ineligible"


def test_too_much_earned_is_told_by_the_month():
    (sentence,) = said(family(wage="1600"))
    assert sentence.startswith("如果周明贵的工资性收入平均每月低于 1,540 元（现在 1,600 元），就符合")
    assert status(family(wage="1539.99")) == "eligible"
    assert status(family(wage="1540")) == "ineligible"


def test_of_several_conditions_each_has_to_change():
    sentences = said(family(wage="1600", financial="88000"))
    assert sentences[0] == "有 2 条不符合，每一条都要变："
    assert sentences[-1] == "每一条都按上面第一种变了，就符合最低生活保障。"
    assert status(family(wage="1539.99", financial="18480")) == "eligible"


def test_what_may_not_be_there_at_all_is_named():
    (sentence,) = said(family(assets={"financial": "0", "vehicles": [{"kind": "car"}]}))
    assert sentence == "如果没有汽车（现在 1），就符合最低生活保障。"


def test_what_was_left_out_is_asked_about_one_by_one():
    open_one = family()
    del open_one["assume"], open_one["assets"]
    assert status(open_one) == "undetermined"
    sentences = said(open_one)
    assert sentences[0] == "没有填写、没有核实的如果都没有，就符合最低生活保障；有的话："
    assert "金融资产最多 18,480 元。" in sentences
    assert any("汽车" in sentence and "一样都不能有" in sentence for sentence in sentences)


def test_what_has_no_limit_of_its_own_is_not_announced():
    assert lines(Outlook(True), "dibao", NAMES) == [
        ("没有填写、没有核实的如果都没有，就符合最低生活保障；有的话，要看是什么、有多少。", "")
    ]


def test_where_nothing_left_out_matters_the_reason_is_told():
    open_one = family(wage="2600")
    del open_one["assume"], open_one["assets"]
    sentences = said(open_one)
    assert sentences[0] == "没有填写、没有核实的就算都没有，也不符合最低生活保障："
    assert "低于 1,540 元（现在 2,600 元）" in sentences[1]


def test_a_family_that_gets_it_is_told_what_would_end_it():
    assert said(family()) == [
        "别的都不变，周明贵的工资性收入平均每月到 1,540 元（现在 1,200 元），就不再符合最低生活保障。",
        "别的都不变，金融资产超过 18,480 元（现在 8,000 元），就不再符合最低生活保障。",
    ]


def test_a_family_that_earns_nothing_is_told_at_which_wage_it_ends():
    (sentence,) = said(family(wage="0", financial="0"))
    assert "工资性收入平均每月到 1,540 元（现在 0 元）" in sentence


def test_wherever_one_thing_grows_up_to_its_end_the_family_keeps_it_and_loses_it_one_step_beyond():
    dice, tried = random.Random(22), 0
    for _ in range(40):
        one = drawn(dice)
        desk = _Desk(one, shipped(), programmes_of(shipped(), one.region)["dibao"])
        found = desk.granted() if desk.is_granted(desk.given) else None
        for end in found.ends if found else ():
            row = None if end.member is None else desk.given.table("person").ids.index(end.member)
            for value in (end.now, dice.randint(end.now, end.at_most), end.at_most):
                assert desk.is_granted(_with(desk.given, end.fact, row, value, value))
            beyond = desk.verdict(_with(desk.given, end.fact, row, end.at_most + 1, end.at_most + 1))
            assert (beyond is False) == end.is_sharp
            tried += 1
    assert tried > 3


def test_a_number_that_people_decide_leaves_the_rest_open():
    found = outlook(family(), shipped(), "gangxing")
    unsure = [turn for gap in found.gaps for turn in gap.turns if not turn.is_sharp]
    assert unsure
    assert any("法律没有写明，由人确定" in sentence for sentence in said(family(), "gangxing"))


def test_every_turn_of_the_casebook_is_short_of_what_is_there():
    refused = 0
    for name, case in list(cases().items())[::8]:
        found = outlook(told(case), edition(), "dibao")
        for gap in found.gaps if found else ():
            refused += 1
            assert gap.law, name
            for turn in gap.turns:
                assert (turn.at_most is None) != (turn.at_least is None), name
                assert (
                    turn.now is None or turn.now > turn.at_most
                    if turn.at_most is not None
                    else turn.now < turn.at_least
                ), name
    assert refused > 10


@pytest.mark.slow
def test_wherever_a_fact_lies_within_its_turn_the_condition_is_met():
    """Families drawn at random; each turn that is enough is tried at its bound, within it, and, where it is sharp, beyond it."""
    dice, tried = random.Random(21), 0
    for _ in range(60):
        one = drawn(dice)
        if determine(one, shipped())["results"]["dibao"]["status"] != "ineligible":
            continue
        desk = _Desk(one, shipped(), programmes_of(shipped(), one.region)["dibao"])
        found = desk.refused(desk.given, None)
        for turn in (turn for gap in (found.gaps if found else ()) for turn in gap.turns if turn.is_enough):
            row = None if turn.member is None else one.ids.index(turn.member)
            about = FACTS[turn.fact]
            low = about.low if turn.at_least is None else turn.at_least
            high = about.high if turn.at_most is None else turn.at_most
            for value in (low, high, dice.randint(low, high)):
                assert desk.verdict(_with(desk.given, turn.fact, row, value, value)) is True, turn
            if turn.is_sharp and turn.at_most is not None:
                assert desk.verdict(_with(desk.given, turn.fact, row, high + 1, high + 1)) is not True, turn
            tried += 1
    assert tried > 10
