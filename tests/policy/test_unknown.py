"""What was not told is never zero; what cannot change the result is not asked for."""

import random
from datetime import date

import pytest

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.values import Unknown, high, low
from jiuzhu.policy.family import Family, flatten, in_words, read, spoken
from jiuzhu.policy.family.shape import MEMBER
from jiuzhu.policy.programmes import plan_for
from tests.policy.families import family

PARTS = {
    "members[0].incomes[1].per_month",
    "members[0].disability[0].grade",
    "assets.homes[0].area_m2",
    "assets.homes[2].use",
    "expenses[0].per_year",
}
DAY = date(2025, 8, 1)
KNOWN = {
    "id": "a",
    "relation": "self",
    "age": 40,
    "status": "present",
    "study": "none",
    "disability": [],
    "illness": [],
}
HOUSEHOLD = {"region": "500110", "area": "urban", "date": "2025-08-01", "programmes": ["dibao"]}


def dibao(**told):
    return determine(read({**HOUSEHOLD, **told}), shipped())["results"]["dibao"]


def test_income_that_was_not_told_leaves_the_result_open_and_comes_first():
    found = dibao(members=[KNOWN], supporters=[], expenses=[], assets="none")
    assert (found["status"], found["monthly_fen"]) == ("undetermined", None)
    assert found["missing"][0] == "members[0].incomes"


def test_a_top_up_that_is_not_known_leaves_only_the_amount_open():
    member = {**KNOWN, "incomes": [], "employment_costs_per_month": 0, "transfers_paid_per_month": 0}
    del member["illness"]
    found = dibao(members=[member], supporters=[], expenses=[], assets="none")
    assert (found["status"], found["missing"]) == ("undetermined", ["members[0].illness"])
    assert found["persons"] == ["a"]


def test_a_shop_decides_whatever_else_is_unknown():
    found = dibao(members=[{"id": "a", "relation": "self"}], assets={"shops": 1})
    assert (found["status"], found["missing"], found["for_a_person_to_decide"]) == ("ineligible", [], [])


def test_wages_far_above_every_limit_decide_without_the_other_members_income():
    members = [
        {**KNOWN, "incomes": [{"kind": "wage", "per_month": 9000}], "employment_costs_per_month": 0,
         "transfers_paid_per_month": 0},
        {**KNOWN, "id": "b", "relation": "spouse", "incomes": [{"kind": "pension"}],
         "employment_costs_per_month": 0, "transfers_paid_per_month": 0},
    ]  # fmt: skip
    assert dibao(members=members, supporters=[], expenses=[], assets="none")["status"] == "ineligible"


def test_an_amount_without_its_figure_is_missing_by_its_place():
    member = {
        **KNOWN,
        "incomes": [{"kind": "wage"}],
        "employment_costs_per_month": 0,
        "transfers_paid_per_month": 0,
    }
    found = dibao(members=[member], supporters=[], expenses=[], assets="none")
    assert found["missing"] == ["members[0].incomes[0].per_month"]


@pytest.mark.parametrize("seed", range(5))
def test_the_known_answer_always_lies_within_what_is_still_possible(seed):
    """Facts are taken away at random; every value of the full family must lie within the bounds of the poorer one."""
    dice = random.Random(seed)
    for _ in range(40):
        full = family(dice)
        poorer = without_some(full, dice)
        plan = plan_for(shipped(), full.region, full.area, DAY.toordinal())
        known, open_ = (call(plan, flatten(f), DAY.toordinal(), {}) for f in (full, poorer))
        for node in plan.nodes:
            entity = node.version.entity
            told = zip(known.rows(entity), open_.rows(entity), strict=bool(open_.rows(entity)))
            for before, after in told:
                assert low(after[node.name]) <= low(before[node.name]), node.name
                assert high(before[node.name]) <= high(after[node.name]), node.name
                if not isinstance(after[node.name], Unknown):
                    assert after[node.name] == before[node.name], node.name


def without_some(full: Family, dice: random.Random) -> Family:
    data = {key: value for key, value in full.data.items() if key != "assume"}
    for key in ("household", "expenses", "current", "supporters", "assets"):
        if dice.random() < 0.3:
            data.pop(key, None)
    whole = {"employment_costs_per_month": 0, "transfers_paid_per_month": 0}
    members = []
    for member in data["members"]:
        kept = {**whole, **member}
        for key in set(kept) - {"id", "relation", "refused_work_on"}:
            if dice.random() < 0.15:
                del kept[key]
        members.append(kept)
    if "household" not in data and "household" in full.data:
        data["household"] = full.data["household"]
    return Family({**data, "members": members})


@pytest.mark.parametrize("grades", [[None, 3], [3, None], [None, None, 3]])
def test_a_certificate_without_its_grade_may_be_graver_than_the_other(grades):
    certificates = [{"kind": "physical"} | ({"grade": grade} if grade else {}) for grade in grades]
    told = read({**HOUSEHOLD, "members": [{**KNOWN, "disability": certificates}]})
    found = flatten(told).table("person").rows[0]["physical_grade"]
    assert (low(found), high(found)) == (1, 3)


def test_every_place_that_may_be_missing_can_be_said_in_chinese():
    bare = read(
        {
            "region": "500110",
            "area": "urban",
            "date": "2025-08-01",
            "members": [{"id": "a", "relation": "self"}],
        }
    )
    results = determine(bare, shipped())["results"].values()
    places = {place for result in results for place in result["missing"]}
    assert len(places) > 15
    places |= {f"members[0].{key}" for key in MEMBER.keys.keys() - {"id", "relation", "age"}} | PARTS
    for place in places:
        words = in_words(place, ["冉光明"])
        assert words != place
        assert not any(letter.isascii() and letter.isalpha() for letter in words), place


def test_of_a_family_whose_names_nobody_knows_the_members_are_numbered():
    assert in_words("members[1].incomes", []) == "第 2 名成员的收入"
    assert in_words("members[0].disability[0].grade", ["冉光明"]) == "冉光明的残疾等级"


def test_a_sentence_of_the_engine_is_told_without_its_places():
    told = "还不能确定：缺少 members[0].transfers_paid_per_month、supporters 等 12 项"
    assert spoken(told, ["冉光明"]) == "还不能确定：缺少 冉光明的转移性支出、赡养、抚养、扶养义务人 等 12 项"
