"""Questions at the door. A resident reaches what is theirs, an officer what lies in their region."""

import json
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiuzhu.casework import queries as casework
from jiuzhu.catalogue.edition import current
from jiuzhu.clocks.queries import Reading, of_cases, read
from jiuzhu.documents.models import Letter, Paper
from jiuzhu.documents.queries import letters_about, open_letter, papers_about
from jiuzhu.intake.kinds import OPEN, State
from jiuzhu.intake.models import Applicant, Application, Correction, Draft, Resident
from jiuzhu.intake.papers import Papers, papers
from jiuzhu.kernel.idnumber import born_on
from jiuzhu.kernel.month import OF_AGE, age_on
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.notices.queries import messages_for
from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Region
from jiuzhu.org.queries import own_relatives, place_name
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import keyed_hash, reveal


@dataclass(frozen=True)
class Town:
    """A town in which to apply: its name, and the names of its villages by code."""

    name: str
    villages: dict[str, str] = field(default_factory=dict)


def resident(scope: Scope) -> Resident | None:
    """The resident who is logged in."""
    return Resident.objects.filter(pk=_own(scope)).first() if scope.kind == "resident" else None


def door_mark(found: Resident) -> str:
    """What a browser keeps of the phone on which a code was proved; another phone gives another mark."""
    return keyed_hash("door_mark", reveal(found, "phone"))


def entered(scope: Scope, mark: object) -> Scope | None:
    """How far a resident reaches who proved a code on the phone of this mark; None once another phone is noted for them,
    and for whatever else a browser kept in its place.

    The household's papers, money, letters and consents are for the phone that the register holds, which the person's
    own first form or an office put there. On any other phone they have what they wrote themselves.
    """
    found = resident(scope)
    if found is None or not isinstance(mark, str) or not secrets.compare_digest(door_mark(found), mark):
        return None
    person = Person.objects.filter(id_hash=found.id_hash).first()
    is_own = person and person.phone and reveal(person, "phone") == reveal(found, "phone")
    return Scope.resident(found.pk, person.pk if person and is_own else None)


def drafts_of(scope: Scope) -> QuerySet[Draft]:
    """Open forms: a resident's own; of an officer those they fill in as an agent."""
    found = Draft.objects.filter(is_submitted=False).select_related("resident").order_by("-saved_at")
    if scope.kind == "resident":
        return found.filter(resident=_own(scope))
    return found.filter(agent=scope.login_id) if scope.kind == "officer" else found.none()


def draft(scope: Scope, draft_id: int) -> Draft:
    """One open form within reach. Raises Refused (not_found) when there is none."""
    found = drafts_of(scope).filter(pk=draft_id).first()
    if found is None:
        raise Refused("not_found", "没有找到这份表。它可能已经交了，请看“办到哪一步了”。")
    return found


def told(scope: Scope, found: Draft | Application) -> dict[str, Any]:
    """The answers of a form within reach; an officer's look at them is on the trail."""
    if scope.kind == "officer":
        about = found.for_trail()["subject"]
        look(scope, "intake.open_form", [about], purpose="办理申请", fields=["payload"])
    payload: dict[str, Any] = json.loads(reveal(found, "payload"))
    return payload


def applications(scope: Scope) -> QuerySet[Application]:
    """Applications within reach, newest first; of an officer none that names a relative of theirs."""
    found = Application.objects.select_related("resident").order_by("-submitted_on", "-pk")
    if scope.kind == "resident":
        return found.filter(resident=_own(scope))
    return scope.within(found).exclude(pk__in=recused(scope).values("pk"))


def recused(scope: Scope) -> QuerySet[Application]:
    """Applications that name a filed relative of whoever this is: they neither read nor decide them (民发〔2021〕57号 第11条)."""
    named = Applicant.objects.filter(id_hash__in=own_relatives(scope).values("id_hash"))
    return Application.objects.filter(pk__in=named.values("application"))


def kept_from(scope: Scope) -> set[str]:
    """What the papers are about that whoever this is keeps off: forms, applications and cases of their relatives. Two queries."""
    names = set(casework.recused(scope).values_list("case_no", flat=True))
    for form, number, case_no in recused(scope).values_list("draft", "number", "case_no"):
        names |= {about(form), number, case_no}
    return names - {""}


def waiting(scope: Scope) -> QuerySet[Application]:
    """Applications that the town has neither accepted nor turned away, with their applicants, oldest first."""
    rows = applications(scope).filter(state__in=[*OPEN]).select_related("resident")
    return rows.order_by("submitted_on", "pk")


def agreed_at_the_door(scope: Scope) -> QuerySet[Applicant]:
    """Where a resident agreed to be looked up in an application that the town has not accepted yet: their own, and on the
    phone that is noted for them another's too, since only there they are known to be who it names.
    """
    me = resident(scope)
    found = Applicant.objects.filter(id_hash=me.id_hash if me else "", application__state__in=[*OPEN])
    if scope.person_id is None:
        found = found.filter(application__resident=me)
    return found.exclude(consent=None).select_related("application__resident").order_by("pk")


def is_own(scope: Scope, row: Application) -> bool:
    """Whether an application is the resident's own, and not one in which they are named."""
    return row.resident_id == _own(scope)


def application(scope: Scope, number: str) -> Application:
    """One application within reach. Raises Refused (not_found)."""
    found = applications(scope).filter(number=number).first()
    if found is None:
        why = "它不在您的辖区，或者里面有您的近亲属，您须回避；也请" if scope.kind == "officer" else "请"
        raise Refused("not_found", f"没有找到申请 {number}。{why}看看编号，或者打电话问。")
    return found


def reaching(scope: Scope, about: str) -> Scope:
    """How a resident reaches what was written and told about their own application, under its own number: as who handed it
    in, on whatever phone. Of everything else nothing more than the scope reaches.
    """
    me = resident(scope)
    is_own = me is not None and applications(scope).filter(number=about).exists()
    return Scope.resident(me.pk, me.person_id) if me and is_own else scope


def letters_to(scope: Scope, found: Application) -> list[Letter]:
    """The letters that a resident may read about their own application, and about the case it became, oldest first."""
    own = letters_about(reaching(scope, found.number), [found.number])
    return [*own, *letters_about(scope, filter(None, [found.case_no]))]


def open_letter_to(scope: Scope, letter_id: int, purpose: str) -> bytes:
    """The PDF of a letter that a resident may read; the look is on the trail. Raises Letter.DoesNotExist out of reach."""
    about = Letter.objects.values_list("case_no", flat=True).get(pk=letter_id)
    return open_letter(reaching(scope, about), letter_id, purpose)


def messages_to(scope: Scope) -> QuerySet[Message]:
    """What a resident was told, newest first: all of it on the phone that is noted, else of their own applications."""
    me = resident(scope)
    if me is None or scope.person_id is not None:
        return messages_for(scope, [scope.person_id or 0])
    own = messages_for(Scope.resident(me.pk, me.person_id), [me.person_id or 0])
    return own.filter(case_no__in=applications(scope).values("number"))


def application_behind(scope: Scope, case_no: str) -> Application | None:
    """The application within an officer's reach that became a case; none behind a review."""
    return applications(scope).filter(case_no=case_no).first() if scope.kind == "officer" else None


def limits(scope: Scope, rows: Iterable[Application], on: date) -> dict[str, Reading]:
    """How long each open application in an officer's region may still take, by number: the town's days, or the family's while it is to supply papers.

    One query, whatever the number of applications; those that no day runs for are missing.
    """
    found: dict[str, Reading] = {}
    for number, clocks in of_cases(row.number for row in rows if scope.covers(row.region_code)).items():
        readings = [read(clock, on) for clock in clocks]
        running = [one for one in readings if not one.is_over and one.state != "paused"]
        if running:
            found[number] = min(running, key=lambda one: one.clock.due_on)
    return found


def correction(scope: Scope, found: Application) -> tuple[Correction, list[dict[str, str]]] | None:
    """What an application still lacks: the notice and its items [{what, who, how}]."""
    row = Correction.objects.filter(application=found, application__in=applications(scope)).first()
    return (row, json.loads(reveal(row, "items"))) if row else None


def missed(scope: Scope, found: Application, on: date) -> bool:
    """Whether the family's days to supply what is missing are over; what follows is for a clerk to decide."""
    if found.state != State.CORRECTION:
        return False
    waited = correction(scope, found)
    return waited is not None and on > waited[0].due_on


def why_ended(scope: Scope, found: Application) -> str:
    """For what reason an application within reach was withdrawn or ended at the door; "" when it was not."""
    return reveal(applications(scope).get(pk=found.pk), "ended_why")


def places(scope: Scope) -> dict[str, Town]:
    """Where to apply, towns by code; an officer's are those with a village in their region. One query.

    Villages of a town that are called alike are told apart by their committees: 石角社区居民委员会, 石角社区村民委员会.
    """
    rows = Region.objects.filter(until=None, level__in=[Level.TOWN, Level.VILLAGE]).order_by("code")
    names = dict(rows.values_list("code", "name"))
    alike = Counter((code[:9], place_name(name)) for code, name in names.items())
    towns = {code: Town(name) for code, name in names.items() if len(code) == 9}
    for code, name in names.items():
        short, town = place_name(name), towns.get(code[:9])
        if len(code) == 12 and town and (scope.kind != "officer" or scope.covers(code)):
            town.villages[code] = name if alike[code[:9], short] > 1 else short
    return {code: town for code, town in towns.items() if town.villages}


def paper_list(payload: dict[str, Any], on: date) -> Papers:
    """Papers to photograph, after what the catalogue's sources can answer."""
    return papers(payload, current().sources.keys(), on)


def lacking(scope: Scope, found: Application, payload: dict[str, Any], on: date) -> list[dict[str, str]]:
    """What the family of an application within reach has still to hand in: [{what, who, how}].

    Papers of the list of which no photo is there, and what it was told to supply beside them and did not. What a
    department can be asked about is not among it.
    """
    kinds, needed = {paper.kind for paper in handed_in(scope, found)}, paper_list(payload, on).needed
    asked = correction(scope, found)
    told = asked[1] if asked and asked[0].supplied_on is None else []
    named = {one.what for one in needed}
    return [one.item for one in needed if one.kind not in kinds] + [
        item for item in told if item["what"] not in named
    ]


def signers(found: Application, payload: dict[str, Any]) -> list[tuple[str, str]]:
    """Each member of an application that was reached, and whether they signed the consent to be looked up."""
    rows = {row.id_hash: row for row in found.applicants.all()}
    told = []
    for key in payload["members"]:
        person = payload[f"person/{key}"]
        row = rows.get(keyed_hash("id_number", person["id_number"]))
        if row and row.consent_id:
            words = "已签，也同意动态监测" if row.monitoring_id else "已签"
        elif age_on(born_on(person["id_number"]), found.submitted_on) < OF_AGE:
            words = "未成年，由申请人代签"
        else:
            words = "没有签"
        told.append((person["name"], words))
    return told


def handed_in(scope: Scope, found: Draft | Application) -> QuerySet[Paper]:
    """Photos that belong to a form, and to the application and the case it became, oldest first."""
    if isinstance(found, Draft):
        return papers_about(scope, [about(found)])
    names = [about(found.draft_id), found.number, found.case_no]
    return papers_about(scope, [name for name in names if name])


def about(form: Draft | int) -> str:
    """What photos name that were taken while a form was being filled in."""
    return f"draft:{form if isinstance(form, int) else form.pk}"


def _own(scope: Scope) -> int:
    return int(scope.actor.partition(":")[2])
