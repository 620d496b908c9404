"""What an officer of another department is asked: the questions that wait for them, and one of them with whom it is about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from jiuzhu.catalogue.answering import answered_by
from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.gateways.envelope import Silence
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope, inside
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.kinds import ASKED_IN_VAIN, SETTLED, NotAsked, State
from jiuzhu.verification.models import Query, live

LISTED = 200
"""As many questions of a source stand on the list, the oldest first."""


@dataclass(frozen=True)
class Pile:
    """The questions about one source that wait for an officer; `count` is of all, `queries` the oldest `LISTED`."""

    source: Source
    count: int
    days: int
    queries: tuple[Query, ...] = field(repr=False)


@dataclass(frozen=True)
class Put:
    """One question, opened: who it is about, and what a record of the source holds."""

    query: Query
    source: Source
    name: str = field(repr=False)
    id_number: str = field(repr=False)


def piles(scope: Scope, on: date) -> list[Pile]:
    """What waits for this officer, by source in the catalogue's order; one look at everybody listed.

    Questions whose consent does not hold on the day are left out.
    """
    table = current()
    found = list(_piles(scope, on, table))
    people = dict.fromkeys(f"person:{query.person_id}" for pile in found for query in pile.queries)
    if people:
        look(scope, "verification.piles", list(people), purpose="部门填报", fields=["name"])
    return found


def _piles(scope: Scope, on: date, table: Catalogue) -> Iterator[Pile]:
    rows = _within(scope, table).filter(_waits(on)).select_related("person").order_by("asked_on", "pk")
    by_source: dict[str, list[Query]] = {}
    for query in rows:
        by_source.setdefault(query.source, []).append(query)
    for code, source in table.sources.items():
        if queries := by_source.get(code):
            days = (on - queries[0].asked_on).days
            yield Pile(source, len(queries), days, tuple(queries[:LISTED]))


def put(scope: Scope, query_id: int, on: date, *, purpose: str) -> Put:
    """One question with the open name and number of whom it is about; the look is on the trail before.

    Raises Refused for a question that is not put to this officer, or that no longer waits.
    """
    table = current()
    query = put_to(scope, query_id, table)
    demand_waiting(query, on)
    look(
        scope,
        "verification.open_put",
        [f"person:{query.person_id}"],
        purpose=purpose,
        case_no=query.case_no,
        fields=["name", "id_number"],
    )
    number = reveal(query.person, "id_number")
    return Put(query, table.sources[query.source], query.person.name, number)


def source_of(scope: Scope, query_id: int) -> Source:
    """What an answer to a question holds. Raises Refused for a question that is not put to this officer."""
    table = current()
    return table.sources[put_to(scope, query_id, table).source]


def put_to(scope: Scope, query_id: int, table: Catalogue) -> Query:
    """A question that this officer answers for, waiting or not. Raises Refused for any other: it is not found."""
    found = _within(scope, table).select_related("person", "authorisation", "household").filter(pk=query_id)
    query = found.first()
    if query is None:
        raise Refused("not_found", "没有这个问题，或者它不是问您这个部门、这个地方的。")
    return query


def demand_waiting(query: Query, on: date) -> None:
    """Raise Refused, saying why, unless a question stands with the officer and its consent holds on the day."""
    if query.reason == NotAsked.REVOKED or (query.has_lapsed(on) and query.state in ASKED_IN_VAIN):
        raise Refused(
            "consent_withdrawn",
            "本人已撤回授权，或者授权已经到期，这个问题不用再查，也不能再填。请回到清单。",
            "社会救助法 第四十一条",
        )
    if query.state in SETTLED:
        raise Refused(
            "answered", "这个问题已经答复过了，可能是同事刚填的，这一次没有记下。要更正请联系区核对中心。"
        )
    if query.state != State.NO_ANSWER or query.reason != Silence.WITH_OFFICER:
        raise Refused("not_with_officer", "这个问题现在不用手工填报。请回到清单。")


def _within(scope: Scope, table: Catalogue) -> QuerySet[Query]:
    """Questions put to the departments that an officer answers for, about families in their regions."""
    reach = Q(pk__in=[])
    for department, region in scope.keeps:
        codes = [source.code for source in answered_by(table, department)]
        reach |= Q(source__in=codes) & inside(region, "household__region_code")
    return Query.objects.filter(reach)


def _waits(on: date) -> Q:
    stands = Q(state=State.NO_ANSWER, reason=Silence.WITH_OFFICER)
    return stands & (Q(authorisation=None) | live(on, "authorisation__"))
