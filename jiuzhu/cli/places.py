"""Names of divisions from the table that comes with the product; needs no database."""

import csv
from functools import cache
from pathlib import Path

from jiuzhu.policy.engine.numbers import NATION, region_chain

_TABLES = Path(__file__).parents[2] / "data" / "divisions"


@cache
def _names() -> dict[str, str]:
    found = {NATION: "全国"}
    for table in sorted(_TABLES.glob("*.csv")):
        with table.open(encoding="utf-8") as lines:
            found |= {row["code"]: row["name"] for row in csv.DictReader(lines)}
    return found


def name_of(code: str) -> str:
    """綦江区; a code that nobody knows stands for itself."""
    return _names().get(code, code)


def full_name(code: str) -> str:
    """重庆市綦江区: from the province down, 市辖区 left out."""
    chain = [name_of(step) for step in reversed(region_chain(code)) if step in _names()]
    return "".join(name for name in dict.fromkeys(chain) if name not in ("全国", "市辖区", "县")) or name_of(
        code
    )
