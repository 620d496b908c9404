"""Who stands at the door proves it by a code on their own phone."""

from datetime import timedelta

import pytest

from jiuzhu.intake.actions import enter, meet, open_draft, send_code
from jiuzhu.intake.actions.draft import payload_of
from jiuzhu.intake.models import Code, Resident
from jiuzhu.intake.queries import door_mark, entered
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.org.actions import count
from jiuzhu.org.kinds import CODES_ADDRESS, CODES_PHONE
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household, register_person
from jiuzhu.registry.kinds import Area, Relation
from jiuzhu.vault.seal import reveal
from tests.intake.conftest import AT, VILLAGE, VISITOR, ZHOU

pytestmark = pytest.mark.django_db
MISTYPED = {"phone": "13800000000"}
AGENT = Scope("officer", "officer:2", "犹小琴", (("assistant", VILLAGE),), login_id=2)
CHANGED = [MISTYPED, {"name": "周明富"}]


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


def came_in(**changed):
    """周明贵 as he is known once a code is answered."""
    sent = send_code(**(ZHOU | changed), at=AT, by=VISITOR)
    assert not answer(sent, sent.code)
    return sent.resident


def test_a_phone_is_kept_once_its_code_is_answered():
    sent = send()
    assert Resident.objects.get().phone is None
    assert not answer(sent, sent.code)
    assert reveal(Resident.objects.get(), "phone") == ZHOU["phone"]


def test_a_mistyped_phone_locks_nobody_out():
    send_code(**(ZHOU | MISTYPED), at=AT, by=VISITOR)
    assert reveal(came_in(), "phone") == ZHOU["phone"]


def test_a_mistyped_phone_does_not_keep_the_agent_from_filling_in():
    send_code(**(ZHOU | MISTYPED), at=AT, by=VISITOR)
    assert reveal(meet(**ZHOU, at=AT, by=VISITOR), "phone") == ZHOU["phone"]


@pytest.mark.parametrize("changed", CHANGED)
def test_a_newer_proof_replaces_one_on_which_nothing_was_written(changed):
    squatter = came_in(**changed)
    resident = came_in()
    assert (resident.pk, resident.name, reveal(resident, "phone")) == (
        squatter.pk,
        ZHOU["name"],
        ZHOU["phone"],
    )


def test_who_was_signed_in_before_the_newer_proof_is_so_no_longer():
    squatter = came_in(**MISTYPED)
    scope, mark = Scope.resident(squatter.pk, None), door_mark(squatter)
    came_in()
    assert entered(scope, mark) is None


@pytest.mark.parametrize("changed", CHANGED)
def test_nobody_takes_over_whoever_has_begun_a_form(changed):
    resident = came_in()
    open_draft(resident, AT, by=Scope.resident(resident.pk, None))
    assert send_code(**(ZHOU | changed), at=AT, by=VISITOR).resident is None
    with pytest.raises(Refused, match="对不上"):
        meet(**(ZHOU | changed), at=AT, by=VISITOR)
    assert Resident.objects.count() == Message.objects.count() == 1


def test_an_agent_helps_whom_a_form_on_another_phone_keeps_out():
    stranger = came_in(**MISTYPED)
    scope, mark = Scope.resident(stranger.pk, None), door_mark(stranger)
    draft = open_draft(stranger, AT, by=scope)
    assert meet(**ZHOU, at=AT, by=AGENT) == stranger
    assert entered(scope, mark) is None
    again = open_draft(Resident.objects.get(), AT, by=scope)
    assert again == draft and payload_of(again)["person/0"]["phone"] == ZHOU["phone"]
    assert came_in() == stranger


def test_an_agent_changes_no_phone_of_somebody_of_a_family():
    resident = came_in()
    open_draft(resident, AT, by=Scope.resident(resident.pk, None))
    alone = [NewMember(ZHOU["name"], ZHOU["id_number"], Relation.SELF)]
    register_household(alone, VILLAGE, Area.RURAL, "3 组", day_of(AT), by=AGENT)
    with pytest.raises(Refused, match="窗口登记新号"):
        meet(**(ZHOU | MISTYPED), at=AT, by=AGENT)
    assert reveal(Resident.objects.get(), "phone") == ZHOU["phone"]


def test_a_code_on_another_phone_is_worth_nothing_once_a_form_is_begun():
    resident = came_in()
    sent = send_code(**(ZHOU | MISTYPED), at=AT, by=VISITOR)
    open_draft(resident, AT, by=Scope.resident(resident.pk, None))
    assert "过期" in answer(sent, sent.code)
    assert reveal(Resident.objects.get(), "phone") == ZHOU["phone"]


def test_a_code_on_another_phone_is_worth_nothing_once_an_agent_has_met_the_person():
    sent = send_code(**(ZHOU | MISTYPED), at=AT, by=VISITOR)
    meet(**ZHOU, at=AT, by=VISITOR)
    assert "过期" in answer(sent, sent.code)
    assert reveal(Resident.objects.get(), "phone") == ZHOU["phone"]


def test_the_phone_that_an_office_noted_lets_its_holder_in_whatever_a_stranger_began():
    stranger = came_in(**MISTYPED)
    open_draft(stranger, AT, by=Scope.resident(stranger.pk, None))
    register_person(NewMember(**ZHOU, relation=Relation.SELF), day_of(AT), by=VISITOR)
    resident = came_in()
    assert entered(Scope.resident(resident.pk, None), door_mark(resident)).person_id


def test_who_was_sent_no_code_hears_what_a_wrong_code_hears():
    sent = send()
    assert enter(None, "000000", AT, by=VISITOR).wrong == answer(sent, other_than(sent.code))


def test_tries_with_a_phone_that_is_not_the_known_one_are_counted():
    open_draft(came_in(), AT, by=Scope.system("setup"))
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
