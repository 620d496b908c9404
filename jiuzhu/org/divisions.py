"""Divisions that come with the product (`data/divisions`): the country down to its counties, and some counties to their villages."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings


def shipped(counties: Iterable[str]) -> list[dict[str, str]]:
    """Rows (`code`, `name`, `level`, `parent`) of the country, and of those of these counties (six digits) that are shipped; each once."""
    names = ["china_to_county", *sorted({code[:6] for code in counties})]
    tables = (_rows(Path(settings.DATA) / "divisions" / f"{name}.csv") for name in names)
    return list({row["code"]: row for table in tables for row in table}.values())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
