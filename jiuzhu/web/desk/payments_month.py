"""What the month page shows: the steps of its batch, the way from last month, and the one act that comes next."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from jiuzhu.benefits import queries
from jiuzhu.benefits.kinds import Fund
from jiuzhu.benefits.models import Batch
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import names_of
from jiuzhu.org.scope import Scope
from jiuzhu.web.ui.formats import day_short


@dataclass(frozen=True)
class Place:
    """Which month the page is about: a county, a fund, a month; `parts` are the arguments of its addresses."""

    region: str
    fund: Fund
    month: Month

    @classmethod
    def read(cls, region: str, fund: str, month: str) -> "Place":
        """From an address; raises Refused when it names no county, fund or month."""
        if len(region) != 6 or fund not in Fund.values:
            raise Refused("not_found", "没有这个区县或资金的发放。")
        try:
            return cls(region, Fund(fund), Month.parse(month))
        except ValueError as wrong:
            raise Refused("not_found", str(wrong)) from wrong

    @property
    def parts(self) -> tuple[str, str, str]:
        return self.region, self.fund.value, str(self.month)

    @property
    def url(self) -> str:
        """Its page; the lists and acts of the month lie below it."""
        return reverse("desk:month", args=self.parts)

    @property
    def spoken(self) -> str:
        return f"{self.fund.label} {self.month.year} 年 {self.month.month} 月"


@dataclass(frozen=True)
class Step:
    """One of the seven steps of a batch. `state` is done, now or later."""

    name: str
    note: str
    state: str


AHEAD = {
    "提出": "发放岗",
    "检查": "逐户比对",
    "批准": "须另一人",
    "成文件": "一卡通 · GB18030",
    "送出": "控制总数签名",
    "回盘": "逐笔对上",
    "关账": "差额 0.00",
}
"""The seven steps, and what each will ask for."""


def steps(batch: Batch | None, open_findings: int, held: int) -> list[Step]:
    """提出 to 关账; what has not come yet says what it will ask for."""
    if batch is None:
        return [Step(name, note, "now" if name == "提出" else "later") for name, note in AHEAD.items()]
    names = _names(batch)
    found = f"挂起 {held} 笔" + (f"，未处理 {open_findings} 户" if open_findings else "")
    rows: list[tuple[str, str, object]] = [
        ("提出", _done(batch.proposed_on, names.get("maker", "")), True),
        ("检查", found, batch.approved_on or not open_findings),
        ("批准", _done(batch.approved_on, names.get("approver", "")), batch.approved_on),
        ("成文件", _done(batch.filed_on), batch.filed_on),
        ("送出", _done(batch.sent_on, "银行已收妥"), batch.sent_on),
        ("回盘", _done(batch.replied_on), batch.replied_on),
        ("关账", _done(batch.closed_on), batch.closed_on),
    ]
    now = next((index for index, row in enumerate(rows) if not row[2]), len(rows))
    states = ["done" if index < now else "now" if index == now else "later" for index in range(len(rows))]
    return [
        Step(name, note or AHEAD[name], state) for (name, note, _), state in zip(rows, states, strict=True)
    ]


def _done(on: date | None, by: str = "") -> str:
    return f"{day_short(on)} {by}".strip() if on else ""


def _names(batch: Batch) -> dict[str, str]:
    actors = {"maker": batch.proposed_by, "approver": batch.approved_by or ""}
    ids = {word: int(actor.partition(":")[2]) for word, actor in actors.items() if "officer:" in actor}
    names = names_of(ids.values())
    return {word: names[id] for word, id in ids.items() if id in names}


@dataclass(frozen=True)
class Line:
    """One row of the way from last month to this one; `total_fen` is the sum so far."""

    kind: str
    label: str
    households: int
    fen: int
    total_fen: int


def running(told: queries.month.Explanation) -> list[Line]:
    """The reasons with the sum so far behind each."""
    lines, total = [], told.before_fen
    for reason in told.reasons:
        total += reason.fen
        lines.append(Line(reason.kind, reason.label, reason.households, reason.fen, total))
    return lines


def bank_answers(scope: Scope, place: Place) -> list[tuple[Batch, queries.Reconciled]]:
    """How each batch of a month came out, once the bank has answered it."""
    here = queries.batches(scope, place.fund).filter(region_code=place.region, month=place.month.number)
    return [
        (batch, queries.reconciled(scope, batch)) for batch in here.order_by("sequence") if batch.replied_on
    ]


@dataclass(frozen=True)
class Next:
    """The act that comes next: `verb` is posted, `to` is a page to go to; without either, `why` says who is waited for."""

    label: str = ""
    verb: str = ""
    to: str = ""
    why: str = ""


def next_act(scope: Scope, place: Place, summary: queries.Summary, batch: Batch | None, on: date) -> Next:
    """What this officer can do now to bring the month forward; when a guard blocks it, what unblocks it."""
    is_payer = scope.covers(place.region, Role.PAYER)
    if batch is None:
        if place.month > Month.of(on) + 1:
            first = place.month - 1
            return Next(why=f"{first.year} 年 {first.month} 月 1 日起可以提出")
        if is_payer:
            return Next(f"提出 {place.month.month} 月发放", "propose")
        return Next(why="等发放岗提出")
    if batch.approved_on is None:
        return _to_approval(scope, place, summary, batch)
    if not (is_payer or scope.covers(place.region, Role.PAY_APPROVER)):
        return Next(why="由发放岗办理")
    return _after_approval(batch, place)


def _to_approval(scope: Scope, place: Place, summary: queries.Summary, batch: Batch) -> Next:
    waiting = next((line for line in summary.checks if line.open), None)
    if waiting:
        label = f"处理检查出的 {summary.open_findings} 户"
        if scope.covers(place.region, Role.PAYER):
            return Next(label, to=f"{place.url}checks/{waiting.check.value}", why="处理完才能批准")
        return Next(why=f"还有 {summary.open_findings} 户没处理，等发放岗处理完")
    if scope.covers(place.region, Role.PAY_APPROVER) and scope.actor != batch.proposed_by:
        return Next("批准这一批", "approve", why="批准后金额和名单不再变")
    return Next(why="等另一位发放复核批准")


def _after_approval(batch: Batch, place: Place) -> Next:
    if batch.closed_on:
        return Next(why="已关账")
    if batch.count == 0:
        return Next("没有要付的钱，关账", "close")
    if not batch.filed_on:
        return Next("生成发放文件", "file")
    if not batch.sent_on:
        return Next("送银行", "send", why="银行收妥后这里显示日期；没收妥可以再送，不会发两次")
    if not batch.replied_on:
        return Next("读入银行回盘", to=f"{place.url}reply/{batch.sequence}")
    return Next("关账", "close", why="退回的单独重发，不影响关账")
