"""Names of nobody in particular: surnames by weight (複姓 and rare ones among them), given names by decade and sex."""

import csv
from functools import cache

import numpy as np
import yaml

from jiuzhu.demo.world.places import DATA


@cache
def _surnames() -> tuple[list[str], np.ndarray]:
    with (DATA / "names" / "surnames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    weights = np.array([float(row["per_10000"]) for row in rows])
    return [row["surname"] for row in rows], np.cumsum(weights / weights.sum())


@cache
def _given() -> dict:
    return yaml.load((DATA / "names" / "given.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def surname(rng: np.random.Generator) -> str:
    names, reach = _surnames()
    return names[min(int(np.searchsorted(reach, rng.random())), len(names) - 1)]


def given(rng: np.random.Generator, sex: str, born_year: int) -> str:
    """A given name of the decade: two characters, one in nine times out of ten before 1980 a little less."""
    era = next(era for era in _given()["eras"] if born_year <= era["until"])
    first, second = (era[sex][part].split() for part in ("first", "second"))
    last = second[int(rng.integers(len(second)))]
    return last if rng.random() < 0.1 else first[int(rng.integers(len(first)))] + last


def ethnic_names() -> dict[str, dict[str, list[str]]]:
    """Full names written with "·", by ethnicity and sex."""
    return _given()["ethnic"]


def minorities() -> tuple[list[str], np.ndarray]:
    """Ethnicities with ordinary names and their cumulative weights."""
    shares = _given()["without_mark"]
    weights = np.array(list(shares.values()), dtype=float)
    return list(shares), np.cumsum(weights / weights.sum())
