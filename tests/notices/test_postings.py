"""A public notice shows what the law lists, for as long as the law says."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices import queries
from jiuzhu.notices.actions import Shown, post, prove_posted, withdraw
from jiuzhu.notices.kinds import PostingKind
from jiuzhu.notices.models import Posting
from jiuzhu.notices.named import public_name
from tests.documents.conftest import VILLAGE

pytestmark = pytest.mark.django_db
CASE, POSTED, BORN = "SJ-2026-0387", date(2026, 11, 20), date(1968, 3, 12)
RAN = Shown("冉𬍛喆", 4, "最低生活保障", 93600)


@pytest.fixture
def posting(clerk_li):
    return post(CASE, VILLAGE, PostingKind.REVIEW, RAN, POSTED, by=clerk_li, applicant_born_on=BORN)


def test_a_notice_runs_for_seven_full_days_after_its_posting(posting):
    assert (posting.first_day, posting.until_on) == (date(2026, 11, 21), date(2026, 11, 27))


def test_the_public_reads_it_from_its_posting_to_its_last_day_and_no_longer(posting):
    days = [POSTED - timedelta(1), POSTED, posting.until_on, posting.until_on + timedelta(1)]
    assert [len(queries.public_now(day)) for day in days] == [0, 1, 1, 0]


def test_the_public_sees_exactly_what_the_law_lists(posting):
    (line,) = queries.public_now(POSTED)
    assert posting.shown == {
        "name": "冉𬍛喆",
        "members": 4,
        "programme": "最低生活保障",
        "monthly_fen": 93600,
    }
    assert {field.name for field in fields(line)} - posting.shown.keys() == {
        "id",
        "kind",
        "region_code",
        "from_on",
        "until_on",
        "sheet_id",
    }


def test_a_posting_has_no_room_for_anything_else_about_the_family():
    columns = {field.name for field in Posting._meta.get_fields()}
    process = {
        "id",
        "case_no",
        "region_code",
        "kind",
        "from_on",
        "until_on",
        "is_guardian",
        "sheet",
        "proof",
        "proved_on",
        "withdrawn_on",
        "withdrawn_for",
    }
    assert columns - process == {"name", "members", "programme", "monthly_fen"}


def test_the_public_page_is_by_place(posting):
    assert queries.public_now(POSTED, "500110103")
    assert not queries.public_now(POSTED, "500110104")


def test_the_newest_notice_of_each_case_is_listed_those_without_a_photo_first(clerk_li, posting, photo):
    proved = post(
        "SJ-2026-0388", VILLAGE, PostingKind.REVIEW, RAN, POSTED, by=clerk_li, applicant_born_on=BORN
    )
    prove_posted(proved, proof(photo, clerk_li, about="SJ-2026-0388"), POSTED, by=clerk_li)
    later = POSTED + timedelta(2)
    anew = post("SJ-2026-0389", VILLAGE, PostingKind.REVIEW, RAN, later, by=clerk_li, applicant_born_on=BORN)
    again = post(CASE, VILLAGE, PostingKind.REVIEW, RAN, later, by=clerk_li, applicant_born_on=BORN)
    everything = Posting.objects.all()
    assert list(queries.newest_of(clerk_li, everything)) == [anew, again, proved]
    assert list(queries.newest_of(clerk_li, everything.filter(case_no=CASE))) == [again]


def test_a_minors_name_is_never_posted(clerk_li):
    with pytest.raises(Refused, match="未满 18 周岁"):
        post(
            CASE,
            VILLAGE,
            PostingKind.REVIEW,
            RAN,
            POSTED,
            by=clerk_li,
            applicant_born_on=date(2008, 11, 21),
        )


def test_a_minor_is_posted_under_the_guardians_name(clerk_li):
    child = date(2015, 5, 1)
    posting = post(
        CASE,
        VILLAGE,
        PostingKind.REVIEW,
        RAN,
        POSTED,
        by=clerk_li,
        applicant_born_on=child,
        guardian="冉光荣",
    )
    assert (posting.name, posting.is_guardian) == ("冉光荣", True)
    assert [line.name for line in queries.public_now(POSTED)] == ["冉光荣"]


@pytest.mark.parametrize(
    ("born", "guardian", "name"),
    [
        (date(2008, 11, 20), "冉光荣", "李雨"),
        (date(2008, 11, 21), "冉光荣", "冉光荣"),
        (date(2008, 11, 21), "", "李某（未成年人）"),
    ],
)
def test_the_public_never_reads_a_minors_name(born, guardian, name):
    assert public_name("李雨", born, POSTED, guardian) == name


def test_posting_again_on_the_same_day_is_the_same_posting(posting, clerk_li):
    again = post(CASE, VILLAGE, PostingKind.REVIEW, RAN, POSTED, by=clerk_li, applicant_born_on=BORN)
    assert again == posting


def test_other_content_on_the_same_day_needs_a_withdrawal_first(posting, clerk_li):
    other = Shown("冉𬍛喆", 3, "最低生活保障", 93600)
    with pytest.raises(Refused, match="先撤下"):
        post(CASE, VILLAGE, PostingKind.REVIEW, other, POSTED, by=clerk_li, applicant_born_on=BORN)
    withdraw(posting, "人口登记有误", POSTED, by=clerk_li)
    assert post(CASE, VILLAGE, PostingKind.REVIEW, other, POSTED, by=clerk_li, applicant_born_on=BORN)


def test_what_was_withdrawn_is_gone_at_once(posting, clerk_li):
    gone = withdraw(posting, "公示有异议，重新调查", date(2026, 11, 23), by=clerk_li)
    assert gone.state(date(2026, 11, 23)) == "withdrawn"
    assert not queries.public_now(date(2026, 11, 23))


def test_withdrawing_needs_a_reason(posting, clerk_li):
    with pytest.raises(Refused, match="写明原因"):
        withdraw(posting, " ", POSTED, by=clerk_li)


def proof(photo, by, kind=PaperKind.POSTING_PHOTO, about=CASE):
    return take_paper(about, kind, photo(), by=by, region_code=VILLAGE, on=POSTED)


def test_a_photo_of_the_board_proves_the_posting(posting, clerk_li, photo):
    assert list(queries.unproved(clerk_li, POSTED)) == [posting]
    prove_posted(posting, proof(photo, clerk_li), POSTED, by=clerk_li)
    assert not queries.unproved(clerk_li, POSTED).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"about": "SJ-2026-0388"}, {"kind": PaperKind.VISIT_PHOTO}],
    ids=["another case", "another kind"],
)
def test_another_photo_proves_nothing(posting, clerk_li, photo, wrong):
    with pytest.raises(Refused, match="没有采用"):
        prove_posted(posting, proof(photo, clerk_li, **wrong), POSTED, by=clerk_li)


def test_a_photo_from_after_the_notice_proves_nothing(posting, clerk_li, photo):
    with pytest.raises(Refused, match="不在公示期内"):
        prove_posted(posting, proof(photo, clerk_li), date(2026, 11, 28), by=clerk_li)


def test_an_officer_elsewhere_neither_posts_nor_sees_the_case(posting, stranger):
    with pytest.raises(Refused):
        post(CASE, VILLAGE, PostingKind.REVIEW, RAN, POSTED, by=stranger, applicant_born_on=BORN)
    assert not queries.postings_of(stranger, [CASE]).exists()


def test_a_notice_that_ends_before_it_begins_cannot_be_stored(clerk_li):
    with pytest.raises(IntegrityError), transaction.atomic():
        post(
            CASE,
            VILLAGE,
            PostingKind.REVIEW,
            RAN,
            POSTED,
            by=clerk_li,
            applicant_born_on=BORN,
            until_on=POSTED,
        )
