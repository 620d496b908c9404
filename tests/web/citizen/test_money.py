"""What a family reads about its money."""

import pytest

from tests.casework.conftest import DECIDED

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


def test_who_has_left_the_family_reads_nothing_of_it(own_phone, way):
    way.to_notice()
    way.prove()
    way.confirm()
    way.household.memberships.update(until=DECIDED)
    assert "还没有发钱" in text(own_phone.get("/family/money"))
