"""The second page of a decision's letter: amounts with their unit, and nothing about what did not happen."""

import json

import pytest

from jiuzhu.casework.annex import derivation
from jiuzhu.casework.letters import names
from jiuzhu.documents.models import Letter
from jiuzhu.policy import lead
from jiuzhu.vault.seal import reveal
from tests.casework.conftest import DECIDED

pytestmark = pytest.mark.slow


def test_amounts_bear_their_unit_and_terms_of_nothing_are_left_out(way):
    way.to_notice()
    way.prove()
    decision = way.confirm()
    written = json.loads(reveal(Letter.objects.get(kind="confirm"), "data"))["data"]["derivation"]
    rows = derivation(decision.determination.result, decision.programme, names(decision.case, DECIDED))
    assert [row["no"] for row in written] == list(range(1, len(written) + 1))
    assert [row["name"] for row in written] == [row["name"] for row in rows]
    values = {row["name"]: row["value"] for row in written}
    assert values["每月合计"] == "1,110.00 元"
    told = " ".join(row["how"] for row in written)
    assert "拒绝就业" not in told and "1,110.00 元，自 2026-11 起" in told


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("补差 1,110 元 − 因拒绝就业减发 0 元 ＝ 1,110 元", None),
        (
            "补差 1,110 元 − 因拒绝就业减发 370 元 ＝ 740 元",
            "补差 1,110 元 − 因拒绝就业减发 370 元 ＝ 740 元",
        ),
        ("补差 1,110 元 ＋ 加发 0 元 − 减发 370 元 ＝ 740 元", "补差 1,110 元 − 减发 370 元 ＝ 740 元"),
        ("金融资产 0 元，没有超过 27,720 元", "金融资产 0 元，没有超过 27,720 元"),
    ],
)
def test_only_terms_of_a_sum_are_left_out(monkeypatch, text, how):
    row = {"value_text": "740.00", "text": text, "label": "发给家庭的补差", "law": ""}
    monkeypatch.setattr(lead, "grouped", lambda *_: [{"question": "", "rows": [row]}])
    assert [one["how"] for one in derivation({}, "dibao", {})] == ([how] if how else [])
