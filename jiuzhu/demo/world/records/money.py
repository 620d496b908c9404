"""Banks, the securities house, the insurer, the payment institution: accounts by owner."""

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
