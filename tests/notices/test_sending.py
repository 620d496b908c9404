"""A text message goes out once or is settled otherwise, and every try leaves a row."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from jiuzhu.demo.departments.faults import Kind
from jiuzhu.gateways.carrier import Carrier
from jiuzhu.jobs.models import Job
from jiuzhu.jobs.queue import LAST_ATTEMPT, NotYet, work_once
from jiuzhu.notices.actions import tell
from jiuzhu.notices.kinds import Channel
from jiuzhu.notices.models import Message
from jiuzhu.notices.queries import messages_for, text_of, texts_about
from jiuzhu.notices.send import send_sms
from jiuzhu.org.scope import Scope
from tests.documents.conftest import TODAY
from tests.gateways.conftest import carrier, door, fault

__all__ = ["carrier", "door", "fault"]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
TEXT, PHONE = "还差 1 份：小川的住院发票。12月4日前拍照传来就行。", "10002306207"
CASE = "SJ-2026-0387"


def told(by, phone=PHONE, until_at=None):
    return tell(77, CASE, Channel.SMS, TEXT, by=by, on=TODAY, phone=phone, until_at=until_at)


def send(message, carrier, at=NOON):
    send_sms({"message_id": message.pk}, carrier=carrier, at=at)
    message.refresh_from_db()


def ends(message):
    return [(row.outcome, row.reason) for row in message.sendings.order_by("pk")]


def work_through(carrier, at=NOON):
    """Let the worker work until nothing is due any more, the days jumped over; how often it worked."""
    kinds, done = {"notices.sms": lambda payload: send_sms(payload, carrier=carrier, at=at)}, 0
    while Job.objects.filter(done_at=None, gave_up_at=None).exists():
        work_once(kinds, now=at)
        at, done = at + timedelta(days=1), done + 1
    return done


def test_a_message_goes_out_once_and_keeps_the_receipt(clerk_li, carrier, door):
    message = told(clerk_li)
    for _ in range(2):
        send(message, carrier)
    assert (message.receipt, message.sent_at) == (f"YD-jz-{message.pk}", NOON)
    assert ends(message) == [("sent", "")]
    assert len(list((door.folder / "sms").iterdir())) == 1


def test_a_message_that_the_carrier_refuses_is_not_tried_again(clerk_li, carrier):
    message = told(clerk_li, phone="10002304041")
    assert work_through(carrier) == 1
    assert ends(message) == [("refused", "no_such_phone")]


def test_a_carrier_that_does_not_answer_is_asked_again_until_it_does(clerk_li, carrier, fault):
    message = told(clerk_li)
    fault("sms", Kind.ERROR)
    with pytest.raises(NotYet):
        send(message, carrier)
    fault("sms", Kind.DOUBLED)
    send(message, carrier)
    assert ends(message) == [("no_answer", "failed"), ("sent", "")]


def test_a_carrier_that_never_answers_is_given_up_in_the_end(clerk_li, carrier, fault):
    told(clerk_li)
    fault("sms", Kind.ERROR)
    assert work_through(carrier) == LAST_ATTEMPT
    assert texts_about(clerk_li, [CASE])[0].outcome == "no_answer"


def test_without_a_carrier_the_job_ends_and_the_family_reads_the_message_on_its_page(clerk_li):
    message = told(clerk_li)
    assert work_through(Carrier(find=lambda name: None)) == 1
    assert ends(message) == [("not_connected", "")]
    family = Scope.resident(5, 77)
    assert [text_of(row) for row in messages_for(family, [77])] == [TEXT]


def test_a_code_that_is_out_of_time_is_not_sent(clerk_li, carrier, door):
    message = told(clerk_li, until_at=NOON)
    send(message, carrier, NOON + timedelta(seconds=1))
    assert ends(message) == [("lapsed", "")]
    assert not (door.folder / "sms").exists()


@pytest.mark.parametrize("late", [timedelta(seconds=-1), timedelta(seconds=1)])
def test_the_words_of_a_code_are_dropped_once_it_is_sent_or_out_of_time(clerk_li, carrier, late):
    message = told(clerk_li, until_at=NOON)
    send(message, carrier, NOON + late)
    message.refresh_from_db()
    assert text_of(message) == ""


def test_logs_hold_neither_phone_nor_words(clerk_li, carrier, fault, caplog):
    told(clerk_li)
    fault("sms", Kind.ERROR)
    with caplog.at_level(logging.DEBUG):
        work_through(carrier)
    assert "notices.sms" in caplog.text
    assert PHONE not in caplog.text and "发票" not in caplog.text


def test_the_desk_learns_why_a_message_did_not_go_out(clerk_li, carrier):
    work = told(clerk_li, phone="10002304041")
    assert texts_about(clerk_li, [CASE])[0].outcome is None
    send(work, carrier)
    (text,) = texts_about(clerk_li, [CASE])
    assert (text.is_out, text.why) == (False, "号码不存在或已停用")
    assert (text.words, text.phone, text.on) == (TEXT, "100****4041", NOON.date())
    assert Message.objects.count() == 1
