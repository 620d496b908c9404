"""Tell a family what became of its money."""

from datetime import date

from django.db.models import QuerySet

from jiuzhu.benefits.models import Award, BankException, Hold, Payment
from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.kernel.month import Month
from jiuzhu.notices import actions as notices
from jiuzhu.notices.kinds import Channel
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import phone_to_tell

PLACE = ("due__award__household__head", "due__award__determination")


def tell_returned(returned: QuerySet[BankException], on: date, *, by: Scope) -> None:
    """One message a family and month: how much came back, why, and what to do about it."""
    reasons = dict(returned.values_list("payment", "reason"))
    sums: dict[tuple[int, int], tuple[Payment, int]] = {}
    for row in Payment.objects.filter(exceptions__in=returned).select_related(*PLACE).order_by("pk"):
        place = (row.due.award.household_id, row.due.month)
        sums[place] = (row, sums.get(place, (row, 0))[1] + row.amount_fen)
    for (_, month), (row, fen) in sums.items():
        text = (
            f"{Month(month).month} 月的 {spoken_yuan(fen)} 元没有到账，银行说：{reasons[row.pk]}。"
            "请带身份证和银行卡到村里或镇里改一下账户，改好以后补给您，不会少。"
        )
        _tell(row.due.award, text, on, by)


def tell_not_owed(closed: BankException, on: date, *, by: Scope) -> None:
    """That money which came back is not sent again, and why."""
    if closed.payment:
        due, fen = closed.payment.due, closed.payment.amount_fen
        text = f"{Month(due.month).month} 月被银行退回的 {spoken_yuan(fen)} 元不再补发：{closed.settled_how}。觉得不对请问镇里。"
        _tell(due.award, text, on, by)


def tell_held(held: Hold, on: date, *, by: Scope) -> None:
    """How much is kept back and why, and until when: the last day, or the end of the review that keeps it."""
    last = f"{held.lapses_on.month}月{held.lapses_on.day}日"
    until = f"请在{last}前告诉我们实际情况；到时没有查清，这笔钱照发。"
    if held.review_case_no:
        until = "您家正在复核，请告诉我们实际情况；复核办结以后，按决定发。"
    text = (
        f"{Month(held.due.month).month} 月有 {spoken_yuan(held.due.amount_fen)} 元先没有发：{held.reason}。"
        f"这不是停发。{until}"
    )
    _tell(held.award, text, on, by)


def _tell(award: Award, text: str, on: date, by: Scope) -> None:
    head = award.household.head
    phone = phone_to_tell(head)
    channel = Channel.SMS if phone else Channel.APP
    notices.tell(head.pk, award.determination.case_no, channel, text, by=by, on=on, phone=phone)
