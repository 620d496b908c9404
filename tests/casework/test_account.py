"""The card a family is paid into, changed by the officers of its case."""

import pytest

from jiuzhu.benefits.models import PayeeAccount
from jiuzhu.casework import actions
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.notices.queries import text_of
from jiuzhu.org.actions import file_relative
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import reveal
from tests.casework.conftest import OPENED, SETUP, VISITED, register, strokes

CARD = "6217 0005 0011 0114 000"


def note(way, by="li", person_id=None, card=CARD, keeper=None):
    head = way.household.head
    return actions.note_account(
        way.no, person_id or head.pk, card, head.name, VISITED, by=way.town.scope(by), keeper=keeper
    )


def test_another_card_takes_the_place_of_the_first_and_the_family_is_told(way):
    new = note(way)
    assert PayeeAccount.objects.get(until=None) == new
    assert "尾号 4000" in text_of(Message.objects.get())
    assert Entry.objects.get(act="casework.note_account").case_no == way.no


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


def test_a_card_that_somebody_keeps_is_noted_with_the_agreement_that_both_have_signed(way):
    kept = note(way, keeper=actions.Keeper("杨琴", strokes())).custody
    assert (kept.kind, kept.about) == ("custody", way.no)
    assert "尾号 4000）由杨琴代管" in reveal(kept, "content")
    signed = {(reveal(row, "name"), row.role, row.method) for row in kept.signatures.all()}
    assert signed == {(way.household.head.name, "领款人", "paper"), ("杨琴", "代管人", "paper")}


def test_the_same_card_is_given_into_custody_and_the_family_is_told(way):
    first = note(way)
    kept = note(way, keeper=actions.Keeper("杨琴", strokes()))
    first.refresh_from_db()
    assert (first.until, first.custody, kept.until, kept.card_hash) == (VISITED, None, None, first.card_hash)
    assert "尾号 4000）登记由杨琴代管" in text_of(Message.objects.last())


def test_the_same_agreement_again_changes_nothing(way):
    kept = note(way, keeper=actions.Keeper("杨琴", strokes()))
    assert note(way, keeper=actions.Keeper("杨琴", strokes())) == kept
    assert SignedRecord.objects.filter(kind="custody").count() == Message.objects.count() == 1


def test_a_card_that_is_noted_without_a_keeper_is_the_familys_own_again_and_it_is_told(way):
    kept = note(way, keeper=actions.Keeper("杨琴", strokes()))
    own = note(way)
    assert (own.custody, own.card_hash, own.pk == kept.pk) == (None, kept.card_hash, False)
    assert "尾号 4000）由您家自己拿着，不再由别人代管" in text_of(Message.objects.last())


def test_another_card_that_somebody_keeps_is_told_as_both(way):
    note(way, card="6217 0005 0011 0114 111", keeper=actions.Keeper("杨琴", strokes()))
    told = text_of(Message.objects.get())
    assert "已改为周明贵的卡，尾号 4111，以后的钱打到这张卡上。这张卡登记由杨琴代管。" in told


@pytest.mark.parametrize(
    ("keeper", "told"), [(None, "这张卡上。不是"), (actions.Keeper("杨琴", strokes()), "登记由杨琴代管")]
)
def test_the_first_card_of_a_family_is_told_too(way, keeper, told):
    PayeeAccount.objects.all().delete()
    note(way, keeper=keeper)
    (text,) = map(text_of, Message.objects.all())
    assert "已登记为周明贵的卡，尾号 4000" in text and told in text


def test_a_card_that_takes_the_place_of_one_in_custody_is_in_nobodys(way):
    note(way, keeper=actions.Keeper("杨琴", strokes()))
    assert note(way, card="6217 0005 0011 0114 111").custody is None


@pytest.mark.parametrize("keeper", [actions.Keeper(" ", b"photo"), actions.Keeper("杨琴", b"")])
def test_custody_wants_a_name_and_a_signed_sheet(way, keeper):
    with pytest.raises(Refused, match="书面协议"):
        note(way, keeper=keeper)
