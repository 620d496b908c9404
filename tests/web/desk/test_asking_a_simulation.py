"""What-if pages: a change is asked about, from the form or from what another scenario said."""

from datetime import date

import pytest

from jiuzhu.analysis.kinds import Fate
from jiuzhu.analysis.models import Scenario
from jiuzhu.assessment.models import Determination
from jiuzhu.editions.actions import propose
from jiuzhu.policy.amend import Amendment
from jiuzhu.web.desk import simulations_ask
from tests.analysis.families import DAY, RULINGS, determined, standards, told
from tests.editions.conftest import conscripts, rounded
from tests.web.desk.simulated import (
    MAYOR,
    NEW,
    TODAY,
    address,
    families,
    home,
    simulated,
    text,
    visit,
    wang_of_county,
    ye,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
__all__ = ["home", "visit", "wang_of_county", "ye"]


def test_a_change_is_asked_and_answered(visit, ye):
    families(["1200"] * 6)
    form = {
        "title": "2027年标准",
        "region": "500110",
        "number_1": "standard_fen",
        "area_1": "urban",
        "value_1": "800",
    }
    sent = visit(ye, NEW, {**form, "since": "2027-01-01", "turn": "next", "first": "2027-01"})
    row = Scenario.objects.get()
    assert sent.url == address(row) and row.on == DAY
    assert "0 户减少，6 户增加，一年多花 4,320.00 元" in text(visit(ye, address(row)))


def test_the_families_of_a_past_day_are_those_that_were_determined_by_then(ye):
    families(["1200"] * 6)
    newest = Determination.objects.latest("pk")
    Determination.objects.filter(pk=newest.pk).update(on=date(2026, 12, 5))
    counts = [
        simulated(ye, on=day, as_of=as_of).simulation.totals["families"]
        for day, as_of in ((DAY, None), (date(2026, 12, 2), date(2026, 12, 2)))
    ]
    assert counts == [6, 5]


ANSWERS = {
    "title": "方案甲", "region": "500110", "number_1": "standard_fen", "area_1": "urban", "value_1": "800",
    "since": "2027-01-01", "turn": "next", "first": "2027-01",
}  # fmt: skip


def test_the_form_asks_for_the_families_of_the_day_of_the_comparison(visit, ye):
    families(["1200"] * 6)
    visit(ye, NEW, ANSWERS | {"families": "then", "on": "2026-12-02"})
    row = Scenario.objects.latest("pk")
    assert (row.asked_on, row.extract_hash) == (date(2026, 12, 2), "")
    assert "2026-12-02 的数据" in text(visit(ye, address(row)))
    assert 'value="then" selected' in text(visit(ye, f"{NEW}?from={row.pk}"))
    ahead = visit(ye, NEW, ANSWERS | {"families": "then", "on": "2027-01-01"})
    assert "还没有到" in text(ahead)
    assert "要写明是哪一天" in text(visit(ye, NEW, ANSWERS | {"families": "then", "on": ""}))


def test_a_number_may_be_written_as_a_share_of_the_one_in_force(visit, ye):
    families(["1200"] * 6)
    form = {
        "title": "涨 5%",
        "region": "500110",
        "number_1": "standard_fen",
        "area_1": "urban",
        "value_1": "105%",
    }
    visit(ye, NEW, {**form, "since": "2027-01-01", "turn": "next"})
    (change,) = Scenario.objects.get().amendment["changes"]
    assert change["value"] == 80_900  # 808.50 元, to whole yuan


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number_1": ""}, "至少改一个数"),
        ({"since": ""}, "从哪天起施行还没有填"),
        ({"value_1": "八百"}, "不是金额"),
        ({"area_1": "", "value_1": "105%"}, "不能写成百分之几"),
        *[({"value_1": f"{odd}%"}, "不是百分数") for odd in ("Infinity", "NaN", "1e999999", "1,5")],
        *[
            ({"price_index_permille": odd, "price_index_permille_source": "统计局"}, "不是数，请写成 100.4")
            for odd in ("Infinity", "1e999999")
        ],
        ({"first": "明年"}, "不是月份"),
        ({"min_wage_fen": "2330"}, "要写出处"),
        ({"assumed_1": "single_person_amount_fen", "as_1": "x"}, "不是金额"),
    ],
)
def test_what_was_typed_wrong_is_said_beside_it(visit, ye, wrong, words):
    form = {
        "title": "甲",
        "region": "500110",
        "number_1": "standard_fen",
        "area_1": "urban",
        "value_1": "800",
    }
    answer = visit(ye, NEW, {**form, "since": "2027-01-01", "turn": "next", **wrong})
    assert answer.status_code == 422 and words in text(answer)


def test_a_change_that_does_not_fit_is_refused_with_everything_kept(visit, ye):
    form = {"title": "甲", "region": "500110", "number_1": "standard_fen", "area_1": "urban", "value_1": "8"}
    answer = visit(ye, NEW, {**form, "since": "2027-01-01", "turn": "next"})
    assert answer.status_code == 409 and "十倍以上" in text(answer) and 'value="8"' in text(answer)


def test_a_proposed_change_is_simulated_by_its_number(visit, ye):
    families(["1200"] * 6)
    proposed = propose(standards(79_000, region="500000"), "按省里要求", TODAY, by=MAYOR)
    visit(ye, NEW, {"title": "第几号", "region": "500110", "proposal": str(proposed.pk), "turn": "next"})
    row = Scenario.objects.get()
    assert row.amendment_id == proposed.pk and row.simulation.totals["fates"][4][1] == 6


def test_a_proposed_rule_and_an_addition_to_a_list_are_simulated_too(visit, ye):
    families(["1203"] * 6)
    proposed = propose(Amendment((rounded(), conscripts())), "按省里要求", TODAY, by=MAYOR)
    visit(ye, NEW, {"title": "第几号", "region": "500110", "proposal": str(proposed.pk), "turn": "next"})
    row = Scenario.objects.get()
    assert row.simulation.totals["fates"][Fate.GAINS][1:] == [6, 6 * 300]
    page = text(visit(ye, address(row)))
    assert "补差：不足十元的按十元计。" in page
    assert "加上：服现役" in page


def test_an_open_number_leads_to_an_assumption(visit, ye):
    wanted = {name: value for name, value in RULINGS.items() if name != "basic_pension_counts"}
    members = [
        {"id": "1", "relation": "self", "born": "1950-05-01", "sex": "male", "incomes": [{"kind": "basic_pension_central", "per_month": "800"}]},
        {"id": "2", "relation": "child", "born": "1980-05-01", "sex": "male", "incomes": [{"kind": "wage", "per_month": "1000"}]},
    ]  # fmt: skip
    for index in range(6):
        determined(told(members=members), f"SJ-{index}")
    row = simulated(ye, assumed=wanted)
    shown = text(visit(ye, address(row)))
    assert "6 户算不出" in shown and "中央确定的城乡居民基础养老金是否计入收入 · 6 户" in shown
    asked = text(visit(ye, f"{NEW}?from={row.pk}&assume=basic_pension_counts"))
    assert "方案乙（改）" in asked


def test_that_its_families_are_gone_is_said_where_a_scenario_is_begun_anew(visit, ye, monkeypatch):
    families(["1200"] * 6)
    row = simulated(ye)
    gone = "原来用的合成人口已经删除"
    assert gone not in text(visit(ye, f"{NEW}?from={row.pk}"))
    monkeypatch.setattr(simulations_ask, "_families", lambda row: "0" * 64)
    assert gone in text(visit(ye, f"{NEW}?from={row.pk}"))


def test_assumptions_are_shown_as_such(visit, ye):
    families(["1200"] * 6)
    row = simulated(ye, assumed={"single_person_amount_fen": 63_000})
    shown = text(visit(ye, address(row)))
    assert ">假定</span> 单人保每人每月一共发多少（含加发）" in shown and "630 元" in shown
