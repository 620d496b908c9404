"""Schooling, work, disability and illness of everyone, each fitted to its published share by rank.

A score (age, place, chance) orders the people; the published shares cut the order. So the shares are met to a person.
"""

from collections.abc import Callable, Iterable
from datetime import date

import numpy as np

from jiuzhu.demo.world.making import AS_OF, Making
from jiuzhu.demo.world.places import area_of, census, published
from jiuzhu.demo.world.truth import Certificate, Person
from jiuzhu.kernel.month import age_on

LEVELS = ("none", "primary", "junior_high", "senior_high", "junior_college", "undergraduate")
LEVEL_COLUMNS = ("EDUC_NULL", "EDUC_PRIM", "EDUC_JRHI", "EDUC_SRHI", "EDUC_COLL", "EDUC_UNIP")
JOBS = {
    "负责人": "EMPL_PROF_KMAN",
    "专业技术": "EMPL_PROF_TECP",
    "办事人员": "EMPL_PROF_OFCE",
    "农林牧渔": "EMPL_PROF_AGHU",
    "生产制造": "EMPL_PROF_MANU",
    "生活服务": "EMPL_PROF_SRVC",
}
DISABILITIES = {
    "hearing": "听力",
    "physical": "肢体",
    "visual": "视力",
    "psychiatric": "精神",
    "intellectual": "智力",
}
CERTIFIED = 0.45
"""Share of disabled people who hold a certificate (the survey counts everyone, the register those who applied)."""


def live(making: Making) -> None:
    """Fill in the lives of everyone alive; kin elsewhere are fitted together with the people here."""
    alive = [one for one in making.truth.persons if one.died_on > AS_OF]
    _learn(making, alive)
    _suffer(making, alive)
    _work(making, alive)


def age(someone: Person) -> int:
    return age_on(someone.born, AS_OF)


def _ranked(making: Making, people: Iterable[Person], score: Callable[[Person], float]) -> list[Person]:
    """Highest score first; ties cannot happen, chance is part of every score."""
    scored = [(score(one) + float(making.rng.normal()), one.id_number, one) for one in people]
    return [one for _, _, one in sorted(scored, reverse=True, key=lambda row: row[:2])]


def _learn(making: Making, people: list[Person]) -> None:
    """Levels of everyone of three and more as the census shares them; who is young enough is still at school."""
    shares = census("education")
    counted = [one for one in people if age(one) >= 3]
    wanted = {
        level: shares[column] * len(counted) for level, column in zip(LEVELS, LEVEL_COLUMNS, strict=True)
    }
    for one in counted:
        if age(one) < 15:
            one.education = "none" if age(one) < 6 else "primary" if age(one) < 12 else "junior_high"
            one.study = "preschool" if age(one) < 6 else "compulsory"
            wanted[one.education] -= 1
    grown = [one for one in counted if age(one) >= 15]
    total = sum(max(0.0, left) for left in wanted.values())
    reach = np.cumsum([max(0.0, wanted[level]) / total for level in LEVELS]) * len(grown)
    for place, one in enumerate(reversed(_ranked(making, grown, lambda one: -age(one) / 14))):
        level = LEVELS[min(int(np.searchsorted(reach, place, side="right")), len(LEVELS) - 1)]
        one.education = "senior_high" if age(one) < 18 and level in LEVELS[3:] else level
        one.study = _study(making, one)


def _study(making: Making, one: Person) -> str:
    if age(one) <= 17:
        return (
            "compulsory"
            if age(one) == 15 and making.chance(0.3)
            else ("vocational" if making.chance(0.35) else "senior_high")
        )
    if age(one) <= 22 and one.education in {"junior_college", "undergraduate"}:
        return one.education
    return "none"


def _suffer(making: Making, people: list[Person]) -> None:
    """Disability in the survey's share and kinds, older people more often; illness by age."""
    share = published("全国", "残疾人占总人口") / 100
    ranked = _ranked(making, people, lambda one: age(one) / 25)
    kinds = {kind: published("全国", f"残疾类别-{label}占比") for kind, label in DISABILITIES.items()}
    reach = np.cumsum(list(kinds.values())) / sum(kinds.values())
    severe = published("全国", "重度残疾人(一二级)")
    severe /= severe + published("全国", "中度轻度残疾人(三四级)")
    for one in ranked[: round(share * len(people))]:
        one.disability_kind = list(kinds)[int(np.searchsorted(reach, making.rng.random()))]
        one.disability_grade = making.between(1, 2) if making.chance(severe) else making.between(3, 4)
        if making.chance(CERTIFIED):
            one.certified = True
            making.truth.certificates.append(_certificate(making, one))
    for one in people:
        years = age(one)
        one.illness = "major" if making.chance(0.004 + years / 7_000) else ""
        if not one.illness and making.chance(max(0.0, (years - 35) / 110)):
            one.illness = "chronic"
        one.work_capacity = _capacity(making, one)


def certificate_number(one: Person) -> str:
    """残疾人证 is numbered by identity number, kind and grade."""
    code = {"visual": 1, "hearing": 2, "speech": 3, "physical": 4, "intellectual": 5, "psychiatric": 6}
    return f"{one.id_number}{code[one.disability_kind]}{one.disability_grade}"


def _certificate(making: Making, one: Person) -> Certificate:
    issued = making.day(date(2018, 1, 1), date(2026, 6, 30))
    until = issued.replace(year=issued.year + 10, day=min(issued.day, 28))
    number = certificate_number(one)
    return Certificate(one.id_number, number, one.disability_kind, one.disability_grade, issued, until)


def _capacity(making: Making, one: Person) -> str:
    if age(one) < 16 or age(one) >= 75 or one.disability_grade in {1, 2} or one.illness == "major":
        return "none"
    if one.disability_grade == 3 or age(one) >= 65 or (one.illness == "chronic" and making.chance(0.4)):
        return "partial"
    return "full"


def _work(making: Making, people: list[Person]) -> None:
    """The census's share of those of sixteen and more works; jobs in the census's shares."""
    adults = [one for one in people if age(one) >= 16]
    able = [one for one in adults if one.study == "none" and one.work_capacity != "none"]
    wanted = round(census("employment")["EMPL_OCCU"] * len(adults))
    ranked = _ranked(making, able, _eagerness)
    for one in ranked[wanted:]:
        one.employment = (
            "retired" if age(one) >= 60 else "registered_unemployed" if making.chance(0.2) else "none"
        )
    for one in adults:
        if one.employment == "none" and age(one) >= 60:
            one.employment = "retired"
    _jobs(making, ranked[:wanted])


def _eagerness(one: Person) -> float:
    prime = -abs(age(one) - 42) / 9
    return prime + (0.8 if one.sex == "male" else 0.0) - (1.5 if one.work_capacity == "partial" else 0.0)


def _jobs(making: Making, workers: list[Person]) -> None:
    shares = census("employment")
    scores: dict[str, Callable[[Person], float]] = {
        "农林牧渔": lambda one: age(one) / 8 + (3.0 if _rural(one) else -3.0),
        "负责人": _schooled,
        "专业技术": _schooled,
        "办事人员": _schooled,
        "生产制造": lambda one: 1.2 if one.sex == "male" else -1.2,
    }
    left, total = list(workers), sum(shares[column] for column in JOBS.values())
    for job, score in scores.items():
        count = round(shares[JOBS[job]] / total * len(workers))
        ranked = _ranked(making, left, score)
        for one in ranked[:count]:
            one.occupation = job
        left = ranked[count:]
    for one in left:
        one.occupation = "生活服务"
    for one in workers:
        one.employment = _employment(making, one)


def _schooled(one: Person) -> float:
    return 1.5 * LEVELS.index(one.education)


def _rural(one: Person) -> bool:
    return len(one.living) == 12 and area_of(one.living) == "rural"


def _employment(making: Making, one: Person) -> str:
    if one.occupation == "农林牧渔":
        return "farming"
    informal = 0.1 if LEVELS.index(one.education) >= 3 else 0.55
    return "flexible" if making.chance(informal) else "employed"
