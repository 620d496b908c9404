"""The folder a partner puts its deliveries in: what waits, what it holds, and what became of it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import datetime
from typing import Any

import pyarrow as pa

from jiuzhu.gateways.addresses import Folder
from jiuzhu.gateways.delivery import Delivered, Refusal, Wrong
from jiuzhu.gateways.envelope import NoAnswer, digest
from jiuzhu.gateways.files import sealing, tables
from jiuzhu.gateways.files.note import Note, Unusable, parse
from jiuzhu.gateways.files.place import Away, Place
from jiuzhu.gateways.files.sftp import Lines

ENDING = ".ok"
TAKEN, REFUSED = "taken", "refused"
BATCH_ROWS = 65_536
LONGEST_NOTE, LONGEST_LAYOUT = 1 << 16, 1 << 20
"""Bytes."""


def deliveries(
    to: Folder, source: str, at: datetime, lines: Lines | None = None
) -> Iterator[Delivered | Refusal | NoAnswer]:
    """What waits for one source, in the order of the notes' names; `NoAnswer` last, where the folder was not reached.

    What cannot be read is sent back at once; what can stays until `settle`, and comes again if nobody did. `lines` are
    the connections of whoever fetches from several folders.
    """
    with nullcontext(lines) if lines else Lines() as opened:
        try:
            place = opened.place(to)
            for name in place.names():
                if name.endswith(ENDING):
                    yield from _delivery(to, place, name, source, at)
        except Away as away:
            opened.lost(to, away)
            yield away.told


def settle(
    to: Folder,
    delivered: Delivered,
    told: Mapping[str, Any],
    at: datetime,
    *,
    taken: bool,
    files: Mapping[str, bytes] | None = None,
    lines: Lines | None = None,
) -> NoAnswer | None:
    """Put a delivery away as taken or refused, with `told` and `files` as the reply for its sender. Repeatable.

    `NoAnswer` when the folder was not reached: the delivery waits there, and comes again.
    """
    with nullcontext(lines) if lines else Lines() as opened:
        try:
            place = opened.place(to)
            if place.has(delivered.note):
                reply = {"number": delivered.number, **told, "at": at.isoformat()}
                _put_away(place, delivered.note, TAKEN if taken else REFUSED, reply, files or {})
        except Away as away:
            opened.lost(to, away)
            return away.told
    return None


def _delivery(
    to: Folder, place: Place, name: str, source: str, at: datetime
) -> Iterator[Delivered | Refusal]:
    try:
        note = parse(place.read(name, LONGEST_NOTE) or b"")
        if note.source == source:
            yield _read(note, to, place, name)
    except Unusable as fault:
        refusal = Refusal(fault.code, fault.message, name)
        told = {"code": refusal.code, "message": refusal.message, "at": at.isoformat()}
        _put_away(place, name, REFUSED, told, {})
        yield refusal


def _read(note: Note, to: Folder, place: Place, name: str) -> Delivered:
    if not note.is_signed(to.secret):
        raise Unusable(Wrong.SIGNATURE, "送达单的签名不对：请用约定的密钥签名后重新报送")
    content = _content(place, note.file, note.size + 1)
    if len(content) < note.size:
        raise Unusable(
            Wrong.CUT, f"文件只有 {len(content)} 字节，送达单写的是 {note.size}：没有传完，请重新报送"
        )
    if len(content) > note.size or digest(content) != note.digest:
        raise Unusable(Wrong.ALTERED, "文件与送达单的摘要不符：传送中被改动，或送达单配错了文件")
    layout = _content(place, note.layout, LONGEST_LAYOUT) if note.layout else b""
    if note.layout and digest(layout) != note.layout_digest:
        raise Unusable(Wrong.ALTERED, "布局文件与送达单的摘要不符")
    if note.encrypted:
        content = sealing.unseal(content, to.secret, note.number, note.encrypted)
    found = tables.table(content, note, layout, to.columns)
    return Delivered(
        number=note.number,
        source=note.source,
        as_of=note.as_of,
        batches=tuple(
            found.to_batches(max_chunksize=BATCH_ROWS) or [pa.RecordBatch.from_pylist([], found.schema)]
        ),
        rows=note.rows,
        sum_fen=note.sum_fen,
        digest=note.digest,
        corrects=note.corrects,
        first_line=tables.FIRST_LINE[tables.kind_of(note)],
        note=name,
    )


def _content(place: Place, name: str, most: int) -> bytes:
    content = place.read(name, most)
    if content is None:
        raise Unusable(Wrong.NO_FILE, "送达单写的文件不在：先放文件，再放送达单")
    return content


def _put_away(
    place: Place, note: str, where: str, told: Mapping[str, Any], more: Mapping[str, bytes]
) -> None:
    """The reply first, then the note: without it nothing is read again; cut off before that, all of it is done again.

    What was taken does not lie about in the clear: its rows are in the lake, where they can be retired and erased.
    """
    files, away = _files_of(place, note), _free(place, where, note)
    reply = json.dumps({"result": where, **told}, ensure_ascii=False, indent=1)
    place.put(away, {**more, "reply.json": reply.encode()})
    place.move(note, away)
    let_go = place.release if where == TAKEN else place.move
    for name in files:
        let_go(name, away)


def _free(place: Place, where: str, note: str) -> str:
    """The first of name, name-2, name-3 … in which no such note lies yet."""
    stem = note.removesuffix(ENDING)
    count, away = 1, f"{where}/{stem}"
    while place.has(f"{away}/{note}"):
        count += 1
        away = f"{where}/{stem}-{count}"
    return away


def _files_of(place: Place, note: str) -> list[str]:
    """The files that a note names, or that have its name when it cannot be read."""
    there = place.names()
    try:
        told = parse(place.read(note, LONGEST_NOTE) or b"")
        named = {told.file, told.layout} - {note}
    except Unusable:
        named = {name for name in there if name.startswith(f"{note.removesuffix(ENDING)}.")} - {note}
    return [name for name in there if name in named]
