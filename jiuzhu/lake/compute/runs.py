"""What a run computes on: the newest snapshot of each source, the day, who may be asked; and why somebody has no value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import reduce
from operator import and_, or_
from typing import Any

import numpy as np

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.lake.compute.columns import Array, Snapshot
from jiuzhu.lake.compute.wanted import Wanted

YEAR = 12
Asked = Array | np.bool_
"""Of whom somebody may be asked: one truth for all, or one each."""
NOBODY, EVERYBODY = np.False_, np.True_


class State(IntEnum):
    """What a cell is. Only HAS and NONE say something of the person; unknown is not none."""

    UNKNOWN = 0
    HAS = 1
    NONE = 2
    NOT_ASKED = 3
    STALE = 4


class Answer(IntEnum):
    """What one source says of one person: nothing, for it has not delivered; records; that it has none; not asked; too old;

    nothing sure, for it has no record of them but a row about them that nobody could use.
    """

    NOT_DELIVERED = 0
    RECORDS = 1
    NO_RECORD = 2
    NOT_ASKED = 3
    STALE = 4
    UNSURE = 5


@dataclass(frozen=True)
class Run:
    """The table, the newest snapshot by source, the legal day, `size` row numbers (0 to size − 1).

    `asked` says by kind of source of whom it may be asked, one bool a row number: of banks, payment and utilities only
    those with a live consent. A kind without a mask: of departments everybody, of all others nobody.
    `months` is the window of sums, as of a query. `unsure` are, by source, the people (ascending) of whom a quarantined row
    of its snapshot speaks (`queries.unsure`): that they have no other proves nothing.
    """

    catalogue: Catalogue
    snapshots: Mapping[str, Snapshot]
    on: date
    size: int
    asked: Mapping[SourceKind, Array] = field(default_factory=dict)
    months: int = YEAR
    unsure: Mapping[str, Array] = field(default_factory=dict)

    def is_fresh(self, source: Source) -> bool:
        snapshot = self.snapshots.get(source.code)
        return snapshot is not None and snapshot.as_of + timedelta(days=source.freshness_days) >= self.on

    def is_stale(self, source: Source) -> bool:
        return source.code in self.snapshots and not self.is_fresh(source)

    def may_ask(self, source: Source) -> Asked:
        if source.kind in self.asked:
            return self.asked[source.kind]
        return NOBODY if source.needs_consent else EVERYBODY

    def doubtful(self, source: Source, has_record: Array) -> Array:
        """People, ascending, of whom a source has no record but a row that nobody could use; `has_record` is a bool a person."""
        some = self.unsure.get(source.code, np.empty(0, np.int32))
        some = some[: np.searchsorted(some, self.size)]
        return some[~has_record[some]]

    def without_record(self, wanted: Wanted, doubtful: Mapping[str, Array]) -> Array:
        """The state of those of whom no source has a record, one for all or one each: none only when all who can prove it answered.

        A source does not answer of the people that are `doubtful` to it.
        """
        proving = [source for source, fact in wanted.feeders if fact.none is not None]
        proved = self._asked_by(proving, and_) if proving and all(map(self.is_fresh, proving)) else NOBODY
        in_doubt = [some for source in proving if len(some := doubtful.get(source.code, ()))]
        if in_doubt:
            proved = np.array(np.broadcast_to(proved, self.size))
            proved[np.concatenate(in_doubt)] = False
        asked = self._asked_by([source for source, _ in wanted.feeders], or_)
        stale = self._asked_by([source for source, _ in wanted.feeders if self.is_stale(source)], or_)
        unproved = np.where(asked, np.where(stale, State.STALE, State.UNKNOWN), State.NOT_ASKED)
        return np.where(proved, State.NONE, unproved).astype(np.int8)

    def _asked_by(self, sources: list[Source], joined: Callable[[Any, Any], Any]) -> Any:
        """Of whom all of these may be asked, or some; of none of them nobody."""
        by_kind = {source.kind: source for source in sources}.values()
        return reduce(joined, map(self.may_ask, by_kind)) if by_kind else NOBODY

    def of(self, who: Array) -> "Run":
        """The same run over some people only (ascending), renumbered in their order."""
        asked = {kind: mask[who] for kind, mask in self.asked.items()}
        unsure = {code: np.flatnonzero(np.isin(who, some)) for code, some in self.unsure.items()}
        return replace(self, size=len(who), asked=asked, unsure=unsure)

    def answers(self, source: Source, has_record: Array | None) -> Array:
        """What a source says of each person, as Answer; `has_record` as `facts.Facts` packs it."""
        if source.code not in self.snapshots:
            answer = np.full(self.size, Answer.NOT_DELIVERED, np.int8)
        elif self.is_stale(source):
            answer = np.full(self.size, Answer.STALE, np.int8)
        else:
            none = np.zeros((self.size + 7) // 8, np.uint8)
            there = np.unpackbits(none if has_record is None else has_record, count=self.size).view(bool)
            answer = np.where(there, Answer.RECORDS, Answer.NO_RECORD).astype(np.int8)
            answer[self.doubtful(source, there)] = Answer.UNSURE
        answer[~np.broadcast_to(self.may_ask(source), self.size)] = Answer.NOT_ASKED
        return answer
