"""The own password: chosen before anything else after a one-time one, and changed at any time."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Login, Tally
from jiuzhu.trail.models import Entry
from tests.web.conftest import PASSWORD, officer

PAGE, NEW = "/desk/password", "三角镇-的-新-密码-2026"
ASKED = {"old": PASSWORD, "new": NEW, "again": NEW}


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


@pytest.fixture
def once(wang):
    """The clerk has a one-time password."""
    Login.objects.filter(pk=wang.pk).update(must_change=True)
    return wang


def answer(client, **changed):
    return client.post(PAGE, ASKED | changed)


def text(page):
    return page.content.decode()


def is_now(login, password):
    login.refresh_from_db()
    return login.check_password(password)


def test_after_a_one_time_password_every_page_leads_to_the_own_one(client, once):
    signed_in = client.post("/desk/login", {"username": "wanglu", "password": PASSWORD}, follow=True)
    assert signed_in.redirect_chain[-1][0] == PAGE and "先改成自己的密码" in text(signed_in)
    for place in ("/desk/", "/desk/cases/", "/desk/search", "/desk/officers/", "/family/agent"):
        assert client.get(place).url == PAGE
    assert client.post("/desk/applications/SQ-1/accept").url == PAGE
    assert 'href="/desk/cases/"' not in text(signed_in)


def test_with_the_own_password_everything_opens(client, once):
    client.force_login(once)
    assert answer(client).url == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert is_now(once, NEW) and not once.must_change


def test_who_must_change_may_still_leave(client, once):
    client.force_login(once)
    assert client.post("/desk/logout").status_code == 302


def test_an_administrator_of_logins_has_the_page_too(client, db):
    client.force_login(officer("shiyun", "石芸", "500110", Level.COUNTY, Role.ADMIN))
    assert client.get(PAGE).status_code == 200


def test_a_visitor_is_sent_to_the_login(client, db):
    assert client.get(PAGE).url.startswith("/desk/login")


def test_the_page_is_found_beside_the_logout(desk):
    assert f'href="{PAGE}"' in text(desk.get("/desk/"))


def test_sessions_elsewhere_end_and_this_one_goes_on(desk, wang):
    elsewhere = Client()
    elsewhere.force_login(wang)
    assert "密码已改好" in text(desk.post(PAGE, ASKED, follow=True))
    assert desk.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").url.startswith("/desk/login")


def test_it_is_on_the_trail_without_any_password(desk, wang):
    answer(desk)
    entry = Entry.objects.get(act="org.change_password")
    assert (entry.actor, entry.subject) == (f"officer:{wang.pk}",) * 2
    assert NEW not in str(list(Entry.objects.values())) and PASSWORD not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"old": "wrong"}, "现在的密码不对"),
        ({"old": ""}, "现在的密码还没有填"),
        ({"again": "something-else"}, "两次写的新密码不一样"),
        ({"new": "short", "again": "short"}, "太短，至少要 10 个字符"),
        ({"new": "1234567890", "again": "1234567890"}, "这个密码太常见"),
        ({"new": PASSWORD, "again": PASSWORD}, "和现在的一样"),
    ],
)
def test_what_cannot_be_is_said_in_chinese_and_changes_nothing(desk, wang, changed, words):
    page = answer(desk, **changed)
    assert page.status_code == 422
    assert words in text(page) and "处要改一下" in text(page)
    assert NEW not in text(page) and PASSWORD not in text(page)
    assert is_now(wang, PASSWORD)


def test_no_validator_speaks_anything_but_chinese(desk):
    for weak in ("short", "1234567890", "password"):
        told = text(answer(desk, new=weak, again=weak)).split('id="id_new_error"')[1].split("</div>")[0]
        assert not re.search("[A-Za-z]{4}", re.sub("<[^>]+>", "", told))


def test_the_new_password_is_no_way_to_guess_the_present_one(desk):
    page = answer(desk, old="wrong", new=PASSWORD, again=PASSWORD)
    assert "和现在的一样" not in text(page) and "现在的密码不对" in text(page)


def test_spaces_belong_to_a_password(desk, wang):
    answer(desk, new=f" {NEW} ", again=f" {NEW} ")
    assert is_now(wang, f" {NEW} ")


def test_after_five_wrong_ones_the_right_one_waits_a_quarter_of_an_hour(desk, wang):
    for _ in range(5):
        assert "现在的密码不对" in text(answer(desk, old="wrong"))
    page = answer(desk)
    assert page.status_code == 422 and "请过 15 分钟再改" in text(page)
    assert is_now(wang, PASSWORD)
    tally = Tally.objects.get(limit="password.own")
    tally.until_at -= timedelta(minutes=16)
    tally.save()
    assert answer(desk).status_code == 302


def test_a_right_one_forgives_the_wrong_ones(desk):
    for _ in range(4):
        answer(desk, old="wrong")
    answer(desk)
    assert not Tally.objects.filter(limit="password.own").exists()


def test_labels_and_browsers_know_the_fields(desk):
    page = text(desk.get(PAGE))
    for name, told in (("old", "current-password"), ("new", "new-password"), ("again", "new-password")):
        assert f'for="id_{name}"' in page
        assert page.count(f'autocomplete="{told}"') == (1 if name == "old" else 2)
