"""Write the file that goes to the bank: kept sealed and durable before the row says it exists."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from jiuzhu.benefits import bankfile
from jiuzhu.benefits.kinds import Fund
from jiuzhu.benefits.models import Batch, PayeeAccount, Payment
from jiuzhu.documents import store
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import unseal

CHUNK = 5000


@action("benefits.write_file")
def write_file(batch: Batch, on: date, *, by: Scope) -> Batch:
    """Write an approved batch as the bank's file and note its digest; written again, the first file stays.

    Raises Refused before the approval or for a batch without payments; ValueError, loudly, when the payments no
    longer add up to the totals that were approved.
    """
    by.demand(batch.region_code, Role.PAYER, Role.PAY_APPROVER)
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.filed_on:
        return batch
    if not batch.approved_on:
        raise Refused("not_approved", "批次还没有批准，不能生成发放文件。")
    if not batch.count:
        raise Refused("nothing_to_send", "这个批次没有要付的钱，不用送银行，直接关账即可。")
    batch.file_digest = store.put(_content(batch, on))
    batch.filed_on = on
    batch.save(update_fields=["file_digest", "filed_on"])
    return batch


def _content(batch: Batch, on: date) -> bytes:
    form = bankfile.load()
    totals: dict[str, object] = {"count": batch.count, "sum_fen": batch.sum_fen}
    about = {
        "version": form.version,
        "batch_number": batch.number,
        "region_code": batch.region_code,
        "fund_label": Fund(batch.fund).label,
        "month": str(Month(batch.month)),
        "made_on": on.isoformat(),
    }
    text = [form.write(form.sent["header"], {**about, **totals})]
    summed = 0
    for values in _lines(batch, f"{about['fund_label']}{about['month']}"):
        text.append(form.write(form.sent["line"], values))
        summed += values["amount_fen"]
    if (len(text) - 1, summed) != (batch.count, batch.sum_fen):
        raise ValueError(f"batch {batch.number}: payments do not add up to the approved totals")
    return form.closed("".join(text).encode(form.encoding), totals)


def _lines(batch: Batch, purpose: str) -> Iterator[dict[str, Any]]:
    """The payments of a batch from one streaming query; card numbers are open here and nowhere else."""
    table = PayeeAccount._meta.db_table
    rows = (
        Payment.objects.filter(batch=batch)
        .order_by("pk")
        .values_list("pk", "account_id", "account__bank", "account__card", "account__name", "amount_fen")
    )
    sealed: Any  # the values of a sealed field are Sealed, which its stub cannot say
    for number, (pk, account, bank, sealed, name, fen) in enumerate(rows.iterator(CHUNK), start=1):
        yield {
            "line": number,
            "payment_no": pk,
            "bank": bank,
            "card": unseal(sealed.token, f"{table}|card|{account}"),
            "name": name,
            "amount_fen": fen,
            "purpose": purpose,
        }
