"""The lists behind the figures of a month: payments, decisions, holds, villages. All read within the officer's scope."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.benefits import queries
from jiuzhu.benefits.kinds import PROGRAMME_LABELS, Ground
from jiuzhu.benefits.models import Award, Due, Payment, Stop
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope, inside
from jiuzhu.policy.lead import PARTS, TOPUPS
from jiuzhu.web.desk.listed import listed
from jiuzhu.web.desk.payments import MAY_EXPORT, READERS
from jiuzhu.web.desk.payments_apart import SEEN, apart, home_of, lines_apart
from jiuzhu.web.desk.payments_month import Place
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today
from jiuzhu.web.ui.whole import whole

PAGE = 50
_STOPS = {
    "stop": Ground.REVIEW,
    "death": Ground.DEATH,
    "wish": Ground.WISH,
    "left": Ground.LEFT,
    "age_school": Ground.AGE_SCHOOL,
    "standard": Ground.STANDARD,
}
KINDS = {
    "new": "新确认",
    "review_up": "复核增发",
    "review_down": "复核减发",
    "stop": "停发",
    "death": "成员去世",
    "age_school": "满龄、入学等",
    "left": "毕业、迁出等",
    "standard": "标准调整",
    "wish": "本人提出",
}


@dataclass(frozen=True)
class Change:
    """One decision that takes effect in a month: 分 a month before and after it. `home` is the household; `has_record` is the hearing's."""

    home: int
    name: str
    case_no: str
    village: str
    decision_no: str
    decided_on: date
    before_fen: int
    after_fen: int
    has_record: bool

    @property
    def difference_fen(self) -> int:
        return self.after_fen - self.before_fen


def changes(scope: Scope, place: Place, kind: str) -> list[Change]:
    """The decisions of one kind that take effect in a month, awards first, then stops."""
    here = Q(fund=place.fund) & inside(place.region)
    awards = Award.objects.filter(here, _began(kind), from_month=place.month.number)
    awards = scope.within(awards).select_related("household__head", "determination").order_by("pk")
    found: list[tuple[Award, Award | Stop, int, int]] = [
        (award, award, award.previous_fen or 0, award.monthly_fen) for award in awards
    ]
    if kind in _STOPS:
        stops = Stop.objects.filter(
            inside(place.region, "award__region_code"),
            award__fund=place.fund,
            ground=_STOPS[kind],
            from_month=place.month.number,
        )
        stops = scope.within(stops, "award__region_code").select_related(
            "award__household__head", "award__determination"
        )
        found += [(stop.award, stop, stop.award.monthly_fen, 0) for stop in stops.order_by("pk")]
    names = region_names(award.region_code for award, *_ in found)
    return [_change(*row, names) for row in found]


def _began(kind: str) -> Q:
    review = Q(ground=Ground.REVIEW)
    known = {
        "new": Q(ground=Ground.NEW),
        "review_up": review & Q(monthly_fen__gte=F("previous_fen")),
        "review_down": review & Q(monthly_fen__lt=F("previous_fen")),
        "stop": Q(pk__in=[]),
    }
    return known.get(kind, Q(ground=kind))


def _change(award: Award, decision: Award | Stop, before: int, after: int, names: dict[str, str]) -> Change:
    return Change(
        award.household_id,
        award.household.head.name,
        award.determination.case_no,
        names.get(award.region_code, award.region_code),
        decision.decision_no,
        decision.decided_on,
        before,
        after,
        decision.heard_id is not None,
    )


def lines_of(scope: Scope, place: Place) -> QuerySet[Any]:
    """The payments of a month in order; before its approval, the dues that its run wrote."""
    rows = queries.batches(scope, place.fund).filter(region_code=place.region, month=place.month.number)
    batch = rows.filter(approved_on__isnull=False)
    if batch.exists():
        return (
            Payment.objects.filter(batch__in=batch)
            .select_related("batch", "due__award__household__head", "due__award__determination", "account")
            .order_by("pk")
        )
    dues = Due.objects.filter(batch__in=rows, amount_fen__gt=0)
    return dues.select_related("batch", "award__household__head", "award__determination").order_by("pk")


@dataclass(frozen=True)
class Shown:
    """One payment (or due, before the approval) as lists and files show it; `fen` is what goes out."""

    name: str
    case_no: str
    village: str
    programme: str
    part: str
    month: Month
    fen: int
    batch: str

    @classmethod
    def of(cls, line: Payment | Due, names: dict[str, str]) -> "Shown":
        due = due_of(line)
        award = due.award
        return cls(
            award.household.head.name,
            award.determination.case_no,
            names.get(award.region_code, award.region_code),
            PROGRAMME_LABELS[award.programme],
            part_in_words(due.part),
            Month(due.month),
            line.amount_fen,
            line.batch.number if line.batch else "",
        )


_OWN_PARTS = {
    "correction": "变更的差额",
    "stop": "停发的差额",
    "held": "挂起过的一份",
    "carved": "挂起的一份",
    "void": "去世以后不再发的一份",
}


def part_in_words(key: str) -> str:
    """What a due is for: 补差; 重点救助：重度残疾; the difference that a later decision made."""
    part, kind, *_ = [*key.split(":"), ""]
    word = _OWN_PARTS.get(part) or PARTS.get(part, part)
    return f"{word}：{TOPUPS[kind]}" if kind in TOPUPS else word


def due_of(line: Payment | Due) -> Due:
    return line.due if isinstance(line, Payment) else line


@officer(*READERS)
@require_GET
def change_list(request: Any, region: str, fund: str, month: str, kind: str) -> HttpResponse:
    """The decisions behind one reason."""
    place = Place.read(region, fund, month)
    request.scope.demand(place.region)
    if kind not in KINDS:
        raise Refused("not_found", "没有这种变动原因。")
    found = changes(request.scope, place, kind)
    shown, left = apart(request.scope, found, lambda row: row.home)
    rows = shown[: 10 * PAGE]
    purpose = f"{place.spoken}：{KINDS[kind]}"
    listed(request.scope, "benefits.changes", [row.case_no for row in rows], purpose, SEEN)
    context = {
        "place": place,
        "label": KINDS[kind],
        "rows": rows,
        "is_cut": len(shown) > 10 * PAGE,
        "apart": left,
        "total": len(found),
        "sum_fen": sum(row.difference_fen for row in found),
    }
    return render(request, "desk/payments/changes.html", context)


@officer(*READERS)
@require_GET
def overpaid_list(request: Any) -> HttpResponse:
    """Families that were paid beyond what a later decision says, month by month: what has to come back."""
    rows = queries.overpaid(request.scope)
    shown, left = apart(request.scope, rows, lambda row: row.household.pk)
    listed(request.scope, "benefits.overpaid", [row.case_no for row in shown], "多发要收回的", SEEN)
    villages = region_names(row.household.region_code for row in shown)
    context = {
        "rows": [(row, villages.get(row.household.region_code, "")) for row in shown],
        "apart": left,
        "families": len({row.household.pk for row in rows}),
        "fen": sum(row.over_fen for row in rows),
    }
    return render(request, "desk/payments/overpaid.html", context)


@officer(*READERS)
@require_GET
def line_list(request: Any, region: str, fund: str, month: str) -> HttpResponse:
    """The month line by line, fifty a page."""
    place = Place.read(region, fund, month)
    request.scope.demand(place.region)
    rows = lines_of(request.scope, place)
    open_to, kept = lines_apart(request.scope, rows)
    shown = list(open_to.filter(pk__gt=whole(request.GET.get("after", "")) or 0)[: PAGE + 1])
    names = region_names(due_of(line).award.region_code for line in shown)
    told = [Shown.of(line, names) for line in shown[:PAGE]]
    listed(request.scope, "benefits.lines", [line.case_no for line in told], f"{place.spoken}明细", SEEN)
    context = {
        "place": place,
        "rows": told,
        "next": shown[PAGE - 1].pk if len(shown) > PAGE else None,
        "totals": rows.aggregate(
            count=Count("pk"),
            fen=Sum("amount_fen"),
            families=Count(home_of(rows), distinct=True),
        ),
        "apart": kept.values(home_of(rows)).distinct().order_by().count(),
        "may_export": request.scope.covers(place.region, *MAY_EXPORT),
    }
    return render(request, "desk/payments/lines.html", context)


@officer(*READERS)
@require_GET
def hold_list(request: Any, region: str, fund: str, month: str) -> HttpResponse:
    """Every hold of the month, with what ends it."""
    place = Place.read(region, fund, month)
    summary = queries.month_of(request.scope, place.region, place.fund, place.month, today())
    holds = [hold for batch in summary.batches for hold in queries.holds(request.scope, batch)]
    rows, left = apart(request.scope, holds, lambda hold: hold.award.household_id)
    numbers = [hold.award.determination.case_no for hold in rows]
    listed(request.scope, "benefits.holds", numbers, f"{place.spoken}挂起", SEEN)
    context = {"place": place, "rows": rows, "apart": left, "total": len(holds), "on": today()}
    return render(request, "desk/payments/holds.html", context | {"summary": summary})


@officer(*READERS)
@require_GET
def village_list(request: Any, region: str, fund: str, month: str) -> HttpResponse:
    """How many families and how much in each village: the list that each village publishes."""
    place = Place.read(region, fund, month)
    request.scope.demand(place.region)
    number = place.month.number
    standing = Award.objects.filter(
        Q(until_month=None) | Q(until_month__gt=number), inside(place.region), from_month__lte=number
    )
    rows = list(
        request.scope.within(standing)
        .values("region_code")
        .annotate(families=Count("pk"), fen=Sum("monthly_fen"))
        .order_by("region_code")
    )
    names = region_names([code for row in rows for code in (row["region_code"], row["region_code"][:9])])
    context = {
        "place": place,
        "rows": [
            (row, names.get(row["region_code"], row["region_code"]), names.get(row["region_code"][:9], ""))
            for row in rows
        ],
    }
    return render(request, "desk/payments/villages.html", context)
