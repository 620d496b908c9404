"""Rows of money. Awards, dues and payments are inserted and superseded, never edited."""

from jiuzhu.benefits.models.award import Award, AwardMember, AwardPart, Book, Stop
from jiuzhu.benefits.models.batch import BankException, BankReply, Batch
from jiuzhu.benefits.models.hold import Clearance, Hold
from jiuzhu.benefits.models.ledger import Coverage, Due, Payment
from jiuzhu.benefits.models.payee import PayeeAccount

__all__ = [
    "Award",
    "AwardMember",
    "AwardPart",
    "BankException",
    "BankReply",
    "Batch",
    "Book",
    "Clearance",
    "Coverage",
    "Due",
    "Hold",
    "PayeeAccount",
    "Payment",
    "Stop",
]
