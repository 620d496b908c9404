"""The month desk: how far each batch is, what it pays, why it differs from last month."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from jiuzhu.benefits import payable
from jiuzhu.benefits.kinds import Ground
from jiuzhu.benefits.models import Award, Batch, Coverage, Due, Hold, Payment
from jiuzhu.benefits.queries.checks import CheckLine, checks
from jiuzhu.kernel.month import Month
from jiuzhu.org.scope import Scope, inside

Amounts = dict[tuple[int, int], int]
"""分 by (household, month the money is for)."""


@dataclass(frozen=True)
class Summary:
    """One month of one fund in one county. `total_fen` is what is owed in it, held shares included; `last_fen` is what
    its latest batch pays by itself."""

    batches: list[Batch]
    households: int
    people: int
    total_fen: int
    last_fen: int
    held: int
    held_fen: int
    checks: list[CheckLine] = field(default_factory=list)

    @property
    def open_findings(self) -> int:
        return sum(line.open for line in self.checks)


@dataclass(frozen=True)
class Reason:
    """Why this month differs from the last: 分 with sign, and how many families."""

    kind: str
    label: str
    households: int
    fen: int


@dataclass(frozen=True)
class Explanation:
    """Last month to this month in reasons. `unexplained_fen` is what no record accounts for, and must be zero."""

    before_fen: int
    reasons: list[Reason]
    after_fen: int

    @property
    def unexplained_fen(self) -> int:
        told = sum(reason.fen for reason in self.reasons if reason.kind != UNEXPLAINED)
        return self.after_fen - self.before_fen - told


UNEXPLAINED = "unexplained"
_LABELS = {
    "new": "新确认",
    "review_up": "复核增发",
    "review_down": "复核减发",
    "stop": "停发",
    "death": "成员去世",
    "age_school": "满龄、入学等增发",
    "left": "毕业、迁出等核减",
    "standard": "标准调整",
    "wish": "本人提出",
    "back": "补发与更正",
    UNEXPLAINED: "未解释",
}


def batches(scope: Scope, fund: str) -> QuerySet[Batch]:
    """Batches of the counties within reach, newest first."""
    return scope.within(Batch.objects.filter(fund=fund)).order_by("-month", "-sequence")


def month_of(scope: Scope, region_code: str, fund: str, month: Month, on: date) -> Summary:
    """What the month desk shows on a day; all zero when the month was never proposed."""
    scope.demand(region_code)
    rows = list(
        Batch.objects.filter(region_code=region_code[:6], fund=fund, month=month.number).order_by("sequence")
    )
    owed = _owed(rows, on)
    held = _held(rows).values_list("due__amount_fen", flat=True)
    people = Coverage.objects.filter(
        inside(region_code[:6], "award__region_code"), award__fund=fund, month=month.number
    )
    open_batch = next((batch for batch in rows if batch.approved_on is None), None)
    return Summary(
        rows,
        len({household for household, _ in owed}),
        people.count(),
        sum(owed.values()),
        payable.pays(rows[-1], on) if rows else 0,
        len(held),
        sum(held),
        checks(scope, open_batch, on) if open_batch else [],
    )


def holds(scope: Scope, batch: Batch) -> QuerySet[Hold]:
    """The holds that are approved with a batch."""
    scope.demand(batch.region_code)
    return batch.holds.select_related(
        "award__household__head", "award__determination", "person", "due"
    ).order_by("pk")


def explain_difference(scope: Scope, region_code: str, fund: str, month: Month, on: date) -> Explanation:
    """Last month's amount to this month's, every difference under the decision that made it."""
    scope.demand(region_code)
    here = Batch.objects.filter(region_code=region_code[:6], fund=fund)
    before = _owed(here.filter(month=month.number - 1), on)
    after = _owed(here.filter(month=month.number), on)
    was = {family: fen for (family, of), fen in before.items() if of == month.number - 1}
    now = {family: fen for (family, of), fen in after.items() if of == month.number}
    changed = {
        family: fen for family in was.keys() | now.keys() if (fen := now.get(family, 0) - was.get(family, 0))
    }
    families: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    for family, kind in _grounds(changed, fund, month.number).items():
        families[kind] += 1
        amounts[kind] += changed[family]
    back = [(family, -fen) for (family, of), fen in before.items() if of != month.number - 1]
    back += [(family, fen) for (family, of), fen in after.items() if of != month.number]
    families["back"] += len({family for family, _ in back})
    amounts["back"] += sum(fen for _, fen in back)
    reasons = [
        Reason(kind, label, families[kind], amounts[kind])
        for kind, label in _LABELS.items()
        if families[kind]
    ]
    return Explanation(sum(before.values()), reasons, sum(after.values()))


def _owed(rows: Iterable[Batch], on: date) -> Amounts:
    """What these batches pay (frozen once approved, as it stands before), and what is held in them."""
    owed: Counter[tuple[int, int]] = Counter()
    listed = list(rows)
    sent = Payment.objects.filter(batch__in=listed, reissue_of=None)
    for family, month, fen in sent.values_list("due__award__household", "due__month", "amount_fen"):
        owed[family, month] += fen
    for batch in listed:
        if batch.approved_on is None:
            plain = payable.plain(batch, on)
            for family, month, fen in plain.values_list("award__household", "month", "amount_fen"):
                owed[family, month] += fen
            for share in payable.netted(batch, on):
                owed[share.due.award.household_id, share.due.month] += share.fen
    for family, month, fen in _held(listed).values_list("award__household", "due__month", "due__amount_fen"):
        owed[family, month] += fen
    return dict(owed)


def _held(rows: list[Batch]) -> QuerySet[Hold]:
    """Held shares of these batches that none of them pays."""
    paid = Payment.objects.filter(batch__in=rows)
    open_again = [batch for batch in rows if batch.approved_on is None and batch.sequence > 1]
    ended = Q(ended_on__isnull=False) if open_again else Q(pk__in=[])
    return Hold.objects.filter(batch__in=rows).exclude(due__in=paid.values("due")).exclude(ended)


def _grounds(changed: dict[int, int], fund: str, month: int) -> dict[int, str]:
    """Which decision moved each of these families' amounts."""
    kinds = dict.fromkeys(changed, UNEXPLAINED)
    awards = Award.objects.filter(fund=fund, from_month__lte=month).select_related("stop").order_by("pk")
    latest: dict[int, Award] = {}
    for award in awards.filter(household__in=list(changed)):
        latest[award.household_id] = award
    corrected = set(
        Due.objects.filter(
            award__household__in=list(changed), award__fund=fund, month__in=[month, month - 1], batch=None
        ).values_list("award__household", flat=True)
    )
    for family, award in latest.items():
        kind = _kind(award, month, changed[family])
        kinds[family] = kind or ("back" if family in corrected else UNEXPLAINED)
    return kinds


def _kind(award: Award, month: int, fen: int) -> str | None:
    """The reason that an award's own beginning or end in this month gives; None when it gives none."""
    if hasattr(award, "stop") and award.stop.from_month <= month:
        return "stop" if award.stop.ground == Ground.REVIEW else str(award.stop.ground)
    if award.ground == Ground.NEW:
        return "new" if fen == award.monthly_fen else None
    if award.from_month < month - 1:
        return None
    if award.ground == Ground.REVIEW:
        return "review_up" if fen > 0 else "review_down"
    return str(award.ground)
