"""The table of sources says what it means, or refuses to load."""

from datetime import date

import pytest
import yaml

from jiuzhu.verification.catalogue import FILE, CatalogueFault, read, source, sources


def changed(code, **changes):
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    table["sources"][code] |= changes
    return yaml.safe_dump(table, allow_unicode=True)


def test_money_is_asked_for_only_with_consent():
    asked = {code for code, each in sources().items() if each.needs_consent}
    assert asked == {"bank.a", "bank.b", "securities.a", "insurer.a", "payment.a"}


def test_the_ground_is_the_law_of_the_day():
    assert source("shuiwu.geshui").article(date(2026, 6, 30)) == "社会救助暂行办法 第五十八条"
    assert source("shuiwu.geshui").article(date(2026, 7, 1)) == "社会救助法 第四十一条"


def test_a_fact_of_a_missing_field_is_refused_with_its_place():
    with pytest.raises(CatalogueFault, match=r"bank\.a\.facts\[0\]\.total"):
        read(changed("bank.a", facts=[{"key": "assets.financial.bank.a", "total": "money"}]))


def test_an_incomplete_register_cannot_prove_none():
    with pytest.raises(CatalogueFault, match="没有记录不等于没有"):
        read(
            changed(
                "shuiwu.geshui",
                facts=[{"key": "income.wage", "sum": "income_fen", "by": "month", "none": "0"}],
            )
        )


def test_a_new_source_is_only_data():
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    table["sources"]["bank.c"] = table["sources"]["bank.a"] | {"path": "bank/c", "label": "丙银行"}
    assert read(yaml.safe_dump(table, allow_unicode=True))["bank.c"].label == "丙银行"
