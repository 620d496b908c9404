"""Questions about verification: the report page, one opened answer, consents, what is still open."""

from jiuzhu.verification.queries.consent import authorisations
from jiuzhu.verification.queries.desk import OpenCase, open_cases
from jiuzhu.verification.queries.open import Opened, open_answer
from jiuzhu.verification.queries.report import Page, Row, Tile, newest_version, report
from jiuzhu.verification.queries.standing import open_differences

__all__ = [
    "OpenCase",
    "Opened",
    "Page",
    "Row",
    "Tile",
    "authorisations",
    "newest_version",
    "open_answer",
    "open_cases",
    "open_differences",
    "report",
]
