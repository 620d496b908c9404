"""What a run computes on: the newest snapshot of each source, the day, who may be asked; and why somebody has no value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import reduce
from operator import and_, or_

import numpy as np

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.lake.compute.columns import Array, Snapshot
from jiuzhu.lake.compute.wanted import Wanted

YEAR = 12
NOBODY, EVERYBODY = np.False_, np.True_


class State(IntEnum):
    """What a cell is. Only HAS and NONE say something of the person; unknown is not none."""

    UNKNOWN = 0
    HAS = 1
    NONE = 2
    NOT_ASKED = 3
    STALE = 4


class Answer(IntEnum):
    """What one source says of one person: nothing, for it has not delivered; records; that it has none; not asked; too old."""

    NOT_DELIVERED = 0
    RECORDS = 1
    NO_RECORD = 2
    NOT_ASKED = 3
    STALE = 4


@dataclass(frozen=True)
class Run:
    """The table, the newest snapshot by source, the legal day, `size` row numbers (0 to size − 1).

    `asked` says by kind of source of whom it may be asked, one bool a row number: of banks, payment and utilities only
    those with a live consent. A kind without a mask: of departments everybody, of all others nobody.
    `months` is the window of sums, as of a query.
    """

    catalogue: Catalogue
    snapshots: Mapping[str, Snapshot]
    on: date
    size: int
    asked: Mapping[SourceKind, Array] = field(default_factory=dict)
    months: int = YEAR

    def is_fresh(self, source: Source) -> bool:
        snapshot = self.snapshots.get(source.code)
        return snapshot is not None and snapshot.as_of + timedelta(days=source.freshness_days) >= self.on

    def is_stale(self, source: Source) -> bool:
        return source.code in self.snapshots and not self.is_fresh(source)

    def may_ask(self, source: Source) -> Array | np.bool_:
        """Of whom; one truth for all, or one each."""
        if source.kind in self.asked:
            return self.asked[source.kind]
        return NOBODY if source.needs_consent else EVERYBODY

    def without_record(self, wanted: Wanted) -> Array:
        """The state of each person for whom no source has a record: none only when all who can prove it have answered."""
        sources = {source.code: source for source, _ in wanted.feeders}.values()
        proving = {source.code: source for source, fact in wanted.feeders if fact.none is not None}.values()
        some_asked = reduce(or_, map(self.may_ask, sources), NOBODY)
        some_stale = reduce(or_, (self.may_ask(each) for each in sources if self.is_stale(each)), NOBODY)
        all_proved = reduce(and_, (self.may_ask(each) & self.is_fresh(each) for each in proving), EVERYBODY)
        state = np.full(self.size, State.UNKNOWN, np.int8)
        state[some_stale & some_asked] = State.STALE
        state[~(some_asked | np.zeros(self.size, bool))] = State.NOT_ASKED
        if proving:
            state[all_proved & np.ones(self.size, bool)] = State.NONE
        return state

    def of(self, who: Array) -> "Run":
        """The same run over some people only, renumbered in their order."""
        asked = {kind: mask[who] for kind, mask in self.asked.items()}
        return replace(self, size=len(who), asked=asked)

    def answers(self, source: Source, has_record: Array | None) -> Array:
        """What a source says of each person, as Answer; `has_record` as `facts.Facts` packs it."""
        if source.code not in self.snapshots:
            answer = np.full(self.size, Answer.NOT_DELIVERED, np.int8)
        elif self.is_stale(source):
            answer = np.full(self.size, Answer.STALE, np.int8)
        else:
            answer = np.full(self.size, Answer.NO_RECORD, np.int8)
            if has_record is not None:
                answer[np.unpackbits(has_record, count=self.size).view(bool)] = Answer.RECORDS
        answer[~(self.may_ask(source) | np.zeros(self.size, bool))] = Answer.NOT_ASKED
        return answer
