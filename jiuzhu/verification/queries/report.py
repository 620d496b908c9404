"""The verification report of a case as a page shows it: who was asked, declared beside found, what is still open."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiuzhu.assessment.models import Adoption
from jiuzhu.assessment.queries import adoptions, claims
from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Catalogue, Register
from jiuzhu.gateways.envelope import Silence
from jiuzhu.org.looking import look_within
from jiuzhu.org.queries import full_names
from jiuzhu.org.scope import Scope
from jiuzhu.verification.compare import Pair, group
from jiuzhu.verification.kinds import ASKED_IN_VAIN, GaveUp, NotAsked, State, Way
from jiuzhu.verification.models import Answer, Difference, Query, Report
from jiuzhu.verification.queries.reach import demand_case
from jiuzhu.verification.queries.standing import closed_answers_of, compared, latest, stuck

FIRST_SHOWN = (State.NO_ANSWER, State.ANSWERED, State.NO_RECORD, State.REFUSED)
"""A tile of several people shows the first of these that one of them has: an open question is never hidden."""


@dataclass(frozen=True)
class Holder:
    """One of several who hold a register: its name, and where the questions to it stand."""

    code: str
    label: str
    state: State
    rows: int


@dataclass(frozen=True)
class Tile:
    """One register: its state over all people asked about and all who hold it.

    `people` counts states; `reason` says why not, in Chinese; `ways` by which ways the answers came. `holders` are those asked, with the state of each where
    there are several (30 banks).
    """

    register: Register
    state: State
    people: Mapping[str, int]
    holders: tuple[Holder, ...]
    rows: int
    ways: tuple[Way, ...]
    as_of: date | None
    asked_on: date | None
    is_late: bool
    reason: str
    query_ids: tuple[int, ...]
    reused: tuple[str, ...]
    """The numbers of earlier cases' questions whose answers serve here too."""
    is_stuck: bool
    """Our own program failed on its answers: it is not the source that is silent."""

    @property
    def label(self) -> str:
        return self.state.label

    @property
    def came_by(self) -> str:
        """By which ways the answers came, in words."""
        return "、".join(way.label for way in self.ways)


@dataclass(frozen=True)
class Row:
    """One fact. `state` says what stands behind `found` (no record, no answer and not asked are three things).

    `adopted` is what an officer chose to believe, with the reason; None while nobody has.
    """

    person_id: int | None
    key: str
    label: str
    declared: Any
    found: Any
    size: Mapping[str, int] | None
    state: State
    difference: Difference | None
    adopted: Adoption | None

    @property
    def is_open(self) -> bool:
        """It differs and nobody has explained it."""
        return self.difference is not None and not self.difference.explanation


@dataclass(frozen=True)
class Page:
    """`version` 0: the first answers are still coming in. `versions` are all reports of the case, newest first."""

    case_no: str
    version: int
    made_at: datetime | None
    valid_until: date | None
    tiles: tuple[Tile, ...]
    rows: tuple[Row, ...]
    versions: tuple[Report, ...]

    @property
    def differing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.difference is not None)

    @property
    def open_rows(self) -> tuple[Row, ...]:
        """Differences still to be explained."""
        return tuple(row for row in self.rows if row.is_open)

    @property
    def unheard(self) -> tuple[Tile, ...]:
        """Sources asked in vain so far."""
        return tuple(tile for tile in self.tiles if tile.state is State.NO_ANSWER)

    @property
    def is_stuck(self) -> bool:
        """Whether our own program failed on some answer."""
        return any(tile.is_stuck for tile in self.tiles)

    @property
    def can_conclude(self) -> bool:
        """现在能下结论吗: nothing differs unexplained and nobody asked is silent. Else it depends on these two lists."""
        return self.version > 0 and not self.open_rows and not self.unheard


def newest_version(case_no: str) -> int:
    """The newest report's version, 0 before the first: what a case compares with the one its determination used."""
    return (
        Report.objects.filter(case_no=case_no).order_by("-version").values_list("version", flat=True).first()
        or 0
    )


def report(scope: Scope, case_no: str, *, purpose: str) -> Page:
    """The newest report of a case; one look at all its people is recorded. Raises PermissionError outside the scope."""
    demand_case(scope, case_no)
    queries = latest(case_no)
    people = dict.fromkeys(f"person:{query.person_id}" for query in queries)
    look_within(
        scope,
        "report",
        "verification.report",
        list(people),
        purpose=purpose,
        case_no=case_no,
        fields=["declared", "found"],
    )
    versions = tuple(Report.objects.filter(case_no=case_no).defer("states").order_by("-version"))
    newest = versions[0] if versions else None
    table = current()
    tiles = tuple(_tiles(table, queries, closed_answers_of(queries), _reused(queries), stuck(queries)))
    states = {tile.register.code: tile.state for tile in tiles}
    differences = Difference.objects.filter(case_no=case_no, is_current=True)
    noted = {(row.person_id, row.key): row for row in differences}
    believed = adoptions(case_no)
    rows = []
    for pair in compared(claims(case_no), queries):
        place = (pair.person_id, pair.key)
        rows.append(_row(table, pair, states, noted.get(place), believed.get(place)))
    return Page(
        case_no=case_no,
        version=newest.version if newest else 0,
        made_at=newest.made_at if newest else None,
        valid_until=newest.valid_until if newest else None,
        tiles=tiles,
        rows=tuple(rows),
        versions=versions,
    )


def _reused(queries: list[Query]) -> dict[int, str]:
    """The numbers of the earlier queries whose answers serve here too."""
    earlier = {query.reuses_id for query in queries if query.reuses_id}
    return dict(Query.objects.filter(pk__in=earlier).values_list("pk", "request_no")) if earlier else {}


def _tiles(
    table: Catalogue,
    queries: list[Query],
    answers: Mapping[int, Answer],
    reused: Mapping[int, str],
    failed: set[int],
) -> Iterable[Tile]:
    """One tile for every register that was asked, in the table's order."""
    own: dict[str, list[Query]] = {}
    for query in queries:
        own.setdefault(table.register_of(query.source).code, []).append(query)
    return (
        _tile(table, register, own[code], answers, reused, failed)
        for code, register in table.registers.items()
        if code in own
    )


def _tile(
    table: Catalogue,
    register: Register,
    own: list[Query],
    answers: Mapping[int, Answer],
    reused: Mapping[int, str],
    failed: set[int],
) -> Tile:
    people = Counter(_state(query) for query in own)
    heard = [answers[query.pk] for query in own if query.pk in answers]
    state = next((each for each in FIRST_SHOWN if people[each]), State.REFUSED)
    reasons = [query.reason for query in own if query.reason and _is_of(state, query)]
    return Tile(
        register=register,
        state=state,
        people=people,
        holders=_holders(table, own, answers),
        rows=sum(answer.rows for answer in heard),
        ways=tuple(way for way in Way if way in {answer.way for answer in heard}),
        as_of=min((answer.as_of for answer in heard), default=None),
        asked_on=min((query.asked_on for query in own if query.state != State.REFUSED), default=None),
        is_late=any(answer.is_late for answer in heard),
        reason=_why(reasons[0]) if reasons else "",
        query_ids=tuple(query.pk for query in own),
        reused=tuple(reused[query.reuses_id] for query in own if query.reuses_id in reused),
        is_stuck=any(query.pk in failed for query in own),
    )


def _holders(table: Catalogue, own: list[Query], answers: Mapping[int, Answer]) -> tuple[Holder, ...]:
    by_source: dict[str, list[Query]] = {}
    for query in own:
        by_source.setdefault(query.source, []).append(query)
    names = full_names(filter(None, (table.source(code).region for code in by_source)))
    if len(by_source) == 1 and not names:
        return ()
    holders = []
    for code, queries in by_source.items():
        states = {_state(query) for query in queries}
        rows = sum(answers[query.pk].rows for query in queries if query.pk in answers)
        state = next(each for each in FIRST_SHOWN if each in states)
        source = table.source(code)
        label = f"外地：{names[source.region]}" if source.region else source.label
        holders.append(Holder(code, label, state, rows))
    return tuple(sorted(holders, key=lambda one: FIRST_SHOWN.index(one.state)))


def _state(query: Query) -> State:
    return State.NO_ANSWER if query.state in ASKED_IN_VAIN else State(query.state)


def _is_of(state: State, query: Query) -> bool:
    return query.state == state or (state is State.NO_ANSWER and query.state in ASKED_IN_VAIN)


def _why(reason: str) -> str:
    """A stored reason in words."""
    if reason in GaveUp.values:
        return GaveUp(reason).label
    return NotAsked(reason).label if reason in NotAsked.values else Silence(reason).label


def _row(
    table: Catalogue,
    pair: Pair,
    states: Mapping[str, State],
    difference: Difference | None,
    adopted: Adoption | None,
) -> Row:
    feeding = {
        states[register.code]
        for register in table.registers.values()
        if register.code in states and any(group(fact.key) == pair.key for fact in register.facts)
    }
    state = next((each for each in FIRST_SHOWN if each in feeding), State.REFUSED)
    return Row(
        person_id=pair.person_id,
        key=pair.key,
        label=pair.label,
        declared=pair.declared,
        found=pair.found,
        size=pair.size,
        state=state,
        difference=difference,
        adopted=adopted,
    )
