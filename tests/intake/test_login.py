"""Who stands at the door proves it by a code on their own phone."""

from datetime import timedelta

import pytest

from jiuzhu.intake.actions import enter, meet, open_draft, send_code
from jiuzhu.intake.actions.draft import payload_of
from jiuzhu.intake.models import Code, Resident
from jiuzhu.intake.queries import door_mark, entered
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.org.actions import count
from jiuzhu.org.kinds import CODES_ADDRESS, CODES_PHONE
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, note_phone, register_household, register_person
from jiuzhu.registry.kinds import Area, Relation
from jiuzhu.vault.seal import reveal
from tests.intake.conftest import AT, VILLAGE, VISITOR, ZHOU, signed_in

pytestmark = pytest.mark.django_db
OTHER = "13800000000"
AGENT = Scope("officer", "officer:2", "犹小琴", (("assistant", VILLAGE),), login_id=2)


def send():
    return send_code(**ZHOU, at=AT, by=VISITOR)


def answer(sent, code, after=timedelta()):
    return enter(sent.resident, code, AT + after, by=VISITOR).wrong


def other_than(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_that_was_sent_opens_the_door():
    sent = send()
    assert not answer(sent, sent.code)
    assert Job.objects.filter(kind="notices.sms").count() == 1


def test_a_code_serves_once():
    sent = send()
    answer(sent, sent.code)
    assert "过期" in answer(sent, sent.code)


def test_a_code_ends_after_ten_minutes():
    sent = send()
    assert "过期" in answer(sent, sent.code, timedelta(minutes=11))


def test_five_wrong_answers_end_a_code():
    sent = send()
    for _ in range(5):
        assert answer(sent, other_than(sent.code))
    assert answer(sent, sent.code)


def test_a_newer_code_replaces_the_older():
    first, second = send(), send()
    assert answer(first, first.code) or first.code == second.code
    assert not answer(second, second.code)


def test_five_codes_an_hour_are_enough():
    for _ in range(5):
        send()
    with pytest.raises(Refused, match="一小时"):
        send()


def test_one_phone_gets_five_codes_an_hour_whoever_they_are_for():
    for number in range(5):
        send_code(with_check_digit(f"5102231982031490{number}"), "周明贵", ZHOU["phone"], AT, by=VISITOR)
    with pytest.raises(Refused, match="一小时"):
        send()
    assert Message.objects.count() == 5


def test_from_one_address_no_more_codes_than_a_village_hall_needs():
    for _ in range(CODES_ADDRESS.most):
        count(CODES_ADDRESS, "10.0.0.1", AT, by=VISITOR)
    with pytest.raises(Refused, match="一小时"):
        send_code(**ZHOU, at=AT, by=VISITOR, address="10.0.0.1")
    assert send_code(**ZHOU, at=AT, by=VISITOR, address="10.0.0.2")


def test_the_code_is_kept_as_a_hash_only():
    sent = send()
    assert sent.code not in repr(sent)
    assert Code.objects.get().digest != sent.code


@pytest.mark.parametrize("changed", [{"phone": "13800000000"}, {"name": "周明富"}])
def test_nobody_takes_over_a_known_resident(changed):
    signed_in()
    assert send_code(**(ZHOU | changed), at=AT, by=VISITOR).resident is None
    with pytest.raises(Refused, match="对不上"):
        meet(**(ZHOU | changed), at=AT, by=VISITOR)
    assert Resident.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize("changed", [{"phone": OTHER}, {"name": "周明富"}])
def test_what_was_typed_at_the_door_and_never_proved_keeps_nobody_out(changed):
    typed = send_code(**(ZHOU | changed), at=AT, by=VISITOR)
    own = send()
    assert own.resident == typed.resident
    assert answer(typed, typed.code) or typed.code == own.code
    assert not answer(own, own.code)
    assert reveal(Resident.objects.get(), "phone") == ZHOU["phone"]


def test_a_try_on_another_phone_than_the_register_holds_changes_nothing():
    note_phone(register_person(NewMember(ZHOU["name"], ZHOU["id_number"], Relation.SELF), AT.date(), by=VISITOR), ZHOU["phone"], by=VISITOR)  # fmt: skip
    own = send()
    assert send_code(**(ZHOU | {"phone": OTHER}), at=AT, by=VISITOR).resident is None
    assert reveal(Resident.objects.get(), "phone") == ZHOU["phone"]
    assert not answer(own, own.code)


def test_an_agent_helps_whom_another_phone_keeps_out(town):
    impostor = signed_in(ZHOU | {"phone": OTHER})
    mark = door_mark(impostor)
    draft = open_draft(impostor, AT, by=Scope.resident(impostor.pk, None))
    with pytest.raises(Refused, match="对不上"):
        meet(**ZHOU, at=AT, by=VISITOR)
    assert meet(**ZHOU, at=AT, by=AGENT) == impostor
    assert entered(Scope.resident(impostor.pk, None), mark) is None
    again = open_draft(Resident.objects.get(), AT, by=Scope.resident(impostor.pk, None))
    assert again == draft and payload_of(again)["person/0"]["phone"] == ZHOU["phone"]
    assert signed_in() == impostor


def test_an_agent_changes_no_phone_of_somebody_of_a_family(town):
    resident = signed_in()
    alone = [NewMember(ZHOU["name"], ZHOU["id_number"], Relation.SELF)]
    register_household(alone, VILLAGE, Area.RURAL, "3 组", AT.date(), by=AGENT)
    with pytest.raises(Refused, match="窗口登记新号"):
        meet(**(ZHOU | {"phone": OTHER}), at=AT, by=AGENT)
    assert reveal(resident, "phone") == ZHOU["phone"]


def test_who_was_sent_no_code_hears_what_a_wrong_code_hears():
    sent = send()
    assert enter(None, "000000", AT, by=VISITOR).wrong == answer(sent, other_than(sent.code))


def test_tries_with_a_phone_that_is_not_the_known_one_are_counted():
    signed_in()
    others = [ZHOU | {"phone": f"1380000{number:04d}"} for number in range(CODES_ADDRESS.most)]
    for other in others:
        send_code(**other, at=AT, by=VISITOR, address="10.0.0.1")
    with pytest.raises(Refused, match="一小时"):
        send_code(**ZHOU, at=AT, by=VISITOR, address="10.0.0.1")
    for _ in range(CODES_PHONE.most - 1):
        send_code(**others[0], at=AT, by=VISITOR)
    with pytest.raises(Refused, match="一小时"):
        send_code(**others[0], at=AT, by=VISITOR)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"id_number": "510223198203149017"}, "最后一位对不上"),
        ({"id_number": "510223198202309016"}, "不是一个真实的日期"),
        ({"phone": "12345"}, "11 位"),
        ({"name": "周1"}, "汉字"),
    ],
)
def test_an_identity_that_cannot_be_is_refused(changed, told):
    with pytest.raises(Refused, match=told):
        send_code(**(ZHOU | changed), at=AT, by=VISITOR)
