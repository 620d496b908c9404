"""卫健: diagnoses, certificates of death and of birth."""

from datetime import date, timedelta
from typing import Any

from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.registers import CHRONIC, HOSPITALS, MAJOR

WITH_CERTIFICATE = date(2016, 1, 1)
"""Births from then on are on the register."""


def diagnoses(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """The illness that somebody has in truth, as a hospital wrote it down."""
    one = world.people[number]
    if not one.illness or one.died_on <= on:
        return []
    names = MAJOR if one.illness == "major" else CHRONIC if one.illness == "chronic" else ("血友病",)
    place = int(number[12:17])
    return [
        {
            "id_number": number,
            "hospital": HOSPITALS[place % len(HOSPITALS)],
            "diagnosis": names[place % len(names)],
            "level": one.illness,
            "diagnosed_on": f"2025-{place % 12 + 1:02d}-{place % 28 + 1:02d}",
        }
    ]


def deaths(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    died = world.people[number].died_on
    if died + timedelta(days=1) > on:
        return []
    return [
        {
            "id_number": number,
            "number": f"D{number[6:14]}{died:%y%m%d}",
            "hospital": HOSPITALS[0],
            "died_on": died.isoformat(),
        }
    ]


def births(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    children = [world.people[one.other] for one in world.owned("kin", number) if one.relation == "child"]
    return [
        {
            "id_number": number,
            "number": f"Z50{child.born:%Y%m%d}",
            "role": "mother" if world.people[number].sex == "female" else "father",
            "child_name": child.name,
            "child_sex": child.sex,
            "child_born_on": child.born.isoformat(),
        }
        for child in children
        if WITH_CERTIFICATE <= child.born <= on
    ]
