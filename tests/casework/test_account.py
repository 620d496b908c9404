"""The card a family is paid into, changed by the officers of its case."""

import pytest

from jiuzhu.benefits.models import PayeeAccount
from jiuzhu.casework import actions
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.notices.queries import text_of
from jiuzhu.org.actions import file_relative
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from tests.casework.conftest import OPENED, SETUP, VISITED, register

CARD = "6217 0005 0011 0114 000"


def note(way, by="li", person_id=None, card=CARD):
    head = way.household.head
    return actions.note_account(way.no, person_id or head.pk, card, head.name, VISITED, by=way.town.scope(by))


def test_another_card_takes_the_place_of_the_first_and_the_family_is_told(way):
    new = note(way)
    assert PayeeAccount.objects.get(until=None) == new
    assert "尾号 4000" in text_of(Message.objects.get())


def test_the_same_card_again_changes_nothing_and_tells_nobody(way):
    assert note(way).pk == note(way).pk
    assert Message.objects.count() == 1


def test_nobody_outside_the_family_is_paid(way):
    with pytest.raises(Refused, match="这个家庭里的人"):
        note(way, person_id=1)


def test_the_village_changes_no_card(way):
    with pytest.raises(Refused):
        note(way, by="yang")


def test_a_relative_changes_no_card(town):
    office = Office.objects.get(short="三角镇")
    file_relative("李小兰", office, town.li, "堂兄", "510223198203149019", OPENED, by=SETUP)
    case = actions.open_case("SQ-2026-0009", register(), "dibao", OPENED, by=town.scope("chen"))
    with pytest.raises(Refused, match="近亲属"):
        actions.note_account(
            case.case_no, case.applicant_id, CARD, "周明贵", OPENED, by=Scope.of(town.li, OPENED)
        )
