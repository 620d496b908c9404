"""规划自然资源, 住建, 市场监管, 交通, 农业农村: titles, appraisals of old houses, market entities, boats, farm machines."""

from datetime import date
from typing import Any

from jiuzhu.demo.world.lookup import Lookup


def titles(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "certificate": home.certificate,
            "kind": "shop" if home.use == "business" else "home",
            "use": home.use,
            "address": home.address,
            "area_dm2": home.area_dm2,
            "registered_on": home.registered_on.isoformat(),
        }
        for home in world.owned("homes", number)
        if home.registered_on <= on
    ]


def appraisals(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """Houses that were appraised as unsafe (C, D) or in need (B); sound ones were never looked at."""
    return [
        {
            "id_number": number,
            "item": "appraised",
            "certificate": home.certificate,
            "address": home.address,
            "area_dm2": home.area_dm2,
            "grade": home.grade,
            "signed_on": max(home.registered_on, date(2023, 5, 10)).isoformat(),
        }
        for home in world.owned("homes", number)
        if home.grade != "A" and home.registered_on <= on
    ]


def businesses(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "code": one.code,
            "name": one.name,
            "kind": one.kind,
            "role": "shareholder" if one.kind == "cooperative" else "owner",
            "capital_fen": one.capital_fen,
            "founded_on": one.founded_on.isoformat(),
            "operating": one.operating,
        }
        for one in world.owned("businesses", number)
        if one.founded_on <= on
    ]


def boats(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "plate": boat.plate,
            "name": boat.model,
            "registered_on": boat.registered_on.isoformat(),
            "value_fen": boat.value_fen,
        }
        for boat in world.owned("vehicles", number)
        if boat.kind == "ship" and boat.registered_on <= on
    ]


def farm_machines(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """The same machines that the police register, with what was given towards their price."""
    return [
        {
            "id_number": number,
            "plate": one.plate,
            "model": one.model,
            "registered_on": one.registered_on.isoformat(),
            "value_fen": one.value_fen,
            "subsidy_fen": one.value_fen // 4,
        }
        for one in world.owned("vehicles", number)
        if one.kind == "farm_machine" and one.registered_on <= on
    ]
