"""A bad family file is refused with every fault at once: the place, what is wrong, what would be right."""

import json

import pytest

from jiuzhu.policy.family import Faults, read

GOOD = {
    "region": "500110",
    "area": "urban",
    "date": "2025-08-01",
    "members": [{"id": "a", "relation": "self", "born": "1954-03-02"}],
}


def faults_of(**changes):
    with pytest.raises(Faults) as caught:
        read({**GOOD, **changes})
    return {fault.place: fault.message for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("member", "place", "words"),
    [
        ({"born": "1954-02-30"}, "members[0].born", "不是日期"),
        ({"born": "2026-01-01"}, "members[0].born", "晚于业务日期"),
        ({"born": "1850-01-01"}, "members[0].born", "超过 130 岁"),
        ({"age": 71}, "members[0].age", "只写一个"),
        ({"sex": "femal"}, "members[0].sex", "是不是 female"),
        ({"incoms": []}, "members[0].incoms", "是不是 incomes"),
        ({"incomes": [{"per_month": 1}]}, "members[0].incomes[0].kind", "缺少 kind"),
        (
            {"incomes": [{"kind": "wage", "per_month": "1.234"}]},
            "members[0].incomes[0].per_month",
            "最多两位小数",
        ),
        ({"incomes": [{"kind": "wage", "per_month": -1}]}, "members[0].incomes[0].per_month", "不能是负数"),
        ({"incomes": [{"kind": "wage", "per_month": 10**12}]}, "members[0].incomes[0].per_month", "太大"),
        ({"disability": [{"kind": "physical", "grade": 5}]}, "members[0].disability[0].grade", "1 到 4"),
        ({"disability": [{"kind": "physical", "grade": 0}]}, "members[0].disability[0].grade", "1 到 4"),
    ],
)
def test_a_fault_is_told_with_its_place(member, place, words):
    found = faults_of(members=[{**GOOD["members"][0], **member}])
    assert words in found[place]


def test_all_faults_are_told_at_once():
    found = faults_of(area="town", region="5001", date="2025-13-01", assets={"financial": "lots"})
    assert set(found) == {"area", "region", "date", "assets.financial"}


def test_ids_occur_once_and_one_member_is_self():
    twice = [{"id": "a", "relation": "self"}, {"id": "a", "relation": "self"}]
    assert set(faults_of(members=twice)) == {"members", "members[1].id"}


def test_references_name_members():
    found = faults_of(parents=[{"of": "z", "who": "father"}], expenses=[{"kind": "medical", "member": "y"}])
    assert set(found) == {"parents[0].of", "expenses[0].member"}


def test_yaml_is_read_as_text_not_as_yaml_one_point_one():
    family = read(
        'region: "500110"\narea: urban\ndate: 2025-08-01\nmembers:\n  - {id: no, relation: self, age: 071}\n'
    )
    assert family.ids == ["no"]
    assert family.data["members"][0]["age"] == 71


def test_json_numbers_are_decimals():
    money = '{"kind": "wage", "per_month": 1200.10}'
    text = json.dumps(GOOD).replace('"relation": "self"', f'"relation": "self", "incomes": [{money}]')
    assert read(text, as_json=True).data["members"][0]["incomes"][0]["per_month"] == 120010


@pytest.mark.parametrize("text", ["a: [", "{a: 1, a: 2}", "a: &x 1\nb: *x", "\x00", "- 1", "", "[" * 5000])
def test_what_is_no_family_at_all_is_one_clear_fault(text):
    with pytest.raises(Faults):
        read(text)


HOSTILE = {
    "many unknown keys": json.dumps({**GOOD, **{f"memb{i}": 1 for i in range(30_000)}}),
    "a key written very often": "{" + ",".join(f'"k{i}":1,"k{i}":1' for i in range(20_000)) + "}",
    "a very long key": json.dumps({**GOOD, "m" * 500_000: 1}),
    "a very long word": json.dumps({**GOOD, "area": "u" * 500_000}),
    "tiny numbers": json.dumps({**GOOD, "assets": {"homes": [{"area_m2": "#"}] * 400}}).replace('"#"', "1e-99999"),
    "many digits": json.dumps({**GOOD, "assets": {"financial": "#"}}).replace('"#"', "1" * 500_000),
    "half a character": json.dumps({**GOOD, "members": [{"id": "\ud800", "relation": "self"}]}),
    "half a character as a key": json.dumps({**GOOD, "\ud800": 1}),
    "a town of members": json.dumps(
        {**GOOD, "members": [{"id": str(i), "relation": "child"} for i in range(101)]}
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_refused_in_few_words(text):
    with pytest.raises(Faults) as refusal:
        read(text, as_json=True)
    told = json.dumps(refusal.value.as_list(), ensure_ascii=False).encode()
    assert len(told) < 60_000
    assert len(refusal.value.faults) <= 201
