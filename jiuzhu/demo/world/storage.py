"""Keep the truth as one Parquet file a table, and the declarations as JSON beside them. Same world, same bytes."""

import json
import shutil
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.demo.world.declarations import Declaration, Difference
from jiuzhu.demo.world.truth import Truth

COLUMNS = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), date: pa.date32()}


def save(folder: Path, truth: Truth, declarations: list[Declaration]) -> None:
    """Write the world into a folder that is not there yet; it is there when all of it is."""
    part = folder.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, row in _tables():
        kinds = get_type_hints(row)
        rows = getattr(truth, name)
        columns = [pa.array([getattr(one, key) for one in rows], COLUMNS[kinds[key]]) for key in _keys(row)]
        pq.write_table(pa.table(columns, names=_keys(row)), part / f"{name}.parquet", compression="zstd")
    text = json.dumps([asdict(one) for one in declarations], ensure_ascii=False, indent=1, default=str)
    (part / "declarations.json").write_text(text, encoding="utf-8")
    part.rename(folder)


def load(folder: Path) -> tuple[Truth, list[Declaration]]:
    """Read what `save` wrote; raises FileNotFoundError when the folder holds no world."""
    truth = Truth()
    for name, row in _tables():
        columns = pq.read_table(folder / f"{name}.parquet").to_pydict()
        setattr(truth, name, [row(*values) for values in zip(*columns.values(), strict=True)])
    written = json.loads((folder / "declarations.json").read_text(encoding="utf-8"))
    return truth, [_declaration(one) for one in written]


def _declaration(written: dict[str, Any]) -> Declaration:
    differences = [Difference(**one) for one in written.pop("differences")]
    return Declaration(**written, differences=differences)


def _tables() -> list[tuple[str, Any]]:
    return [(name, get_args(kind)[0]) for name, kind in get_type_hints(Truth).items()]


def _keys(row: Any) -> list[str]:
    return [field.name for field in fields(row)]
