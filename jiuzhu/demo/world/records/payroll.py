"""财政, 编办, 人社, 税务: who is paid by the county, who is registered as out of work, what is paid in for whom."""

from datetime import date
from typing import Any

from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.reckoning import last_months, paid
from jiuzhu.demo.world.truth import Income

PUBLIC = ("綦江区三角镇中心卫生院",)
"""Employers whose staff the county pays."""
SHARE_PERCENT = {"staff_pension": 8, "staff_medical": 2, "unemployment": 1}
RESIDENT_FEN = {"resident_pension": 2_500, "resident_medical": 3_333}
"""What a resident pays in, as a twelfth of a year."""


def paid_by_the_county(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """The same money that the tax office knows, from the side of who pays it."""
    return [
        {
            "id_number": number,
            "kind": "serving",
            "unit": job.payer,
            "month": str(month),
            "paid_fen": paid(job, month),
            "bonus_fen": paid(job, month) // 5,
            "bank": "甲银行",
        }
        for job in _public_jobs(world, number)
        for month in last_months(on)
        if paid(job, month)
    ]


def on_the_establishment(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "unit": job.payer,
            "kind": "institution",
            "since": f"{job.since}-01",
            "until": "",
        }
        for job in _public_jobs(world, number)
        if job.since <= on.isoformat()[:7] <= job.until
    ]


def unemployed(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """A registration that stands; whoever draws the benefit has it from the same month."""
    if world.people[number].employment != "registered_unemployed" or on < date(2026, 3, 1):
        return []
    drawn = [each for each in world.owned("incomes", number) if each.kind == "unemployment_benefit"]
    return [
        {
            "id_number": number,
            "registered_on": "2026-03-01",
            "ended_on": "",
            "reason": "合同期满",
            "benefit_from": drawn[0].since if drawn else "",
            "benefit_months": 12 if drawn else 0,
            "monthly_fen": drawn[0].fen if drawn else 0,
        }
    ]


def contributions(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id_number": number,
            "kind": one.kind,
            "employer": one.employer,
            "month": str(month),
            "base_fen": one.base_fen,
            "paid_fen": one.base_fen * SHARE_PERCENT.get(one.kind, 0) // 100 or RESIDENT_FEN.get(one.kind, 0),
        }
        for one in world.owned("insurances", number)
        for month in last_months(on)
        if one.since <= str(month)
    ]


def _public_jobs(world: Lookup, number: str) -> list[Income]:
    return [each for each in world.owned("incomes", number) if each.on_payroll and each.payer in PUBLIC]
