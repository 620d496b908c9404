"""公安 and 司法: household register, deaths, residence permits, vehicles, prison."""

from datetime import date, timedelta
from typing import Any

from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.places import COUNTY, full_name

RELATIONS = {"head": "户主", "spouse": "配偶", "child": "子女", "parent": "父母", "sibling": "兄弟姐妹", "grandchild": "孙子女"}  # fmt: skip
DAYS_TO_REPORT = 20
"""How long after a death the family has it entered in the register here."""
BOATS = "ship"


def register(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    one = world.people[number]
    if one.died_on + timedelta(days=DAYS_TO_REPORT) <= on:
        return []
    home = f"{one.household:07d}" if one.household else f"E{number[6:14]}"
    return [
        {
            "id_number": number,
            "name": one.name,
            "sex": one.sex,
            "born": one.born.isoformat(),
            "household_no": f"{one.registered[:6]}{home}",
            "relation_to_head": RELATIONS.get(one.role, "其他"),
            "registered_region": one.registered,
            "address": full_name(one.registered),
            "moved_in_on": max(one.born, date(2000, 1, 1)).isoformat(),
        }
    ]


def deaths(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    died = world.people[number].died_on
    if died > on - timedelta(days=DAYS_TO_REPORT):
        return []
    cancelled = died + timedelta(days=DAYS_TO_REPORT)
    return [{"id_number": number, "died_on": died.isoformat(), "cancelled_on": cancelled.isoformat()}]


def permits(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """Who lives in this county and is registered in another one."""
    one = world.people[number]
    here = one.living[:6] == COUNTY and one.registered[:6] != COUNTY
    if not here or one.died_on <= on:
        return []
    return [
        {
            "id_number": number,
            "number": f"JZ{one.living[:6]}{number[-6:]}",
            "region": one.living,
            "address": full_name(one.living),
            "valid": True,
            "since": "2025-06-01",
            "until": "2027-05-31",
        }
    ]


def vehicles(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "plate": vehicle.plate,
            "kind": vehicle.kind,
            "model": vehicle.model,
            "registered_on": vehicle.registered_on.isoformat(),
            "value_fen": vehicle.value_fen,
        }
        for vehicle in world.owned("vehicles", number)
        if vehicle.kind != BOATS and vehicle.registered_on <= on
    ]


def prisoners(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    one = world.people[number]
    if one.imprisoned_from > on:
        return []
    return [
        {
            "id_number": number,
            "kind": "imprisoned",
            "place": "重庆市渝南监狱",
            "since": one.imprisoned_from.isoformat(),
            "until": one.imprisoned_until.isoformat(),
        }
    ]
