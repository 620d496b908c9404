"""The contract between the connector and the text-message carrier, in process and over HTTP alike."""

import json

import httpx
import pytest

from jiuzhu.demo.departments import faults
from jiuzhu.demo.departments.faults import Kind
from jiuzhu.gateways import addresses
from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.carrier import Accepted, Carrier, Rejected, is_connected
from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.gateways.line import Line

PHONE, TEXT = "10002305831", "您家的申请已经受理，编号 SJ-2026-0001。"


def sent_by(door):
    """What the carrier sent to phones, by number."""
    return {path.stem: json.loads(path.read_text())["text"] for path in (door.folder / "sms").glob("*.json")}


def test_a_message_is_taken_with_a_receipt(carrier, door):
    assert carrier.send("jz-1", PHONE, TEXT) == Accepted("YD-jz-1")
    assert sent_by(door) == {"jz-1": TEXT}


def test_a_number_that_is_sent_twice_is_refused_with_the_receipt_of_the_first(carrier, door):
    assert carrier.send("jz-1", PHONE, TEXT) == carrier.send("jz-1", PHONE, TEXT)
    assert len(sent_by(door)) == 1


def test_other_words_under_a_used_number_are_not_taken_for_sent(carrier, door):
    carrier.send("jz-1", PHONE, TEXT)
    assert carrier.send("jz-1", PHONE, "别的话") == NoAnswer(Silence.GARBLED, "digest")
    assert sent_by(door) == {"jz-1": TEXT}


def test_a_message_whose_answer_was_lost_is_sent_once(carrier, door, fault):
    fault("sms", Kind.SILENCE)
    assert carrier.send("jz-1", PHONE, TEXT).reason == Silence.UNREACHABLE
    faults.put(door.folder, "sms", None)
    assert carrier.send("jz-1", PHONE, TEXT) == Accepted("YD-jz-1")
    assert len(sent_by(door)) == 1


@pytest.mark.parametrize(("end", "reason"), [("4041", "no_such_phone"), ("4042", "blocked")])
def test_a_phone_that_gets_no_message_is_refused_for_good(carrier, door, end, reason):
    assert carrier.send("jz-1", f"1000230{end}", TEXT) == Rejected(reason)
    assert sent_by(door) == {}


@pytest.mark.parametrize(("kind", "reason"), [(Kind.ERROR, Silence.FAILED), (Kind.GARBAGE, Silence.GARBLED)])
def test_a_faulty_answer_is_no_answer(carrier, fault, kind, reason):
    fault("sms", kind)
    assert carrier.send("jz-1", PHONE, TEXT).reason == reason


def test_a_wrong_signature_sends_nothing(carrier, door):
    forged = Address(door.address.base, door.address.key, "00" * 32)
    assert Carrier(door.line, lambda name: forged).send("jz-1", PHONE, TEXT).reason == Silence.REFUSED
    assert sent_by(door) == {}


def test_words_of_the_carrier_that_nobody_knows_are_not_repeated():
    answer = httpx.Response(422, json={"code": "周明贵欠费", "message": PHONE})
    line = Line(transport=httpx.MockTransport(lambda request: answer))
    carrier = Carrier(line, lambda name: Address("http://carrier.test", "k", "00" * 32))
    assert carrier.send("jz-1", PHONE, TEXT) == Rejected("other")
    line.close()


def test_whoever_answers_for_every_department_is_no_carrier(tmp_path, settings):
    settings.GATEWAYS = tmp_path / "gateways.json"
    everyone = {"base": "https://platform.test", "key": "k", "secret": "00" * 32}
    addresses.write(settings.GATEWAYS, {"*": everyone})
    assert not is_connected()
    addresses.write(settings.GATEWAYS, {"*": everyone, "sms": everyone})
    assert is_connected()
