"""A resident proves who they are by a code on their phone."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from jiuzhu.intake.answers import Question, read
from jiuzhu.intake.models import Code, Resident
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.kernel.typed import unspaced
from jiuzhu.notices.actions import tell
from jiuzhu.notices.kinds import Channel
from jiuzhu.org.actions import spend
from jiuzhu.org.kinds import CODES_ADDRESS, CODES_PHONE
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash, reveal

MINUTES, TRIES = 10, 5
TOO_MANY = "一小时里已经要了很多次验证码。请过一会儿再试，或者打电话请村里代办。"
WRONG = "验证码不对，或者已经过期了。请看最新的那条短信；试过五次，要重新发一个。"
"""The same words for every reason, and for a code that nobody was sent: who guesses learns nothing of whom we know."""
_ASKED = (
    Question("name", "姓名", "name"),
    Question("id_number", "身份证号", "id"),
    Question("phone", "手机号", "phone"),
)


@dataclass(frozen=True)
class Sent:
    """A code on its way. `code` is for the text message, and for the page of a demonstration; it is kept nowhere.

    Without a resident nothing was sent, since name or phone is another than one that stays.
    """

    resident: Resident | None
    code: str = field(default="", repr=False)

    def for_trail(self) -> dict[str, Any]:
        return self.resident.for_trail() if self.resident else {"subject": "resident:visitor"}


@action("intake.meet")
def meet(id_number: str, name: str, phone: str, at: datetime, *, by: Scope) -> Resident:
    """Find or add a resident who stands before their agent.

    With a mandate in hand an officer may change what another phone wrote, of somebody who belongs to no family: nothing
    but their own forms opens to it. Raises Refused for another name or phone than one that stays.
    """
    clean = identity(id_number, name, phone, at)
    resident = _admitted(clean, is_seen=by.kind == "officer")
    if resident is None:
        raise Refused(
            "not_as_registered",
            "姓名、手机号和登记的对不上。换过手机号，请本人带身份证到镇政府窗口登记新号。",
        )
    return _keep(resident, clean["name"], clean["phone"])


def send_code(id_number: str, name: str, phone: str, at: datetime, *, by: Scope, address: str = "") -> Sent:
    """Send a code that lasts ten minutes to a phone, which is kept when it is answered; an earlier code no longer counts.

    For another name or phone than one that stays nothing is sent, and the answer looks the same: the page says what to
    do when no message comes. Every try counts, right or wrong, in a transaction of its own. Raises Refused for numbers
    that cannot be, after five tries in an hour for one phone, and after many from one `address`.
    """
    clean = identity(id_number, name, phone, at)
    if address:
        spend(CODES_ADDRESS, address, at, TOO_MANY, by=by)
    spend(CODES_PHONE, clean["phone"], at, TOO_MANY, by=by)
    return _send(clean, at, by=by)


@action("intake.send_code")
def _send(clean: dict[str, str], at: datetime, *, by: Scope) -> Sent:
    resident = _admitted(clean)
    if resident is None:
        return Sent(None)
    resident.asked_name, resident.asked_phone = clean["name"], clean["phone"]
    resident.save(update_fields=["asked_name", "asked_phone"])
    code = f"{secrets.randbelow(1_000_000):06d}"
    until = at + timedelta(minutes=MINUTES)
    Code.objects.create(resident=resident, digest=_digest(resident, code), sent_at=at, until_at=until)
    text = f"验证码 {code}，{MINUTES} 分钟内有效。救助申请用，不要告诉别人。"
    whom = resident.person_id or resident.pk
    tell(whom, "", Channel.SMS, text, by=by, on=day_of(at), phone=clean["phone"], until_at=until)
    return Sent(resident, code)


@dataclass(frozen=True)
class Entry:
    """How a code was answered: `wrong` is empty when it was right, else what to tell the person."""

    resident: Resident | None
    wrong: str = ""

    def for_trail(self) -> dict[str, Any]:
        return Sent(self.resident).for_trail() | {"refs": {"entered": not self.wrong}}


@action("intake.enter")
def enter(resident: Resident | None, code: str, at: datetime, *, by: Scope) -> Entry:
    """Answer a code, which proves the name and phone it was asked for. A wrong answer is counted, which is why it is
    returned and not raised; five end the code.

    Without a resident no code was sent, and no answer is right.
    """
    if resident:
        resident.refresh_from_db(from_queryset=_locked())
    sent = Code.objects.select_for_update(of=("self",)).filter(resident=resident).order_by("-pk").first()
    if resident is None or sent is None or sent.used_at or at > sent.until_at or sent.tries >= TRIES:
        return Entry(resident, WRONG)
    if not secrets.compare_digest(sent.digest, _digest(resident, unspaced(code))):
        sent.tries += 1
        sent.save(update_fields=["tries"])
        return Entry(resident, WRONG)
    sent.used_at = at
    sent.save(update_fields=["used_at"])
    name, phone = resident.asked_name, reveal(resident, "asked_phone")
    if not (phone and _gives_way(resident, name, phone)):
        return Entry(resident, WRONG)
    return Entry(_keep(resident, name, phone))


def identity(id_number: str, name: str, phone: str, at: datetime) -> dict[str, str]:
    """Name, identity number and phone as they are kept. Raises Refused for what cannot be."""
    given = {"name": name, "id_number": id_number, "phone": phone}
    try:
        return {question.key: read(question, given[question.key], day_of(at)) for question in _ASKED}
    except ValueError as wrong:
        raise Refused("bad_identity", f"{wrong}。") from wrong


def _admitted(clean: dict[str, str], *, is_seen: bool = False) -> Resident | None:
    """The resident, found or added, under a lock; None for another name or phone than one that stays."""
    digest = keyed_hash("id_number", clean["id_number"])
    first = {"name": clean["name"], "id_number": clean["id_number"]}
    found, _ = Resident.objects.get_or_create(id_hash=digest, defaults=first)
    resident = _locked().get(pk=found.pk)
    return resident if _gives_way(resident, clean["name"], clean["phone"], is_seen=is_seen) else None


def _gives_way(resident: Resident, name: str, phone: str, *, is_seen: bool = False) -> bool:
    """Whether what is known of a resident is this, or may become it by a newer proof.

    What an office noted stays. Of the rest what was proved later counts, as long as nothing was written on the earlier
    phone: a form holds what its writer told of a family. Who stands before an agent (`is_seen`), and belongs to no family,
    is believed before it.
    """
    person = Person.objects.filter(id_hash=resident.id_hash).first()
    if person and person.name != name:
        return False
    if person and person.phone:
        return reveal(person, "phone") == phone
    is_known = resident.name == name and reveal(resident, "phone") == phone
    is_free = is_seen and not (person and person.memberships.exists())
    return is_known or is_free or not resident.drafts.exists()


def _keep(resident: Resident, name: str, phone: str) -> Resident:
    person = Person.objects.filter(id_hash=resident.id_hash).first()
    resident.name, resident.phone = name, phone
    resident.asked_name, resident.asked_phone = "", None
    resident.person_id = person.pk if person else resident.person_id
    resident.save(update_fields=["name", "phone", "asked_name", "asked_phone", "person_id"])
    return resident


def _locked() -> QuerySet[Resident]:
    return Resident.objects.select_for_update(of=("self",))


def _digest(resident: Resident, code: str) -> str:
    return keyed_hash("login_code", f"{resident.pk}|{code}")
