"""When a family on the register is looked at again. Pure: facts, place and day in, the cycle out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.assessment.ages import WORKING_AGE
from jiuzhu.clocks.actions import due_on
from jiuzhu.clocks.kinds import REVIEW_MONTHS
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.month import Month, age_on

YEAR, HALF_YEAR = 12, 6
_SHIFTING = ("flexible", "farming", "registered_unemployed")
_STEADY = "短期内情况变化不大"
_UNSTEADY = "家里有人能劳动，或者收入不固定"


@dataclass(frozen=True)
class Cycle:
    """How often a family is reviewed, and the last day of its next review."""

    is_steady: bool
    months: tuple[int, ...]
    """The district's own months for it; none: so many months after each decision."""
    due_on: date

    @property
    def words(self) -> str:
        """One sentence for the letter."""
        often = f"每年 {'、'.join(f'{month} 月' for month in self.months)}" if self.months else self._often
        return f"{_STEADY if self.is_steady else _UNSTEADY}的家庭，{often}复核一次，您家下一次在 {self.due_on.year}年{self.due_on.month}月。"

    @property
    def _often(self) -> str:
        return "每年" if self.is_steady else "每半年"


def cycle(facts: Mapping[str, Any], region_code: str, on: date) -> Cycle:
    """The cycle of a family decided on `on`: yearly where little will change soon, else half-yearly (民发〔2021〕57号
    第31条), in the months its district has fixed (綦江区实施意见 第四条: A 类 3 月；B、C 类 3 月、9 月)."""
    steady = is_steady(facts, on)
    fixed = REVIEW_MONTHS.get(region_code[:6])
    if fixed is None:
        return Cycle(steady, (), due_on(on, YEAR if steady else HALF_YEAR, Clock.Unit.MONTH))
    months = fixed[:1] if steady else fixed
    this = Month.of(on)
    following = next(this + ahead for ahead in range(1, YEAR + 1) if (this + ahead).month in months)
    return Cycle(steady, months, following.last)


def is_steady(facts: Mapping[str, Any], on: date) -> bool:
    """A 类: the class an officer has adopted, else that nobody of working age can work and no income shifts.

    Whose capacity nobody has told is not taken for one who cannot work.
    """
    given = facts.get("household", {}).get("class")
    if given:
        return bool(given == "A")
    return not any(_may_change(member, on) for member in facts["members"])


def _may_change(member: Mapping[str, Any], on: date) -> bool:
    if member.get("status", "present") != "present":
        return False
    if any(income["kind"] == "business_net" for income in member.get("incomes", [])):
        return True
    if member.get("employment") in _SHIFTING:
        return True
    grown = age_on(date.fromisoformat(member["born"]), on) >= WORKING_AGE
    return grown and member.get("study", "none") == "none" and member.get("work_capacity") != "none"
