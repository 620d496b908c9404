"""What a publication makes of the families within reach: counts, rows, and which of them may be confirmed now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, QuerySet, Sum

from jiuzhu.casework.kinds import BY_REVIEW, OPEN_PROGRESS, Need, Progress
from jiuzhu.casework.models import Case, Recalculation, Reckoning
from jiuzhu.casework.queries import recused
from jiuzhu.casework.reckon import Stretch, steps_of
from jiuzhu.casework.states import OPEN
from jiuzhu.documents.wording import day_in_words
from jiuzhu.editions.models import Amendment
from jiuzhu.editions.queries import published, unheld
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look

MAY_RAISE = (Role.CONFIRMER, Role.COUNTY)
MAY_REVIEW = (Role.CLERK, Role.COUNTY)
PAGE = 50
AT_ONCE = 1_000
"""So many rows are confirmed by one press."""


@dataclass(frozen=True)
class Tally:
    """How many awards of one need there are, what they come to, and how far the work is."""

    need: Need
    count: int = 0
    old_fen: int = 0
    new_fen: int = 0
    back_fen: int = 0
    progress: dict[Progress, int] = field(default_factory=dict)

    @property
    def open_count(self) -> int:
        return sum(self.progress.get(one, 0) for one in OPEN_PROGRESS)

    @property
    def rise_fen(self) -> int:
        """More a month from now on: nothing for awards that have ended."""
        return 0 if self.need == Need.ARREARS else self.new_fen - self.old_fen


@dataclass(frozen=True)
class Line:
    """One family of the list."""

    row: Reckoning
    case: Case | None
    village: str
    review: Case | None

    @property
    def progress(self) -> str:
        return Progress(self.row.progress).label

    @property
    def change_fen(self) -> int | None:
        """More or less a month; None where a person must settle it."""
        return None if self.row.new_fen is None else self.row.new_fen - self.row.old_fen

    @property
    def stretches(self) -> list[Stretch]:
        return [Stretch.from_json(told) for told in self.row.stretches]


@dataclass(frozen=True)
class Preview:
    """What one press would confirm, and what it would leave, each with the reason."""

    need: Need
    ready: list[Reckoning]
    left: list[tuple[Reckoning, str]]

    @property
    def rise_fen(self) -> int:
        if self.need == Need.ARREARS:
            return 0
        return sum((row.new_fen or 0) - row.old_fen for row in self.ready)

    @property
    def back_fen(self) -> int:
        return sum(row.back_fen for row in self.ready)

    @property
    def reasons(self) -> dict[str, list[Reckoning]]:
        """What is left, by the reason."""
        found: dict[str, list[Reckoning]] = defaultdict(list)
        for row, why in self.left:
            found[why].append(row)
        return dict(found)


def recalculation_of(amendment: Amendment) -> Recalculation | None:
    """The working through of a publication, once a tick has found it."""
    return Recalculation.objects.filter(amendment=amendment).first()


def reckonings(scope: Scope, recalculation: Recalculation) -> QuerySet[Reckoning]:
    """Awards of one publication within reach, without families of the officer's relatives."""
    rows = scope.within(Reckoning.objects.filter(recalculation=recalculation))
    return rows.exclude(case_no__in=recused(scope).values("case_no"))


def summary(scope: Scope, recalculation: Recalculation) -> list[Tally]:
    """Every need with its counts and amounts, in the order of `Need`; one query."""
    rows = reckonings(scope, recalculation).values("need", "progress").order_by()
    told = rows.annotate(n=Count("pk"), old=Sum("old_fen"), new=Sum("new_fen"), back=Sum("back_fen"))
    found = []
    for need in Need:
        mine = [row for row in told if row["need"] == need]
        found.append(
            Tally(
                need,
                sum(row["n"] for row in mine),
                sum(row["old"] for row in mine),
                sum(row["new"] or 0 for row in mine),
                sum(row["back"] for row in mine),
                {Progress(row["progress"]): row["n"] for row in mine},
            )
        )
    return found


def lines(scope: Scope, recalculation: Recalculation, need: Need, after: int = 0) -> list[Line]:
    """One page of the families of a need, what waits first, with their cases; one look."""
    rows = list(reckonings(scope, recalculation).filter(need=need, pk__gt=after).order_by("pk")[:PAGE])
    if rows:
        look(
            scope,
            "casework.recalculation",
            [f"case:{row.case_no}" for row in rows],
            purpose="政策改动后的重算",
        )
    numbers = {row.case_no for row in rows} | {row.review_no for row in rows if row.review_no}
    cases = {
        case.case_no: case for case in Case.objects.filter(case_no__in=numbers).select_related("applicant")
    }
    villages = region_names(row.region_code for row in rows)
    return [
        Line(row, cases.get(row.case_no), villages.get(row.region_code, ""), cases.get(row.review_no))
        for row in rows
    ]


def preview(scope: Scope, recalculation: Recalculation, need: Need, on: date) -> Preview:
    """Which open rows of a need this officer could confirm on a day; the others with what keeps them. Constant queries."""
    roles = MAY_REVIEW if need in BY_REVIEW else MAY_RAISE
    rows = Reckoning.objects.filter(recalculation=recalculation, need=need, progress__in=OPEN_PROGRESS)
    rows = scope.within(rows).select_related("award__determination").order_by("pk")[:AT_ONCE]
    found = [row for row in rows if scope.covers(row.region_code, *roles)]
    busy, filed = _busy(found), set(recused(scope).values_list("case_no", flat=True))
    amendments = list(published())
    ready, left = [], []
    for row in found:
        why = _kept_by(row, on, busy, filed) or _too_early(row, recalculation, on, amendments)
        if why:
            left.append((row, why))
        else:
            ready.append(row)
    return Preview(need, ready, left)


def _kept_by(row: Reckoning, on: date, busy: dict[int, str], filed: set[str]) -> str:
    """Why a row cannot be confirmed now; empty when it can."""
    if row.case_no in filed:
        return "有您的近亲属，请由其他同事确认"
    if row.award.household_id in busy:
        return f"正在办 {busy[row.award.household_id]}，由那个案件一并处理"
    return ""


def _too_early(row: Reckoning, work: Recalculation, on: date, amendments: Iterable[Amendment]) -> str:
    """Why a row cannot be confirmed yet: a raise in the month before its first at the earliest, a review not before the
    day on which what it is about holds (the first of its publications, where no amount follows)."""
    stretches = [Stretch.from_json(told) for told in row.stretches]
    if row.need == Need.RAISE:
        first = min(stretch.from_month for stretch in stretches)
        return f"{first} 起执行，最早在上一个月确认" if first > Month.of(on) + 1 else ""
    if row.need not in BY_REVIEW:
        return ""
    made = row.award.determination
    days = [stretch.on for stretch in stretches]
    days = days or steps_of(row.award, work.amendment, unheld(made.edition_hash, made.on, amendments))
    since = min(days, default=on)
    return f"{day_in_words(since)}起执行，到那天再开复核" if since > on else ""


def _busy(rows: Iterable[Reckoning]) -> dict[int, str]:
    """The open case of each household that has one."""
    households = {row.award.household_id for row in rows}
    return dict(
        Case.objects.filter(household__in=households, stage__in=[*OPEN]).values_list("household", "case_no")
    )


def waiting(scope: Scope) -> list[tuple[Amendment, int]]:
    """Publications with rows within reach that wait for somebody, the newest first."""
    rows = scope.within(Reckoning.objects.filter(progress__in=OPEN_PROGRESS)).exclude(need=Need.SAME)
    counts = dict(
        rows.values_list("recalculation__amendment")
        .annotate(n=Count("pk"), last=Max("pk"))
        .values_list("recalculation__amendment", "n")
    )
    return [(row, counts[row.pk]) for row in Amendment.objects.filter(pk__in=counts).order_by("-sequence")]
