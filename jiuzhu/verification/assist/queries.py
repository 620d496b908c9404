"""Questions about assistance: the desk's lists, one request, and the grant under which the asked side sees people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from jiuzhu.catalogue.edition import current
from jiuzhu.clocks.queries import Reading, read
from jiuzhu.clocks.queries import of_cases as clocks_of
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Region
from jiuzhu.org.queries import filed_relatives, full_names
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import households, masked_id
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.assist.kinds import Direction, PartState, State, Verb
from jiuzhu.verification.assist.models import AnswerTime, Part, Request
from jiuzhu.verification.assist.states import may
from jiuzhu.verification.models import Query
from jiuzhu.verification.queries.reach import demand_case

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


@dataclass(frozen=True)
class Subject:
    """One question as the asked side sees it through its grant; `number` is masked."""

    part: Part
    name: str
    number: str
    label: str
    queries: list[Query] = field(repr=False)


def requests(scope: Scope, direction: Direction, on: date, *, closed: bool = False) -> list[Line]:
    """At most `PAGE` requests of a verifier's regions, the nearest end first; they name cases and nobody. Three queries."""
    if not scope.is_(Role.VERIFIER, Role.COUNTY):
        return []
    rows = scope.within(Request.objects.filter(direction=direction, closed_on__isnull=not closed))
    order = ("-closed_on", "-pk") if closed else ("until_on", "pk")
    return _lines(rows.order_by(*order)[:PAGE], on)


def of_case(scope: Scope, case_no: str, on: date) -> list[Line]:
    """The requests sent for a case of a family within reach, oldest first."""
    rows = Request.objects.filter(case_no=case_no, household__in=households(scope).values("pk"))
    return _lines(rows.order_by("pk"), on)


def sent(scope: Scope, number: str, on: date) -> Line | None:
    """A request of ours with all its questions; None when there is none within reach."""
    rows = scope.within(Request.objects.filter(direction=Direction.OUT, number=number))
    return next(iter(_lines(rows, on)), None)


def granted(scope: Scope, number: str, on: date) -> tuple[Line, Scope | None] | None:
    """A request to our region, and the read-only scope of its people; None when it is out of reach.

    The scope reaches this one number, no family and no other case. It is made anew at every request, and there is none
    while the request is held, nor once it is ended. Raises Refused after its last day.
    """
    if not scope.is_(Role.VERIFIER, Role.COUNTY):
        return None
    rows = scope.within(Request.objects.filter(direction=Direction.IN, number=number))
    line = next(iter(_lines(rows, on)), None)
    if line is None:
        return None
    row = line.row
    if row.ended_on is not None or row.suspended_on is not None or is_recused(scope, row):
        return line, None
    return line, Scope.grant(number, number, row.until_on, on, scope)


def subjects(grant: Scope, row: Request) -> list[Subject]:
    """Whom a request asks about and what, in its order, numbers masked; the look is on the trail before.

    Raises PermissionError for any other scope than the grant of this very request.
    """
    demand_case(_of_request(grant, row), row.number)
    parts = list(row.parts.select_related("person", "given").order_by("person__born", "person_id", "pk"))
    people = list(dict.fromkeys(f"person:{part.person_id}" for part in parts))
    look(grant, "assist.subjects", people, purpose=f"协查 {row.number}", case_no=row.number, fields=["name"])
    queries: dict[tuple[int, str], list[Query]] = {}
    for query in Query.objects.filter(case_no=row.number).order_by("pk"):
        queries.setdefault((query.person_id, current().register_of(query.source).code), []).append(query)
    return [
        Subject(
            part,
            part.person.name,
            masked_id(part.person),
            label_of(part),
            queries.get((part.person_id, part.register), []),
        )
        for part in parts
    ]


def open_numbers(scope: Scope, row: Request, *, purpose: str) -> dict[int, str]:
    """The people's identity numbers by person, for the letter and for a search by hand; the look is on the trail before.

    Raises PermissionError unless the scope is the grant of this request, or reaches its region as the asking side.
    """
    if row.direction == Direction.IN:
        _of_request(scope, row)
    elif not scope.covers(row.region_code, Role.VERIFIER, Role.COUNTY):
        raise PermissionError(f"{row.number} is outside {scope.actor}")
    people = {part.person_id: part.person for part in row.parts.select_related("person").order_by("pk")}
    look(
        scope,
        "assist.open_numbers",
        [f"person:{person_id}" for person_id in people],
        purpose=purpose,
        case_no=row.filed_under,
        fields=["name", "id_number"],
    )
    return {person_id: reveal(person, "id_number") for person_id, person in people.items()}


def own_queries(row: Request, part: Part) -> list[Query]:
    """What our own holders of the register were asked about this person for this request, oldest first."""
    codes = [source.code for source in current().holders(part.register)]
    found = Query.objects.filter(case_no=row.number, person_id=part.person_id, source__in=codes)
    return list(found.order_by("pk"))


def is_recused(scope: Scope, row: Request) -> bool:
    """Whether one of the people is a filed relative of this officer."""
    if scope.login_id is None:
        return False
    hashes = row.parts.values_list("person__id_hash", flat=True)
    return filed_relatives(hashes).filter(login_id=scope.login_id).exists()


def answer_time(scope: Scope, region_code: str) -> AnswerTime | None:
    """What the county of a place has set; None while nobody has."""
    return scope.within(AnswerTime.objects.filter(region_code=region_code[:6])).first()


def verbs(line: Line) -> list[Verb]:
    """What the asking side may do with its request by hand now."""
    return [verb for verb in may(line.state) if verb not in (Verb.ANSWER, Verb.GIVE_BACK)]


def label_of(part: Part) -> str:
    """What the register of a question is called; one that our catalogue does not know stands for itself."""
    register = current().registers.get(part.register)
    return register.label if register else part.register


def _lines(rows: QuerySet[Request] | Iterable[Request], on: date) -> list[Line]:
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


def _of_request(scope: Scope, row: Request) -> Scope:
    if scope.kind != "grant" or scope.case_no != row.number:
        raise PermissionError(f"{row.number} is outside {scope.actor}")
    return scope


def find_region(scope: Scope, text: str) -> list[tuple[str, str]]:
    """Counties, cities and provinces of this code or name, with their full names; at most ten."""
    words = text.strip()
    if words.isdigit():
        return [(words, full_names([words])[words])]
    levels = (Level.COUNTY, Level.CITY, Level.PROVINCE)
    rows = Region.objects.filter(until=None, level__in=levels, name=words) if words else Region.objects.none()
    return list(full_names(rows.order_by("code").values_list("code", flat=True)[:10]).items())
