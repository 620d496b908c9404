"""The world as far as a few people go: what departments put into databases and files about them is quickly written."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from jiuzhu.catalogue.values import Catalogue
from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.world import World


class Part:
    """Answers as the world does, about these people (identity numbers) alone."""

    def __init__(self, world: World, people: Collection[str]) -> None:
        self.lookup: Lookup = world.lookup
        self._world, self._people = world, frozenset(people)

    def table(self) -> Catalogue:
        return self._world.table()

    def records(self, source: str, id_numbers: Sequence[str], on: date) -> list[dict[str, Any]]:
        """Rows the source holds about those of these people who belong to this part."""
        return self._world.records(source, [one for one in id_numbers if one in self._people], on)
