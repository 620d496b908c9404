"""The file of a delivery as whoever reads it gets it: mapped into memory as it lies there, or opened there when it is sealed. Pure but for the key."""

from pathlib import Path

import pyarrow as pa

from jiuzhu.vault.files import is_sealed, unseal_bytes


def opened(path: Path, digest: str) -> pa.NativeFile:
    """The open content of the file at `path`, whose SM3 is `digest`.

    Raises FileNotFoundError when it is gone, ValueError when it is sealed and was altered or exchanged.
    """
    mapped = pa.memory_map(str(path))
    head = mapped.read(4)
    mapped.seek(0)
    return pa.BufferReader(unseal_bytes(mapped.read(), digest)) if is_sealed(head) else mapped


def lies_sealed(path: Path) -> bool:
    """Whether the file at `path` is a sealed one."""
    with path.open("rb") as file:
        return is_sealed(file.read(4))
