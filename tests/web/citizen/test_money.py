"""What a family reads about its money."""

import pytest

from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits.models import Award
from jiuzhu.kernel.month import Month
from tests.casework.conftest import DECIDED
from tests.casework.publications import TAO

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def test_before_a_decision_there_is_no_money_and_no_door_to_it(own_phone, way):
    assert "钱发了没有" not in text(own_phone.get("/family/"))
    assert "还没有发钱" in text(own_phone.get("/family/money"))


def test_a_granted_family_reads_how_much_on_which_card(own_phone, way):
    way.to_notice()
    way.prove()
    decision = way.confirm()
    assert "钱发了没有" in text(own_phone.get("/family/"))
    page = text(own_phone.get("/family/money"))
    assert f"每月 {decision.monthly_fen // 100:,} 元" in page
    assert "6217 **** **** 0114" in page
    assert "还没有发到第一笔" in page


@pytest.mark.parametrize(
    ("case_no", "told", "not_told"),
    [("", "最迟 12月1日以后照发", "复核"), ("SJ-2026-0999", "您家正在复核，办结以后按决定发", "照发")],
)
def test_what_is_kept_back_is_told_with_the_end_of_it(own_phone, way, case_no, told, not_told):
    way.to_notice()
    way.prove()
    way.confirm()
    month = Month.of(DECIDED)
    benefits.propose_month("500110", "dibao", month, DECIDED, by=TAO)
    benefits.hold(Award.objects.get(), month, "殡葬记录里有户主", DECIDED, by=TAO, case_no=case_no)
    page = text(own_phone.get("/family/money"))
    assert told in page and not_told not in page


def test_who_has_left_the_family_reads_nothing_of_it(own_phone, way):
    way.to_notice()
    way.prove()
    way.confirm()
    way.household.memberships.update(until=DECIDED)
    assert "还没有发钱" in text(own_phone.get("/family/money"))
