"""Banks, securities houses, insurers, payment institutions: accounts by owner; papers as the depository registers them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from jiuzhu.demo.world.lookup import Lookup


def holder(institution: str) -> Callable[[Lookup, str, date], list[dict[str, Any]]]:
    """The answer of one institution."""

    def accounts(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
        return [
            {
                "id_number": number,
                "kind": account.kind,
                "number": account.number,
                "balance_fen": account.balance_fen,
                "opened_on": account.opened_on.isoformat(),
            }
            for account in world.owned("accounts", number)
            if account.institution == institution and account.opened_on <= on
        ]

    return accounts


def papers(world: Lookup, number: str, on: date) -> list[dict[str, Any]]:
    """What lies in the accounts at the securities house, as the depository sees it."""
    return [
        {
            "id_number": number,
            "kind": "fund",
            "code": "510300",
            "name_of_paper": "沪深 300 指数基金",
            "account": account.number,
            "market_value_fen": account.balance_fen,
            "dividend_fen": account.balance_fen // 50,
            "held_since": account.opened_on.isoformat(),
        }
        for account in world.owned("accounts", number)
        if account.institution.startswith("securities.") and account.opened_on <= on
    ]
