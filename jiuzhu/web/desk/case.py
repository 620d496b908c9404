"""One family on one screen: who, what is known, what follows, what is next."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.benefits.actions.account import OFFICES
from jiuzhu.benefits.queries import money_of
from jiuzhu.casework.actions.rule import MAY_PROPOSE, MAY_SECOND
from jiuzhu.casework.cooperation import asked_for
from jiuzhu.casework.evidence import Evidence, evidence
from jiuzhu.casework.objections import READERS, meetings, objections, open_contact
from jiuzhu.casework.queries import WHOLE, View, begun
from jiuzhu.casework.states import OPEN, Kind, Outcome, Stage
from jiuzhu.documents.queries import letters_about, papers_about, records_about
from jiuzhu.intake.actions.phone import MAY_NOTE
from jiuzhu.intake.queries import application_behind, handed_in
from jiuzhu.notices.queries import messages_for, texts_about
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import names_of as officers_named
from jiuzhu.org.queries import path_names
from jiuzhu.oversight.trail import READERS as WATCHERS
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.registry.queries import masked_id, masked_phone, masked_told_phone, open_person
from jiuzhu.web.desk.adopt import places_in
from jiuzhu.web.desk.case_parts import (
    county_visit,
    events,
    fact_rows,
    names_of,
    relatives,
)
from jiuzhu.web.desk.next_act import next_of
from jiuzhu.web.desk.reach import OPENS_PAPERS, PURPOSE, reached
from jiuzhu.web.desk.ruling import settled
from jiuzhu.web.desk.strip import strip
from jiuzhu.web.desk.trials import entries, open_questions, other_answers, trial
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

SHOWN_FOR = 30
"""Seconds for which an open identity number stays on the screen."""


@officer()
@require_GET
def case(request: Any, case_no: str) -> HttpResponse:
    """The case page."""
    view = reached(request, case_no)
    found = evidence(view.case)
    return render(request, "desk/case.html", _context(request, view, found))


def _context(request: Any, view: View, found: Evidence) -> dict[str, Any]:
    on, scope, row = today(), request.scope, view.case
    names, money = names_of(view), money_of(scope, row.household, on)
    made = trial(row, view.determination, names) if view.determination else None
    undecided = open_questions(made, found)
    facts = fact_rows(found, names, _officers(found), places_in(found.facts))
    about = [number for number in (row.case_no, row.application_no) if number]
    form = application_behind(scope, row.case_no)
    may_adopt = row.stage == Stage.INVESTIGATING and scope.covers(row.region_code, Role.CLERK, Role.COUNTY)
    whole = next((clock for clock in view.clocks if clock.clock.key == WHOLE), None)
    running = [c for c in view.clocks if c.clock.key != WHOLE and c.state not in ("dropped", "met")]
    return {
        "view": view,
        "stage": Stage(row.stage),
        "kind": Kind(row.kind).label,
        "programme": PROGRAMMES.get(row.programme, row.programme),
        "place": path_names(row.region_code),
        "id_number": masked_id(row.applicant),
        "phone": masked_phone(row.applicant),
        "told_phone": masked_told_phone(row.applicant),
        "money": money,
        "may_note_phone": scope.covers(row.region_code, *MAY_NOTE),
        "may_note": scope.covers(row.region_code, *OFFICES),
        "links": strip(view, found, money.sent, is_told=_is_told(scope, view)),
        "family": relatives(view, found, on),
        "facts": [one for one in facts if not one.is_quiet],
        "quiet": [one for one in facts if one.is_quiet],
        "found": found,
        "county_visit": county_visit(view, found),
        "may_adopt": may_adopt,
        "trial": made,
        "missing": entries(made.missing, found, row.case_no, may=may_adopt) if made else [],
        "since": made and view.determination and begun(view, view.determination, made.programme),
        "is_decided": bool(
            view.decision and view.determination and view.decision.determination_id == view.determination.pk
        ),
        "others": other_answers(view.determination, made.programme, names) if made else [],
        "outcome": Outcome(view.proposal.outcome).label if view.proposal else "",
        "form": form,
        "papers": handed_in(scope, form) if form else papers_about(scope, about),
        "opens_papers": scope.is_(*OPENS_PAPERS),
        "letters": letters_about(scope, about),
        "records": [
            (
                record,
                "、".join(names[one.person_id] for one in record.signatures.all() if one.person_id in names),
            )
            for record in records_about(scope, about)
        ],
        "cooperations": asked_for(scope, row),
        "objections": objections(scope, row, PURPOSE),
        "meetings": meetings(scope, row),
        "texts": [(text, names.get(text.person_id, "")) for text in texts_about(scope, about)],
        "whole": whole,
        "running": running,
        "nearest": min(
            running, key=lambda one: one.clock.due_on, default=whole if row.stage in OPEN else None
        ),
        "events": events(view, found),
        "next": next_of(view, found, scope, on, undecided, came_back=money.returned is not None),
        "undecided": undecided,
        "rulings": settled(found.rulings),
        "may_assess": row.stage in OPEN
        and scope.covers(row.region_code, Role.CLERK, Role.CONFIRMER, Role.COUNTY),
        "may_rule": scope.covers(row.region_code, *MAY_PROPOSE),
        "may_second": scope.covers(row.region_code, *MAY_SECOND),
        "may_watch": scope.covers(row.region_code, *WATCHERS),
        "actor": scope.actor,
    }


def _is_told(scope: Any, view: View) -> bool:
    """Whether a message went to the applicant since the decision."""
    if view.decision is None:
        return False
    told = messages_for(scope, [view.case.applicant_id])
    return told.filter(case_no=view.case.case_no, told_on__gte=view.decision.decided_on).exists()


def _officers(found: Evidence) -> dict[str, str]:
    """Names of those who adopted, by "officer:12"."""
    actors = {fact.adopted.adopter for fact in found.facts if fact.adopted}
    ids = [int(actor.partition(":")[2]) for actor in actors if actor.startswith("officer:")]
    return {f"officer:{pk}": name for pk, name in officers_named(ids).items()}


@officer()
@require_POST
def person(request: Any, case_no: str, person_id: int) -> HttpResponse:
    """Open one member's numbers for half a minute; the look is on the trail before they are shown."""
    view = reached(request, case_no)
    one = next((row.person for row in view.members if row.person_id == person_id), None)
    if one is None:
        raise Http404(person_id)
    opened = open_person(request.scope, one, purpose=PURPOSE, case_no=case_no)
    return _for_a_moment(request, "desk/person.html", view=view, person=one, opened=opened)


@officer(*READERS)
@require_POST
def objector(request: Any, case_no: str, objection_id: int) -> HttpResponse:
    """Show for half a minute who objected, so that they get their answer."""
    view = reached(request, case_no)
    try:
        contact = open_contact(request.scope, view.case, objection_id, PURPOSE)
    except ObjectDoesNotExist as missing:
        raise Http404(objection_id) from missing
    return _for_a_moment(request, "desk/objector.html", view=view, contact=contact)


def _for_a_moment(request: Any, template: str, *, view: View, **shown: Any) -> HttpResponse:
    page = render(request, template, {"view": view, "seconds": SHOWN_FOR, **shown})
    page.headers["Refresh"] = f"{SHOWN_FOR};url={reverse('desk:case', args=[view.case.case_no])}"
    return page
