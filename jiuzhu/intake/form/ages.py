"""Which answers somebody of an age cannot give. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from jiuzhu.intake.answers import Question

_POSSIBLE: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "employment": {"retired": (45, 150), "registered_unemployed": (16, 64)},
    "study": {
        "preschool": (3, 8), "compulsory": (5, 150), "senior_high": (13, 150), "vocational": (13, 150),
        "junior_college": (14, 150), "undergraduate": (14, 150), "master": (18, 150), "doctor": (18, 150),
    },
    "status": {"imprisoned": (12, 150), "compulsory_rehab": (12, 150), "conscript": (17, 35)},
    "ways": {
        "pension": (45, 150), "basic_pension_central": (60, 150), "old_age_allowance": (60, 150),
        "unemployment_benefit": (16, 64),
    },
}  # fmt: skip
"""(from, to) in full years, with room on both sides: only what nobody of another age can be is left out."""


def fitting(question: Question, years: int) -> Question:
    """A question with the options that somebody of an age can choose."""
    possible = _POSSIBLE.get(question.key, {})
    options = {
        word: label
        for word, label in question.options.items()
        if word not in possible or possible[word][0] <= years <= possible[word][1]
    }
    return replace(question, options=options)
