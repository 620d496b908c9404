"""人社, 税务, 公积金: contributions and benefits, jobs, taxed pay, housing fund."""

from datetime import date
from typing import Any

from jiuzhu.demo.world.lookup import Lookup
from jiuzhu.demo.world.reckoning import last_months, paid
from jiuzhu.kernel.month import Month

BENEFITS = ("pension", "basic_pension_central", "unemployment_benefit", "survivor_benefit")
TAX_FREE_FEN = 500_000
"""Monthly allowance of the income tax (个人所得税法 第六条)."""


def insurance(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """A year of contributions (base) and of benefits, month by month."""
    months = last_months(on)
    given = [
        _entry(
            number, "contribution", running.kind, employer=running.employer, month=month, fen=running.base_fen
        )
        for running in world.owned("insurances", number)
        for month in months
        if running.since <= str(month)
    ]
    received = [
        _entry(number, "benefit", income.kind, employer="", month=month, fen=paid(income, month))
        for income in world.owned("incomes", number)
        for month in months
        if income.kind in BENEFITS and paid(income, month)
    ]
    return given + received


def _entry(number: str, item: str, kind: str, *, employer: str, month: Month, fen: int) -> dict[str, Any]:
    return {
        "id_number": number,
        "item": item,
        "kind": kind,
        "employer": employer,
        "month": str(month),
        "amount_fen": fen,
    }


def employment(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """A job on a payroll, or a registration as unemployed; odd jobs and fields are known to nobody."""
    row = {"id_number": number, "status": "", "employer": "", "since": "", "until": ""}
    last = str(last_months(on)[-1])
    jobs = [
        one for one in world.owned("incomes", number) if one.on_payroll and one.since <= last <= one.until
    ]
    if jobs:
        return [
            row | {"status": "employed", "employer": job.payer, "since": f"{job.since}-01"} for job in jobs
        ]
    if world.people[number].employment == "registered_unemployed":
        return [row | {"status": "registered_unemployed", "since": "2026-03-01"}]
    return []


def taxes(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """Pay that an employer declared, a year back; what is paid in cash never comes here."""
    return [
        {
            "id_number": number,
            "item": "wage",
            "payer": income.payer,
            "month": str(month),
            "income_fen": paid(income, month),
            "tax_fen": max(0, paid(income, month) - TAX_FREE_FEN) * 3 // 100,
        }
        for income in world.owned("incomes", number)
        for month in last_months(on)
        if income.on_payroll and paid(income, month)
    ]


def fund(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    last = str(last_months(on)[-1])
    return [
        {
            "id_number": number,
            "employer": account.employer,
            "monthly_fen": account.monthly_fen,
            "balance_fen": account.balance_fen,
            "paid_until": min(account.until, last),
        }
        for account in world.owned("fund_accounts", number)
    ]
