"""The same families under two laws: what each gets before and after, month by month. Pure NumPy; no family, no table.

People stay as they are on the day of the comparison; only the law changes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import takewhile

import numpy as np

from jiuzhu.analysis.extract import Extract
from jiuzhu.analysis.kinds import Fate, Turn
from jiuzhu.analysis.laws import Laws, Outcome
from jiuzhu.kernel.month import Month
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.population import Column

MONTHS = 12
MOST_BACK = 24
"""How many months before the first one a change may reach; what lies before is not counted."""
Progress = Callable[[int, int, str], None]


def quietly(done: int, of: int, what: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Question:
    """Two laws, the day on which families are compared, the first of twelve months, and what was assumed."""

    base: Edition
    proposed: Edition
    on: date
    first: Month
    turn: Turn = Turn.NEXT
    assumed: Mapping[str, int] | None = None
    months: int = MONTHS


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What one of the coming months costs under each law, in 分."""

    month: Month
    before_fen: int
    after_fen: int


@dataclass(frozen=True, slots=True)
class BackLine:
    """What the proposed law gives for a month that is over: owed to those who got less, and above it for the others."""

    month: Month
    owed_fen: int
    over_fen: int


@dataclass(frozen=True)
class Answer:
    """For each family of the extract what it gets under each law; sums leave out the families that are `open_`.

    `since` is the first day on which the laws differ for any of them, None when they never do.
    `waiting` counts for each open number (by name) the families it keeps from an answer.
    """

    before: Outcome
    after: Outcome
    open_: Column
    since: date | None
    months: tuple[MonthLine, ...]
    back: tuple[BackLine, ...]
    waiting: Mapping[str, int]

    @cached_property
    def difference_fen(self) -> Column:
        """分 a month more (or less) on the day of the comparison; 0 for those without an answer."""
        return np.where(self.open_, 0, self.after.fen - self.before.fen)

    @cached_property
    def fates(self) -> Column:
        """What becomes of each family, as a number of `Fate`."""
        served, will_be = self.before.served, self.after.served
        found = np.select(
            [
                self.open_,
                (served == 0) & (will_be != 0),
                (served != 0) & (will_be == 0),
                self.difference_fen > 0,
                self.difference_fen < 0,
                served != will_be,
            ],
            [Fate.OPEN, Fate.ENTERS, Fate.LEAVES, Fate.GAINS, Fate.LOSES, Fate.MOVES],
            Fate.SAME,
        )
        return found.astype(np.int8)


def simulate(extract: Extract, question: Question, progress: Progress = quietly) -> Answer:
    """The answer for every family of an extract. Raises BadColumnError for columns that do not fit."""
    laws = Laws(extract, question.on.toordinal(), question.assumed or {}, (question.base, question.proposed))
    span = _Span(laws, question)
    wanted = span.wanted()
    for number, (edition, day) in enumerate(wanted):
        progress(number, len(wanted), f"{date.fromordinal(day)} 的规定")
        laws.outcome(edition, day)
    progress(len(wanted), len(wanted), "合计")
    outcomes = [laws.outcome(edition, day) for edition, day in wanted]
    open_ = np.logical_or.reduce([one.open_ for one in outcomes])
    waiting: dict[str, Column] = {}
    for one in outcomes:
        for name, marks in one.waiting.items():
            waiting[name] = waiting.get(name, False) | marks
    return Answer(
        laws.outcome(question.base, question.on.toordinal()),
        laws.outcome(question.proposed, question.on.toordinal()),
        open_,
        span.since,
        tuple(span.line(month, open_) for month in span.coming),
        tuple(span.back_line(month, open_) for month in span.over),
        {name: int(marks.sum()) for name, marks in waiting.items() if marks.any()},
    )


class _Span:
    """The months of a question and the days within them on which one of the laws changes."""

    def __init__(self, laws: Laws, question: Question) -> None:
        self.laws, self.question = laws, question
        self.coming = [question.first + index for index in range(question.months)]
        earliest, last = (question.first - MOST_BACK).first, self.coming[-1].last
        self.days = laws.days_of_change(earliest.toordinal(), last.toordinal())
        self.since = self._since(earliest, last)
        began = question.first if self.since is None else Month.of(max(self.since, earliest))
        start = min(question.first, began)
        self.over = [Month(number) for number in range(start.number, question.first.number)]

    def _since(self, earliest: date, last: date) -> date | None:
        """The first day on which the laws differ; of a change that began before the months counted, its own day."""
        candidates = [earliest.toordinal(), *self.days, self.question.on.toordinal(), last.toordinal()]
        first = next((day for day in sorted(candidates) if self._differ(day)), None)
        if first == earliest.toordinal():
            older = self.laws.days_of_change(0, first)
            first = min(takewhile(self._differ, reversed(older)), default=first)
        return None if first is None else date.fromordinal(first)

    def _differ(self, day: int) -> bool:
        return not self.laws.agree(self.question.base, self.question.proposed, day)

    def wanted(self) -> list[tuple[Edition, int]]:
        """Every law on every day that is asked for, each once."""
        editions = (self.question.base, self.question.proposed)
        days = [self.question.on.toordinal()]
        days += [day for month in (*self.over, *self.coming) for day, _ in self._pieces(month)]
        return [(edition, day) for day in sorted(set(days)) for edition in editions]

    def _pieces(self, month: Month) -> Iterator[tuple[int, int]]:
        """(day whose law holds, number of days it holds for) within a month."""
        first, last = month.first.toordinal(), month.last.toordinal()
        cuts = [day for day in self.days if first < day <= last]
        if not cuts or self.question.turn == Turn.NEXT:
            yield first, last - first + 1
        elif self.question.turn == Turn.WHOLE:
            yield cuts[-1], last - first + 1
        else:
            begins = [first, *cuts]
            yield from ((day, end - day) for day, end in zip(begins, [*cuts, last + 1], strict=True))

    def fen(self, edition: Edition, month: Month) -> Column:
        """What each family gets for a month under a law; of a month by days the whole 分."""
        pieces = list(self._pieces(month))
        if len(pieces) == 1:
            return self.laws.outcome(edition, pieces[0][0]).fen
        whole = sum(self.laws.outcome(edition, day).fen * days for day, days in pieces)
        return np.asarray(whole) // sum(days for _, days in pieces)

    def line(self, month: Month, open_: Column) -> MonthLine:
        base, proposed = self.question.base, self.question.proposed
        return MonthLine(
            month, *(int(self.fen(edition, month)[~open_].sum()) for edition in (base, proposed))
        )

    def back_line(self, month: Month, open_: Column) -> BackLine:
        more = self.fen(self.question.proposed, month) - self.fen(self.question.base, month)
        more = np.where(open_, 0, more)
        return BackLine(month, int(more[more > 0].sum()), int(more[more < 0].sum()))
