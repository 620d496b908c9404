"""The acts of a month: propose, approve, make the file, send, read the reply, close; hold, clear, release, reissue."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from jiuzhu.benefits import actions, payable, queries
from jiuzhu.benefits.actions.account import OFFICES
from jiuzhu.benefits.kinds import Check, Mismatch
from jiuzhu.benefits.models import Batch
from jiuzhu.casework.actions import hold_back
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import demand_no_kin, kin_homes
from jiuzhu.web.desk.listed import listed
from jiuzhu.web.desk.payments import READERS, page
from jiuzhu.web.desk.payments_apart import SEEN, apart
from jiuzhu.web.desk.payments_month import Place
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today
from jiuzhu.web.ui.whole import whole

MAKERS = (Role.PAYER, Role.PAY_APPROVER)
_SAID = {
    "propose": "已提出。名单写好了，下面是检查结果。",
    "supplement": "已提出补充批次。",
    "approve": "已批准，金额和名单定了。",
    "file": "发放文件已生成。",
    "send": "已送出，银行收妥后这里显示日期。",
    "fetch": "已让系统再取回盘，取到了这里显示日期。",
    "close": "已关账。",
}


@officer(*MAKERS)
@require_POST
def act(request: Any, region: str, fund: str, month: str, verb: str) -> HttpResponse:
    """One act on the month's latest batch, or that of the `sequence` told; refused, the month page comes back and says why."""
    place, form = Place.read(region, fund, month), Ask(request.POST)
    if verb not in _SAID:
        raise Refused("not_found", "没有这个操作。")
    if acting(form, _prepared(verb, request.scope, place, whole(request.POST.get("sequence", "")))):
        return said(request, _SAID[verb], "desk:month", *place.parts)
    return page(request, place, form)


def _prepared(verb: str, scope: Scope, place: Place, sequence: int | None) -> Callable[[], Any]:
    """The act of a verb, with all it needs."""
    if verb == "propose":
        return lambda: actions.propose_month(place.region, place.fund, place.month, today(), by=scope)
    if verb == "supplement":
        return lambda: actions.propose_supplement(place.region, place.fund, place.month, today(), by=scope)
    batch = batch_of(scope, place, sequence)
    if verb in ("send", "fetch"):
        carry = actions.send_batch if verb == "send" else actions.fetch_again
        return lambda: carry(batch, now(), by=scope)
    acts = {"approve": actions.approve_batch, "file": actions.write_file, "close": actions.close_batch}
    return lambda: acts[verb](batch, today(), by=scope)


def batch_of(scope: Scope, place: Place, sequence: int | None = None) -> Batch:
    """A batch of the month (the latest without `sequence`); raises Refused where there is none within reach."""
    scope.demand(place.region)
    rows = queries.batches(scope, place.fund).filter(region_code=place.region, month=place.month.number)
    rows = rows.filter(sequence=sequence) if sequence else rows
    batch = rows.order_by("-sequence").first()
    if batch is None:
        raise Refused("not_found", "这个月还没有提出发放。")
    return batch


class Reply(Ask):
    """The bank's reply as a file."""

    content = forms.FileField(
        label="银行回盘文件", help_text="原样上传，不要打开改存。不完整或者不是这一批的，读入时会退回。"
    )

    def clean_content(self) -> bytes:
        content: bytes = self.cleaned_data["content"].read()
        return content


@officer(*MAKERS)
def reply(request: Any, region: str, fund: str, month: str, sequence: int) -> HttpResponse:
    """Read the bank's reply to one batch."""
    place = Place.read(region, fund, month)
    batch = batch_of(request.scope, place, sequence)
    form = Reply(request.POST or None, request.FILES or None)
    if acting(form, actions.read_reply, batch, on=today(), by=request.scope):
        return said(request, f"回盘已读入，共 {form.result.lines} 笔。", "desk:month", *place.parts)
    return asked(request, "desk/payments/reply.html", form, place=place, batch=batch)


class Clear(Ask):
    """What was found out about a finding."""

    reason = forms.CharField(
        label="核实的情况",
        max_length=200,
        widget=forms.Textarea,
        help_text="看了什么、问了谁、结论是什么。批准的人会看到。",
    )


class HoldBack(Ask):
    """Whose share is kept back, and why."""

    person = forms.ChoiceField(label="挂起谁的", widget=forms.RadioSelect, required=False)
    reason = forms.CharField(
        label="挂起的理由",
        max_length=200,
        widget=forms.Textarea,
        help_text="依据哪里的什么记录。家庭会看到这句话。",
    )

    def __init__(self, finding: queries.Finding, data: Any = None) -> None:
        super().__init__(data, prefix="hold")
        self.people = {
            str(row.person_id): row.person for row in finding.award.members.select_related("person")
        }
        people: Any = self.fields["person"]
        people.choices = [
            ("", "全家这个月的"),
            *((pk, f"只 {person.name} 的一份") for pk, person in self.people.items()),
        ]

    def clean_person(self) -> Any:
        return self.people.get(self.cleaned_data["person"])


@officer(*READERS)
def check(request: Any, region: str, fund: str, month: str, check: str) -> HttpResponse:
    """The families that one check stopped at."""
    place = Place.read(region, fund, month)
    batch = batch_of(request.scope, place)
    rows = [row for row in queries.findings(request.scope, batch, today()) if row.check == check]
    if check not in Check.values:
        raise Refused("not_found", "没有这项检查。")
    shown, left = apart(request.scope, rows, lambda row: row.award.household_id)
    numbers = [row.award.determination.case_no for row in shown]
    listed(request.scope, "benefits.check", numbers, f"{place.spoken}检查：{Check(check).label}", SEEN)
    return asked(
        request,
        "desk/payments/check.html",
        Ask(),
        place=place,
        batch=batch,
        check=check,
        label=Check(check).label,
        rows=shown,
        apart=left,
        total=len(rows),
    )


@officer(Role.PAYER)
def finding(request: Any, region: str, fund: str, month: str, check: str, award: int) -> HttpResponse:
    """One family that a check stopped at: write what was found out, or keep the money back."""
    place = Place.read(region, fund, month)
    batch = batch_of(request.scope, place)
    found = next(
        (
            row
            for row in queries.findings(request.scope, batch, today())
            if row.check == check and row.award.pk == award
        ),
        None,
    )
    if found is None:
        raise Refused("not_found", "这一户现在没有这项检查要处理，可能已经更正。")
    demand_no_kin(request.scope, found.award.household_id)
    purpose = f"{place.spoken}检查：{found.check.label}"
    listed(request.scope, "benefits.finding", [found.award.determination.case_no], purpose, SEEN)
    return _settle(request, place, batch, found)


def _settle(request: Any, place: Place, batch: Batch, found: queries.Finding) -> HttpResponse:
    verb, by, on = request.POST.get("verb"), request.scope, today()
    clearing = Clear(request.POST if verb == "clear" else None)
    holding = HoldBack(found, request.POST if verb == "hold" else None)
    done = acting(clearing, actions.clear, batch, found.check, found.award, on=on, by=by) or acting(
        holding, hold_back, found.award, place.month, on=on, by=by
    )
    if done:
        name = found.award.household.head.name
        words = "已写明核实情况" if verb == "clear" else _held_words(holding.result)
        return said(request, f"{name}家：{words}。", "desk:month", *place.parts)
    return asked(
        request,
        "desk/payments/finding.html",
        holding if verb == "hold" else clearing,
        clearing=clearing,
        holding=holding,
        place=place,
        found=found,
        can_clear=found.check != Check.ACCOUNT,
    )


def _held_words(held: Any) -> str:
    if held.review_case_no:
        return f"已挂起，到复核 {held.review_case_no} 办结为止"
    return "已挂起，10 个工作日内没有查清就照发"


@officer(Role.PAYER, Role.COUNTY, Role.CONFIRMER)
@require_POST
def release(request: Any, region: str, fund: str, month: str, hold: int) -> HttpResponse:
    """End one hold: the money goes out with the open batch or the next one."""
    place = Place.read(region, fund, month)
    rows = queries.batches(request.scope, place.fund).filter(
        region_code=place.region, month=place.month.number
    )
    held = next(
        (row for batch in rows for row in queries.holds(request.scope, batch) if row.pk == hold), None
    )
    if held is None:
        raise Refused("not_found", "没有这笔挂起。")
    form = Ask(request.POST)
    if acting(form, actions.release, held, today(), by=request.scope):
        return said(request, "已解除挂起，随当前或下一个批次发。", "desk:month_holds", *place.parts)
    return page(request, place, form)


class Answered(Ask):
    """What the bank answered in writing about one line."""

    how = forms.CharField(
        label="银行书面答复", max_length=120, widget=forms.Textarea, help_text="写内容和文号。"
    )
    returned = forms.BooleanField(label="答复说钱已经退回", required=False)


class NotOwed(Ask):
    """Why money that came back is owed no more."""

    how = forms.CharField(
        label="为什么不再欠",
        max_length=120,
        widget=forms.Textarea,
        help_text="写依据哪个决定。家庭会看到这句话。",
    )


@officer(*READERS)
def exceptions(request: Any) -> HttpResponse:
    """What the bank sent back or has to answer, over all months."""
    rows, home = queries.exceptions(request.scope), "payment__due__award__household"
    kin = {f"{home}__in": kin_homes(request.scope)}
    shown = list(rows.exclude(**kin).filter(pk__gt=whole(request.GET.get("after", "")) or 0)[:51])
    numbers = [row.payment.due.award.determination.case_no for row in shown[:50] if row.payment]
    listed(request.scope, "benefits.exceptions", numbers, "银行退回和待答", SEEN)
    context = {
        "rows": shown[:50],
        "total": rows.count(),
        "apart": rows.filter(**kin).order_by().values(home).distinct().count(),
        "next": shown[49].pk if len(shown) > 50 else None,
    }
    return asked(request, "desk/payments/exceptions.html", Ask(), **context)


@officer(*MAKERS, Role.COUNTY)
def exception(request: Any, pk: int) -> HttpResponse:
    """One line of a reply that needs an act: a return is sent again, or closed when it is owed no more; all else waits
    for the bank's words."""
    row = queries.exceptions(request.scope).filter(pk=pk).first()
    if row is None:
        raise Refused("not_found", "这一笔已经重发或者查清。")
    if row.payment:
        award = row.payment.due.award
        demand_no_kin(request.scope, award.household_id)
        listed(request.scope, "benefits.exception", [award.determination.case_no], "银行退回和待答", SEEN)
    paid = row.payment if row.kind == Mismatch.RETURNED else None
    is_return = paid is not None and payable.again(paid, today()) > 0
    is_over = paid is not None and not is_return
    data = request.POST if request.method == "POST" else None
    form = Ask(data) if is_return else NotOwed(data) if is_over else Answered(data)
    account = paid.due.award.household.accounts.filter(until=None).first() if paid else None
    if is_return and account is not None:
        done = acting(form, actions.reissue, row, account, today(), by=request.scope)
    elif is_return:
        done = False
    else:
        done = acting(
            form, actions.owe_no_more if is_over else actions.settle, row, on=today(), by=request.scope
        )
    if done:
        words = "已重发，放进当前批次。" if is_return else "已结清。" if is_over else "已登记银行答复。"
        return said(request, words, "desk:month_exceptions")
    context = {
        "row": row,
        "account": account,
        "is_same": paid is not None and account is not None and account.is_same_as(paid.account),
        "is_return": is_return,
        "is_over": is_over,
        "case_no": paid.due.award.determination.case_no if paid and request.scope.is_(*OFFICES) else "",
        "open_batch": queries.batches(request.scope, row.reply.batch.fund).filter(approved_on=None).first(),
        "now": Month.of(today()),
    }
    return asked(request, "desk/payments/exception.html", form, **context)
