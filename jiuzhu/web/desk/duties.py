"""What waits for an officer beside the clocks of cases: rulings to agree to, notices to hang, the month's money."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from jiuzhu.benefits import queries as benefits
from jiuzhu.benefits.kinds import Fund
from jiuzhu.benefits.models import Batch
from jiuzhu.casework import queries as casework
from jiuzhu.casework import recalculations
from jiuzhu.casework.recalculations import MAY_RAISE, MAY_REVIEW
from jiuzhu.casework.states import COUNTY_VISITS
from jiuzhu.catalogue import queries as catalogue
from jiuzhu.catalogue.actions import MAY_PROPOSE
from jiuzhu.catalogue.actions import MAY_PUBLISH as MAY_PUBLISH_CATALOGUE
from jiuzhu.editions import queries as editions
from jiuzhu.editions.actions import MAY_PUBLISH
from jiuzhu.kernel.month import Month
from jiuzhu.notices.queries import unproved
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.verification.assist import queries as assist
from jiuzhu.verification.assist.kinds import Direction, State
from jiuzhu.web.desk.catalogue_changes import show
from jiuzhu.web.desk.ruling import settled


@dataclass(frozen=True)
class Duty:
    """One thing to do and the page where it is done; `case_no` where it names a family."""

    icon: str
    text: str
    href: str
    case_no: str = ""
    until: date | None = None


def duties(scope: Scope, on: date) -> list[Duty]:
    """All of it, in the order of a day."""
    return [
        *_boards(scope, on),
        *_visits(scope),
        *_letters(scope),
        *_rulings(scope),
        *_amendments(scope, on),
        *_catalogue(scope, on),
        *_money(scope, on),
        *_assists(scope, on),
    ]


def _boards(scope: Scope, on: date) -> Iterator[Duty]:
    """Notices in the assistant's village that have no photo yet; not those of relatives."""
    if not scope.is_(Role.ASSISTANT):
        return
    rows = {row.case_no: row for row in unproved(scope, on)}
    for case in casework.cases(scope).filter(case_no__in=rows, stage="on_notice").order_by("pk"):
        text = f"{case.applicant.name}家：张贴公示表，拍照上传"
        yield Duty(
            "camera",
            text,
            reverse("desk:prove", args=[case.case_no]),
            case.case_no,
            rows[case.case_no].until_on,
        )


def _visits(scope: Scope) -> Iterator[Duty]:
    """Families that the county itself has to visit before the town may confirm."""
    if not scope.is_(Role.COUNTY):
        return
    for case in casework.county_visits_owed(scope):
        text = f"{case.applicant.name}家：区级入户（{COUNTY_VISITS[case.county_visit]}）"
        yield Duty("map-pin", text, reverse("desk:case", args=[case.case_no]), case.case_no)


def _letters(scope: Scope) -> Iterator[Duty]:
    """Letters of decisions of which nobody has noted yet that they reached the family; remedies run from that day."""
    for case in casework.letters_to_deliver(scope):
        text = f"{case.applicant.name}家：登记送达"
        yield Duty("send", text, reverse("desk:act", args=[case.case_no, "deliver"]), case.case_no)


def _rulings(scope: Scope) -> Iterator[Duty]:
    for row, case in casework.rulings_waiting(scope):
        (told,) = settled([row])
        text = f"{case.applicant.name}家：复核裁定“{told.label}”，{row.first_name}提出 {told.value}"
        yield Duty("gavel", text, f"{reverse('desk:case', args=[case.case_no])}#decide", case.case_no)


def _assists(scope: Scope, on: date) -> Iterator[Duty]:
    """What other regions wait for, and what came back from them unanswered."""
    for line in assist.requests(scope, Direction.IN, on):
        text = f"外地协查：{line.row.peer_name}请查 {line.asked} 问，答了 {line.answered} 问"
        until = line.reading.clock.due_on if line.reading else line.row.until_on
        yield Duty("map-pin", text, reverse("desk:assist_in", args=[line.row.number]), until=until)
    for line in assist.requests(scope, Direction.OUT, on):
        if line.state in (State.DRAFT, State.PARTLY, State.RETURNED):
            text = f"外地协查 {line.row.number}：{line.state.label}"
            yield Duty("send", text, reverse("desk:assist_out", args=[line.row.number]))


def _amendments(scope: Scope, on: date) -> Iterator[Duty]:
    """Changes of the law to publish or sent back, and families whose new amount waits to be confirmed or heard."""
    if scope.is_(*MAY_PUBLISH):
        for told in editions.returned(scope, on):
            text = f"{told.row.ended_name}退回了您的政策改动“{told.effects[0].label}”：{told.row.end_reason}"
            yield Duty("gavel", text, reverse("desk:amendment", args=[told.row.pk]))
        for told in editions.waiting(scope):
            if told.row.author != scope.actor:
                label = told.effects[0].label
                text = f"复核政策改动“{label}”，{told.row.author_name}提出"
                yield Duty("gavel", text, reverse("desk:amendment", args=[told.row.pk]))
    if scope.is_(*MAY_RAISE, *MAY_REVIEW):
        for row, count in recalculations.waiting(scope):
            text = f"政策改动重算出 {count} 户要办（{row.published_on} 发布）"
            yield Duty("users", text, f"{reverse('desk:amendment', args=[row.pk])}#families")


def _catalogue(scope: Scope, on: date) -> Iterator[Duty]:
    """Changes of the catalogue to publish, or sent back."""
    if scope.is_(*MAY_PROPOSE):
        for row in catalogue.returned(scope, on):
            text = f"{row.ended_name}退回了您的目录改动：{show(row).title}，{row.end_reason}"
            yield Duty("gavel", text, reverse("desk:catalogue_change", args=[row.pk]))
    if scope.is_(*MAY_PUBLISH_CATALOGUE):
        for row in catalogue.waiting(scope):
            text = f"复核目录改动：{show(row).title}，{row.author_name}提出"
            yield Duty("gavel", text, reverse("desk:catalogue_change", args=[row.pk]))


def _money(scope: Scope, on: date) -> Iterator[Duty]:
    """Where each fund's month stands, for those who pay; and what the bank sent back or has to answer."""
    if not scope.is_(Role.PAYER, Role.PAY_APPROVER):
        return
    month = Month.of(on)
    for county in dict.fromkeys(home[:6] for home in scope.regions):
        for fund in Fund:
            batch = benefits.batches(scope, fund).filter(region_code=county, month=month.number).first()
            text = _step(scope, batch)
            if text:
                place = reverse("desk:month", args=[county, fund.value, month])
                yield Duty("wallet", f"{fund.label} {month.month} 月：{text}", place)
    waiting = benefits.exceptions(scope).count()
    if waiting:
        yield Duty("building-bank", f"银行退回和待答 {waiting} 笔", reverse("desk:month_exceptions"))


def _step(scope: Scope, batch: Batch | None) -> str:
    """What this officer can do with a month's latest batch; "" when nothing."""
    if batch is None:
        return "还没有提出" if scope.is_(Role.PAYER) else ""
    if batch.closed_on:
        return ""
    if batch.approved_on is None:
        is_mine = batch.proposed_by == scope.actor or not scope.is_(Role.PAY_APPROVER)
        return "" if is_mine else "等您批准"
    return f"已到“{batch.stage.label}”，还没有关账"
