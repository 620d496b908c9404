"""Allowances that come every month: 残疾人补贴, 高龄津贴, 孤儿, 计生奖扶, 优抚. Whoever has none in truth has no row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.reckoning import last_months, paid


def disability(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    severe = world.people[number].disability_grade in (1, 2)
    return _monthly(world, number, on, "disability_subsidy", {"kind": "care" if severe else "living"})


def old_age(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    about = {"kind": "old_age", "tier": "80 周岁以上", "confirmed_on": "2026-03-20"}
    return _monthly(world, number, on, "old_age_allowance", about)


def orphans(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    home = [one.name for one in world.members(world.people[number].household) if one.id_number != number]
    about = {"category": "orphan", "guardian": home[0] if home else "儿童福利院"}
    rows = _monthly(world, number, on, "orphan_allowance", about)
    return [row | {"standard_fen": row["paid_fen"]} for row in rows]


def family_planning(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return _monthly(world, number, on, "family_planning_award", {"category": "award"})


def veterans(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    about = {"category": "在乡复员军人", "number": f"渝优{number[-6:]}", "state": "active"}
    rows = _monthly(world, number, on, "preferential_allowance", about)
    return [row | {"standard_fen": row["paid_fen"]} for row in rows]


def assistance(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """救助 that is drawn already, here or elsewhere."""
    return [
        {
            "id_number": number,
            "category": "dibao",
            "number": f"DB{number[-8:]}",
            "region": world.people[number].registered,
            "amount_fen": income.fen,
            "since": f"{income.since}-01",
            "until": "",
        }
        for income in world.owned("incomes", number)
        if income.kind == "social_assistance" and income.since <= on.isoformat()[:7] <= income.until
    ]


def _monthly(
    world: Lookup, number: str, on: date, kind: str, about: Mapping[str, Any]
) -> list[dict[str, Any]]:
    return [
        {"id_number": number, **about, "month": str(month), "paid_fen": paid(income, month)}
        for income in world.owned("incomes", number)
        if income.kind == kind
        for month in last_months(on)
        if paid(income, month)
    ]
