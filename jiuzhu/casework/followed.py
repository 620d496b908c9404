"""Which publications a recalculated amount follows from, and what each month of arrears comes to: for the letter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jiuzhu.benefits.models import Award
from jiuzhu.casework.reckon import Stretch, difference, first_month
from jiuzhu.editions.queries import Unheld
from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import prefix
from jiuzhu.policy.amend.describe import Effect, NumberEffect, effects_from_json
from jiuzhu.policy.engine.numbers import NATION


@dataclass(frozen=True)
class Run:
    """Months one after another, first to last, that each get the same difference."""

    first: Month
    last: Month
    fen: int

    def __str__(self) -> str:
        """2026年11月到2026年12月每月 90 元; 2027年1月 150 元."""
        if self.first == self.last:
            return f"{self.first.spoken} {spoken_yuan(self.fen)} 元"
        return f"{self.first.spoken}到{self.last.spoken}每月 {spoken_yuan(self.fen)} 元"


def effects_on(award: Award, unheld: Iterable[Unheld], today: date) -> list[Effect]:
    """What the publications that an award was not decided under change for its family until a day, by their first day.

    Of two that set the same number, the later one is told against the earlier one, in whatever order they were published.
    """
    last, area = max(today, award.determination.on), award.determination.fact_set.facts.get("area")
    found = [
        (effect, one)
        for one in unheld
        for effect in effects_from_json(one.row.effects)
        if _reaches(effect, award, area) and effect.since <= last
    ]
    found.sort(key=lambda each: each[0].since)
    told = _one_after_another(effect for effect, _ in found)
    return [effect for effect, (_, one) in zip(told, found, strict=True) if one.reaches(effect.since)]


def _reaches(effect: Effect, award: Award, area: str | None) -> bool:
    """Whether it holds where the family lives, in town or country, in a month that the award has."""
    is_here = effect.region == NATION or award.region_code.startswith(prefix(effect.region))
    is_other_area = isinstance(effect, NumberEffect) and effect.area and area and effect.area != area
    is_over = award.until_month is not None and first_month(effect.since).number >= award.until_month
    return is_here and not is_other_area and not is_over


def _one_after_another(effects: Iterable[Effect]) -> Iterator[Effect]:
    before: dict[tuple[str, str], int | None] = {}
    for effect in effects:
        told = effect
        if isinstance(effect, NumberEffect):
            key = (effect.name, effect.region)
            if key in before:
                told = replace(effect, before=before[key], is_new=False)
            before[key] = effect.after
        yield told


def runs(stretches: Sequence[Stretch], owed: Mapping[int, int]) -> list[Run]:
    """The arrears of the months that were run ({month: 分 owed}), equal neighbours together; months without any are left out."""
    found: list[Run] = []
    for month in sorted(owed):
        fen = difference(stretches, {month: owed[month]})
        if found and found[-1].fen == fen and found[-1].last.number + 1 == month:
            found[-1] = replace(found[-1], last=Month(month))
        elif fen:
            found.append(Run(Month(month), Month(month), fen))
    return found
