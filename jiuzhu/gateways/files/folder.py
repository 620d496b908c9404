"""The folder a partner puts its deliveries in: what waits, what it holds, and what became of it."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from jiuzhu.gateways.addresses import Folder
from jiuzhu.gateways.delivery import Delivered, Refusal, Wrong
from jiuzhu.gateways.envelope import digest
from jiuzhu.gateways.files import sealing, tables
from jiuzhu.gateways.files.note import Note, Unusable, parse

ENDING = ".ok"
TAKEN, REFUSED = "taken", "refused"
BATCH_ROWS = 65_536


def deliveries(to: Folder, source: str, at: datetime) -> Iterator[Delivered | Refusal]:
    """What waits for one source, in the order of the notes' names.

    What cannot be read is sent back at once; what can stays until `settle`, and comes again if nobody did.
    """
    for path in sorted(to.folder.glob(f"*{ENDING}")):
        try:
            note = parse(path.read_bytes())
            if note.source == source:
                yield _read(note, to, path.name)
        except Unusable as fault:
            refusal = Refusal(fault.code, fault.message, path.name)
            told = {"code": refusal.code, "message": refusal.message, "at": at.isoformat()}
            _put_away(to, path, REFUSED, told)
            yield refusal


def settle(
    to: Folder,
    delivered: Delivered,
    told: Mapping[str, Any],
    at: datetime,
    *,
    taken: bool,
    files: Mapping[str, bytes] | None = None,
) -> None:
    """Put a delivery away as taken or refused, with `told` and `files` as the reply for its sender. Repeatable."""
    path = to.folder / delivered.note
    if path.exists():
        reply = {"number": delivered.number, **told, "at": at.isoformat()}
        _put_away(to, path, TAKEN if taken else REFUSED, reply, files or {})


def _read(note: Note, to: Folder, name: str) -> Delivered:
    if not note.is_signed(to.secret):
        raise Unusable(Wrong.SIGNATURE, "送达单的签名不对：请用约定的密钥签名后重新报送")
    content = _content(to.folder / note.file)
    if len(content) < note.size:
        raise Unusable(
            Wrong.CUT, f"文件只有 {len(content)} 字节，送达单写的是 {note.size}：没有传完，请重新报送"
        )
    if len(content) > note.size or digest(content) != note.digest:
        raise Unusable(Wrong.ALTERED, "文件与送达单的摘要不符：传送中被改动，或送达单配错了文件")
    layout = _content(to.folder / note.layout) if note.layout else b""
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


def _content(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise Unusable(Wrong.NO_FILE, "送达单写的文件不在：先放文件，再放送达单")
    return path.read_bytes()


def _put_away(
    to: Folder, path: Path, where: str, told: Mapping[str, Any], more: Mapping[str, bytes] | None = None
) -> None:
    """The note goes first: without it nothing is read again."""
    files, place = _files_of(to, path), _free(to.folder / where, path.stem)
    place.mkdir(parents=True)
    path.replace(place / path.name)
    for each in files:
        each.replace(place / each.name)
    for name, content in (more or {}).items():
        (place / name).write_bytes(content)
    reply = {"result": where, **told}
    (place / "reply.json").write_text(json.dumps(reply, ensure_ascii=False, indent=1), encoding="utf-8")


def _free(folder: Path, stem: str) -> Path:
    """A folder of that name, or the first of name-2, name-3 … that is not there yet."""
    count, place = 1, folder / stem
    while place.exists():
        count += 1
        place = folder / f"{stem}-{count}"
    return place


def _files_of(to: Folder, path: Path) -> list[Path]:
    """The files that a note names, or that have its name when it cannot be read."""
    try:
        note = parse(path.read_bytes())
        named = [to.folder / name for name in {note.file, note.layout} - {"", path.name}]
    except Unusable:
        named = [
            each for each in to.folder.iterdir() if each.name.startswith(f"{path.stem}.") and each != path
        ]
    return [each for each in named if each.is_file() and not each.is_symlink()]
