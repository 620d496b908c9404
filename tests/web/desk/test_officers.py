"""The administrator's page: who works here, and leaving takes hold in sessions that are open."""

import pytest
from django.test import Client

from jiuzhu.org.kinds import Level, Role
from tests.web.conftest import officer

OFFICERS = "/desk/officers/"


@pytest.fixture
def admin(client, db):
    """A browser in which the county's administrator is signed in."""
    client.force_login(officer("shiyun", "石芸", "500110", Level.COUNTY, Role.ADMIN))
    return client


def at_work(login):
    """Another browser, in which an officer works."""
    browser = Client()
    browser.force_login(login)
    assert browser.get("/desk/").status_code == 200
    return browser


def test_the_administrator_lands_on_the_officers(admin, wang):
    page = admin.get("/desk/", follow=True).content.decode()
    assert "王璐" in page and "经办" in page
    assert 'href="/desk/cases/"' not in page and "案件号" not in page


def test_the_administrator_can_say_who_the_trail_means(admin, wang):
    assert f"留痕里是 officer:{wang.pk}" in admin.get(OFFICERS).content.decode()


@pytest.mark.parametrize("place", ["/desk/cases/", "/desk/search?q=周", "/desk/publicity/"])
def test_the_administrator_sees_no_family(admin, place):
    assert admin.get(place).status_code == 403


def test_a_clerk_does_not_see_the_page(client, wang):
    client.force_login(wang)
    assert client.get(OFFICERS).status_code == 403


def test_a_closed_login_is_out_everywhere_at_once(admin, wang):
    browsers = [at_work(wang), at_work(wang)]
    answer = admin.post(f"{OFFICERS}{wang.pk}/close", {"reason": "手机丢失"}, follow=True)
    assert "王璐的账号已停用" in answer.content.decode()
    assert [browser.get("/desk/").status_code for browser in browsers] == [302, 302]
    assert browsers[0].get("/desk/").url.startswith("/desk/login")


def test_an_ended_post_is_gone_at_the_next_page(admin, wang):
    browser = at_work(wang)
    admin.post(f"{OFFICERS}posts/{wang.posts.get().pk}/end", {"reason": "调离"})
    page = browser.get("/desk/")
    assert page.status_code == 403 and "没有任何岗位" in page.content.decode()


def test_without_a_reason_nothing_ends(admin, wang):
    page = admin.post(f"{OFFICERS}{wang.pk}/close", {"reason": ""})
    assert page.status_code == 422 and "为什么" in page.content.decode()
    wang.refresh_from_db()
    assert wang.is_active


def test_an_officer_of_another_county_is_not_found(admin, zhou):
    assert admin.get(f"{OFFICERS}{zhou.pk}/close").status_code == 404
    assert "周航" not in admin.get(OFFICERS).content.decode()
