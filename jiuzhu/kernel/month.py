"""A calendar month as a value, and the plain arithmetic of months and ages."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTH = re.compile(r"^(\d{4})-(\d{2})$")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One month; `str()` and `parse` use "2025-07"; `number` (year × 12 + month − 1) is what tables store."""

    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year * 12 + day.month - 1)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """ "2025-07" → Month; raises ValueError in Chinese."""
        match = _MONTH.match(text.strip())
        if not match or not 1 <= int(match[2]) <= 12:
            raise ValueError(f"“{text}”不是月份：请写成 2025-07")
        return cls(int(match[1]) * 12 + int(match[2]) - 1)

    @property
    def year(self) -> int:
        return self.number // 12

    @property
    def month(self) -> int:
        return self.number % 12 + 1

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return (self + 1).first - timedelta(days=1)

    @property
    def spoken(self) -> str:
        """As letters write it: 2025年7月."""
        return f"{self.year}年{self.month}月"

    def __add__(self, months: int) -> "Month":
        return Month(self.number + months)

    def __sub__(self, months: int) -> "Month":
        return Month(self.number - months)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


OF_AGE = 18
"""Full years from which somebody acts for themselves (民法典 第十七条)."""


def age_on(born: date, day: date) -> int:
    """Full years (周岁): the birthday itself counts; someone born on 29 February ages on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
