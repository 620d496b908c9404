"""What is signed stays as it was signed."""

from datetime import date

import pytest
from django.db import connection

from jiuzhu.documents import queries
from jiuzhu.documents.actions import Signer, open_record, sign
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from tests.documents.conftest import TODAY, VILLAGE

pytestmark = pytest.mark.django_db
CASE = "SJ-2026-0387"
LI = Signer("小李", "调查人员", login_id=1)
RAN = Signer("冉光明", "在场家庭成员", person_id=77)


@pytest.fixture
def visit(clerk_li):
    seen = {"seen_on": TODAY, "house": "砖房两间", "cattle": 2}
    return open_record(RecordKind.VISIT, CASE, seen, TODAY, by=clerk_li, region_code=VILLAGE)


def test_both_sides_sign_a_visit(visit, clerk_li, photo):
    sign(visit, LI, SignMethod.CLICK, by=clerk_li)
    sign(visit, RAN, SignMethod.STROKES, by=clerk_li, image=photo(kind="PNG").getvalue())
    assert {signature.role for signature in visit.signatures.all()} == {"调查人员", "在场家庭成员"}


def test_each_signs_once(visit, clerk_li):
    first = sign(visit, LI, SignMethod.CLICK, by=clerk_li)
    assert sign(visit, LI, SignMethod.CLICK, by=clerk_li) == first
    assert visit.signatures.count() == 1


def test_people_known_only_by_name_sign_under_their_names(visit, clerk_li, photo):
    for name in ("张三", "李四", "张三"):
        signer = Signer(name, "评议代表")
        sign(visit, signer, SignMethod.STROKES, by=clerk_li, image=photo().getvalue())
    assert visit.signatures.count() == 2


def test_nobody_confirms_by_click_for_somebody_else(visit, clerk_li):
    with pytest.raises(Refused, match="冉光明本人登录"):
        sign(visit, RAN, SignMethod.CLICK, by=clerk_li)


def test_a_family_member_confirms_with_their_own_login(visit):
    assert sign(visit, RAN, SignMethod.CLICK, by=Scope.resident(5, 77)).over == visit.digest


def test_strokes_without_an_image_are_refused(visit, clerk_li):
    with pytest.raises(Refused, match="还没有冉光明的签名"):
        sign(visit, RAN, SignMethod.STROKES, by=clerk_li)


def test_an_unsigned_record_is_corrected_by_a_new_one(visit, clerk_li):
    mended = open_record(
        RecordKind.VISIT, CASE, {"cattle": 1}, TODAY, by=clerk_li, region_code=VILLAGE, replaces=visit
    )
    assert list(queries.records_about(clerk_li, [CASE])) == [mended]
    with pytest.raises(Refused, match="在新的那份上签字"):
        sign(visit, LI, SignMethod.CLICK, by=clerk_li)


def test_a_signed_record_cannot_be_replaced(visit, clerk_li):
    sign(visit, LI, SignMethod.CLICK, by=clerk_li)
    with pytest.raises(Refused, match="已经有人签字"):
        open_record(RecordKind.VISIT, CASE, {}, TODAY, by=clerk_li, region_code=VILLAGE, replaces=visit)


def test_what_was_said_is_sealed_in_the_database(visit):
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM documents_signedrecord")
        assert "砖房" not in cursor.fetchone()[0]


def test_the_content_comes_back_as_it_was_said(visit, clerk_li):
    sign(visit, LI, SignMethod.CLICK, by=clerk_li)
    opened = queries.open_signed(clerk_li, [CASE], visit.pk, "审核")
    assert [(hand.name, hand.method) for hand in opened.hands] == [("小李", "本人登录后电子确认")]
    assert opened.content == {"seen_on": "2026-11-20", "house": "砖房两间", "cattle": 2}


def test_a_record_altered_behind_our_back_shows(visit, clerk_li):
    visit.content = '{"cattle":9}'
    visit.save(update_fields=["content"])
    record = queries.records_about(clerk_li, [CASE]).get()
    with pytest.raises(ValueError, match="altered"):
        queries.open_signed(clerk_li, [CASE], record.pk, "审核")
    with pytest.raises(ValueError, match="not what was opened"):
        sign(record, LI, SignMethod.CLICK, by=clerk_li)


def test_equal_content_has_equal_digests_whatever_the_order(clerk_li):
    one, other = (
        open_record(RecordKind.GROUND, CASE, content, date(2026, 7, 1), by=clerk_li, region_code=VILLAGE)
        for content in ({"a": 1, "b": 2}, {"b": 2, "a": 1})
    )
    assert one.digest == other.digest


def test_an_officer_of_another_place_sees_no_record(visit, stranger):
    assert not queries.records_about(stranger, [CASE]).exists()


def test_a_resident_sees_the_records_they_signed(visit):
    family = Scope.resident(5, 77)
    assert not queries.records_about(family, [CASE]).exists()
    sign(visit, RAN, SignMethod.CLICK, by=family)
    assert queries.records_about(family, [CASE]).get() == visit
