"""The catalogue says what it means, or refuses to load."""

from collections import Counter
from datetime import date

import pytest
import yaml

from jiuzhu.catalogue.faults import CatalogueFault
from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.reading import read
from jiuzhu.catalogue.texts import shipped, shipped_texts


def changed(path, code, **changes):
    """The shipped texts with one entry changed, or added."""
    texts = dict(shipped_texts())
    table = yaml.safe_load(texts[path])
    table[code] = table.get(code, {}) | changes
    return texts | {path: yaml.safe_dump(table, allow_unicode=True)}


def path_of(code):
    return next(path for path, text in shipped_texts().items() if f"\n{code}:\n" in f"\n{text}")


def test_seventy_classes_of_twenty_eight_departments_and_their_institutions_are_there():
    registers = shipped().registers
    assert len(registers) >= 70
    assert len({register.department.code for register in registers.values()}) >= 28
    assert (len(shipped().holders("bank")), len(shipped().holders("insurer"))) == (30, 54)


def test_there_are_ninety_six_items_and_each_is_a_value_or_left_to_the_visit():
    items = shipped().items
    assert [item.number for item in items] == list(range(1, 97))
    assert sum(item.fact is None for item in items) <= 4


def test_who_is_named_by_no_article_is_asked_by_consent():
    asked = {register.kind for register in shipped().registers.values() if register.needs_consent}
    assert asked == {SourceKind.FINANCIAL, SourceKind.PAYMENT, SourceKind.UTILITY}


def test_the_ground_is_the_law_of_the_day():
    assert shipped().sources["shuiwu.geshui"].article(date(2026, 6, 30)) == "社会救助暂行办法 第五十八条"
    assert shipped().sources["shuiwu.geshui"].article(date(2026, 7, 1)) == "社会救助法 第四十一条"


def test_a_purpose_asks_no_more_than_it_needs():
    asked = {each.register.code for each in shipped().asked("dibao")}
    assert {"gongan.huji", "bank", "payment"} <= asked
    assert len(asked) < len(shipped().registers) / 2


def test_banks_are_asked_through_one_platform():
    assert {each.hub for each in shipped().holders("bank")} == {"hub.bank"}


def test_every_name_of_an_institution_is_said_once():
    names = Counter(each.label for each in shipped().sources.values())
    assert not [name for name, count in names.items() if count > 1]


def test_a_fact_of_a_missing_field_is_refused_with_its_place():
    wrong = changed(path_of("bank"), "bank", facts=[{"key": "assets.financial.bank", "total": "money"}])
    with pytest.raises(CatalogueFault, match=r"bank\.facts\[0\]\.total"):
        read(wrong)


def test_an_incomplete_register_cannot_prove_none():
    facts = [{"key": "income.wage", "sum": "income_fen", "by": "month", "none": "0"}]
    with pytest.raises(CatalogueFault, match="没有记录不等于没有"):
        read(changed(path_of("shuiwu.geshui"), "shuiwu.geshui", facts=facts))


def test_a_new_institution_is_only_data():
    table = yaml.safe_load(shipped_texts()["institutions.yaml"])["bank"]
    more = changed("institutions.yaml", "bank", names=table["names"] | {"bank.new": "新开银行"})
    assert read(more).sources["bank.new"].label == "新开银行"


def test_the_hash_is_the_content():
    assert shipped().hash == read(shipped_texts()).hash
    assert read(changed(path_of("bank"), "bank", freshness_days=31)).hash != shipped().hash
