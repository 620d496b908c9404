"""Fetch what waits in the partners' folders, take it in or send it back, and leave the reply beside it."""

import logging
from datetime import datetime

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Source
from jiuzhu.gateways.addresses import Folder, inbox
from jiuzhu.gateways.delivery import Delivered as AtTheDoor
from jiuzhu.gateways.files import folder
from jiuzhu.jobs.queue import repeat
from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.actions.take_in import take_in
from jiuzhu.lake.delivered import Control, Delivered
from jiuzhu.lake.kinds import State
from jiuzhu.lake.models import Delivery
from jiuzhu.lake.queries.reply import reply
from jiuzhu.org.scope import Scope

JOB = "lake.collect"
SYSTEM = Scope.system(JOB)
REPLY = "reply.csv"
log = logging.getLogger(__name__)


def remind(at: datetime) -> None:
    """Put the job that collects, unless it waits or runs."""
    repeat(JOB, "folders", {}, due_at=at)


def collect(at: datetime) -> int:
    """Take in what waits for every source that delivers into a folder; how many deliveries came. Repeatable at any point.

    A delivery stays in its folder until its row is written. A fault of ours (a full disk) leaves it there too; it is
    logged, and keeps no other source waiting.
    """
    table, count = current(), 0
    for source in table.sources.values():
        to = inbox(source.code)
        if to is None:
            continue
        try:
            count += _collect(source, to, table.hash, at)
        except Exception:
            log.exception("deliveries of %s were not collected", source.code)
    return count


def _collect(source: Source, to: Folder, catalogue: str, at: datetime) -> int:
    count = 0
    for found in folder.deliveries(to, source.code, at):
        count += 1
        if isinstance(found, AtTheDoor):
            _take(source, to, found, catalogue, at)
    return count


def _take(source: Source, to: Folder, found: AtTheDoor, catalogue: str, at: datetime) -> None:
    delivered = Delivered(
        number=found.number,
        as_of=found.as_of,
        batches=found.batches,
        control=Control(found.rows, found.sum_fen, found.digest),
        digest=found.digest,
        catalogue=catalogue,
        corrects=found.corrects,
        first_line=found.first_line,
    )
    try:
        row = take_in(source, delivered, at, by=SYSTEM)
    except Refused as refusal:
        if refusal.code == "number_is_taken":
            folder.settle(to, found, {"code": refusal.code, "message": refusal.message}, at, taken=False)
            return
        raise
    folder.settle(to, found, _told(row), at, taken=row.state != State.REFUSED, files=_files(row))


def _told(row: Delivery) -> dict[str, object]:
    return {
        "code": row.reason or "taken",
        "message": row.why or f"收下 {row.rows} 行，隔离 {row.quarantined} 行",
        "rows": row.rows,
        "quarantined": row.quarantined,
    }


def _files(row: Delivery) -> dict[str, bytes]:
    """The reply that a department can act on, where there is something to act on."""
    needed = row.quarantined or row.state == State.REFUSED
    return {REPLY: reply(SYSTEM, row.number, current())} if needed else {}
