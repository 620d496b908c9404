"""Fetch what waits in the partners' folders, take it in or send it back, and leave the reply beside it.

A folder that is not reached is a silence with its reason, kept from the first time to the next success; every round tries again.
"""

import logging
from datetime import datetime

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Source
from jiuzhu.gateways.addresses import Folder, inbox
from jiuzhu.gateways.delivery import Delivered as AtTheDoor
from jiuzhu.gateways.envelope import NoAnswer
from jiuzhu.gateways.files import folder
from jiuzhu.gateways.files.sftp import Lines
from jiuzhu.jobs.queue import repeat
from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.actions.take_in import take_in
from jiuzhu.lake.delivered import Control, Delivered
from jiuzhu.lake.kinds import State
from jiuzhu.lake.models import Delivery, Unreached
from jiuzhu.lake.queries.reply import reply
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

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
    known = {row.source: row for row in Unreached.objects.all()}
    with Lines() as lines:
        for source in table.sources.values():
            to = inbox(source.code)
            if to is None:
                continue
            try:
                came, away = _collect(source, to, table.hash, at, lines)
            except Exception:
                log.exception("deliveries of %s were not collected", source.code)
                continue
            count += came
            _note(source.code, known.get(source.code), away, at)
    return count


def _collect(
    source: Source, to: Folder, catalogue: str, at: datetime, lines: Lines
) -> tuple[int, NoAnswer | None]:
    """How many deliveries of a source came, and why its folder was not reached, if it was not."""
    count, away = 0, None
    for found in folder.deliveries(to, source.code, at, lines):
        if isinstance(found, NoAnswer):
            away = found
            continue
        count += 1
        if isinstance(found, AtTheDoor):
            away = _take(source, to, found, catalogue, at, lines) or away
    return count, away


def _note(source: str, before: Unreached | None, away: NoAnswer | None, at: datetime) -> None:
    """Only what is new of a source is written down: a server that is away for days is one line, not one a minute."""
    if away and (before is None or before.reason != away.reason):
        lose(source, away, at, by=SYSTEM)
    elif before and not away:
        find_again(before, by=SYSTEM)


@action("lake.lose")
def lose(source: str, away: NoAnswer, at: datetime, *, by: Scope) -> Unreached:
    """A source's folder is not reached any more, or for another reason than before."""
    row = Unreached.objects.filter(source=source).first() or Unreached(source=source, since=at)
    row.reason, row.detail = away.reason, away.detail[:60]
    row.save()
    return row


@action("lake.find_again")
def find_again(row: Unreached, *, by: Scope) -> Unreached:
    """A source's folder is reached again."""
    Unreached.objects.filter(pk=row.pk).delete()
    return row


def _take(
    source: Source, to: Folder, found: AtTheDoor, catalogue: str, at: datetime, lines: Lines
) -> NoAnswer | None:
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
            told = {"code": refusal.code, "message": refusal.message}
            return folder.settle(to, found, told, at, taken=False, lines=lines)
        raise
    taken = row.state != State.REFUSED
    return folder.settle(to, found, _told(row), at, taken=taken, files=_files(row), lines=lines)


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
