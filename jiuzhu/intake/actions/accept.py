"""Accept an application: register the family, keep what it declared and agreed to, open its case, write and tell."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jiuzhu.assessment.actions import claim
from jiuzhu.assessment.kinds import SourceKind as Origin
from jiuzhu.benefits.actions import change_payee, open_account
from jiuzhu.benefits.kinds import FUND_OF, TREASURY_CARD
from jiuzhu.benefits.queries import account_of
from jiuzhu.casework.actions import open_case
from jiuzhu.casework.models import Case
from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.clocks import actions as clocks
from jiuzhu.clocks.kinds import DEADLINES
from jiuzhu.documents.actions import write_letter
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.intake import steps
from jiuzhu.intake.actions.reach import (
    contact,
    drop_clocks,
    held,
    not_open,
    payload_of,
    tell_family,
    town_office,
)
from jiuzhu.intake.declaration import declaration_claims, inferred_claims, registered_region
from jiuzhu.intake.kinds import OPEN, State
from jiuzhu.intake.models import Application, Resident
from jiuzhu.intake.queries import lacking
from jiuzhu.kernel.month import OF_AGE, Month, age_on
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Area, Relation
from jiuzhu.registry.models import Household, Person
from jiuzhu.registry.queries import members, standings
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash, reveal
from jiuzhu.verification.actions import authorise
from jiuzhu.verification.actions.consent import CONSENT_LASTS, ENTITLED
from jiuzhu.verification.kinds import Giver, Purpose


@action("intake.accept")
def accept(application: Application, on: date, *, by: Scope, is_card_seen: bool = False) -> Case:
    """Accept what is complete; the same application again gives the same case.

    The applicant's phone is noted when they never belonged to a family, or the officer has seen their card
    (`is_card_seen`); on another it is where messages go, and opens nothing. Raises Refused when it was turned away, withdrawn or ended, when the family already stands in 低保 (单人保, 渐退) or 特困, or when somebody is
    registered in another household.
    """
    application = held(application, by)
    if application.state == State.ACCEPTED:
        return Case.objects.get(application_no=application.number)
    if application.state not in OPEN:
        raise not_open(application)
    payload = payload_of(application)
    household = _register(application, payload, is_card_seen, on, by)
    _refuse_double(household, on)
    case = open_case(
        application.number, household, application.programme, on, by=by, applied_on=application.submitted_on
    )
    people = _people(payload)
    _claim_all(case.case_no, application, payload, people, on, by)
    _authorise_all(application, people, on, by)
    _open_account(household, payload, people, on, by)
    application.state, application.case_no = State.ACCEPTED, case.case_no
    application.save(update_fields=["state", "case_no"])
    clocks.meet(application.number, "db.accept", on, by=by)
    drop_clocks(application, on, by)
    _tell_accepted(application, case, payload, on, by)
    return case


@dataclass(frozen=True)
class Unnoted:
    """The phone on which an applicant handed in while none is noted for them, and whether acceptance alone notes it."""

    phone: str
    is_first: bool


def unnoted(application: Application) -> Unnoted | None:
    """What acceptance is to say about the applicant's phone; None once one is noted for them."""
    person = Person.objects.filter(id_hash=application.resident.id_hash).first()
    if person and person.phone:
        return None
    is_first = not (person and person.memberships.exists())
    return Unnoted(reveal(application.resident, "phone"), is_first)


def _register(
    application: Application, payload: steps.Payload, is_card_seen: bool, on: date, by: Scope
) -> Household:
    home, found = payload["applicant"], unnoted(application)
    family = [_new_member(payload, key) for key in payload["members"]]
    if found:
        kept = "phone" if found.is_first or is_card_seen else "told_phone"
        family[0] = replace(family[0], **{kept: found.phone})
    household = register_household(
        family, application.region_code, Area(home["area"]), home["address"], on, by=by
    )
    Resident.objects.filter(pk=application.resident_id).update(person_id=household.head_id)
    return household


def _new_member(payload: steps.Payload, key: str) -> NewMember:
    person = payload[f"person/{key}"]
    relation = Relation.SELF if key == "0" else Relation(person["relation"])
    region = registered_region(payload, key)
    return NewMember(person["name"], person["id_number"], relation, registered_region=region)


def _refuse_double(household: Household, on: date) -> None:
    """A family that is paid every month, or one of its people, applies for neither 低保 nor 特困 again (不重复享受)."""
    standing = standings([household.pk], Month.of(on)).get(household.pk, [])
    held_now = next((row for row in standing if row.programme in FUND_OF), None)
    if held_now:
        raise Refused(
            "already_stands",
            f"这个家庭现在已经在享受{PROGRAMMES[held_now.programme]}，不能重复申请。家里情况变了，请办理复核。",
            "社会救助法 第十八条",
        )


def _people(payload: steps.Payload) -> list[Person]:
    """The registered people in the order of the form."""
    digests = [keyed_hash("id_number", payload[f"person/{key}"]["id_number"]) for key in payload["members"]]
    found = {person.id_hash: person for person in Person.objects.filter(id_hash__in=digests)}
    return [found[digest] for digest in digests]


def _claim_all(
    case_no: str,
    application: Application,
    payload: steps.Payload,
    people: list[Person],
    on: date,
    by: Scope,
) -> None:
    day = application.submitted_on
    told = {Origin.DECLARED: declaration_claims(payload, day), Origin.ESTIMATE: inferred_claims(payload, day)}
    for source, claims in told.items():
        for index, key, value in claims:
            person_id = None if index is None else people[index].pk
            claim(case_no, person_id, key, value, source, application.number, on, day, by=by)


def _authorise_all(application: Application, people: list[Person], on: date, by: Scope) -> None:
    """Each adult under their own signature; children under the applicant's (个人信息保护法 第三十一条).

    What was signed for 动态监测 is a consent of its own.
    """
    signed = {row.id_hash: row for row in application.applicants.all()}
    guardian = people[0] if age_on(people[0].born, on) >= OF_AGE else None
    for person in people:
        is_child = age_on(person.born, application.submitted_on) < OF_AGE
        row = signed.get(people[0].id_hash if is_child else person.id_hash)
        if row is None:
            continue
        given = {"given_by": Giver.GUARDIAN, "giver": guardian} if is_child else {}
        for record, uses in ((row.consent_id, ENTITLED), (row.monitoring_id, [Purpose.MONITOR])):
            if record:
                until = on + CONSENT_LASTS
                authorise(person, record, list(SourceKind), on, until, by=by, purposes=uses, **given)


def _open_account(
    household: Household, payload: steps.Payload, people: list[Person], on: date, by: Scope
) -> None:
    """The card that the form gives, under its holder; a holder outside the family shows up before the first payment."""
    given = payload[steps.CHECK_PAGE]
    holder = next((person for person in people if person.name == given["holder"]), people[0])
    known = account_of(household.pk)
    if known and known.card_hash != keyed_hash("card", given["card"]):
        change_payee(known, holder, TREASURY_CARD, given["card"], given["holder"], on, by=by)
    else:
        open_account(household, holder, TREASURY_CARD, given["card"], given["holder"], on, by=by)


def _tell_accepted(application: Application, case: Case, payload: steps.Payload, on: date, by: Scope) -> None:
    whole = DEADLINES["db.total_delegated"]
    due = clocks.due_on(on, whole.days, whole.unit)
    names = [row.person.name for row in members([case.household_id], on)[case.household_id]]
    office = town_office(application)
    data: dict[str, Any] = {
        "programme": application.programme,
        "to": steps.name(payload, "0"),
        "applied_on": application.submitted_on,
        "application_no": application.number,
        "members": names,
        "due_on": due,
        "contact": contact(office, by),
    }
    if missing := lacking(by, application, payload, on):
        data["missing"] = [{"who": "", **item} for item in missing]
    write_letter(LetterKind.ACCEPT, case.case_no, office, data, on, by=by, to_person_id=case.applicant_id, region_code=application.region_code)  # fmt: skip
    todo = f"还要补交：{'、'.join(item['what'] for item in missing)}。" if missing else "现在不用做什么。"
    words = f"您家的申请已经受理，编号 {case.case_no}。接下来会核对情况、上门看看，最迟 {due.month}月{due.day}日告诉您结果。{todo}"
    tell_family(application, case.case_no, words, on, by)
