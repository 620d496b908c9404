"""Families of a place on a day as columns: written once, checked whenever they are read. Pure but for the folder."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.analysis.kinds import CLASSES, Served
from jiuzhu.kernel.fen import LARGEST_FEN
from jiuzhu.kernel.refusal import Refused
from jiuzhu.policy.engine.population import BadColumnError, Column, Population
from jiuzhu.policy.engine.rows import ENTITIES, HOUSEHOLD, OWNER
from jiuzhu.policy.facts import FACTS

MANIFEST = "manifest.json"
FORMAT = 1
NOT_PAID = -1
"""`paid_fen` where nobody knows what is paid: of a synthetic family."""
_ROWS = "rows_of_"
_BOUNDS: Mapping[str, tuple[int, int]] = {
    "household_id": (0, 2**63 - 1),
    "village": (10**5, 10**12),
    "is_rural": (0, 1),
    "class": (0, len(CLASSES) - 1),
    "paid_as": (0, max(Served)),
    "paid_fen": (NOT_PAID, LARGEST_FEN),
    "rulings": (0, 10**6),
}
"""Columns of a household beside its facts, and what they can be."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A family of which not every fact is known: it is in no column, and told by its case."""

    case_no: str
    why: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Families as columns; a row of `about` a household. `rulings` are the sets that officers decided for families;
    the column of that name says which set is a family's own."""

    origin: str
    as_of: date
    regions: tuple[str, ...]
    edition_hash: str
    population: Population
    about: Mapping[str, Column]
    case_nos: Sequence[str]
    rulings: tuple[Mapping[str, int], ...]
    left_out: tuple[LeftOut, ...]

    @property
    def size(self) -> int:
        """The number of families in columns."""
        return self.population.size

    @property
    def persons(self) -> int:
        return self.population.length("person")


def write(extract: Extract, folder: Path) -> str:
    """Keep an extract below `folder` under the hash of its manifest, which is returned. The same families are the same folder."""
    tables = {entity: _table(extract, entity) for entity in ENTITIES}
    draft = folder / f"{os.getpid()}-{os.urandom(4).hex()}.part"
    draft.mkdir(parents=True, mode=0o700)
    files = {}
    for entity, table in tables.items():
        path = draft / f"{entity}.parquet"
        pq.write_table(table, path, compression="zstd", store_schema=False)
        files[entity] = {
            "rows": table.num_rows,
            "sums": {name: _sum(table[name]) for name in table.column_names if name != "case_no"},
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
    told = {
        "format": FORMAT,
        "origin": str(extract.origin),
        "as_of": extract.as_of.isoformat(),
        "regions": list(extract.regions),
        "edition": extract.edition_hash,
        "rulings": [dict(sorted(one.items())) for one in extract.rulings],
        "left_out": [asdict(one) for one in extract.left_out],
        "files": files,
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)
    (draft / MANIFEST).write_text(text, encoding="utf-8")
    name = hashlib.sha256(text.encode()).hexdigest()
    whole = folder / name
    if whole.exists():
        for path in draft.iterdir():
            path.unlink()
        draft.rmdir()
    else:
        draft.rename(whole)
    return name


def manifest(folder: Path, name: str) -> dict[str, Any]:
    """What an extract says of itself. Raises Refused when it is gone or was altered."""
    path = folder / name / MANIFEST
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        raise Refused(
            "extract_gone", f"数据底账 {name[:16]} 不在了，可能被清理过。请重新取一份，再试算。"
        ) from None
    if hashlib.sha256(text).hexdigest() != name:
        raise _damaged(name, "清单和它的摘要对不上")
    told: dict[str, Any] = json.loads(text)
    return told


def read(folder: Path, name: str) -> Extract:
    """An extract, whole and within bounds. Raises Refused, in Chinese, for one that is damaged."""
    told = manifest(folder, name)
    if told["format"] != FORMAT:
        raise _damaged(name, f"格式是第 {told['format']} 版，本程序读第 {FORMAT} 版")
    tables = {entity: _opened(folder / name, entity, told["files"][entity], name) for entity in ENTITIES}
    edges = {
        entity: np.append(0, np.cumsum(tables[owner].pop(_ROWS + entity))).astype(np.int64)
        for entity, owner in OWNER.items()
    }
    home = tables[HOUSEHOLD]
    case_nos = home.pop("case_no")
    about = {key: _checked(name, key, home.pop(key), *bounds) for key, bounds in _BOUNDS.items()}
    if int(about["rulings"].max(initial=0)) >= len(told["rulings"]):
        raise _damaged(name, "有的家庭指向不存在的裁定")
    for entity, columns in tables.items():
        for fact, column in columns.items():
            _checked(name, FACTS[fact].label, column, *FACTS[fact].widest)
        if entity in edges and any(len(column) != edges[entity][-1] for column in columns.values()):
            raise _damaged(name, f"{entity} 的行数和家庭对不上")
    return Extract(
        told["origin"],
        date.fromisoformat(told["as_of"]),
        tuple(told["regions"]),
        told["edition"],
        Population(tables, edges),
        about,
        case_nos,
        tuple(told["rulings"]),
        tuple(LeftOut(**one) for one in told["left_out"]),
    )


def _table(extract: Extract, entity: str) -> pa.Table:
    columns: dict[str, Any] = {}
    if entity == HOUSEHOLD:
        columns["case_no"] = pa.array(list(extract.case_nos), pa.string())
        columns |= {key: extract.about[key] for key in _BOUNDS}
    for owned, owner in OWNER.items():
        if owner == entity:
            columns[_ROWS + owned] = np.diff(extract.population.edges_of(owned)).astype(np.int32)
    length = extract.population.length(entity)
    held = extract.population.columns.get(entity, {})
    for fact in (fact for fact in FACTS.values() if fact.entity == entity):
        column = held.get(fact.name)
        if column is None and length:
            raise BadColumnError(f"缺少 {fact.name}（{fact.label}）这一列")
        columns[fact.name] = np.zeros(0, np.int64) if column is None else column
    return pa.table(columns)


def _opened(folder: Path, entity: str, told: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The columns of one file, which has the hash, the rows and the sums that the manifest says."""
    path = folder / f"{entity}.parquet"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise _damaged(name, f"少了 {path.name}") from None
    if hashlib.sha256(content).hexdigest() != told["sha256"]:
        raise _damaged(name, f"{path.name} 被改过或没有写完")
    table = pq.read_table(pa.BufferReader(content))
    if table.num_rows != told["rows"]:
        raise _damaged(name, f"{path.name} 应有 {told['rows']} 行，现在是 {table.num_rows} 行")
    columns = {key: _array(table[key]) for key in table.column_names}
    for key, total in told["sums"].items():
        if key not in columns or int(columns[key].sum(dtype=np.int64)) != total:
            raise _damaged(name, f"{path.name} 的 {key} 合计和清单对不上")
    return columns


def _array(column: pa.ChunkedArray) -> Any:
    if pa.types.is_string(column.type):
        return column.to_pylist()
    return column.to_numpy(zero_copy_only=False)


def _sum(column: pa.ChunkedArray) -> int:
    return int(column.to_numpy(zero_copy_only=False).sum(dtype=np.int64))


def _checked(name: str, label: str, column: Column, least: int, most: int) -> Column:
    if column.dtype.kind not in "bi":
        raise _damaged(name, f"“{label}”有空值，或者不是整数")
    if len(column) and not (least <= int(column.min()) and int(column.max()) <= most):
        raise _damaged(name, f"“{label}”应在 {least} 到 {most} 之间")
    return column


def _damaged(name: str, why: str) -> Refused:
    return Refused("extract_damaged", f"数据底账 {name[:16]} 不能用：{why}。请重新取一份，再试算。")
