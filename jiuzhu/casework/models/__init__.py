"""Rows of the statutory procedure, and of the recalculation that follows a published change of the law."""

from jiuzhu.casework.models.dispute import Dispute
from jiuzhu.casework.models.procedure import (
    Case,
    Cooperation,
    Counter,
    Decision,
    Filing,
    Meeting,
    Objection,
    Proposal,
    Step,
    Visit,
)
from jiuzhu.casework.models.recalculation import Recalculation, Reckoning

__all__ = [
    "Case",
    "Cooperation",
    "Counter",
    "Decision",
    "Dispute",
    "Filing",
    "Meeting",
    "Objection",
    "Proposal",
    "Recalculation",
    "Reckoning",
    "Step",
    "Visit",
]
