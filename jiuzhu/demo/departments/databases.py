"""A foreign department's database, exported from the world: its own table and column names, its own words for values."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jiuzhu.demo.departments.deliveries import Held

THEIRS: Mapping[str, Mapping[str, Any]] = {
    "canlian.canjizheng": {
        "table": "T_CDPF_CARD",
        "columns": {
            "id_number": "CITIZENID",
            "number": "CARDNUM",
            "kind": "KINDSTR",
            "grade": "LEVEL",
            "issued_on": "FIRST_DATE",
            "valid_until": "EXPIRE_DATE",
        },
        "words": {
            "kind": {
                "视力": "visual",
                "听力": "hearing",
                "言语": "speech",
                "肢体": "physical",
                "智力": "intellectual",
                "精神": "psychiatric",
            }
        },
    },
    "minzheng.hunyin": {
        "table": "婚姻登记",
        "columns": {
            "id_number": "身份证号",
            "status": "状态",
            "spouse_name": "对方姓名",
            "spouse_id_number": "对方身份证号",
            "registered_on": "登记日期",
        },
        "words": {"status": {"结婚": "married", "离婚": "divorced"}},
    },
}
"""Registers with names and words of their own, as a department's database has them."""


def described(source: str) -> dict[str, Any]:
    """What the address file says of a source's table: name, columns, words."""
    return {"table": source.replace(".", "_"), **THEIRS.get(source, {})}


def export(world: Held, sources: Iterable[str], path: Path, on: date) -> None:
    """Write everybody's rows of these sources, as known on a day, into a new SQLite file; whole at any instant."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    with connection:
        for source in sources:
            table, columns, rows = exported(world, source, on)
            connection.execute(f'CREATE TABLE "{table}" ({", ".join(map(_quoted, columns))})')
            places = ", ".join("?" * len(columns))
            connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608 - our own names
            connection.execute(f'CREATE INDEX "{table}_person" ON "{table}" ({_quoted(columns[0])})')
    connection.close()
    draft.replace(path)


def exported(world: Held, source: str, on: date) -> tuple[str, list[str], list[tuple[Any, ...]]]:
    """A source's table as its department keeps it: name, columns (the person first), rows in their own words."""
    about = described(source)
    ours = ["id_number", *world.table().sources[source].fields]
    columns = [about.get("columns", {}).get(name, name) for name in ours]
    words = {name: {own: their for their, own in of.items()} for name, of in about.get("words", {}).items()}
    everybody = list(world.lookup.people)
    rows = [
        tuple(words.get(name, {}).get(row[name], row[name]) for name in ours)
        for row in world.records(source, everybody, on)
    ]
    return about["table"], columns, rows


def _quoted(name: str) -> str:
    return f'"{name}"'
