"""A synthetic city: people made column by column, narrow where it may be, households of one to six, village by village."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from jiuzhu.analysis.extract import NOT_PAID, Extract
from jiuzhu.analysis.kinds import CLASSES, Origin
from jiuzhu.policy.engine.library import Fact
from jiuzhu.policy.engine.population import Column, Population
from jiuzhu.policy.engine.rows import OWNER
from jiuzhu.policy.facts import FACTS

MEAN = 2.7
URBAN = 0.6
"""Persons in a household."""
_SIZES = np.array([0.24, 0.27, 0.22, 0.15, 0.08, 0.04])
_ROWS = {"supporter": np.array([0.8, 0.12, 0.08]), "parent": np.array([0.7, 0.15, 0.15])}


def population(persons: int, today: int, seed: int = 1) -> Population:
    """So many persons (nearly), everything known; about one household in five poor enough for 低保."""
    dice = np.random.default_rng(seed)
    households = round(persons / MEAN)
    edges = {"person": _edges(dice, households, _SIZES, 1)}
    for entity, shares in _ROWS.items():
        owners = households if OWNER[entity] == "household" else int(edges["person"][-1])
        edges[entity] = _edges(dice, owners, shares, 0)
    lengths = {"household": households, **{entity: int(each[-1]) for entity, each in edges.items()}}
    columns: dict[str, dict[str, Column]] = {entity: {} for entity in lengths}
    for name, fact in FACTS.items():
        columns[fact.entity][name] = _column(dice, fact, lengths[fact.entity], today)
    return Population(columns, edges)


def city(persons: int, on: date, edition_hash: str, villages: Sequence[int], seed: int = 1) -> Extract:
    """So many persons (nearly) in these villages, dealt out evenly; three families in five live in town. Nobody is paid yet."""
    people = population(persons, on.toordinal(), seed)
    dice, size = np.random.default_rng(seed + 1), people.size
    place = np.arange(size) * len(villages) // size
    starts = np.searchsorted(place, np.arange(len(villages) + 1))
    share = (np.arange(size) - starts[place]) / np.diff(starts)[place]
    about = {
        "household_id": np.arange(size),
        "village": np.asarray(villages, np.int64)[place],
        "is_rural": (share >= URBAN).astype(np.int8),
        "class": dice.integers(0, len(CLASSES), size).astype(np.int8),
        "paid_as": np.zeros(size, np.int8),
        "paid_fen": np.full(size, NOT_PAID, np.int64),
        "rulings": np.zeros(size, np.int16),
    }
    regions = tuple(sorted({str(village)[:6] for village in villages}))
    return Extract(Origin.CITY, on, regions, edition_hash, people, about, [""] * size, ({},), ())


def _edges(dice: np.random.Generator, owners: int, shares: Column, fewest: int) -> Column:
    counts = dice.choice(len(shares), owners, p=shares / shares.sum()) + fewest
    return np.append(0, np.cumsum(counts)).astype(np.int64)


def _column(dice: np.random.Generator, fact: Fact, length: int, today: int) -> Column:
    """Mostly nothing, as in life: one in three has a wage, one in twelve an illness or a grade."""
    least, most = fact.widest
    if fact.name in _FIXED:
        return np.full(length, _FIXED[fact.name], dtype=_narrow(least, most))
    if fact.kind == "day":
        return (today - dice.integers(0, 34_000, length)).astype(np.int32)
    if fact.kind == "yes_no":
        return dice.random(length) < 0.08
    if fact.options:
        usual = 0 if fact.name != "relation" else 2
        return np.where(dice.random(length) < 0.7, usual, dice.integers(0, len(fact.options), length)).astype(
            np.int8
        )
    share, top = _AMOUNTS.get(fact.name, (0.06, 2_000_000 if fact.kind.startswith("fen") else 4))
    amounts = dice.integers(max(least, 0), min(most, top) + 1, length)
    return np.where(dice.random(length) < share, amounts, 0).astype(_narrow(least, min(most, 2**31 - 1)))


def _narrow(least: int, most: int) -> type:
    return np.int8 if least >= -128 and most < 128 else np.int32


_FIXED: Mapping[str, int] = {
    "stated_age": -1,
    "supporter_stated_age": -1,
    "parent_stated_age": -1,
    "in_tekun": 0,
}
_AMOUNTS: Mapping[str, tuple[float, int]] = {
    "wage_annual_fen": (0.35, 6_000_000),
    "pension_annual_fen": (0.2, 2_500_000),
    "basic_pension_central_annual_fen": (0.2, 200_000),
    "financial_fen": (0.5, 6_000_000),
    "homes": (0.9, 2),
    "sound_homes": (0.9, 2),
    "home_area_cm2": (0.9, 2_000_000),
    "supporter_household_size": (1, 6),
    "supporter_household_income_fen": (0.8, 2_000_000),
    "supporter_income_fen": (0.6, 1_000_000),
}
