"""Where extracts and results lie: below the home folder, named by their hash, written whole or not at all."""

import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from jiuzhu.analysis import extract
from jiuzhu.analysis.kinds import Origin
from jiuzhu.kernel.refusal import Refused


def extracts() -> Path:
    return _folder("extracts")


def cities() -> list[tuple[str, dict[str, Any]]]:
    """(hash, manifest) of every synthetic city that was made here, in the order of their hashes; a damaged one is not offered."""
    folders = sorted(extracts().iterdir()) if extracts().exists() else []
    found = [(path.name, _manifest(path.name)) for path in folders if path.suffix != ".part"]
    return [(name, told) for name, told in found if told.get("origin") == Origin.CITY]


def _manifest(name: str) -> dict[str, Any]:
    try:
        return extract.manifest(extracts(), name)
    except Refused:
        return {}


def keep_lines(table: pa.Table) -> str:
    """Keep every family's line and return the hash of the file."""
    made = io.BytesIO()
    pq.write_table(table, made, compression="zstd", store_schema=False)
    content = made.getvalue()
    name = hashlib.sha256(content).hexdigest()
    path = _folder("results") / f"{name}.parquet"
    if not path.exists():
        _write(path, content)
    return name


def lines(name: str) -> pa.Table:
    """Every family's line. Raises Refused for a file that is gone or was altered."""
    try:
        content = (_folder("results") / f"{name}.parquet").read_bytes()
    except FileNotFoundError:
        raise Refused(
            "result_gone", f"逐户结果 {name[:16]} 不在了，可能被清理过。合计还在；要看逐户，请重新试算。"
        ) from None
    if hashlib.sha256(content).hexdigest() != name:
        raise Refused("result_damaged", f"逐户结果 {name[:16]} 被改过或没有写完，不能用。请重新试算。")
    return pq.read_table(pa.BufferReader(content))


def tell(scenario_id: int, done: int, of: int, what: str) -> None:
    """Say how far a running simulation is."""
    _write(_progress(scenario_id), json.dumps({"done": done, "of": of, "what": what}).encode())


def told(scenario_id: int) -> dict[str, Any] | None:
    """How far it is; None before it began."""
    try:
        found: dict[str, Any] = json.loads(_progress(scenario_id).read_bytes())
    except FileNotFoundError:
        return None
    return found


def forget_progress(scenario_id: int) -> None:
    _progress(scenario_id).unlink(missing_ok=True)


def _progress(scenario_id: int) -> Path:
    return _folder("running") / f"{scenario_id}.json"


def _folder(name: str) -> Path:
    home: Path = settings.HOME
    return home / "analysis" / name


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}.part")
    draft.write_bytes(content)
    draft.replace(path)
