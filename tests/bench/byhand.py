"""低保, 低保边缘 and 单人保 of 綦江 on 2025-08-01 as an engineer writes them in NumPy by hand, in blocks: what the generated text is measured by."""

from collections.abc import Mapping, Sequence

import numpy as np

from jiuzhu.policy.engine.population import Column, Population
from jiuzhu.policy.facts import FACTS

BLOCK = 4096
GOALS = (
    "dibao_qualifies", "dibao_difference_fen", "topup_exclusive_fen", "topup_disabled_fen", "dibian_qualifies",
    "single_person_qualifies", "single_person_fen",
)  # fmt: skip
OF_PERSONS = ("topup_exclusive_fen", "topup_disabled_fen", "single_person_qualifies", "single_person_fen")
_EPOCH = 719_163


def code(fact: str, *words: str) -> list[int]:
    options = list(FACTS[fact].options)
    return [options.index(word) for word in words]


GONE = code("status", "imprisoned", "compulsory_rehab", "declared_missing", "dead")
(DEAD,) = code("status", "dead")
(CLERGY, CONSCRIPT), (MARRIED,) = code("status", "clergy_away", "conscript"), code("marital", "married")
(OTHER,), KIN = code("relation", "other"), code("relation", "child", "grandchild", "sibling")
(SELF,), ELDERS = code("relation", "self"), code("relation", "parent", "sibling")
KIN_OF_PARENTS = code("relation", "child", "sibling")
JOBLESS, (UNABLE,) = code("employment", "none", "registered_unemployed"), code("work_capacity", "none")
MASTERS, (NO_STUDY, PRESCHOOL) = code("study", "master", "doctor"), code("study", "none", "preschool")
INCOMES = (
    "pension", "unemployment_benefit", "survivor_benefit", "compensation", "gift", "other_transfer",
)  # fmt: skip
BODILY, MIND = ("visual", "hearing", "speech", "physical"), ("intellectual", "psychiatric")


def by_hand(people: Population, day: int, n: Mapping[str, int]) -> dict[str, Column]:
    """The goals of every household and person; `n` are the numbers of the law by name."""
    edges, size = people.edges["person"], people.size
    h, p, s = (people.columns[entity] for entity in ("household", "person", "supporter"))
    found = {
        goal: np.empty(
            edges[-1] if goal in OF_PERSONS else size, bool if goal.endswith("qualifies") else np.int64
        )
        for goal in GOALS
    }
    for first in range(0, size, BLOCK):
        last = min(size, first + BLOCK)
        low, high = edges[first], edges[last]
        inside, starts = slice(low, high), edges[first:last] - low
        within = slice(first, last)
        outside = people.edges["supporter"][first : last + 1]
        others = slice(outside[0], outside[-1])
        there = np.append(0, np.cumsum(owing(s, others, day)))[outside - outside[0]]
        block = _block(
            {name: column[within] for name, column in h.items()}.__getitem__,
            {name: column[inside] for name, column in p.items()}.__getitem__,
            np.diff(there),
            starts,
            np.repeat(np.arange(last - first), np.diff(edges[first : last + 1])),
            day,
            n,
        )
        for goal, values in zip(GOALS, block, strict=True):
            found[goal][inside if goal in OF_PERSONS else within] = values
    return found


def full_months(start: Column, day: int) -> Column:
    moments = (start.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    month = moments.astype("datetime64[M]")
    of_month = (moments - month.astype("datetime64[D]")).astype(np.int64) + 1
    today = np.datetime64(day - _EPOCH, "D")
    this_month = today.astype("datetime64[M]")
    return (this_month - month).astype(np.int64) - (int((today - this_month).astype(np.int64)) + 1 < of_month)


def owing(s: Mapping[str, Column], rows: slice, day: int) -> Column:
    """Whether each of those who live elsewhere owes support: alive and of age."""
    told = s["supporter_stated_age"][rows]
    age = np.where(told >= 0, told, full_months(s["supporter_born_on"][rows], day) // 12)
    return (s["supporter_status"][rows] != DEAD) & (age >= 18)


def among(column: Column, values: list[int]) -> Column:
    found = column == values[0]
    for value in values[1:]:
        found |= column == value
    return found


def severest(grades: Sequence[Column], grade: int) -> Column:
    """Whether one of several certificates is of this grade or a graver one; 0 is no certificate."""
    found = np.zeros(len(grades[0]), bool)
    for each in grades:
        found |= (each >= 1) & (each <= grade)
    return found


def _alone(p, family, alike, grades, ill, age, own_income, owner, starts, n):
    """Who may apply without a look at the family's income: jobless and severely disabled, clergy, and who splits off."""
    poor = np.maximum(0, own_income) < n["standard_fen"] * 12
    adult = age >= 18
    jobless = among(p("employment"), JOBLESS) & (p("study") == NO_STUDY)
    disabled = adult & severest(grades, 2) & jobless & poor
    together = np.logical_or.reduceat(family & among(p("relation"), ELDERS), starts)[owner]
    together = among(p("relation"), KIN_OF_PARENTS) | ((p("relation") == SELF) & together)
    unable = (severest(grades, 4) & (p("work_capacity") == UNABLE)) | (ill & (p("bedridden_months") > 0))
    splits = adult & together & unable & poor & ~(alike | disabled) & (n["household_split"] == 1)
    return disabled, splits, poor


def _block(h, p, supporters, starts, owner, day, n):
    wide = np.int64
    standard, status, study = n["standard_fen"], p("status"), p("study")
    age = full_months(p("born_on"), day) // 12
    age = np.where(p("stated_age") >= 0, p("stated_age"), age)
    months_away = np.maximum(0, full_months(p("status_since"), day))
    clergy = status == CLERGY
    out = (clergy & (months_away >= n["clergy_years"] * 12)) | among(status, GONE)
    out |= (status == CONSCRIPT) & (p("marital") != MARRIED)
    graduate = among(study, MASTERS) & among(p("relation"), KIN) & (age >= 18)
    counts = (p("relation") != OTHER) & ~out & (~graduate | (n["postgraduate_counts"] == 1))
    family = counts & ~p("in_tekun")
    wage = np.maximum(0, p("wage_annual_fen").astype(wide) - p("employment_costs_annual_fen"))
    income = wage + p("business_net_annual_fen") + p("property_net_annual_fen") + p("land_rent_annual_fen")
    for kind in INCOMES:
        income += p(f"{kind}_annual_fen")
    income -= p("transfers_paid_annual_fen")
    income += p("basic_pension_central_annual_fen").astype(wide) * n["basic_pension_counts"]
    income += p("old_age_allowance_annual_fen").astype(wide) * n["old_age_allowance_counts"]
    own_income = income if n["support_is_let_off"] == 1 else income + p("support_received_annual_fen")
    members = np.add.reduceat(family.astype(wide), starts)
    support = np.add.reduceat(np.where(family, p("support_received_annual_fen"), 0).astype(wide), starts)
    support = np.where(supporters == 0, support, np.maximum(support, n["support_amount_fen"] * 12))
    annual = np.maximum(0, np.add.reduceat(np.where(family, income, 0), starts) + support)
    annual = np.where(h("income_is_established"), h("established_income_annual_fen"), annual)
    monthly = (annual * 2 + 12) // 24
    illness = h("medical_expenses_annual_fen").astype(wide) + h("disability_rehab_expenses_annual_fen")
    after = np.maximum(0, monthly - np.minimum((illness * 2 + 12) // 24, n["income_deduction_fen"]))
    line = members * standard
    assets = h("financial_fen") <= line * n["financial_limit_months"]
    assets &= (h("sound_homes") < 2) | (h("home_area_cm2") <= n["min_housing_area_m2"] * members * 30_000)
    assets &= h("business_premises") == 0
    cars = (
        h("vehicles_car")
        + h("vehicles_truck").astype(wide)
        + h("vehicles_ship")
        + h("vehicles_construction_machine")
    )
    assets &= (cars == 0) & ((h("vehicles_farm_machine") == 0) | (n["farm_machine_is_large"] == 0))
    assets &= (h("businesses") == 0) | (n["business_ruled"] == 1)
    below, after_below = monthly < line, after < line
    dibian = monthly * 100 < line * n["dibian_percent"]
    grades = {kind: p(f"{kind}_grade") for kind in (*BODILY, *MIND)}
    bodily, mind = [grades[kind] for kind in BODILY], [grades[kind] for kind in MIND]
    bodily2, everything = severest(bodily, 2), [*bodily, *mind]
    severe = bodily2 | severest(mind, 3)
    ill = p("major_illness")
    single_fits = ((monthly > line) & dibian)[owner]
    may = severe | ill | p("rare_illness") | (p("bedridden_months") >= 6)
    alike = may & single_fits
    besides = p("unlifted_poverty") & (severe | ill) & (n["single_person_unlifted"] == 1)
    disabled, splits, poor = _alone(p, family, alike, everything, ill, age, own_income, owner, starts, n)
    cleric = clergy & (months_away >= n["clergy_alone_years"] * 12) & poor
    otherwise = alike | disabled | besides | cleric
    single = assets[owner] & ((family & (otherwise | splits)) | cleric)
    low = np.where(bodily2 | severest(mind, 2) | ill | (age >= 70), n["topup_low_fen"], 0)
    young = (age < 6) | (study == PRESCHOOL) | ((study != NO_STUDY) & (study != PRESCHOOL))
    exclusive = np.maximum(low, np.where(young, n["topup_high_fen"], 0))
    for_disabled = np.where(severest(everything, 4), n["topup_disability_fen"], 0)
    gap = np.maximum(0, standard - (np.maximum(0, own_income) * 2 + 12) // 24)
    of_its_own = np.where(splits, gap + exclusive + for_disabled, 0)
    return (
        (below | after_below) & assets,
        np.maximum(0, line - np.where(below, monthly, after)),
        exclusive,
        for_disabled,
        dibian & assets,
        single,
        np.where(otherwise, n["single_person_amount_fen"], of_its_own),
    )
