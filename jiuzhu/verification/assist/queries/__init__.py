"""Questions about assistance: lists, the grant of the asked side, places."""

from jiuzhu.verification.assist.queries.grants import (
    Subject,
    granted,
    is_recused,
    open_numbers,
    own_queries,
    subjects,
)
from jiuzhu.verification.assist.queries.lists import Line, label_of, of_case, requests, sent, untold, verbs
from jiuzhu.verification.assist.queries.places import answer_time, find_region

__all__ = [
    "Line",
    "Subject",
    "answer_time",
    "find_region",
    "granted",
    "is_recused",
    "label_of",
    "of_case",
    "open_numbers",
    "own_queries",
    "requests",
    "sent",
    "subjects",
    "untold",
    "verbs",
]
