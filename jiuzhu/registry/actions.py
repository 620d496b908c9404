"""Acts on people and families: register, join, leave, note a phone, mark dead, give and end a standing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiuzhu.kernel import idnumber
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry import names
from jiuzhu.registry.kinds import Area, Relation, Sex
from jiuzhu.registry.models import Household, Membership, Person, Standing
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash, reveal


@dataclass(frozen=True)
class NewMember:
    """One person as a form gives them; the identity number is already checked by the form, and checked again here."""

    name: str
    id_number: str
    relation: Relation
    phone: str = ""
    registered_region: str = ""
    told_phone: str = ""


@action("registry.register_person")
def register_person(new: NewMember, on: date, *, by: Scope) -> Person:
    """Find or add a person by identity number. Name and phone follow the newest form; birth and sex follow the number.

    Raises Refused for a number that cannot be one.
    """
    wrong = idnumber.fault(new.id_number, on) or names.fault(new.name)
    if wrong:
        raise Refused("bad_person", f"{new.name or '这位成员'}：{wrong}。")
    number, name = idnumber.normal(new.id_number), names.normal(new.name)
    digest = keyed_hash("id_number", number)
    told = {"name": name, "initials": names.initials(name)}
    given = {
        "phone": new.phone,
        "told_phone": new.told_phone,
        "registered_region": new.registered_region,
    }
    told |= {field: value for field, value in given.items() if value}
    sex = Sex.FEMALE if idnumber.is_female(number) else Sex.MALE
    fixed = {"id_number": number, "born": idnumber.born_on(number), "sex": sex}
    person, is_new = Person.objects.get_or_create(id_hash=digest, defaults=told | fixed)
    if not is_new:
        for field, value in told.items():
            setattr(person, field, value)
        person.save(update_fields=[*told])
    return person


@action("registry.register_household")
def register_household(
    members: list[NewMember], region_code: str, area: Area, address: str, on: date, *, by: Scope
) -> Household:
    """Register a family as its form states it on a day; the first member with relation self is its head.

    The same head in the same place is the same household: members are compared, those who are new join and those
    who are gone leave. Raises Refused when someone already belongs to another registered household.
    """
    people = [(register_person(member, on, by=by), member.relation) for member in members]
    head = next((person for person, relation in people if relation == Relation.SELF), None)
    if head is None or len({person.pk for person, _ in people}) != len(people):
        raise Refused("bad_household", "一户里要有且只有一位申请人，同一个人只能写一次。请检查家庭成员。")
    household = _household_of(head)
    if household is None:
        household = Household.objects.create(
            region_code=region_code, area=area, address=address or None, head=head
        )
    else:
        household.region_code, household.area = region_code, area
        household.address = address or household.address
        household.save()
    _set_members(household, people, on)
    town = region_code[: len("500110114")]
    Person.objects.filter(pk__in=[person.pk for person, _ in people]).update(home_town=town)
    return household


@action("registry.change_head")
def change_head(household: Household, relations: Mapping[int, str], on: date, *, by: Scope) -> Household:
    """Another member is the head from a day on; `relations` say, by person, what those who change are to that head.

    Raises Refused unless exactly one member of the family is the head afterwards.
    """
    current = {row.person_id: row for row in household.memberships.filter(until=None)}
    after = {pk: Relation(relations.get(pk, row.relation)) for pk, row in current.items()}
    heads = [pk for pk, relation in after.items() if relation == Relation.SELF]
    if len(heads) != 1 or relations.keys() - current.keys():
        raise Refused("bad_household", "换户主以后，一户里要有且只有一位户主，而且是这家的成员。请检查关系。")
    changed = [row for pk, row in current.items() if after[pk] != row.relation]
    for row in changed:
        row.until = on
        row.save(update_fields=["until"])
    for row in changed:
        Membership.objects.create(
            household=household, person_id=row.person_id, relation=after[row.person_id], since=on
        )
    household.head_id = heads[0]
    household.save(update_fields=["head"])
    return household


@action("registry.note_phone")
def note_phone(person: Person, phone: str, *, by: Scope) -> Person:
    """Keep the phone that an office saw the person hold, which opens the family's page to them; messages go there too."""
    person.phone, person.told_phone = phone, None
    person.save(update_fields=["phone", "told_phone"])
    return person


def phone_to_tell(person: Person) -> str:
    """Where an act sends a message to a person: the phone that an office noted, else the one they gave when they applied;
    "" without. Nobody is shown it."""
    return reveal(person, "phone") or reveal(person, "told_phone")


@action("registry.mark_dead")
def mark_dead(person: Person, died_on: date, *, by: Scope) -> Person:
    """Record a death that is proven; the membership ends by the act that works the case."""
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    return person


@action("registry.join")
def join(household: Household, new: NewMember, since: date, on: date, *, by: Scope) -> Person:
    """A person belongs to the family since a day, as told on `on`: born, married, taken in or come home.

    Raises Refused for a second head, for a day before their birth, and while they belong to this or another household.
    """
    if new.relation == Relation.SELF:
        raise Refused("bad_household", "一户只有一位户主。新来的人作户主的，先加进来，再办“换户主”。")
    person = register_person(new, on, by=by)
    if since < person.born:
        raise Refused(
            "before_birth", f"{person.name}生于 {person.born}，不能在这以前就算一家人。请核对日期。"
        )
    if household.memberships.filter(person=person, until=None).exists():
        raise Refused("already_here", f"{person.name}已经是这一家的人，不用再加。")
    if Membership.objects.filter(Q(until=None) | Q(until__gt=since), person=person).exists():
        raise _lives_elsewhere(person)
    Membership.objects.create(household=household, person=person, relation=new.relation, since=since)
    person.home_town = household.region_code[: len("500110114")]
    person.save(update_fields=["home_town"])
    return person


@action("registry.leave")
def leave(household: Household, person: Person, on: date, *, by: Scope) -> Household:
    """A member belongs to the family no longer from a day on. Raises Refused for its head, whom somebody else follows
    first, unless the head has died and nobody is left."""
    others = household.memberships.filter(until=None).exclude(person=person)
    if household.head_id == person.pk and (person.died_on is None or others.exists()):
        raise Refused("head_leaves", f"{person.name}是户主。请先换一位户主，再办理减员。")
    household.memberships.filter(person=person, until=None).update(until=on)
    return household


@action("registry.give_standing")
def give_standing(
    household: Household,
    programme: str,
    decision_no: str,
    month: Month,
    *,
    by: Scope,
    person: Person | None = None,
) -> Standing:
    """What a decision made a family from a month on; the same decision again is the same standing."""
    return Standing.objects.get_or_create(
        household=household,
        person=person,
        programme=programme,
        until_month=None,
        defaults={"decision_no": decision_no, "from_month": month.number},
    )[0]


@action("registry.end_standing")
def end_standing(standing: Standing, month: Month, *, by: Scope) -> Standing:
    """The standing ends with the month before `month`."""
    standing.until_month = max(month.number, standing.from_month)
    standing.save(update_fields=["until_month"])
    return standing


def _household_of(head: Person) -> Household | None:
    membership = (
        Membership.objects.filter(person=head, until=None, relation=Relation.SELF)
        .select_related("household")
        .first()
    )
    return membership.household if membership else None


def _lives_elsewhere(person: Person) -> Refused:
    return Refused(
        "lives_elsewhere",
        f"{person.name}已经登记在另一户家庭里。如果已经分户或搬来同住，请先请镇里办理迁出，再加到这一户。",
    )


def _set_members(household: Household, people: list[tuple[Person, Relation]], on: date) -> None:
    current = {m.person_id: m for m in household.memberships.filter(until=None)}
    wanted = {person.pk: (person, relation) for person, relation in people}
    for person_id, membership in current.items():
        if person_id not in wanted or wanted[person_id][1] != membership.relation:
            membership.until = on
            membership.save(update_fields=["until"])
    for person_id, (person, relation) in wanted.items():
        if person_id in current and current[person_id].relation == relation:
            continue
        if Membership.objects.filter(person=person, until=None).exists():
            raise _lives_elsewhere(person)
        Membership.objects.create(household=household, person=person, relation=relation, since=on)
