"""The truth by person: who somebody is, what is in their name, who lives with them."""

from collections import defaultdict
from dataclasses import fields
from typing import Any

from jiuzhu.demo.world.truth import Person, Truth


class Lookup:
    """An index over a truth that no longer changes."""

    def __init__(self, truth: Truth) -> None:
        self.people: dict[str, Person] = {one.id_number: one for one in truth.persons}
        self.mark = next(iter(self.people), "")
        """Tells worlds apart: the first person's number, which a seed gives."""
        self._homes: dict[int, list[Person]] = defaultdict(list)
        for one in truth.persons:
            self._homes[one.household].append(one)
        self._owned: dict[str, dict[str, list[Any]]] = {}
        for table in fields(Truth):
            rows = self._owned[table.name] = defaultdict(list)
            for row in getattr(truth, table.name):
                for key in ("id_number", "husband", "wife"):
                    if hasattr(row, key):
                        rows[getattr(row, key)].append(row)

    def owned(self, table: str, id_number: str) -> list[Any]:
        """Rows of one table that concern a person (a marriage concerns both)."""
        return self._owned[table].get(id_number, [])

    def members(self, household: int) -> list[Person]:
        """Who lives in a household, head first."""
        return self._homes[household]
