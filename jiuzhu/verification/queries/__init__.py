"""Questions about verification: the report page, one opened answer, consents, what is still open."""

from jiuzhu.verification.queries.consent import (
    authorisations,
    invitations,
    own_authorisations,
    own_invitation,
    own_invitations,
    supporters,
)
from jiuzhu.verification.queries.desk import OpenCase, open_cases
from jiuzhu.verification.queries.open import Opened, answered, open_answer
from jiuzhu.verification.queries.report import Page, Row, Tile, newest_version, report
from jiuzhu.verification.queries.standing import is_stuck, open_differences
from jiuzhu.verification.queries.versions import Changes, changes

__all__ = [
    "Changes",
    "OpenCase",
    "Opened",
    "Page",
    "Row",
    "Tile",
    "answered",
    "authorisations",
    "changes",
    "invitations",
    "is_stuck",
    "newest_version",
    "open_answer",
    "open_cases",
    "open_differences",
    "own_authorisations",
    "own_invitation",
    "own_invitations",
    "report",
    "supporters",
]
