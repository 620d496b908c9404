"""What one pass grants a population is what `determine` grants each family, to the fen."""

import random
from collections.abc import Iterator
from datetime import date

import pytest

from jiuzhu.policy.batch import NOTHING, classify
from jiuzhu.policy.determine import HOUSEHOLD_ORDER, MEMBER_ORDER, determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.population import encode
from jiuzhu.policy.family import Family, flatten
from jiuzhu.policy.programmes import library_of
from tests.policy.families import family
from tests.policy.test_readings import RULINGS


def decided() -> list[dict[str, str]]:
    """The assumptions of a population as the rulings of one family."""
    written = []
    for name, value in RULINGS.items():
        number = library_of(shipped()).numbers[name]
        kind = number.unit.split("/")[0]
        text = (
            f"{value // 100}.{value % 100:02d}"
            if kind == "fen"
            else str(bool(value)).lower()
            if kind == "yes_no"
            else str(value)
        )
        written.append({"key": number.key, "value": text, "reason": "假定", "by": "测试"})
    return written


DAYS = (date(2024, 8, 31), date(2025, 8, 1), date(2026, 7, 1))


@pytest.mark.slow
def test_a_population_is_classified_as_each_family_alone():
    granted = [one for day in DAYS for area in ("urban", "rural") for one in agreed(day, area)]
    assert {*granted} == {"dibao", "dibian", "gangxing", "tekun", "single_person"}


def agreed(day: date, area: str) -> Iterator[str]:
    """Compares both, family by family; yields every programme that was granted."""
    dice = random.Random(f"{day}{area}")
    drawn = [f for f in (family(dice, day=day) for _ in range(300)) if f.area == area]
    population = encode(library_of(shipped()), [flatten(one) for one in drawn])
    found = classify(shipped(), population, "500110", area, day.toordinal(), RULINGS)
    assert not any(found.left_out.values())
    first = 0
    for index, one in enumerate(drawn):
        alone = determine(Family({**one.data, "decided": decided()}), shipped())
        places = found.member[first : first + len(one.ids)]
        first += len(one.ids)
        household = None if found.household[index] == NOTHING else HOUSEHOLD_ORDER[found.household[index]]
        members = {one.ids[i]: MEMBER_ORDER[place] for i, place in enumerate(places) if place != NOTHING}
        told = alone["classification"]
        assert (household, members) == (told["household"], told["members"]), one.data
        names = {household, *members.values()} - {None}
        assert found.monthly_fen[index] == sum(alone["results"][n]["monthly_fen"] or 0 for n in names), (
            one.data
        )
        yield from names


def test_a_programme_whose_number_is_open_is_left_out_by_name():
    population = encode(library_of(shipped()), [flatten(family(random.Random(1)))])
    rulings = {name: value for name, value in RULINGS.items() if name != "single_person_amount_fen"}
    found = classify(shipped(), population, "500110", "urban", date(2025, 8, 1).toordinal(), rulings)
    assert found.left_out == {"single_person": ("single_person_amount_fen",)}
