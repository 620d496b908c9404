"""A resident proves who they are by a code on their phone."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from jiuzhu.intake.answers import Question, read
from jiuzhu.intake.models import Code, Resident
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.actions import tell
from jiuzhu.notices.kinds import Channel
from jiuzhu.org.actions import spend
from jiuzhu.org.kinds import CODES_ADDRESS, CODES_PHONE
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash, reveal

MINUTES, TRIES = 10, 5
PER_HOUR = 5
TOO_MANY = "一小时里已经发了很多次验证码。请过一会儿再试，或者打电话请村里代办。"
_ASKED = (
    Question("name", "姓名", "name"),
    Question("id_number", "身份证号", "id"),
    Question("phone", "手机号", "phone"),
)


@dataclass(frozen=True)
class Sent:
    """A code on its way. `code` is for the text message, and for the page of a demonstration; it is kept nowhere."""

    resident: Resident
    code: str = field(repr=False)

    def for_trail(self) -> dict[str, Any]:
        return self.resident.for_trail()


@action("intake.meet")
def meet(id_number: str, name: str, phone: str, at: datetime, *, by: Scope) -> Resident:
    """Find or add a resident. Who is known keeps their phone: another number is refused, so that nobody takes over."""
    on = day_of(at)
    given = {"name": name, "id_number": id_number, "phone": phone}
    try:
        clean = {question.key: read(question, given[question.key], on) for question in _ASKED}
    except ValueError as wrong:
        raise Refused("bad_identity", f"{wrong}。") from wrong
    digest = keyed_hash("id_number", clean["id_number"])
    person = Person.objects.filter(id_hash=digest).first()
    new = {**clean, "person_id": person and person.pk}
    resident, _ = Resident.objects.get_or_create(id_hash=digest, defaults=new)
    for known in filter(None, (resident, person)):
        if known.name != clean["name"] or (known.phone and reveal(known, "phone") != clean["phone"]):
            raise Refused(
                "not_as_registered",
                "姓名、手机号和登记的对不上。换过手机号，请带身份证到村委会改一下，或者请村里代办。",
            )
    if person and resident.person_id is None:
        resident.person_id = person.pk
        resident.save(update_fields=["person_id"])
    return resident


@action("intake.send_code")
def send_code(id_number: str, name: str, phone: str, at: datetime, *, by: Scope, address: str = "") -> Sent:
    """Send a code that lasts ten minutes to the resident's phone; an earlier one no longer counts.

    Raises Refused for numbers that cannot be, for another phone than the known one, after five codes in an hour for one
    resident or one phone, and after many from one `address`.
    """
    if address:
        spend(CODES_ADDRESS, address, at, TOO_MANY, by=by)
    resident = meet(id_number, name, phone, at, by=by)
    if Code.objects.filter(resident=resident, sent_at__gt=at - timedelta(hours=1)).count() >= PER_HOUR:
        raise Refused("too_many_codes", TOO_MANY)
    spend(CODES_PHONE, reveal(resident, "phone"), at, TOO_MANY, by=by)
    code = f"{secrets.randbelow(1_000_000):06d}"
    Code.objects.create(
        resident=resident,
        digest=_digest(resident, code),
        sent_at=at,
        until_at=at + timedelta(minutes=MINUTES),
    )
    text = f"验证码 {code}，{MINUTES} 分钟内有效。救助申请用，不要告诉别人。"
    whom = resident.person_id or resident.pk
    phone, until = reveal(resident, "phone"), at + timedelta(minutes=MINUTES)
    tell(whom, "", Channel.SMS, text, by=by, on=day_of(at), phone=phone, until_at=until)
    return Sent(resident, code)


@dataclass(frozen=True)
class Entry:
    """How a code was answered: `wrong` is empty when it was right, else what to tell the person."""

    resident: Resident
    wrong: str = ""

    def for_trail(self) -> dict[str, Any]:
        return self.resident.for_trail() | {"refs": {"entered": not self.wrong}}


@action("intake.enter")
def enter(resident: Resident, code: str, at: datetime, *, by: Scope) -> Entry:
    """Answer a code. A wrong answer is counted, which is why it is returned and not raised; five end the code."""
    sent = Code.objects.select_for_update(of=("self",)).filter(resident=resident).order_by("-pk").first()
    if sent is None or sent.used_at or at > sent.until_at or sent.tries >= TRIES:
        return Entry(resident, "这个验证码已经过期，请重新发一个。")
    if not secrets.compare_digest(sent.digest, _digest(resident, code.strip())):
        sent.tries += 1
        sent.save(update_fields=["tries"])
        left = TRIES - sent.tries
        return Entry(
            resident, f"验证码不对，还可以试 {left} 次。" if left else "试了 5 次都不对，请重新发一个验证码。"
        )
    sent.used_at = at
    sent.save(update_fields=["used_at"])
    return Entry(resident)


def _digest(resident: Resident, code: str) -> str:
    return keyed_hash("login_code", f"{resident.pk}|{code}")
