"""The desk's lists of requests, one of ours, and what may be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from jiuzhu.catalogue.values import Catalogue
from jiuzhu.clocks.queries import Reading, read
from jiuzhu.clocks.queries import of_cases as clocks_of
from jiuzhu.jobs.models import Job
from jiuzhu.jobs.queue import unfinished
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import households
from jiuzhu.verification.assist.kinds import TELLING, Direction, PartState, State, Verb, Way
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.assist.states import may

PAGE = 100
CLOCKS = {Direction.OUT: "assist.wait", Direction.IN: "assist.answer"}


@dataclass(frozen=True)
class Line:
    """A request in a list: how many questions, how many answered and returned, its clock (None: nobody set a time)."""

    row: Request
    state: State
    asked: int
    answered: int
    returned: int
    reading: Reading | None


def requests(scope: Scope, direction: Direction, on: date, *, closed: bool = False) -> list[Line]:
    """At most `PAGE` requests of a verifier's regions, the nearest end first; they name cases and nobody. Three queries."""
    if not scope.is_(Role.VERIFIER, Role.COUNTY):
        return []
    rows = scope.within(Request.objects.filter(direction=direction, closed_on__isnull=not closed))
    order = ("-closed_on", "-pk") if closed else ("until_on", "pk")
    return lines_of(rows.order_by(*order)[:PAGE], on)


def of_case(scope: Scope, case_no: str, on: date) -> list[Line]:
    """The requests sent for a case of a family within reach, oldest first."""
    rows = Request.objects.filter(case_no=case_no, household__in=households(scope).values("pk"))
    return lines_of(rows.order_by("pk"), on)


def sent(scope: Scope, number: str, on: date) -> Line | None:
    """A request of ours with all its questions; None when there is none within reach."""
    rows = scope.within(Request.objects.filter(direction=Direction.OUT, number=number))
    return next(iter(lines_of(rows, on)), None)


def untold(row: Request) -> Job | None:
    """The job that tells the other side how the request stands, while that has not been done; None on paper."""
    return unfinished(TELLING, row.telling) if row.turn and row.way != Way.PAPER else None


def verbs(line: Line) -> list[Verb]:
    """What the asking side may do with its request by hand now."""
    return [verb for verb in may(line.state) if verb not in (Verb.ANSWER, Verb.GIVE_BACK)]


def label_of(part: Part, table: Catalogue) -> str:
    """What the register of a question is called; one that this catalogue of ours does not know stands for itself."""
    register = table.registers.get(part.register)
    return register.label if register else part.register


def lines_of(rows: QuerySet[Request] | Iterable[Request], on: date) -> list[Line]:
    ordered = Prefetch("parts", Part.objects.select_related("person", "query").order_by("pk"))
    found = list(rows.prefetch_related(ordered)) if isinstance(rows, QuerySet) else list(rows)
    clocks = clocks_of(row.number for row in found)
    lines = []
    for row in found:
        parts = list(row.parts.all())
        own = [clock for clock in clocks.get(row.number, []) if clock.key == CLOCKS[Direction(row.direction)]]
        lines.append(
            Line(
                row=row,
                state=row.state,
                asked=len(parts),
                answered=sum(part.state == PartState.ANSWERED for part in parts),
                returned=sum(part.state == PartState.RETURNED for part in parts),
                reading=read(own[-1], on) if own else None,
            )
        )
    return lines
