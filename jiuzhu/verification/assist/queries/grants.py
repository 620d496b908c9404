"""The grant under which the asked side sees the people of one request, and nobody else."""

from dataclasses import dataclass, field
from datetime import date

from jiuzhu.catalogue.edition import current
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import filed_relatives
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import masked_id
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.assist.kinds import Direction
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.assist.queries.lists import Line, label_of, lines_of
from jiuzhu.verification.models import Query
from jiuzhu.verification.queries.reach import demand_case


@dataclass(frozen=True)
class Subject:
    """One question as the asked side sees it through its grant; `number` is masked."""

    part: Part
    name: str
    number: str
    label: str
    queries: list[Query] = field(repr=False)


def granted(scope: Scope, number: str, on: date) -> tuple[Line, Scope | None] | None:
    """A request to our region, and the read-only scope of its people; None when it is out of reach.

    The scope reaches this one number, no family and no other case. It is made anew at every request, and there is none
    while the request is held, nor once it is ended. Raises Refused after its last day.
    """
    if not scope.is_(Role.VERIFIER, Role.COUNTY):
        return None
    rows = scope.within(Request.objects.filter(direction=Direction.IN, number=number))
    line = next(iter(lines_of(rows, on)), None)
    if line is None:
        return None
    row = line.row
    if row.ended_on is not None or row.suspended_on is not None or is_recused(scope, row):
        return line, None
    return line, Scope.grant(number, number, row.until_on, on, scope)


def subjects(grant: Scope, row: Request, on: date) -> list[Subject]:
    """Whom a request asks about and what, in its order, numbers masked; the look is on the trail before.

    Who has withdrawn the consent, or whose consent has run out on the day, is not seen. Raises PermissionError for any other scope than the grant of this very request.
    """
    demand_case(_of_request(grant, row), row.number)
    rows = row.parts.select_related("person", "authorisation").prefetch_related("answers")
    parts = [part for part in rows.order_by("person__born", "person_id", "pk") if part.holds(on)]
    people = list(dict.fromkeys(f"person:{part.person_id}" for part in parts))
    look(grant, "assist.subjects", people, purpose=f"协查 {row.number}", case_no=row.number, fields=["name"])
    table, queries = current(), dict[tuple[int, str], list[Query]]()
    for query in Query.objects.filter(case_no=row.number).order_by("pk"):
        queries.setdefault((query.person_id, table.register_of(query.source).code), []).append(query)
    return [
        Subject(
            part,
            part.person.name,
            masked_id(part.person),
            label_of(part, table),
            queries.get((part.person_id, part.register), []),
        )
        for part in parts
    ]


def open_numbers(scope: Scope, row: Request, on: date, *, purpose: str) -> dict[int, str]:
    """The people's identity numbers by person, for the letter and for a search by hand; the look is on the trail before.

    Nobody's whose consent does not hold on the day. Raises PermissionError unless the scope is the grant of this request, or reaches its region as the asking side.
    """
    if row.direction == Direction.IN:
        _of_request(scope, row)
    elif not scope.covers(row.region_code, Role.VERIFIER, Role.COUNTY):
        raise PermissionError(f"{row.number} is outside {scope.actor}")
    parts = row.parts.select_related("person", "authorisation").order_by("pk")
    people = {part.person_id: part.person for part in parts if part.holds(on)}
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


def _of_request(scope: Scope, row: Request) -> Scope:
    if scope.kind != "grant" or scope.case_no != row.number:
        raise PermissionError(f"{row.number} is outside {scope.actor}")
    return scope
