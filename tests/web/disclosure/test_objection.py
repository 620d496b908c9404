from datetime import date

import pytest

from jiuzhu.casework.models import Objection
from jiuzhu.org.actions import count
from jiuzhu.org.kinds import OBJECTIONS
from jiuzhu.vault.seal import reveal
from jiuzhu.web.ui.today import now
from tests.casework.conftest import SETUP, town, way
from tests.documents.conftest import files

__all__ = ["files", "town", "way"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def no_one_before(settings):
    settings.TODAY = date(2026, 11, 11)


@pytest.fixture
def posting(way):
    return way.to_notice()


def said(client, posting, **more):
    about = {"posting": posting.pk, "text": "他家有门面出租", **more}
    return client.post(f"/gongshi/{posting.pk}/yijian", about)


def test_anyone_objects_without_a_name_and_the_notice_hangs_on(client, posting):
    assert said(client, posting).url == "/gongshi/"
    objection = Objection.objects.get()
    assert reveal(objection, "text") == "他家有门面出租"
    assert objection.contact is None
    assert "周明贵" in client.get("/gongshi/").content.decode()


def test_who_wants_an_answer_leaves_a_contact(client, posting):
    said(client, posting, contact="李四 13800000000")
    assert reveal(Objection.objects.get(), "contact") == "李四 13800000000"


def test_one_address_sends_only_so_many_in_an_hour(client, posting):
    for _ in range(OBJECTIONS.most):
        count(OBJECTIONS, "127.0.0.1", now(), by=SETUP)
    page = said(client, posting)
    assert page.status_code == 409
    assert "他家有门面出租" in page.content.decode()
    assert Objection.objects.count() == 0


def test_an_objection_names_a_family_of_the_sheet(client, posting):
    page = client.post(f"/gongshi/{posting.pk}/yijian", {"posting": posting.pk + 999, "text": "不实"})
    assert page.status_code == 422


def test_a_letter_says_whether_it_is_genuine_and_nothing_else(client, posting):
    sheet = posting.sheet
    page = client.get(f"/letter/{sheet.pk}/{sheet.check_code}").content.decode()
    assert "这份文书是真的" in page
    assert sheet.number in page
    assert "周明贵" not in page
    wrong = client.get(f"/letter/{sheet.pk}/0000-0000")
    assert wrong.status_code == 404
    assert "没有查到这份文书" in wrong.content.decode()
