"""Keep a delivery, or send it back: the row, and at its place the file."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jiuzhu.catalogue.values import Source
from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake import files
from jiuzhu.lake.delivered import Delivered
from jiuzhu.lake.examine import BadRow, SentBack
from jiuzhu.lake.kinds import Reason, State
from jiuzhu.lake.models import Delivery, Identity, Quarantined
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.trail.turns import wait_turn

LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Draft:
    """A file that waits beside its place, and what of it the row will say; `erased`: how many people were, when it was made."""

    path: Path
    digest: str
    rows: int
    people: int
    total: int
    ignored: tuple[str, ...]
    lines: list[Quarantined]
    erased: int


class PeopleChanged(Exception):
    """Somebody was erased since the draft was made, so that its numbers may be theirs: it must be made again."""


@action("lake.take_in")
def keep(source: Source, delivered: Delivered, draft: Draft, at: datetime, *, by: Scope) -> Delivery:
    """Move the draft to its place and say so. Raises SentBack or Refused as `standing` does, and PeopleChanged."""
    wait_turn(Delivery)
    if erased() != draft.erased:
        raise PeopleChanged
    if known := standing(source, delivered):
        return known
    same_day = Delivery.objects.filter(source=source.code, as_of=delivered.as_of, sequence__isnull=False)
    last = same_day.order_by("-sequence").values_list("sequence", flat=True).first()
    row = _row(source, delivered, at)
    row.state, row.sequence, row.digest = State.KEPT, (last or 0) + 1, draft.digest
    row.rows, row.people, row.total_fen = draft.rows, draft.people, draft.total
    row.quarantined, row.ignored = len(draft.lines), list(draft.ignored)
    same_day.filter(state=State.KEPT).update(state=State.SUPERSEDED)
    files.place(draft.path, row.manifest)
    row.save()
    _replace_lines(row, draft.lines)
    return row


@action("lake.send_back")
def send_back(source: Source, delivered: Delivered, sent: SentBack, at: datetime, *, by: Scope) -> Delivery:
    """Say why nothing of a delivery was kept. The same number may come again."""
    wait_turn(Delivery)
    row = _row(source, delivered, at)
    row.state, row.reason, row.why, row.quarantined = (
        State.REFUSED,
        sent.reason,
        sent.why[:600],
        len(sent.bad),
    )
    row.save()
    _replace_lines(row, [told(bad) for bad in sent.bad])
    return row


def standing(source: Source, delivered: Delivered) -> Delivery | None:
    """The row of a delivery that was kept before: it is the same.

    Raises Refused when its number was used for something else, SentBack when another delivery of that day stands in its way.
    """
    known = Delivery.objects.filter(number=delivered.number).exclude(state=State.REFUSED).first()
    if known is not None:
        if (known.received, known.source) == (delivered.digest, source.code):
            return known
        raise Refused(
            "number_is_taken",
            f"编号 {delivered.number} 已经收过另一份数据（{known.source}，截止 {known.as_of}，{known.rows_told} 行），内容和这次的不一样。"
            "请给这一份一个新的编号；是更正的，写明更正的是哪一次。",
        )
    there = Delivery.objects.filter(source=source.code, as_of=delivered.as_of, state=State.KEPT).first()
    if there is not None and there.received == delivered.digest:
        raise SentBack(
            Reason.DOUBLED,
            f"这一份和已经收下的 {there.number}（截止 {there.as_of}）一模一样，没有再收。不用重送。",
        )
    if delivered.corrects and (there is None or there.number != delivered.corrects):
        stands = f"现在算数的是 {there.number}" if there else "这一天还没有收下过数据"
        raise SentBack(
            Reason.CORRECTS_NOTHING,
            f"清单写更正 {delivered.corrects}，但截止 {delivered.as_of} 的数据里{stands}。请核对要更正的编号和截止日再送。",
        )
    if there is not None and not delivered.corrects:
        raise SentBack(
            Reason.DISAGREES,
            f"截止 {delivered.as_of} 的数据已经收下 {there.number}（{there.rows_told} 行、{there.total_told} 分），这一份是 "
            f"{delivered.control.rows} 行、{delivered.control.sum_fen} 分，内容不一样，又没有写是更正。以前收下的照旧算数。"
            f"如果这一份才对，请写明更正 {there.number} 再送；如果截止日写错了，请改截止日。",
        )
    return None


def erased() -> int:
    """How many people were erased so far."""
    return Identity.objects.filter(hash__startswith="erased:").count()


def told(bad: BadRow) -> Quarantined:
    """Its line and faults, without the row."""
    return Quarantined(line=bad.line, faults=[list(fault) for fault in bad.faults])


def _row(source: Source, delivered: Delivered, at: datetime) -> Delivery:
    """The row of its number: of an earlier try that was sent back, all of it made new."""
    earlier = Delivery.objects.filter(number=delivered.number, state=State.REFUSED).first()
    fields: dict[str, Any] = {
        "number": delivered.number,
        "register": source.register.code,
        "source": source.code,
        "as_of": delivered.as_of,
        "corrects": delivered.corrects,
        "received_at": at,
        "total_of": source.register.total,
        "rows_told": _storable(delivered.control.rows),
        "total_told": _storable(delivered.control.sum_fen),
        "received": delivered.digest,
        "catalogue": delivered.catalogue,
    }
    return Delivery(pk=earlier.pk if earlier else None, **fields)


def _storable(count: int) -> int:
    return max(-LARGEST, min(LARGEST, count))


def _replace_lines(row: Delivery, lines: list[Quarantined]) -> None:
    Quarantined.objects.filter(delivery=row).delete()
    for line in lines:
        line.delivery = row
    Quarantined.objects.bulk_create(lines, batch_size=2000)
