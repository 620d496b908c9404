"""Questions about the lake: what came of whom and how old it is, the reply to a sender, whose number a person has."""

from jiuzhu.lake.queries.deliveries import (
    Standing,
    damaged,
    deliveries,
    delivery,
    kept_named,
    newest_by_source,
    paths,
    standings,
    unsure,
)
from jiuzhu.lake.queries.people import UNKNOWN, row_numbers
from jiuzhu.lake.queries.reply import reply
from jiuzhu.lake.queries.retention import Ending, Retention, endings, retention

__all__ = [
    "UNKNOWN",
    "Ending",
    "Retention",
    "Standing",
    "damaged",
    "deliveries",
    "delivery",
    "endings",
    "kept_named",
    "newest_by_source",
    "paths",
    "reply",
    "retention",
    "row_numbers",
    "standings",
    "unsure",
]
