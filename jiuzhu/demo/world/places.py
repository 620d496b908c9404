"""The divisions of 綦江 and the census of it, read from `data/`."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "data"
COUNTY = "500110"
TOWN = "500110114"
"""三角镇: the town with a whole population; the other twenty are thin."""


@dataclass(frozen=True)
class Place:
    """One division: code, name, level (province … village), parent."""

    code: str
    name: str
    level: str
    parent: str

    @property
    def is_community(self) -> bool:
        """居委会 carry 001–199, 村委会 200–399 (统计用区划代码编制规则)."""
        return self.level == "village" and int(self.code[9:]) < 200

    @property
    def short(self) -> str:
        """The name as people say it: 永安村, 三角社区."""
        return self.name.removesuffix("居民委员会").removesuffix("村民委员会")


@cache
def places() -> dict[str, Place]:
    """綦江 by code: county, towns, villages."""
    return _read("500110.csv")


@cache
def counties() -> dict[str, Place]:
    """The whole country to county level by code."""
    return _read("china_to_county.csv")


def towns() -> list[Place]:
    return [place for place in places().values() if place.level == "town"]


def villages(town: str) -> list[Place]:
    return [place for place in places().values() if place.parent == town]


def area_of(village: str) -> str:
    """urban in a community, rural in a village."""
    return "urban" if places()[village].is_community else "rural"


def full_name(code: str) -> str:
    """An address as a department writes it, from any code of the country or of 綦江."""
    everywhere = {**counties(), **places()}
    names = []
    while code:
        place = everywhere[code]
        if place.name not in {"市辖区", "县", "省直辖县级行政区划"}:
            names.append(place.short if place.level == "village" else place.name)
        code = place.parent
    return "".join(reversed(names))


def census(table: str) -> dict[str, float]:
    """One table of the county's 2020 census row: column → share or mean."""
    return {
        row["column"]: float(row["value"]) for row in _rows("census2020/500110.csv") if row["table"] == table
    }


def published(area: str, indicator: str) -> float:
    """One published marginal; KeyError when there is none."""
    found = {(row["area"], row["indicator"]): float(row["value"]) for row in _rows("marginals/published.csv")}
    return found[area, indicator]


def _read(name: str) -> dict[str, Place]:
    rows = _rows(f"divisions/{name}")
    return {row["code"]: Place(row["code"], row["name"], row["level"], row["parent"]) for row in rows}


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
