"""What an age tells of somebody whom nobody asked, and no longer once they are older. Pure."""

from typing import Any

WORKING_AGE = 16
"""Full years from which somebody may work (劳动法 第十五条)."""
SCHOOL_AGE, MARRIAGE_AGE, PAST_SCHOOL = 3, 18, 60
"""Full years: kindergarten begins (学前教育法 第二条); the lowest age of marriage anywhere in the country (民法典 第一千零四十七条 and
what 民族自治地方 made of it); who has these years is taken to be at no school."""
_OF_A_CHILD = {"work_capacity": "none", "employment": "none", "incomes": "stated"}
"""Too young to work and to earn (劳动法 第十五条)."""


def told_by_age(years: int) -> dict[str, Any]:
    """What follows from somebody's age, as it is claimed where nobody says otherwise: fact → value."""
    told = dict(_OF_A_CHILD) if years < WORKING_AGE else {}
    if years < MARRIAGE_AGE:
        told["marital"] = "single"
    if years < SCHOOL_AGE or years >= PAST_SCHOOL:
        told["study"] = "none"
    return told
