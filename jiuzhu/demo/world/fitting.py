"""Fit candidate households to the census: weights by iterative proportional updating, then a systematic sample."""

import numpy as np

from jiuzhu.demo.world.composition import Composition, candidates
from jiuzhu.demo.world.places import census, published

BANDS = ((0, 0), (1, 4), *((low, low + 4) for low in range(5, 85, 5)), (85, 150))
"""The census's age bands, both ends included."""
LARGEST = 6
ROUNDS = 120
CANDIDATES = 8_000


def band_shares() -> list[float]:
    """Share of each band of `BANDS`."""
    ages = census("ages")
    keys = ["AGES_0", "AGES_1-4", *(f"AGES_{low}-{low + 4}" for low in range(5, 85, 5)), "AGES_85P"]
    total = sum(ages[key] for key in keys)
    return [ages[key] / total for key in keys]


def size_shares() -> list[float]:
    """Share of households of 1, 2, … 6 people: one-person share from the census, the mean from the district's bulletin.

    The rest keeps a national shape, tilted until the mean is right.
    """
    alone = census("households")["HHLD_1P"]
    mean = published("重庆市綦江区", "平均家庭户规模")
    shape = np.array([0.45, 0.25, 0.17, 0.08, 0.05])
    sizes = np.arange(2, LARGEST + 1)
    low, high = -3.0, 3.0
    for _ in range(60):
        tilt = (low + high) / 2
        rest = shape * np.exp(tilt * sizes)
        rest = rest / rest.sum() * (1 - alone)
        low, high = (low, tilt) if alone + rest @ sizes > mean else (tilt, high)
    return [alone, *rest.tolist()]


def sample(
    rng: np.random.Generator, pool: list[Composition], weights: np.ndarray, count: int
) -> list[Composition]:
    """`count` households, evenly along the pool sorted by size and age, so that the sample keeps the margins."""
    order = sorted(range(len(pool)), key=lambda i: (len(pool[i].slots), pool[i].slots[0].age, i))
    reach = np.cumsum(weights[order])
    points = (np.arange(count) + rng.random()) / count * reach[-1]
    return [pool[order[i]] for i in np.searchsorted(reach, points)]


def fitted_pool(rng: np.random.Generator, count: int = CANDIDATES) -> tuple[list[Composition], np.ndarray]:
    """Candidates and their weights, which meet age, sex, household size, generations and marriage at once."""
    pool = candidates(rng, count)
    features, targets = _features(pool), _targets()
    weights = np.full(count, 1 / count)
    for _ in range(ROUNDS):
        for column, target in zip(features.T, targets, strict=True):
            touched = column > 0
            weights[touched] *= target / (weights @ column)
    return pool, weights / weights.sum()


def _targets() -> np.ndarray:
    """Targets per household, in the order of `_features`."""
    people = published("重庆市綦江区", "平均家庭户规模")
    ratio = census("population")["POPU_WM"]
    bands = band_shares()
    family, generations = census("family"), census("households")
    adults = people * sum(bands[4:])
    by_sex = {"M": ratio / (100 + ratio), "W": 100 / (100 + ratio)}
    marriage = [
        adults * by_sex[sex] * family[f"FMLY_{state}_{sex}"]
        for sex in "MW"
        for state in ("UNMA", "MARR", "DVRC", "WIDO")
    ]
    three_up = generations["HHLD_3G"] + generations["HHLD_4GP"]
    one, two = generations["HHLD_1G"], generations["HHLD_2G"]
    return np.array(
        [*marriage, people * by_sex["M"], people * by_sex["W"], one, two, three_up]
        + [share * people for share in bands]
        + size_shares()
    )


def _features(pool: list[Composition]) -> np.ndarray:
    states = ("single", "married", "divorced", "widowed")
    rows = np.zeros((len(pool), 8 + 2 + 3 + len(BANDS) + LARGEST))
    for row, composition in zip(rows, pool, strict=True):
        for slot in composition.slots:
            if slot.age >= 15:
                row[4 * (slot.sex == "female") + states.index(slot.marital)] += 1
            row[8 + (slot.sex == "female")] += 1
            row[13 + band_of(slot.age)] += 1
        row[9 + min(composition.generations, 3)] = 1
        row[12 + len(BANDS) + min(len(composition.slots), LARGEST)] = 1
    return rows


def band_of(age: int) -> int:
    """Index into `BANDS`."""
    return 0 if age == 0 else 1 if age < 5 else min(2 + (age - 5) // 5, len(BANDS) - 1)
