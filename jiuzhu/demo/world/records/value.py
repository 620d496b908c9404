"""One believable value for a field, from its type, its name, its words, the settings, and who it is about."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jiuzhu.catalogue.values import Field
from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.places import full_name
from jiuzhu.demo.world.truth import Person
from jiuzhu.kernel.month import Month

ENDS = ("until", "ended_on", "left_on", "returned_on", "cleared_on")
"""Names of days on which something ends; "" while it goes on."""
AHEAD = ("until",)
"""Ends that are known beforehand."""
DAYS_BACK, YEARS_AHEAD = 900, 1_095
"""Days: how far back a row may begin, and after how many an end that is known beforehand lies."""
NUMBERS = ("number", "account", "card", "certificate", "case_number", "licence", "code")
OWNED = {
    "employer": ("insurances", "employer"),
    "unit": ("insurances", "employer"),
    "company": ("businesses", "name"),
    "code": ("businesses", "code"),
    "school": ("schooling", "school"),
    "plate": ("vehicles", "plate"),
}
"""Names of fields that the truth has a table and a column for."""
RANGES = {"fen": (2_000, 60_000), "int": (1, 12), "dm2": (4_000, 12_000)}


@dataclass
class Drawing:
    """The values of one row; `on` is the day of the question, `today` the day that the world is of."""

    dice: random.Random
    world: Lookup
    one: Person
    on: date
    today: date
    setting: Mapping[str, Any]

    def __post_init__(self) -> None:
        back = 60 + self.dice.randrange(DAYS_BACK)
        self.begun = max(self.one.born, self.today - timedelta(days=back))
        self.lasts = self.dice.randint(5, 45)

    def value(self, field: Field, event: object = None) -> Any:
        """A value of the field's type. `event` is the row's month where a register goes by months."""
        told = self.setting.get(field.name)
        if field.type in RANGES:
            return self._number(field, told)
        if field.type == "flag":
            return self.dice.random() < (0.5 if told is None else told)
        if field.type == "month":
            return str(event) if isinstance(event, Month) else str(Month.of(self.today) - 1)
        of_type = {"enum": self._word, "date": self._day, "id": self._somebody}
        return of_type.get(field.type, self._text)(field, told)

    def _number(self, field: Field, told: Any) -> int:
        low, high = told or RANGES[field.type]
        step = 100 if field.type == "fen" else 1
        return self.dice.randint(low // step, high // step) * step

    def _word(self, field: Field, told: Any) -> str:
        true = self._truth(field.name)
        words = told or [word for word in field.words if word] or list(field.words)
        return true if true in field.words and true else str(self.dice.choice(words))

    def _day(self, field: Field, told: Any) -> str:
        """What begins in a row begins on one day; what ends ends after it, or has not ended on the day of the question."""
        if field.name in AHEAD:
            return (self.begun + timedelta(days=YEARS_AHEAD)).isoformat()
        if field.name not in ENDS:
            return self.begun.isoformat()
        end = self.begun + timedelta(days=self.lasts)
        return end.isoformat() if end <= self.on else ""

    def _somebody(self, field: Field, told: Any) -> str:
        others = [one.id_number for one in self.world.members(self.one.household) if one != self.one]
        return others[0] if self.one.household and others else self.one.id_number

    def _truth(self, name: str) -> str:
        """What the world knows under this name; "" when it knows nothing."""
        one = self.one
        plain = {
            "name": one.name,
            "sex": one.sex,
            "region": one.living,
            "registered_region": one.registered,
        }
        if name in plain:
            return plain[name]
        if name in ("address", "place"):
            return full_name(one.living or one.registered)
        table, column = OWNED.get(name, ("", ""))
        rows = self.world.owned(table, one.id_number) if table else []
        return str(getattr(rows[-1], column)) if rows else ""

    def _text(self, field: Field, told: Any) -> str:
        if true := self._truth(field.name):
            return true
        if words := told or self.setting["texts"].get(field.name):
            return str(self.dice.choice(words))
        if field.name in NUMBERS:
            return f"{self.dice.randrange(10**10):010d}"
        return f"{field.label}{self.dice.randint(1, 9)}"
