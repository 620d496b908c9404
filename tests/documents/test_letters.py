"""Letters: numbers without gaps, the words that must be there, the same bytes from the same data."""

import json
import re
from contextlib import closing
from datetime import date

import pytest
from pypdfium2 import PdfDocument

from jiuzhu.documents import forms, queries, store
from jiuzhu.documents.actions import deliver_letter, write_letter
from jiuzhu.documents.canonical import canonical
from jiuzhu.documents.kinds import Delivery, LetterKind
from jiuzhu.documents.models import Letter
from jiuzhu.documents.typeset import typeset
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from tests.documents.conftest import VILLAGE
from tests.documents.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CASE, MADE = "SJ-2026-0387", date(2026, 11, 30)


@pytest.fixture
def write(town, clerk_li):
    def make(kind=LetterKind.CONFIRM, on=MADE, **more):
        return write_letter(kind, CASE, town, SAMPLES[kind], on, by=clerk_li, **more)

    return make


def text_of(pdf: bytes) -> str:
    """The words of a PDF without white space, its pages parted by a form feed."""
    with closing(PdfDocument(pdf)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\f".join("".join(page.split()) for page in pages)


def read(kind: LetterKind, **changes) -> str:
    data = SAMPLES[kind] | changes
    head = {
        "authority": "重庆市綦江区三角镇人民政府",
        "number": "綦三角低保确〔2026〕112号",
        "title": forms.title(kind, data),
        "subject": forms.subject(data),
        "made_on": "2026-11-30",
        "review_body": "綦江区人民政府",
        "link": "https://jiuzhu.example/letter/1/8C41-0D27",
        "check_code": "8C41-0D27",
    }
    return text_of(typeset(kind.value, head, json.loads(canonical(data))))


def test_an_acceptance_says_complete_only_without_what_is_to_follow():
    assert "材料齐全，我们今天受理了" in read(LetterKind.ACCEPT)
    missing = [{"what": "身份证正面", "who": "冉光明", "how": "拍照传来"}]
    follow = read(LetterKind.ACCEPT, missing=missing)
    assert (
        "材料齐全" not in follow
        and "申请，我们今天受理了" in follow
        and "1身份证正面冉光明拍照传来" in follow
    )


def test_numbers_run_without_gaps_by_office_kind_and_year(write):
    kinds = [LetterKind.CONFIRM, LetterKind.DECLINE, LetterKind.CONFIRM]
    assert [write(kind).number for kind in kinds] == [
        "綦三角低保确〔2026〕1号",
        "綦三角边缘不确〔2026〕1号",
        "綦三角低保确〔2026〕2号",
    ]
    assert write(on=date(2027, 1, 4)).number == "綦三角低保确〔2027〕1号"


def test_a_letter_that_fails_uses_no_number(write, monkeypatch):
    monkeypatch.setattr("jiuzhu.documents.actions.letter.typeset", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write()
    monkeypatch.undo()
    assert write().number.endswith("〕1号")


@pytest.mark.parametrize("kind", LetterKind)
def test_each_kind_is_remade_byte_by_byte_from_its_data(write, kind):
    letter = Letter.objects.get(pk=write(kind).pk)
    assert queries.is_remade(letter)


def test_names_and_amounts_are_sealed(write):
    letter = write()
    stored = Letter.objects.filter(pk=letter.pk).values_list("data", flat=True).get()
    assert str(stored) == "<sealed>"
    assert "冉光明" not in stored.token


def test_a_letter_opens_as_pdf_and_the_look_is_recorded(write, clerk_li):
    letter = write(region_code=VILLAGE, to_person_id=77)
    assert queries.open_letter(clerk_li, letter.pk, "打印").startswith(b"%PDF")
    assert queries.open_letter(Scope.resident(5, 77), letter.pk, "本人查看") == store.get(letter.digest)


def test_only_the_addressee_and_the_place_reach_a_letter(write, stranger):
    letter = write(to_person_id=77)
    for scope in (stranger, Scope.resident(6, 78)):
        with pytest.raises(Letter.DoesNotExist):
            queries.open_letter(scope, letter.pk, "好奇")


def test_an_officer_elsewhere_writes_no_letter_in_the_towns_name(town, stranger):
    with pytest.raises(Refused):
        write_letter(LetterKind.CONFIRM, CASE, town, SAMPLES[LetterKind.CONFIRM], MADE, by=stranger)


def test_data_must_be_what_the_kind_needs(town, clerk_li):
    data = SAMPLES[LetterKind.CORRECT] | {"missing_papers": []}
    with pytest.raises(ValueError, match="missing_papers"):
        write_letter(LetterKind.CORRECT, CASE, town, data, MADE, by=clerk_li)


def test_a_posting_sheet_holds_nothing_but_what_the_law_lists(town, clerk_li):
    sheet = SAMPLES[LetterKind.POSTING]
    data = sheet | {"rows": [sheet["rows"][0] | {"id_number": "x"}]}
    with pytest.raises(ValueError, match="exactly"):
        write_letter(LetterKind.POSTING, CASE, town, data, MADE, by=clerk_li)


def test_the_check_code_proves_a_letter_and_tells_nothing_of_the_family(write):
    letter = write()
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", letter.check_code)
    found = queries.genuine(letter.pk, letter.check_code.lower())
    assert (found.number, found.kind, found.made_on) == (letter.number, "确认通知书", MADE)
    assert queries.genuine(letter.pk, "0000-0000") is None


def test_the_first_delivery_stands(write, clerk_li):
    letter = deliver_letter(write(), Delivery.HAND, date(2026, 12, 1), by=clerk_li)
    again = deliver_letter(letter, Delivery.POST, date(2026, 12, 9), by=clerk_li)
    assert (again.delivered_on, again.delivered_how) == (date(2026, 12, 1), "hand")


def test_a_letter_cannot_arrive_before_it_was_made(write, clerk_li):
    with pytest.raises(Refused, match="早于文书"):
        deliver_letter(write(), Delivery.HAND, date(2026, 11, 29), by=clerk_li)


def test_the_decision_says_amount_law_and_remedy():
    text = read(LetterKind.CONFIRM)
    for words in ("936.00元（玖佰叁拾陆元整）", "676.00元", "第十八条", "60日内向綦江区人民政府", "6个月内"):
        assert words in text


def test_a_refusal_says_why_what_is_not_the_reason_and_what_else_there_is():
    text = read(LetterKind.DECLINE)
    for words in ("一、收入高于标准", "不是这次没有通过的原因", "您还可以", "申请行政复议", "提起行政诉讼"):
        assert words in text


def test_a_correction_lists_everything_that_is_missing():
    text = read(LetterKind.CORRECT)
    assert all(words in text for words in ("2份材料", "住院发票", "核对授权书签名", "2026年11月13日"))


def test_rare_characters_are_printed():
    assert "欧阳𬍛喆" in read(LetterKind.CORRECT)
    assert "㛃" in read(LetterKind.POSTING)


@pytest.mark.parametrize("kind", LetterKind)
def test_each_kind_is_one_page_with_its_derivation_on_a_second(kind):
    pages = read(kind).split("\f")
    assert len(pages) == (2 if "derivation" in SAMPLES[kind] else 1)
    assert "印章处" in pages[0]
    assert "校验码8C41-0D27" in pages[0]


def test_a_long_letter_goes_on_over_the_page_and_keeps_its_end_together():
    reasons = SAMPLES[LetterKind.DECLINE]["reasons"] * 11
    assert len(reasons) > 10 and "十一、" in read(LetterKind.DECLINE, reasons=reasons)
    pages = read(LetterKind.DECLINE, reasons=reasons).split("\f")
    assert len(pages) > 2
    assert "印章处" in pages[-2]
    assert "校验码" in pages[-2]


def test_the_sheet_for_the_village_board_says_what_the_law_lists_and_no_more():
    text = read(LetterKind.POSTING)
    for words in ("申请人姓名家庭人数保障类型每月金额（元）", "冉光明4最低生活保障936.00", "监督电话"):
        assert words in text
    assert not re.search(r"\d{15,}|残疾|重病|存款", text)


def test_a_sheet_after_confirmation_publishes_and_asks_for_nothing_more():
    text = read(LetterKind.POSTING, stage="confirmed", days=None)
    assert "最低生活保障确认公布" in text
    assert "公示期" not in text


def test_data_are_never_read_as_typst():
    assert "#panic(1)*x*" in read(LetterKind.CORRECT, to="#panic(1) *x*")


def test_arrears_say_for_which_months_and_how_much_in_all():
    text = read(LetterKind.CHANGE, change="back", new_fen=100_000, until_month="2027-03", back_fen=19_200)
    assert "最低生活保障补发告知书" in text
    assert "2027年1月到2027年3月" in text.replace(" ", "")
    assert "补发192.00元" in text.replace(" ", "")


def test_a_stop_says_what_the_family_said_before():
    text = read(LetterKind.CHANGE, change="stop", new_fen=0)
    assert "最低生活保障停发告知书" in text
    assert "2026年12月8日听取了您的意见" in text
