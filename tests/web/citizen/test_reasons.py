from datetime import date

import pytest

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from tests.casework.conftest import DECIDED
from tests.casework.publications import raised

__all__ = ["raised"]

REVIEWED = date(2026, 12, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def text(answer):
    return answer.content.decode()


def test_a_decided_amount_is_told_as_a_sum_and_in_sentences(own_phone, way):
    way.to_notice()
    way.prove()
    decision = way.confirm()
    page = text(own_phone.get(f"/family/why/{way.no}"))
    assert f"每月 {decision.monthly_fen // 100:,} 元" in page
    assert "每月一共" in page
    assert "标准：每人 770 元 × 3 人" in page
    assert "−1,200 元" in page
    assert "tel:023-00110114" in page
    assert "谁算一家人" in page
    assert f"/gongshi/zhengce/{way.household.region_code}/dibao?area=urban" in page


def test_what_was_reckoned_the_month_before_is_told_from_the_month_that_is_paid(own_phone, way):
    way.to_notice()
    way.prove()
    way.confirm(on=REVIEWED)
    page = text(own_phone.get(f"/family/why/{way.no}"))
    assert "从 2026 年 12 月算起" in page and "11 月算起" not in page


def test_a_review_that_keeps_what_there_is_tells_since_when_it_is_paid(own_phone, way):
    way.to_notice()
    way.prove()
    way.confirm()
    review = actions.open_review(way.no, "到期复核", REVIEWED, by=way.town.scope("li")).case_no
    actions.start_survey(review, REVIEWED, by=way.town.scope("li"))
    actions.propose(review, REVIEWED, by=way.town.scope("li"))
    assert actions.settle(review, None, REVIEWED, by=way.town.scope("liu")).outcome == "keep"
    assert "从 2026 年 11 月算起" in text(own_phone.get(f"/family/why/{review}"))


def test_before_the_decision_there_is_nothing_to_explain(own_phone, way):
    assert own_phone.get(f"/family/why/{way.no}").status_code == 404


def test_nobody_elses_reasons_are_shown(own_phone, way):
    way.to_notice()
    way.prove()
    way.confirm()
    way.household.memberships.update(until=DECIDED)
    assert own_phone.get(f"/family/why/{way.no}").status_code == 404


def test_a_family_reads_what_would_end_it(own_phone, way):
    way.to_notice()
    way.prove()
    way.confirm()
    page = text(own_phone.get(f"/family/why/{way.no}"))
    assert "如果……" in page
    assert "就不再符合最低生活保障" in page
    assert "一定先听您说" in page


def test_after_a_review_a_family_reads_how_the_new_amount_came_about(own_phone, way):
    way.to_notice()
    way.prove()
    way.confirm()
    review = actions.open_review(way.no, "工资涨了", REVIEWED, by=way.town.scope("li")).case_no
    actions.start_survey(review, REVIEWED, by=way.town.scope("li"))
    wage = {"per_month": "900"}
    head = way.household.head_id
    actions.adopt_fact(
        review, head, "income.wage", wage, "visit", "工时少了", REVIEWED, by=way.town.scope("li")
    )
    actions.propose(review, REVIEWED, by=way.town.scope("li"))
    actions.settle(review, None, REVIEWED, by=way.town.scope("liu"))
    assert f"/family/why/{review}" in text(own_phone.get("/family/money"))
    page = text(own_phone.get(f"/family/why/{review}"))
    assert "−900 元" in page
    assert 'href="/family/money"' in page


def test_after_a_recalculation_a_family_reads_how_the_new_amount_came_about(own_phone, raised):
    assert 'href="/family/money/why"' in text(own_phone.get("/family/money"))
    page = text(own_phone.get("/family/money/why"))
    assert "每月 1,200 元" in page
    assert "标准：每人 800 元 × 3 人" in page
    assert "看通知书" in page
    assert f'href="/family/why/{raised.no}"' in page


def test_the_decision_keeps_its_own_explanation_and_leads_to_the_new_one(own_phone, raised):
    page = text(own_phone.get(f"/family/why/{raised.no}"))
    assert "标准：每人 770 元 × 3 人" in page
    assert "现在每月 <b>1,200 元</b>" in page
    assert 'href="/family/money/why"' in page


@pytest.fixture
def of_two_funds(way):
    """The family's 低保 of 1,110 yuan, and 特困 of 900 beside it; its decision gave the first."""
    way.to_notice()
    way.prove()
    way.confirm()
    award = Award.objects.get()
    made = award.determination
    made.result["results"]["tekun"] = made.result["results"]["dibao"] | {"monthly_fen": 90000}
    made.save()
    Award.objects.create(
        household=way.household, programme="tekun", fund="tekun", determination=made, decision_no="特1号",
        decided_on=DECIDED, ground="new", from_month=award.from_month, monthly_fen=90000, region_code=award.region_code,
    )  # fmt: skip
    return way


def test_a_family_paid_from_two_funds_reads_of_both(own_phone, of_two_funds):
    money = text(own_phone.get("/family/money"))
    assert "每月 2,010 元" in money and "低保 1,110 元" in money and "特困 900 元" in money
    first, second = (text(own_phone.get(f"/family/money/why{tail}")) for tail in ("", "?fund=tekun"))
    for page in (first, second):
        assert "低保 1,110 元" in page and "特困 900 元" in page
    assert "每月 1,110 元，" in first and "每月 900 元，" in second


def test_without_money_there_is_nothing_in_force_to_explain(own_phone, way):
    assert own_phone.get("/family/money/why").status_code == 404


def test_who_has_left_the_family_reads_nothing_of_what_it_gets_now(own_phone, raised):
    raised.household.memberships.update(until=DECIDED)
    assert own_phone.get("/family/money/why").status_code == 404
