"""The administrator's page: who works here, and leaving takes hold in sessions that are open."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Login
from jiuzhu.trail.models import Entry
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


def test_the_administrator_sees_who_has_told_no_identity_number(admin, wang):
    assert admin.get(OFFICERS).content.decode().count("没有登记身份证号") == 2
    Login.objects.filter(pk=wang.pk).update(id_hash="known")
    assert admin.get(OFFICERS).content.decode().count("没有登记身份证号") == 1


def test_the_administrator_can_say_who_the_trail_means(admin, wang):
    assert f"留痕里是 officer:{wang.pk}" in admin.get(OFFICERS).content.decode()


@pytest.mark.parametrize("place", ["/desk/cases/", "/desk/search", "/desk/publicity/"])
def test_the_administrator_sees_no_family(admin, place):
    assert admin.get(place).status_code == 403


def test_somebody_is_found_without_a_name_in_the_address(admin, wang):
    answer = admin.post(OFFICERS, {"who": "王璐"})
    assert answer.url.startswith(f"{OFFICERS}?found=") and "王璐" not in unquote(answer.url)
    page = admin.get(answer.url).content.decode()
    assert f"officer:{wang.pk}<" in page and "石芸 <small>" not in page
    assert "石芸 <small>" in admin.post(OFFICERS, {"who": ""}, follow=True).content.decode()


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


def reset(admin, login, reason="忘了密码"):
    return admin.post(f"{OFFICERS}{login.pk}/password", {"reason": reason})


def shown(page):
    """The one-time password on the answer."""
    return re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", page.content.decode())[0]


def test_a_reset_password_is_shown_once_and_opens_the_page_of_the_own_one(admin, wang):
    once = shown(reset(admin, wang))
    signed_in = Client().post("/desk/login", {"username": "wanglu", "password": once}, follow=True)
    assert signed_in.redirect_chain[-1][0] == "/desk/password"
    assert once not in admin.get(OFFICERS).content.decode()


def test_a_reset_password_is_neither_in_address_nor_session_nor_trail_nor_kept_by_a_browser(admin, wang):
    page = reset(admin, wang)
    once = shown(page)
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    assert once not in str(dict(admin.session)) + str(list(Entry.objects.values())) + str(page.headers)
    assert once not in str(list(Login.objects.values()))


def test_a_reset_ends_what_is_open_and_opens_what_is_locked(admin, wang):
    browser = at_work(wang)
    for _ in range(5):
        Client().post("/desk/login", {"username": "wanglu", "password": "wrong"})
    once = shown(reset(admin, wang))
    assert browser.get("/desk/").url.startswith("/desk/login")
    assert Client().post("/desk/login", {"username": "wanglu", "password": once}).status_code == 302


def test_a_reset_opens_the_page_of_the_own_password_too(admin, wang):
    browser = at_work(wang)
    for _ in range(6):
        browser.post("/desk/password", {"old": "wrong", "new": "my-own-sentence", "again": "my-own-sentence"})
    once, browser = shown(reset(admin, wang)), Client()
    browser.post("/desk/login", {"username": "wanglu", "password": once})
    told = {"old": once, "new": "my-own-sentence", "again": "my-own-sentence"}
    assert browser.post("/desk/password", told).url == "/desk/"


def test_an_officer_is_told_who_reset_the_password_each_time_until_they_choose_one(admin, wang):
    told = "石芸重设了您的密码"
    taken, browser = shown(reset(admin, wang)), Client()
    browser.post("/desk/login", {"username": "wanglu", "password": taken})
    browser.post("/desk/password", {"old": taken, "new": "not-my-sentence", "again": "not-my-sentence"})
    once, own = shown(reset(admin, wang)), Client()
    page = own.post("/desk/login", {"username": "wanglu", "password": once}, follow=True).content.decode()
    assert page.count(told) == 2 and "马上告诉" in page
    own.post("/desk/password", {"old": once, "new": "my-own-sentence", "again": "my-own-sentence"})
    assert told not in own.get("/desk/password").content.decode()


def test_who_has_a_first_password_is_told_of_no_reset(client, wang):
    Login.objects.filter(pk=wang.pk).update(must_change=True)
    client.force_login(wang)
    page = client.get("/desk/password").content.decode()
    assert "一次性密码" in page and "重设了您的密码" not in page


def test_the_page_says_who_was_reset_and_who_has_not_chosen_a_password_yet(admin, wang):
    reset(admin, wang, "一次性密码丢了")
    page = admin.get(OFFICERS).content.decode()
    assert "还没有改成自己的密码" in page and "2026-11-20 重设过密码 · 一次性密码丢了" in page


def test_looking_at_the_page_of_a_reset_resets_nothing(admin, wang):
    page = admin.get(f"{OFFICERS}{wang.pk}/password").content.decode()
    assert "先确认是本人要的" in page and not Entry.objects.filter(act="org.reset_password").exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_no_password_is_reset(admin, wang, reason):
    page = reset(admin, wang, reason)
    assert page.status_code == 422 and "为什么还没有填" in page.content.decode()
    assert not Entry.objects.filter(act="org.reset_password").exists()


def test_neither_the_own_password_nor_one_of_a_closed_login_is_reset(admin, wang):
    me = Login.objects.get(username="shiyun")
    assert "另一位账号管理员" in reset(admin, me).content.decode()
    admin.post(f"{OFFICERS}{wang.pk}/close", {"reason": "退休"})
    assert "已经停用" in reset(admin, wang).content.decode()
    assert f"{OFFICERS}{wang.pk}/password" not in admin.get(OFFICERS).content.decode()


def test_nobody_elses_officers_are_reset(admin, client, wang, zhou):
    assert reset(admin, zhou).status_code == 404
    clerk = at_work(wang)
    assert reset(clerk, wang).status_code == 403
