"""民政: marriages and divorces, cremations."""

from datetime import date
from typing import Any

from jiuzhu.demo.world.lookup import Lookup


def marriages(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """Each registration, a divorce as a row of its own; a death changes nothing here."""
    rows = []
    for one in world.owned("marriages", number):
        other = one.wife if one.husband == number else one.husband
        row = {"id_number": number, "spouse_name": world.people[other].name, "spouse_id_number": other}
        for status, day in (("married", one.married_on), ("divorced", one.divorced_on)):
            if day <= on:
                rows.append(row | {"status": status, "registered_on": day.isoformat()})
    return rows


def funerals(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {"id_number": number, "place": one.place, "cremated_on": one.cremated_on.isoformat()}
        for one in world.owned("funerals", number)
        if one.cremated_on <= on
    ]
