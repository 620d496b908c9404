"""The files of the lake: written beside their place, synced, moved there whole; read plain or sealed."""

import errno
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import OperationalError

from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.layout import PART, ROW_GROUP, Manifest
from jiuzhu.lake.opened import opened
from jiuzhu.vault.files import digest_of, seal_bytes

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_DATABASE = ("disk is full", "No space left on device")


def parquet(table: pa.Table) -> bytes:
    """The bytes of a table in the layout; equal tables give equal bytes."""
    made = pa.BufferOutputStream()
    pq.write_table(table, made, compression="zstd", row_group_size=ROW_GROUP)
    return bytes(made.getvalue())


def draft(folder: Path, content: bytes) -> tuple[Path, str]:
    """Write and sync a file beside its place, sealed when the settings say so; where it is, and the SM3 of `content`."""
    digest = digest_of(content)
    path = folder / f"{os.urandom(8).hex()}{PART}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _write(path, seal_bytes(content, digest) if settings.LAKE_ENCRYPTED else content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, digest


def place(written: Path, manifest: Manifest) -> None:
    """Move a draft to the manifest's place, after the manifest itself; both are on disk when this returns."""
    target = manifest.path(settings.LAKE)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    told = json.dumps({**asdict(manifest), "as_of": manifest.as_of.isoformat()}, ensure_ascii=False, indent=1)
    beside = target.with_name(f"{os.urandom(8).hex()}{PART}")
    try:
        _write(beside, f"{told}\n".encode())
        beside.replace(target.with_suffix(".json"))
    finally:
        beside.unlink(missing_ok=True)
    written.replace(target)
    for folder in (target.parent, target.parent.parent, settings.LAKE):
        _sync(folder)


def table(manifest: Manifest, columns: Sequence[str] | None = None, *, rn: int | None = None) -> pa.Table:
    """These columns of a file (all of them when none are named), of one person where `rn` is given.

    Raises ValueError when a sealed file was altered or exchanged, FileNotFoundError when it is gone.
    """
    filters = None if rn is None else [("rn", "=", rn)]
    return pq.read_table(source(manifest), columns=columns, filters=filters, partitioning=None)


def source(manifest: Manifest) -> pa.NativeFile:
    """The open Parquet file, as `opened` has it."""
    return opened(manifest.path(settings.LAKE), manifest.digest)


def is_whole(manifest: Manifest) -> bool:
    """Whether the file is there, with its digest."""
    try:
        return digest_of(source(manifest).read()) == manifest.digest
    except (OSError, ValueError):
        return False


def remove(path: Path) -> None:
    """Delete a Parquet file; its manifest stays."""
    path.unlink(missing_ok=True)
    if path.parent.exists():
        _sync(path.parent)


@contextmanager
def enough_room() -> Iterator[None]:
    """A disk that is full on the way is told to who can make room; nothing half kept stays."""
    try:
        yield
    except (OSError, OperationalError) as error:
        is_full = getattr(error, "errno", None) in _FULL or any(
            words in str(error) for words in _FULL_DATABASE
        )
        if not is_full:
            raise
        raise Refused("lake_is_full", _full()) from error


def _full() -> str:
    lake: Path = settings.LAKE
    free = shutil.disk_usage(lake if lake.exists() else lake.parent).free
    return (
        f"磁盘满了，这份数据没有收下，也没有留下半份。数据湖在 {lake}，还剩 {free / 1e9:.1f} GB。"
        "请清出空间（可以按期删除旧数据，或换一块盘），再用同一个编号重新收一次。"
    )


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
