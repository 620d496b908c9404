"""The world as one value: made from a seed, kept in a folder, asked by source and identity number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from jiuzhu.catalogue.texts import shipped
from jiuzhu.catalogue.values import Catalogue
from jiuzhu.demo.world import fitting, livelihood, lives, possessions, registers, storage, telling
from jiuzhu.demo.world.declarations import Declaration, families
from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.making import AS_OF, Making
from jiuzhu.demo.world.places import TOWN, towns
from jiuzhu.demo.world.population import settle
from jiuzhu.demo.world.reckoning import counted
from jiuzhu.demo.world.records import answer_of
from jiuzhu.demo.world.slips import declare
from jiuzhu.demo.world.truth import Household, Person, Truth

SEED = 20260701
WHOLE_TOWN_HOUSEHOLDS = 1_230
THIN_TOWN_HOUSEHOLDS = (40, 59)
SMALL = 10
"""A small world has so many times fewer households in a town, and fewer candidates to draw them from."""


@dataclass
class World:
    """The truth of everybody, what poor families say of themselves, and one question: what does this source hold?"""

    truth: Truth
    declarations: list[Declaration] = field(default_factory=list)
    table: Callable[[], Catalogue] = shipped
    """The catalogue whose sources the world answers for."""

    def records(self, source: str, id_numbers: Sequence[str], on: date = AS_OF) -> list[dict[str, Any]]:
        """Rows the source holds about these people, as known on a day; no row means that it holds nothing of them.

        Raises KeyError for a source that is not in the catalogue.
        """
        answer, known = answer_of(source, self.table()), self.lookup.people
        return [row for number in id_numbers if number in known for row in answer(self.lookup, number, on)]

    @cached_property
    def lookup(self) -> Lookup:
        """The truth by person."""
        return Lookup(self.truth)

    def declaration(self, story: str, family: str = "") -> Declaration:
        """What a family of a story says; KeyError when there is no such story or family."""
        for one in self.declarations:
            if one.story == story and family in ("", one.family):
                return one
        raise KeyError(f"{story}/{family}")

    def save(self, folder: Path) -> None:
        """Write the world into a folder: Parquet tables and the declarations."""
        storage.save(folder, self.truth, self.declarations)

    @classmethod
    def load(cls, folder: Path) -> "World":
        """Read a world that `save` wrote; FileNotFoundError when there is none."""
        return cls(*storage.load(folder))


def generate(seed: int = SEED, *, is_small: bool = False) -> World:
    """The whole world of a seed, or a small one of the same kinds of people: the same seed gives the same bytes."""
    share = SMALL if is_small else 1
    making = Making(np.random.default_rng(seed))
    telling.reserve(making)
    pool, weights = fitting.fitted_pool(making.rng, fitting.CANDIDATES // share)
    for town in towns():
        count = WHOLE_TOWN_HOUSEHOLDS if town.code == TOWN else making.between(*THIN_TOWN_HOUSEHOLDS)
        settle(making, town.code, fitting.sample(making.rng, pool, weights, count // share))
    lives.live(making)
    livelihood.earn(making)
    possessions.own(making, _by_income(making.truth))
    registers.register(making)
    declarations = declare(making)
    return World(making.truth, declarations + telling.tell(making))


def _by_income(truth: Truth) -> list[tuple[Household, list[Person], float]]:
    """Every household with its people and its rank, poorest 0; sets the true income per head on the way."""
    homes = families(truth)
    for family in homes:
        family.household.per_capita_fen = counted(family.incomes) // family.household.size
    order = sorted(homes, key=lambda family: (family.household.per_capita_fen, family.household.number))
    return [(family.household, family.members, rank / len(order)) for rank, family in enumerate(order)]
