"""What was said against a notice, whether it waits for an answer, and how the appraisal went: for those who work on it, and for nobody in the village."""

from dataclasses import dataclass
from datetime import date

from jiuzhu.casework.models import Case, Meeting, Objection
from jiuzhu.casework.states import Stage
from jiuzhu.clocks.models import Clock
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import reveal

READERS = (Role.CLERK, Role.CONFIRMER, Role.COUNTY, Role.SUPERVISOR, Role.AUDITOR)
"""The village's assistant is the objector's neighbour, and reads nothing."""
LOOKED_INTO = (Stage.OBJECTED, Stage.INVESTIGATING, Stage.PROPOSED)
"""Where a case is after an objection, until it is posted again."""
ANSWER = "db.objection"
"""The clock that runs while an objection waits for an officer to take it up or to say why not."""


@dataclass(frozen=True)
class Heard:
    """One objection; `has_contact`: whoever made it wants an answer."""

    id: int
    received_on: date
    text: str
    has_contact: bool


def is_unanswered(case: Case) -> bool:
    """Whether an objection against the notice of a case waits for an officer."""
    return Clock.objects.filter(case_no=case.case_no, key=ANSWER, met_on=None, dropped_on=None).exists()


def objections(scope: Scope, case: Case, purpose: str) -> list[Heard]:
    """The objections against a case that `queries` gave, oldest first, and the look at them."""
    if not scope.covers(case.region_code, *READERS):
        return []
    rows = list(case.objections.order_by("received_on", "pk"))
    if rows:
        told = [f"objection:{row.pk}" for row in rows]
        look(scope, "casework.objections", told, purpose=purpose, case_no=case.case_no, fields=["text"])
    return [Heard(row.pk, row.received_on, reveal(row, "text"), row.contact is not None) for row in rows]


def open_contact(scope: Scope, case: Case, objection_id: int, purpose: str) -> str:
    """Who objected and how to reach them, "" when nobody said; the look is on the trail before.

    Raises Objection.DoesNotExist, also for whoever may not read objections.
    """
    rows = case.objections.all() if scope.covers(case.region_code, *READERS) else Objection.objects.none()
    row = rows.get(pk=objection_id)
    told = [f"objection:{row.pk}"]
    look(scope, "casework.open_contact", told, purpose=purpose, case_no=case.case_no, fields=["contact"])
    return reveal(row, "contact")


def meetings(scope: Scope, case: Case) -> list[Meeting]:
    """The appraisals of a case that `queries` gave, oldest first."""
    return list(case.meetings.order_by("pk")) if scope.covers(case.region_code) else []
