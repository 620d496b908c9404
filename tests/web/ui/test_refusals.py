"""What says no stands in the frame of whoever asked: an officer keeps the desk, everybody else the public page."""

import pytest
from django.test import Client

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
