"""An office notes the phone of somebody who stands before it with their card: from then on it opens their family's page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiuzhu.casework.actions.step import case_for
from jiuzhu.intake.actions.login import identity
from jiuzhu.intake.answers import Question, read
from jiuzhu.intake.models import Application, Code, Resident
from jiuzhu.intake.queries import recused
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import own_relatives
from jiuzhu.org.scope import Scope
from jiuzhu.registry import actions as registry
from jiuzhu.registry.actions import NewMember
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Household, Person
from jiuzhu.registry.queries import recused_homes
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash

MAY_NOTE = (Role.CLERK, Role.COUNTY)
"""A code proves a phone, not whose it is; the identity card is looked at where these work."""


@dataclass(frozen=True)
class Noted:
    """A person whose phone was noted, and the case that was worked at; "" at the window."""

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
    return Noted(_note(person, number, at, by), case_no)


@action("intake.note_phone_by_card")
def note_phone_by_card(id_number: str, name: str, phone: str, at: datetime, *, by: Scope) -> Noted:
    """Note the phone of whoever stands at the window with their card, whether anything is under way for them or not.

    Whom nobody knew is registered with it; the rest is as in `note_phone`. Raises Refused for what cannot be, for another
    name than that of a registered member, outside the duty, and outside the place of a family or an open application
    that they belong to, and for a relative's.
    """
    given = identity(id_number, name, phone, at)
    digest = keyed_hash("id_number", given["id_number"])
    _demand_place(digest, by)
    known = Person.objects.filter(id_hash=digest).exclude(memberships=None).first()
    if known and known.name != given["name"]:
        raise Refused("another_name", "登记的姓名和写的不一样。请对着身份证再看一遍，是不是同一个人。")
    member = NewMember(given["name"], given["id_number"], Relation.SELF)
    person = registry.register_person(member, day_of(at), by=by)
    return Noted(_note(person, given["phone"], at, by), "")


def _demand_place(digest: str, by: Scope) -> None:
    """Whoever belongs to a family, or stands in an open application, is for the officers of that place without relatives
    in it; anybody else for every window."""
    homes = Household.objects.filter(memberships__person__id_hash=digest, memberships__until=None)
    forms = Application.objects.filter(applicants__id_hash=digest, applicants__is_open=True)
    is_relative = own_relatives(by).filter(id_hash=digest).exists()
    is_relative |= homes.filter(pk__in=recused_homes(by)).exists()
    if is_relative or forms.filter(pk__in=recused(by)).exists():
        raise Refused(
            "recused",
            "这一家有您的近亲属，您要回避，请由其他同事办理。",
            "近亲属回避；民发〔2021〕57号 第11条",
        )
    places = {*homes.values_list("region_code", flat=True), *forms.values_list("region_code", flat=True)}
    if not places and by.is_(*MAY_NOTE):
        return
    for place in places or {""}:
        by.demand(place, *MAY_NOTE)


def _note(person: Person, number: str, at: datetime, by: Scope) -> Person:
    person = registry.note_phone(person, number, by=by)
    known = Resident.objects.select_for_update(of=("self",)).filter(id_hash=person.id_hash).first()
    if known:
        Code.objects.filter(resident=known, used_at=None).update(used_at=at)
        known.name, known.phone, known.person_id = person.name, number, person.pk
        known.save(update_fields=["name", "phone", "person_id"])
    return person
