"""Questions about money. Each takes the scope of whoever asks, and shows nothing beyond it."""

from jiuzhu.benefits.queries.bank import (
    Reconciled,
    Tally,
    Unsent,
    exceptions,
    masked_card,
    reconciled,
    unsent,
)
from jiuzhu.benefits.queries.checks import CheckLine, Finding, checks, findings
from jiuzhu.benefits.queries.families import (
    Money,
    Published,
    Sent,
    account_of,
    awards_of_case,
    money_of,
    open_award_of,
    owed_by_month,
    payments_of_household,
    publication_list,
)
from jiuzhu.benefits.queries.month import (
    Explanation,
    Reason,
    Summary,
    batches,
    explain_difference,
    holds,
    month_of,
)
from jiuzhu.benefits.queries.overpaid import Overpaid, overpaid

__all__ = [
    "CheckLine",
    "Explanation",
    "Finding",
    "Money",
    "Overpaid",
    "Published",
    "Reason",
    "Reconciled",
    "Sent",
    "Summary",
    "Tally",
    "Unsent",
    "account_of",
    "awards_of_case",
    "batches",
    "checks",
    "exceptions",
    "explain_difference",
    "findings",
    "holds",
    "masked_card",
    "money_of",
    "month_of",
    "open_award_of",
    "overpaid",
    "owed_by_month",
    "payments_of_household",
    "publication_list",
    "reconciled",
    "unsent",
]
