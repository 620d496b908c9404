"""Draft a request to another region's centre: whom, which registers, under which consents, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import ELSEWHERE, Register
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.calendar import add_workdays
from jiuzhu.org.kinds import prefix
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household, Person
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action
from jiuzhu.verification.assist.centres import COUNTY_DIGITS, name_of, way_to
from jiuzhu.verification.assist.kinds import LAW, LONGEST, MAY_ASSIST, Direction, PartState
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.kinds import SETTLED, Giver, Purpose
from jiuzhu.verification.models import Authorisation, Query, live
from jiuzhu.verification.plan import TEMPLATES


@dataclass(frozen=True)
class Centre:
    """Who is asked: the code of a county, city or province, and, where it is not here, its name and address."""

    region_code: str
    name: str = ""
    address: str = ""


@action("assist.draft")
def draft(
    case_no: str,
    household: Household,
    centre: Centre,
    wanted: Collection[tuple[int, str]],
    reason: str,
    until_on: date,
    on: date,
    *,
    by: Scope,
    used_for: str = Purpose.APPLY,
    days: int | None = None,
) -> Request:
    """Note whom (person) and what (register) another region is to be asked about; nothing leaves yet.

    `used_for` is what the case may use the answers for: every consent must cover that. `until_on` is the last day on which the other side sees the people; `days` the working days it is asked to answer
    in, null for none. Raises Refused for a person without own live consent, a last day that a consent does not reach, a
    register that the purpose does not need, our own county, and what is asked there already or was answered there and is still fresh.
    """
    by.demand(household.region_code, *MAY_ASSIST)
    _is_possible(household, centre.region_code, reason, until_on, days, on)
    Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
    people = _people(case_no, household, on)
    parts = [
        _part(case_no, centre.region_code, place, people, used_for, on) for place in dict.fromkeys(wanted)
    ]
    _is_whole(parts, until_on)
    here = household.region_code[:COUNTY_DIGITS]
    before = Request.objects.filter(case_no=case_no, direction=Direction.OUT).count()
    row = Request.objects.create(
        number=f"XC-{here}-{case_no.removeprefix('SJ-')}-{before + 1}",
        direction=Direction.OUT,
        region_code=here,
        peer_code=centre.region_code,
        peer_name=(centre.name.strip() or name_of(centre.region_code))[:60],
        peer_address=centre.address.strip()[:120],
        way=way_to(centre.region_code),
        used_for=used_for,
        case_no=case_no,
        household=household,
        reason=reason.strip()[:300],
        until_on=until_on,
        days=days,
        made_by=by.actor,
        made_on=on,
    )
    for part in parts:
        part.request = row
    Part.objects.bulk_create(parts)
    return row


def _is_possible(
    household: Household, code: str, reason: str, until_on: date, days: int | None, on: date
) -> None:
    if len(code) != COUNTY_DIGITS or not code.isdigit():
        raise Refused("no_such_region", "请写对方的六位行政区划代码，例如 520302。", LAW)
    if len(prefix(code)) == COUNTY_DIGITS and household.region_code.startswith(code):
        raise Refused("own_region", "这是本区自己的数据，直接发起核对就可以，不用请外地协查。", LAW)
    if not reason.strip():
        raise Refused("reason_missing", "请写明为什么要请外地协查，例如：户籍在外地，养老金在那边领。", LAW)
    if not on <= until_on <= add_workdays(on, LONGEST):
        raise Refused("bad_until", f"截止日期应在今天以后、{LONGEST} 个工作日以内，请改正。", LAW)
    if days is not None and not 1 <= days <= LONGEST:
        raise Refused("bad_days", f"希望答复的天数应是 1 到 {LONGEST} 个工作日，或者不写。", LAW)


def _is_whole(parts: Collection[Part], until_on: date) -> None:
    if not parts:
        raise Refused("nothing_wanted", "请选要查谁、查哪几类数据，至少各选一项。", LAW)
    consented = min(part.consent_until for part in parts)
    if until_on > consented:
        raise Refused("bad_until", f"有人的授权到 {consented} 为止，截止日期不能比它晚，请改正。", LAW)


def _people(case_no: str, household: Household, on: date) -> dict[int, tuple[Person, bool]]:
    """Who may be named: the family on that day, and those outside it whom the case asks about (True)."""
    outside = Query.objects.filter(case_no=case_no, is_outside=True).select_related("person")
    found = {row.person_id: (row.person, True) for row in outside}
    return found | {
        row.person_id: (row.person, False) for row in members([household.pk], on).get(household.pk, [])
    }


def _part(
    case_no: str,
    region: str,
    place: tuple[int, str],
    people: dict[int, tuple[Person, bool]],
    used_for: str,
    on: date,
) -> Part:
    person_id, code = place
    table = current()
    wanted = table.templates[TEMPLATES[Purpose.ASSIST]].registers
    if code not in wanted or person_id not in people:
        raise Refused(
            "not_for_assist", "只能请外地查本案的人、协查模板里的数据类，请重新选。", "个人信息保护法 第六条"
        )
    person, is_outside = people[person_id]
    register = table.registers[code]
    consent = consent_for(person, register, used_for, on, own=is_outside)
    _is_new(case_no, region, person, register, on)
    return Part(
        person=person,
        register=code,
        article=register.article(on),
        authorisation=consent,
        consent_no=consent.number,
        consent_until=consent.until_on,
        is_outside=is_outside,
    )


def consent_for(person: Person, register: Register, used_for: str, on: date, *, own: bool) -> Authorisation:
    """A person's live consent that covers a register and a use; nobody is asked about elsewhere without it.

    `own`: signed by nobody else. Raises Refused.
    """
    given = Authorisation.objects.filter(live(on), person=person).order_by("-pk")
    covering = (row for row in given if row.covers(register, used_for))
    consent = next((row for row in covering if not own or row.given_by == Giver.SELF), None)
    if consent is None or not register.article(on):
        raise Refused(
            "no_consent",
            f"{person.name}没有查“{register.label}”的有效授权，不能请外地查。请先补签授权。",
            "民发〔2021〕57号 第9条；社会救助法 第四十一条",
        )
    return consent


def _is_new(case_no: str, region: str, person: Person, register: Register, on: date) -> None:
    """Raise Refused where the same question is under way, or its answer still fresh."""
    open_ones = Part.objects.filter(
        request__case_no=case_no, request__peer_code=region, request__closed_on=None, person=person
    )
    if open_ones.filter(register=register.code, is_accepted=False).exclude(state=PartState.ANSWERED).exists():
        raise Refused(
            "asked_already",
            f"{person.name}的“{register.label}”已经在请那里查，不用再请一次。请看原来那一项。",
        )
    source = f"{register.code}{ELSEWHERE}{region}"
    settled = Query.objects.filter(case_no=case_no, person=person, source=source, state__in=SETTLED)
    fresh = settled.order_by("-asked_on").first()
    if fresh and register.good_until(fresh.asked_on) >= on:
        raise Refused(
            "still_fresh",
            f"{person.name}的“{register.label}”，那里已经答过（{fresh.asked_on} 问），还在有效期内。",
        )
