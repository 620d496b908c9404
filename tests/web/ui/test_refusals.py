"""What says no stands in the frame of whoever asked: an officer keeps the desk, everybody else the public page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiuzhu.web.ui import uploads

pytestmark = pytest.mark.django_db
MISSING = "/desk/cases/SJ-2026-9999/"


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


def text(page):
    return page.content.decode()


def is_desk(page):
    return 'aria-label="主要栏目"' in text(page) and ">案件</a>" in text(page)


@pytest.mark.parametrize(("path", "status"), [(MISSING, 403), ("/desk/nothing-here", 404)])
def test_an_officer_who_finds_nothing_keeps_the_areas_of_the_desk(desk, path, status):
    page = desk.get(path)
    assert page.status_code == status
    assert is_desk(page)
    assert text(page).count("<h1") == 1


def test_an_officer_of_another_role_keeps_the_areas_of_the_desk(desk):
    page = desk.get("/desk/officers/")
    assert page.status_code == 403
    assert is_desk(page)
    assert "您现在的岗位不是" in text(page)


def test_a_form_sent_after_the_login_ended_keeps_the_areas_of_the_desk(wang):
    client = Client(enforce_csrf_checks=True)
    client.force_login(wang)
    page = client.post("/desk/cases/SJ-2026-9999/act/survey")
    assert page.status_code == 403
    assert is_desk(page)


@pytest.mark.parametrize("largest", ["LARGEST_FILE", "LARGEST_REQUEST"])
@pytest.mark.parametrize("path", ["/desk/search", "/family/login"])
def test_more_than_a_page_may_take_is_refused_before_it_is_kept(desk, monkeypatch, largest, path):
    monkeypatch.setattr(uploads, largest, 100_000)
    page = desk.post(path, {"photo": SimpleUploadedFile("a.jpg", b"x" * 200_000)})
    assert page.status_code == 413
    assert "一个文件最多 40 MB" in text(page)
    assert "分几次传" in text(page)


def test_more_files_than_a_page_may_take_are_refused_in_words(desk, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    photos = [SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(3)]
    page = desk.post("/desk/search", {"photo": photos})
    assert page.status_code == 413
    assert "2 个文件" in text(page)


@pytest.mark.parametrize("path", ["/", MISSING])
def test_what_is_no_request_of_ours_is_told_in_words(desk, path):
    page = desk.get(path, headers={"host": "elsewhere.test"})
    assert page.status_code == 400
    assert "刷新后再试一次" in text(page)


def test_an_officer_on_a_public_page_keeps_the_public_frame(desk):
    assert not is_desk(desk.get("/gongshi/zhengce/x/dibao"))


def test_a_visitor_and_an_officer_without_a_post_see_no_areas(client, wang):
    assert not is_desk(client.get("/desk/nothing-here"))
    wang.posts.all().delete()
    client.force_login(wang)
    for path in (MISSING, "/desk/nothing-here"):
        assert not is_desk(client.get(path))


def test_a_refusal_asks_no_more_than_the_header_of_any_page(desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        desk.get("/desk/nothing-here")
