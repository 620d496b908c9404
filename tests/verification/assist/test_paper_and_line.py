"""Two systems apart: a signed file, or a signed request over the line; nothing unsigned, garbled or old is taken."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from jiuzhu.gateways.addresses import Address, write
from jiuzhu.gateways.envelope import signature
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.assist import actions
from jiuzhu.verification.assist.actions.exchange import take_message
from jiuzhu.verification.assist.kinds import TOLD, Direction, State, Way
from jiuzhu.verification.assist.models import Request
from jiuzhu.verification.assist.paper import opened, signed
from jiuzhu.verification.assist.telling import message
from jiuzhu.verification.assist.wire import read
from tests.verification.assist.conftest import (
    ASKED,
    ASKING,
    HE,
    NUMBER,
    OUTSIDE,
    answer,
    came,
    out,
    year_of_pension,
)
from tests.verification.conftest import BY, CASE, NOON, ON

pytestmark = pytest.mark.slow

SECRET, THEIRS = "ab" * 16, "cd" * 16
PARTNERS = {
    f"assist.{ASKING}": {"base": "", "key": "qijiang", "secret": SECRET},
    f"assist.{ASKED}": {"base": "", "key": "yubei", "secret": THEIRS},
}
QIJIANG = Address("", "qijiang", SECRET)


@pytest.fixture
def known(settings, centres):
    """Both centres have agreed on keys."""
    write(settings.GATEWAYS, PARTNERS)


def test_a_request_goes_as_a_file_and_its_answers_come_as_one(send, known):
    number = send()
    Job.objects.all().delete()
    sender, text = opened(signed(message(out(), ON), QIJIANG, NOON).encode())
    assert sender == ASKING
    take_message(text, sender, NOON, by=BY)
    assert came().peer_name == "綦江区民政局"
    answer(number, year_of_pension())
    back = signed(message(came(), ON), Address("", "yubei", THEIRS), NOON)
    take_message(*reversed(opened(back.encode())), NOON, by=BY)
    assert out().state == State.DONE


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told | {"body": told["body"].replace("李建国", "李建军")},
        lambda told: told | {"signature": "0" * 64},
        lambda told: told | {"signature": "签" * 64},
        lambda told: told | {"key": "nobody"},
        lambda told: told | {"time": "2026-11-13T12:00:00+08:00"},
    ],
)
def test_a_file_that_was_changed_or_is_nobodys_is_not_read(send, known, spoil):
    send()
    told = json.loads(signed(message(out(), ON), QIJIANG, NOON))
    with pytest.raises(Refused, match="签名不对"):
        opened(json.dumps(spoil(told)).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[1]",
        b"\xff\xfe",
        b"{" * 9,
        b"[" * 100_000,
        rb'{"key":"k","time":"","signature":"","body":"\ud800"}',
    ],
)
def test_what_is_no_such_file_is_not_read(known, content):
    with pytest.raises(Refused, match="不是协查文件"):
        opened(content)


def test_a_file_that_is_too_large_is_not_read(known):
    with pytest.raises(Refused, match="太大"):
        opened(b" " * 3_000_000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "order"), ("number", 7), ("turn", 0), ("turn", True), ("parts", {}), ("parts", [{}]), ("until", "soon"),
        ("days", "10"), ("reason", "长" * 301), ("from", None),
    ],
)  # fmt: skip
def test_a_message_that_is_not_whole_is_refused_and_not_repeated(send, name, value):
    send()
    told = json.loads(message(out(), ON)) | {name: value}
    with pytest.raises(Refused, match="读不懂") as refusal:
        read(json.dumps(told, ensure_ascii=False))
    assert "李建国" not in str(refusal.value)


def test_a_message_that_is_nested_without_end_is_refused():
    with pytest.raises(Refused, match="读不懂"):
        read("[" * 100_000)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("number", "黔协〔2026〕12/3", "编号"), ("number", "", "编号"), ("number", CASE, "编号"),
        ("number", f"XC-{OUTSIDE}-1", "编号"), ("number", f"XC-{ASKING}-../1", "编号"), ("days", 400, "45 个工作日"),
    ],
)  # fmt: skip
def test_a_number_that_could_be_anothers_and_days_that_no_case_has_are_refused(send, name, value, says):
    send()
    told = json.loads(message(out(), ON)) | {name: value}
    with pytest.raises(Refused, match=says):
        read(json.dumps(told, ensure_ascii=False))


def test_nobody_speaks_for_another_region(send, known):
    send()
    with pytest.raises(Refused, match="对不上"):
        take_message(message(out(), ON), OUTSIDE, NOON, by=BY)


def test_nobody_answers_what_another_was_asked(arrived):
    answer(arrived(), [])
    told = json.loads(message(came(), ON))
    told["from"]["region"] = OUTSIDE
    with pytest.raises(Refused, match="没有请这个地区"):
        take_message(json.dumps(told), OUTSIDE, NOON, by=BY)


def test_nobody_takes_over_anothers_number(arrived):
    arrived()
    told = json.loads(message(out(), ON)) | {"turn": 9}
    told["from"]["region"] = OUTSIDE
    with pytest.raises(Refused, match="编号"):
        take_message(json.dumps(told), OUTSIDE, NOON, by=BY)


@pytest.fixture
def post(client, known):
    """What the other system sends, signed with `secret` some minutes ago."""

    def run(body, key="qijiang", secret=SECRET, ago=0, mac=""):
        stamp = (datetime.now(UTC) - timedelta(minutes=ago)).isoformat(timespec="seconds")
        headers = {
            "X-Key": key,
            "X-Time": stamp,
            "X-Signature": mac or signature(secret, stamp, TOLD, body),
        }
        return client.post(TOLD, body, content_type="application/json", headers=headers)

    return run


def test_a_signed_message_over_the_line_is_taken_and_again_is_the_same(send, post):
    send()
    text = message(out(), ON).encode()
    for _ in range(2):
        assert post(text).json() == {"number": NUMBER, "turn": 1}
    assert Request.objects.filter(direction=Direction.IN).count() == 1


@pytest.mark.parametrize(
    "wrong", [{"key": "nobody"}, {"secret": THEIRS}, {"mac": "签"}, {"ago": 6}, {"ago": -6}]
)
def test_an_unsigned_or_old_message_is_not_taken(send, post, wrong):
    send()
    assert post(message(out(), ON).encode(), **wrong).status_code == 401
    assert not Request.objects.filter(direction=Direction.IN).exists()


def test_what_is_refused_over_the_line_says_why(post, client):
    assert post(b"{}").json()["code"] == "bad_message"
    assert client.get(TOLD).status_code == 405
    assert post(b" " * 3_000_000).status_code == 413


def test_a_partner_that_is_down_is_told_again_later(draft, settings, tell):
    write(
        settings.GATEWAYS, {f"assist.{OUTSIDE}": {"base": "http://127.0.0.1:9", "key": "k", "secret": SECRET}}
    )
    number = draft(region=OUTSIDE).number
    actions.send(number, NOON.date(), by=HE)
    assert out().way == Way.LINE
    tell()
    job = Job.objects.get(kind=actions.JOB)
    assert (job.done_at, job.error, job.attempts) == (None, "Awaited", 1)
