"""What every step of the making needs: one random stream, the numbers given out, the truth so far, and the day it is true on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

from jiuzhu.demo.world.numbers import IdNumbers
from jiuzhu.demo.world.truth import Truth

T = TypeVar("T")

AS_OF = date(2026, 11, 1)
"""Ages, jobs and balances are those of this day; incomes go on until changed."""


@dataclass(slots=True)
class Making:
    """A world being made."""

    rng: np.random.Generator
    numbers: IdNumbers = field(default_factory=IdNumbers)
    truth: Truth = field(default_factory=Truth)

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self.rng.integers(low, high + 1))

    def one_of(self, things: Sequence[T]) -> T:
        return things[int(self.rng.integers(len(things)))]

    def day(self, low: date, high: date) -> date:
        return low + timedelta(days=self.between(0, max(0, (high - low).days)))

    def money(self, median_yuan: float, spread: float, step: int = 10) -> int:
        """A log-normal amount in 分, rounded to `step` yuan, at least one step."""
        amount = float(np.exp(self.rng.normal(np.log(median_yuan), spread)))
        return max(1, round(amount / step)) * step * 100
