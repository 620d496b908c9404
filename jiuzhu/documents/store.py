"""Sealed files on disk, named by the digest of their content: written durably before any row points at them."""

import os
from pathlib import Path

from django.core.files.storage import default_storage

from jiuzhu.vault.files import digest_of, seal_bytes, unseal_bytes


def put(content: bytes) -> str:
    """Keep `content` and return its digest; the same content again is the same file.

    A file under its final name is always whole: it is written and synced beside it, then renamed.
    """
    digest = digest_of(content)
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{digest}.{os.getpid()}.{os.urandom(4).hex()}.part")
    with draft.open("xb") as file:
        file.write(seal_bytes(content, digest))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    for folder in (path.parent, path.parent.parent):
        _sync(folder)
    return digest


def get(digest: str) -> bytes:
    """The open content; raises ValueError when the file was altered, FileNotFoundError when it is gone."""
    return unseal_bytes(_path(digest).read_bytes(), digest)


def _path(digest: str) -> Path:
    return Path(default_storage.path(f"sealed/{digest[:2]}/{digest}"))


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
