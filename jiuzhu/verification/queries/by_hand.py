"""What an officer of another department is asked: the questions that wait for them, one of them with whom it is about, what they answered.

Of a family with a filed relative of theirs they see nothing (民发〔2021〕57号 第11条): a colleague answers.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from jiuzhu.catalogue.answering import answered_by
from jiuzhu.catalogue.edition import current, of
from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.gateways.envelope import Silence
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.queries import own_relatives
from jiuzhu.org.scope import Scope, inside
from jiuzhu.registry.models import Membership
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.kinds import ASKED_IN_VAIN, SETTLED, NotAsked, State
from jiuzhu.verification.models import Answer, Query, live

LISTED = 200
"""As many questions of a source stand on the list, the oldest first."""
REMEMBERED, REMEMBERED_FOR = 50, timedelta(days=60)
"""As many answers written by hand stand below it, and for so long: older ones are corrected by their number's page."""
RECUSAL = "民发〔2021〕57号 第11条"


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


@dataclass(frozen=True)
class Entered:
    """An answer that was written by hand, opened beside its question."""

    put: Put
    answer: Answer
    records: list[dict[str, Any]] = field(repr=False)


def piles(scope: Scope, on: date) -> list[Pile]:
    """What waits for this officer, by source in the catalogue's order; one look at everybody listed.

    Questions whose consent does not hold on the day are left out, and those of families with a relative.
    """
    table = current()
    found = list(_piles(scope, on, table))
    people = dict.fromkeys(f"person:{query.person_id}" for pile in found for query in pile.queries)
    if people:
        look(scope, "verification.piles", list(people), purpose="部门填报", fields=["name"])
    return found


def _piles(scope: Scope, on: date, table: Catalogue) -> Iterator[Pile]:
    waiting = _within(scope, table).filter(_waits(on))
    counts = dict(waiting.order_by().values_list("source").annotate(Count("pk")))
    oldest = Window(RowNumber(), partition_by="source", order_by=("asked_on", "pk"))
    rows = waiting.annotate(place=oldest).filter(place__lte=LISTED).select_related("person")
    by_source: dict[str, list[Query]] = {}
    for query in rows.order_by("asked_on", "pk"):
        by_source.setdefault(query.source, []).append(query)
    for code, source in table.sources.items():
        if queries := by_source.get(code):
            days = (on - queries[0].asked_on).days
            yield Pile(source, counts[code], days, tuple(queries))


def recused(scope: Scope, on: date) -> int:
    """How many questions wait for this officer's colleagues because of a relative; one query."""
    return _reached(scope, current()).filter(_waits(on), _of_relatives(scope)).count()


def entered(scope: Scope, on: date) -> list[Query]:
    """What was lately written by hand for this officer's sources and holds, the newest first; one look at everybody."""
    recent = Q(answer__received_at__date__gte=on - REMEMBERED_FOR) & ~Q(answer__entered_by="")
    rows = _within(scope, current()).filter(recent, corrected_by=None).select_related("person", "answer")
    found = list(rows.order_by("-answer__received_at", "-pk")[:REMEMBERED])
    if found:
        people = list(dict.fromkeys(f"person:{query.person_id}" for query in found))
        look(scope, "verification.entered", people, purpose="部门填报", fields=["name"])
    return found


def open_entered(scope: Scope, query_id: int, on: date, *, purpose: str) -> Entered:
    """An answer that was written by hand and may be corrected, open; the look is on the trail before.

    Raises Refused for a question that is not this officer's, and for an answer that is not to be corrected here.
    """
    table = current()
    query = put_to(scope, query_id, table)
    demand_correctable(query, on)
    answer = Answer.objects.get(query=query)
    asked = of(answer.catalogue).source(query.source)
    fields = ["name", "id_number", *(f"{asked.code}.{name}" for name in asked.fields)]
    look(
        scope,
        "verification.open_entered",
        [f"person:{query.person_id}"],
        purpose=purpose,
        case_no=query.case_no,
        fields=fields,
    )
    opened = Put(query, table.sources[query.source], query.person.name, reveal(query.person, "id_number"))
    return Entered(opened, answer, json.loads(reveal(answer, "records")))


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
    """A question that this officer answers for, waiting or not. Raises Refused for any other: it is not found, or a relative's."""
    asked = _reached(scope, table).filter(pk=query_id)
    query = asked.select_related("person", "authorisation", "household").first()
    if query is None:
        raise Refused("not_found", "没有这个问题，或者它不是问您这个部门、这个地方的。")
    if asked.filter(_of_relatives(scope)).exists():
        raise Refused("recused", "这一户有您的近亲属，您要回避，请由本部门的同事填报。", RECUSAL)
    return query


def demand_correctable(query: Query, on: date) -> None:
    """Raise Refused, saying why, unless a question was answered by hand, its answer counts, and its consent holds on the day."""
    if query.has_lapsed(on):
        raise Refused(
            "consent_withdrawn", "本人已撤回授权，或者授权已经到期，不能再更正。", "社会救助法 第四十一条"
        )
    answer = Answer.objects.filter(query=query).first()
    if answer is None or not answer.entered_by:
        raise Refused("not_by_hand", "这个问题不是手工填的，要更正请从原来的系统或者文件改。")
    if not is_newest(query):
        raise Refused("answered", "这个答复已经更正过，或者又问过一次。请回到清单，看最新的那一个。")


def is_newest(query: Query) -> bool:
    """Whether this query stands for its person and source in its case."""
    rows = Query.objects.filter(case_no=query.case_no, person=query.person_id, source=query.source)
    return not rows.filter(pk__gt=query.pk).exists()


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
            "answered",
            "这个问题已经答复过了，可能是同事刚填的，这一次没有记下。要更正请回到清单，在“最近填的”里点“更正”。",
        )
    if query.state != State.NO_ANSWER or query.reason != Silence.WITH_OFFICER:
        raise Refused("not_with_officer", "这个问题现在不用手工填报。请回到清单。")


def _within(scope: Scope, table: Catalogue) -> QuerySet[Query]:
    """Questions that an officer may answer: of their departments, in their regions, of no relative."""
    return _reached(scope, table).exclude(_of_relatives(scope))


def _of_relatives(scope: Scope) -> Q:
    """Of a filed relative of the officer, or of a family in which one lives."""
    own = own_relatives(scope).values("id_hash")
    homes = Membership.objects.filter(until=None, person__id_hash__in=own).values("household")
    return Q(person__id_hash__in=own) | Q(household__in=homes)


def _reached(scope: Scope, table: Catalogue) -> QuerySet[Query]:
    """Questions put to the departments that an officer answers for, about families in their regions."""
    reach = Q(pk__in=[])
    for department, region in scope.keeps:
        codes = [source.code for source in answered_by(table, department)]
        reach |= Q(source__in=codes) & inside(region, "household__region_code")
    return Query.objects.filter(reach)


def _waits(on: date) -> Q:
    stands = Q(state=State.NO_ANSWER, reason=Silence.WITH_OFFICER)
    return stands & (Q(authorisation=None) | live(on, "authorisation__"))
