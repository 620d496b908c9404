"""Whatever an officer writes wrong, the fault names its place."""

import pytest
import yaml

from jiuzhu.catalogue.change import Change, laid
from jiuzhu.catalogue.faults import CatalogueFault
from jiuzhu.catalogue.reading import read
from jiuzhu.catalogue.texts import shipped_texts
from tests.catalogue.conftest import PLACES, new_register


def wrong_register(**other):
    body = yaml.safe_load(PLACES)["minzheng.yanglao"] | other
    body = {name: value for name, value in body.items() if value != "—"}
    return new_register(yaml.safe_dump({"minzheng.yanglao": body}, allow_unicode=True))


def column(**of):
    return {"home": of}


@pytest.mark.parametrize(
    ("other", "place"),
    [
        ({"freshness_days": "三十"}, "freshness_days：应为 0 到 3660 的整数"),
        ({"freshness_days": -1}, "freshness_days：应为 0 到 3660 的整数"),
        ({"label": None}, "label：应为一行文字"),
        ({"label": "—"}, "缺少 label"),
        ({"colour": "红"}, "不认识 colour"),
        ({"department": "nobody"}, "department：'nobody' 应为"),
        ({"ground": ["means"]}, "ground：.* 应为"),
        ({"period": "hourly"}, "period：'hourly' 应为"),
        ({"match": "id_number"}, "match：应为列表"),
        ({"weak": "是"}, "weak：应为 true 或 false"),
        ({"fields": []}, "fields：应为 名: 值 的表"),
        ({"fields": {True: {}}}, "fields：应为 名: 值 的表，名是文字"),
        ({"fields": column(type="text")}, r"fields\.home：缺少 label"),
        ({"fields": column(label="机构", type="money")}, r"fields\.home\.type：'money' 应为"),
        ({"fields": column(label="机构", type="enum")}, r"fields\.home：enum 要写出全部取值"),
        ({"facts": {}}, "facts：应为列表"),
        ({"facts": ["home"]}, r"facts\[0\]：应为 名: 值 的表"),
        ({"facts": [{"key": "a", "value": ["home"], "latest": "since"}]}, r"facts\[0\]：\['home'\] 不是"),
        ({"facts": [{"key": "a", "list": "home"}]}, r"facts\[0\]\.list：应为 名: 值 的表"),
        ({"facts": [{"key": "a", "count": True, "current": ["since"]}]}, r"facts\[0\]\.current：应为"),
        ({"facts": [{"key": "a", "count": True, "where": {"home": "x"}}]}, r"where\.home：应为列表"),
        ({"total": "home"}, "total：'home' 不是这个来源的 fen 字段"),
    ],
)
def test_a_fault_of_a_register_names_its_place(other, place):
    with pytest.raises(CatalogueFault, match=place):
        read(laid(shipped_texts(), [wrong_register(**other)]))


@pytest.mark.parametrize(
    ("path", "code", "text", "place"),
    [
        ("institutions.yaml", "nobody", "nobody: {names: {}}", "institutions：'nobody' 应为"),
        ("institutions.yaml", "bank", "bank: [甲银行]", r"institutions\.bank：应为 名: 值 的表"),
        (
            "institutions.yaml",
            "bank",
            "bank: {names: {other.a: 甲}}",
            r"institutions\.bank\.other\.a：代码要以",
        ),
        ("items.yaml", "4", '- {"no": 4, group: people, label: 人数, class: nobody}', r"items\[4\]\.class"),
        ("items.yaml", "4", '- {"no": 4, label: 人数}', r"items\[\d+\]：缺少 group"),
        ("templates.yaml", "x", "x: {label: 新}", r"templates\.x：缺少 classes"),
        ("departments.yaml", "x", "x: 单位", r"departments\.x：应为 名: 值 的表"),
        ("departments.yaml", "X y", "X y: {label: 单位, kind: government}", "代码 'X y' 应为小写字母"),
        ("grounds.yaml", "x", "x: [{law: 某法, since: 今天}]", r"grounds\.x\[0\]\.since：应为日期"),
    ],
)
def test_a_fault_of_anything_else_names_its_place(path, code, text, place):
    with pytest.raises(CatalogueFault, match=place):
        read(laid(shipped_texts(), [Change(path, code, text)]))


def test_a_register_is_not_called_as_the_platforms_are():
    hub = Change("classes/99-local.yaml", "hub.bank", PLACES.replace("minzheng.yanglao:", "hub.bank:"))
    with pytest.raises(CatalogueFault, match=r"代码 'hub\.bank' 应为"):
        read(laid(shipped_texts(), [hub]))


def test_a_missing_file_is_named():
    texts = {path: text for path, text in shipped_texts().items() if path != "grounds.yaml"}
    with pytest.raises(CatalogueFault, match=r"grounds\.yaml：没有这个文件"):
        read(texts)
