"""Five wrong passwords close a name for a quarter of an hour, through the page itself."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt

LOGIN, RIGHT = "/desk/login", "a-long-enough-word"
LOCKED, SIGNED_IN = 429, 302


@pytest.fixture
def wang(appoint):
    return appoint("wanglu", "500110103")


@pytest.fixture
def sign_in(client, wang):
    def post(password=RIGHT, username="wanglu", place="10.0.0.1"):
        return client.post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR=place)

    return post


@pytest.fixture
def locked(sign_in):
    for _ in range(5):
        answer = sign_in("wrong")
    return answer


def minutes_pass(minutes):
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=minutes)
        attempt.save()


def test_the_fifth_wrong_password_says_how_long_to_wait(locked):
    assert locked.status_code == LOCKED
    page = locked.content.decode()
    assert "密码连续 5 次不对" in page and "请过 15 分钟再登录" in page


def test_four_wrong_passwords_do_not_lock(sign_in):
    for _ in range(4):
        sign_in("wrong")
    assert sign_in().status_code == SIGNED_IN


def test_the_right_password_does_not_open_a_locked_name(locked, sign_in, client):
    assert sign_in().status_code == LOCKED
    assert client.get("/desk/").url.startswith(LOGIN)


@pytest.mark.parametrize(("minutes", "status"), [(14, LOCKED), (16, SIGNED_IN)])
def test_the_name_opens_after_a_quarter_of_an_hour(locked, sign_in, minutes, status):
    minutes_pass(minutes)
    assert sign_in().status_code == status


def test_a_locked_name_locks_no_colleague_and_no_other_place(locked, sign_in, appoint):
    appoint("lina", "500110103")
    assert sign_in(username="lina").status_code == SIGNED_IN
    assert sign_in(place="10.0.0.2").status_code == SIGNED_IN


def test_a_name_that_does_not_exist_is_locked_alike(sign_in):
    for _ in range(5):
        answer = sign_in("wrong", username="nobody")
    assert answer.status_code == LOCKED


def test_a_right_password_forgives_the_wrong_ones_before(sign_in, client):
    for _ in range(2):
        for _ in range(4):
            sign_in("wrong")
        assert sign_in().status_code == SIGNED_IN
        client.logout()
