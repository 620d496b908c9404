"""Wrong passwords close a name and an address for a quarter of an hour, and nobody's guesses close an office."""

from datetime import timedelta

import pytest
from django.test import Client

from jiuzhu.org.models import Tally

pytestmark = pytest.mark.slow

LOGIN, RIGHT = "/desk/login", "a-long-enough-word"
WRONG, LOCKED, SIGNED_IN = 422, 429, 302
OFFICE, ELSEWHERE = "10.0.0.1", "203.0.113.9"


@pytest.fixture
def wang(appoint):
    return appoint("wanglu", "500110103")


@pytest.fixture
def staff(appoint):
    """Six clerks of one town."""
    names = [f"clerk{number}" for number in range(6)]
    for name in names:
        appoint(name, "500110103")
    return names


def sign_in(name="wanglu", password=RIGHT, place=OFFICE, browser=None):
    """Try once; in a browser that nobody has used before unless one is given."""
    browser = browser or Client()
    return browser.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=place)


def guess(times, name="wanglu", place=OFFICE, browser=None):
    for _ in range(times):
        answer = sign_in(name, "wrong", place, browser)
    return answer


def known_browser(name="wanglu"):
    """A browser in which somebody has signed in before, and out again."""
    browser = Client()
    assert sign_in(name, browser=browser).status_code == SIGNED_IN
    browser.post("/desk/logout")
    return browser


def minutes_pass(minutes):
    for tally in Tally.objects.all():
        tally.until_at -= timedelta(minutes=minutes)
        tally.save()


def test_the_fifth_wrong_password_says_how_long_to_wait(wang):
    locked = guess(5)
    assert locked.status_code == LOCKED
    page = locked.content.decode()
    assert "密码 5 次不对" in page and "请过 15 分钟再登录" in page


def test_four_wrong_passwords_do_not_lock(wang):
    assert guess(4).status_code == WRONG
    assert sign_in().status_code == SIGNED_IN


def test_the_right_password_does_not_open_a_locked_name(wang):
    guess(5)
    assert sign_in().status_code == LOCKED


@pytest.mark.parametrize(("minutes", "status"), [(14, LOCKED), (16, SIGNED_IN)])
def test_the_name_opens_after_a_quarter_of_an_hour(wang, minutes, status):
    guess(5)
    minutes_pass(minutes)
    assert sign_in().status_code == status


def test_tries_against_a_locked_name_do_not_lock_it_longer(wang):
    guess(5)
    minutes_pass(14)
    guess(50)
    minutes_pass(2)
    assert sign_in().status_code == SIGNED_IN


def test_a_name_is_locked_wherever_the_guesses_come_from(wang):
    for number in range(4):
        assert guess(1, place=f"203.0.113.{number}").status_code == WRONG
    assert guess(1, place=ELSEWHERE).status_code == LOCKED
    assert sign_in(place=OFFICE).status_code == LOCKED


def test_an_address_is_locked_whatever_the_names_are(wang):
    for number in range(19):
        assert guess(1, f"nobody{number}", ELSEWHERE).status_code == WRONG
    locked = guess(1, "nobody19", ELSEWHERE)
    assert locked.status_code == LOCKED and "这个网络里密码错得太多" in locked.content.decode()
    assert sign_in(place=ELSEWHERE).status_code == LOCKED
    assert sign_in(place=OFFICE).status_code == SIGNED_IN


def test_a_whole_network_of_version_six_is_one_address(wang):
    for number in range(20):
        answer = guess(1, f"nobody{number}", f"2001:db8:0:1::{number:x}")
    assert answer.status_code == LOCKED
    assert sign_in(place="2001:db8:0:2::1").status_code == SIGNED_IN


def test_behind_an_own_proxy_the_visitors_address_counts(wang, settings):
    settings.PROXIES = 1
    for number in range(20):
        seen = f"1.2.3.4, 203.0.113.{number}"
        body = {"username": f"nobody{number}", "password": "wrong"}
        answer = Client().post(LOGIN, body, REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": seen})
    assert answer.status_code == WRONG


def test_an_attacker_locks_no_officer_out_of_the_computer_at_work(staff):
    """Who guesses at every name, from within the office as from outside, keeps none of them from their desk."""
    desks = {name: known_browser(name) for name in staff}
    for place in (OFFICE, ELSEWHERE):
        for name in staff:
            guess(5, name, place)
    assert sign_in(staff[0]).status_code == LOCKED
    assert {sign_in(name, browser=desk).status_code for name, desk in desks.items()} == {SIGNED_IN}


def test_an_attacker_keeps_nobody_out_for_long_who_begins_at_a_new_computer(staff):
    for name in staff:
        guess(5, name, ELSEWHERE)
    minutes_pass(16)
    assert {sign_in(name).status_code for name in staff} == {SIGNED_IN}


def test_a_known_browser_may_not_guess_for_ever_either(wang):
    desk = known_browser()
    assert guess(5, browser=desk).status_code == LOCKED
    assert sign_in(browser=desk).status_code == LOCKED
    assert sign_in(browser=Client()).status_code == SIGNED_IN


def test_a_browser_is_known_for_the_names_that_signed_in_there_only(wang, appoint):
    appoint("lina", "500110103")
    desk = known_browser("lina")
    guess(5, browser=Client())
    assert sign_in(browser=desk).status_code == LOCKED
    assert sign_in("lina", browser=desk).status_code == SIGNED_IN


def test_a_browser_cannot_make_itself_known(wang):
    guess(5)
    forger = Client()
    forger.cookies["jz-known"] = "0011223344556677.wanglu:not-signed"
    assert sign_in(browser=forger).status_code == LOCKED


def test_a_name_that_does_not_exist_is_locked_alike(db):
    assert guess(5, "nobody").status_code == LOCKED


def test_capitals_do_not_give_more_guesses(wang):
    for name in ("wanglu", "WANGLU", "WangLu", " wanglu"):
        guess(1, name)
    assert guess(1, "WANGlu").status_code == LOCKED


def test_a_right_password_forgives_the_wrong_ones_before(wang):
    for _ in range(2):
        guess(4)
        assert sign_in().status_code == SIGNED_IN


def test_neither_name_nor_address_is_kept(wang):
    guess(1, "my-password-typed-as-name", ELSEWHERE)
    kept = str(list(Tally.objects.values()))
    assert "password" not in kept and ELSEWHERE not in kept
