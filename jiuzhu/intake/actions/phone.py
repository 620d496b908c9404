"""An office notes the phone of a member who stands before it: from then on that phone opens the family's page to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiuzhu.casework.actions.step import case_for
from jiuzhu.intake.answers import Question, read
from jiuzhu.intake.models import Code, Resident
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry import actions as registry
from jiuzhu.registry.models import Person
from jiuzhu.trail.record import action

MAY_NOTE = (Role.CLERK, Role.COUNTY)
"""A code proves a phone, not whose it is; the identity card is looked at where these work."""


@dataclass(frozen=True)
class Noted:
    """A person whose phone was noted while a case was worked at."""

    person: Person
    case_no: str

    def for_trail(self) -> dict[str, Any]:
        return self.person.for_trail() | {"case_no": self.case_no}


@action("intake.note_phone")
def note_phone(case_no: str, person: Person, phone: str, at: datetime, *, by: Scope) -> Noted:
    """Note the phone of somebody of a case's family, their first or another one, once the card was seen.

    Whoever was signed in for them on another phone is so no longer, and a code on its way there no longer counts.
    Raises Refused for a number that no phone has, outside place and duty, for a relative's family, and for somebody who
    does not live there.
    """
    case = case_for(case_no, by, *MAY_NOTE)
    if not case.household.memberships.filter(person=person, until=None).exists():
        raise Refused("no_member", f"{person.name}现在不是这个家庭里的人，不能在这里登记手机号。")
    try:
        number = read(Question("phone", "手机号", "phone"), phone, day_of(at))
    except ValueError as wrong:
        raise Refused("bad_phone", f"{wrong}。") from wrong
    person = registry.note_phone(person, number, by=by)
    known = Resident.objects.select_for_update(of=("self",)).filter(id_hash=person.id_hash).first()
    if known:
        Code.objects.filter(resident=known, used_at=None).update(used_at=at)
        known.name, known.phone, known.person_id = person.name, number, person.pk
        known.save(update_fields=["name", "phone", "person_id"])
    return Noted(person, case_no)
