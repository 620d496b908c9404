"""What an age tells: which questions nobody of that age is asked, since the answer follows, and which answers cannot be. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jiuzhu.intake.answers import Question
from jiuzhu.intake.form.page import WORKING_AGE

SCHOOL_AGE, MARRIAGE_AGE, PAST_SCHOOL = 3, 18, 60
"""Full years: kindergarten begins (学前教育法 第二条); the lowest age of marriage anywhere in the country (民法典 第一千零四十七条 and
what 民族自治地方 made of it); who has these years is taken to be at no school."""
_OF_A_CHILD = {"work_capacity": "none", "employment": "none", "incomes": "stated"}
"""Too young to work and to earn (劳动法 第十五条)."""
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


def told_by_age(years: int) -> dict[str, Any]:
    """What follows from somebody's age, as it is claimed where nobody says otherwise: fact → value."""
    told = dict(_OF_A_CHILD) if years < WORKING_AGE else {}
    if years < MARRIAGE_AGE:
        told["marital"] = "single"
    if years < SCHOOL_AGE or years >= PAST_SCHOOL:
        told["study"] = "none"
    return told


def fitting(question: Question, years: int) -> Question:
    """A question with the options that somebody of an age can choose."""
    possible = _POSSIBLE.get(question.key, {})
    options = {
        word: label
        for word, label in question.options.items()
        if word not in possible or possible[word][0] <= years <= possible[word][1]
    }
    return replace(question, options=options)
