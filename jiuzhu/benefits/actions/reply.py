"""Read the bank's reply: only what differs from what was sent becomes a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiuzhu.benefits import bankfile
from jiuzhu.benefits.actions.tell import tell_returned
from jiuzhu.benefits.kinds import Mismatch
from jiuzhu.benefits.models import BankException, BankReply, Batch
from jiuzhu.documents import store
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import demand_no_kin
from jiuzhu.trail.record import action
from jiuzhu.vault.files import digest_of

SETTLED_BY_REPLY = "后来的回盘写明"


@dataclass(frozen=True)
class Difference:
    """One thing the reply says otherwise than the file that was sent."""

    kind: Mismatch
    payment: int | None
    line: int | None
    seen_fen: int | None
    reason: str


@action("benefits.read_reply")
def read_reply(batch: Batch, content: bytes, on: date, *, by: Scope) -> BankReply:
    """Compare a reply with the file that was sent and keep what differs: returned, altered or doubled, missing, unknown.

    A later reply for the same batch speaks of the missing ones alone. The same file again is the same reply. Raises
    Refused, and writes nothing, for a file that is not sound, belongs to another batch, or comes before the sending.
    """
    by.demand(batch.region_code, Role.PAYER, Role.PAY_APPROVER)
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    digest = digest_of(content)
    known = BankReply.objects.filter(batch=batch, digest=digest).first()
    if known:
        return known
    if not batch.sent_on or batch.closed_on:
        raise Refused("not_expected", f"批次 {batch.number} 还没有送出或者已经关账，不能读回盘。")
    form = bankfile.load()
    read = bankfile.parse_reply(content, form)
    if read.header["batch_number"] != batch.number:
        raise Refused(
            "wrong_batch", f"这是批次 {read.header['batch_number']} 的回盘，不是 {batch.number} 的。"
        )
    reply = BankReply.objects.create(
        batch=batch,
        digest=store.put(content),
        read_on=on,
        lines=len(read.lines),
        paid_fen=int(read.header["paid_fen"]),
    )
    sent = bankfile.parse_sent(store.get(batch.file_digest), form)
    _keep(reply, sent, read, form, on)
    tell_returned(reply.exceptions.filter(kind=Mismatch.RETURNED), on, by=by)
    if not batch.replied_on:
        batch.replied_on = on
        batch.save(update_fields=["replied_on"])
    return reply


def _keep(
    reply: BankReply, sent: bankfile.Parsed, read: bankfile.Parsed, form: bankfile.Format, on: date
) -> None:
    expected = {line.values["payment_no"]: line.values for line in sent.lines}
    found = list(differences(expected, read, form))
    if reply.batch.replied_on:
        found = _news(reply, read, found, on)
    BankException.objects.bulk_create(
        BankException(
            reply=reply,
            payment_id=difference.payment,
            kind=difference.kind,
            line=difference.line,
            seen_fen=difference.seen_fen,
            reason=difference.reason,
        )
        for difference in found
    )


def _news(reply: BankReply, read: bankfile.Parsed, found: list[Difference], on: date) -> list[Difference]:
    """What a later reply adds: it settles the missing payments it names, and may not contradict what was answered."""
    before = {
        row.payment_id: row
        for row in BankException.objects.filter(payment__batch=reply.batch).order_by("pk")
        if row.payment_id
    }
    said = {difference.payment: difference for difference in found}
    named = {int(line.values["payment_no"]): line.number for line in read.lines}
    waiting = {pk for pk, row in before.items() if row.kind == Mismatch.MISSING and row.settled_on is None}
    contrary = [
        number
        for pk, number in named.items()
        if pk not in waiting and _contradicts(before.get(pk), said.get(pk))
    ]
    if contrary:
        told = bankfile.numbers(sorted(contrary))
        raise Refused(
            "reply_contradicts",
            f"第 {told} 行与前一份回盘说的不一样。请银行书面说明哪一份对，再登记查清结果，账没有动。",
        )
    BankException.objects.filter(
        payment__in=waiting & named.keys(), kind=Mismatch.MISSING, settled_on=None
    ).update(settled_on=on, settled_how=SETTLED_BY_REPLY)
    return [row for row in found if row.payment is None or (row.payment in waiting & named.keys())]


def _contradicts(earlier: BankException | None, now: Difference | None) -> bool:
    if earlier and earlier.kind == Mismatch.DIFFERS:
        return False
    was_returned = earlier is not None and earlier.kind == Mismatch.RETURNED
    return (now is not None and now.payment is not None and not was_returned) or (
        was_returned and now is None
    )


def differences(
    expected: dict[str, dict[str, str]], read: bankfile.Parsed, form: bankfile.Format
) -> Iterator[Difference]:
    """What a reply says otherwise than was sent, one difference a payment; `expected` is what was sent, by number."""
    seen: dict[str, list[bankfile.Line]] = {}
    for line in read.lines:
        seen.setdefault(line.values["payment_no"], []).append(line)
    for number, lines in seen.items():
        if number not in expected:
            for line in lines:
                fen = int(line.values["amount_fen"])
                yield Difference(Mismatch.UNKNOWN, None, line.number, fen, "回盘有这一行，我们没有送过")
        elif found := _compared(int(number), expected[number], lines, form):
            yield found
    for number in expected.keys() - seen.keys():
        yield Difference(Mismatch.MISSING, int(number), None, None, "送出了，回盘里没有")


def _compared(
    payment: int, sent: dict[str, str], lines: list[bankfile.Line], form: bankfile.Format
) -> Difference | None:
    first = lines[0]
    fen, result = int(first.values["amount_fen"]), first.values["result"]
    if len(lines) > 1:
        told = bankfile.numbers(line.number for line in lines)
        return Difference(
            Mismatch.DIFFERS, payment, first.number, fen, f"回盘出现 {len(lines)} 次：第 {told} 行"
        )
    if fen != int(sent["amount_fen"]):
        return Difference(Mismatch.DIFFERS, payment, first.number, fen, "金额与送出的不同")
    if first.values["card"] != sent["card"]:
        return Difference(Mismatch.DIFFERS, payment, first.number, fen, "账号与送出的不同")
    if form.results[result] == "returned":
        return Difference(Mismatch.RETURNED, payment, first.number, fen, form.reasons[result])
    return None


@action("benefits.settle")
def settle(
    exception: BankException, how: str, on: date, *, by: Scope, returned: bool = False
) -> BankException:
    """Settle a missing, differing or unknown line by the bank's written answer `how`; `returned` when the answer says
    that the money came back, which then waits for its reissue.

    Raises Refused for a return (a reissue settles it, or `owe_no_more`), a settled one, an answer without words, or a
    relative's family.
    """
    by.demand(exception.reply.batch.region_code, Role.PAY_APPROVER, Role.COUNTY)
    if exception.payment:
        demand_no_kin(by, exception.payment.due.award.household_id)
    if exception.kind == Mismatch.RETURNED:
        raise Refused("reissue_it", "退回的款项请更正账户后重发，不在这里查清。")
    if not how.strip():
        raise Refused("answer_missing", "请写明银行书面答复的内容和编号。")
    settled = BankException.objects.filter(pk=exception.pk, settled_on=None).update(
        settled_on=on, settled_how=how.strip()
    )
    if not settled:
        raise Refused("already_settled", "这一笔已经查清，请刷新页面再看。")
    if returned and exception.payment_id:
        back = BankException.objects.create(
            reply=exception.reply,
            payment_id=exception.payment_id,
            kind=Mismatch.RETURNED,
            line=exception.line,
            seen_fen=exception.seen_fen,
            reason=how.strip(),
        )
        tell_returned(BankException.objects.filter(pk=back.pk), on, by=by)
        return back
    exception.refresh_from_db()
    return exception
