"""低保, 低保边缘 and 单人保 of 綦江 on 2025-08-01 as an engineer writes them in NumPy by hand, in blocks: what the generated text is measured by."""

from collections.abc import Mapping

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


def _block(h, p, supporters, starts, owner, day, n):
    wide = np.int64
    standard, status, study = n["standard_fen"], p("status"), p("study")
    age = full_months(p("born_on"), day) // 12
    age = np.where(p("stated_age") >= 0, p("stated_age"), age)
    away = (status == CLERGY) & (full_months(p("status_since"), day) >= n["clergy_years"] * 12)
    out = away | among(status, GONE) | ((status == CONSCRIPT) & (p("marital") != MARRIED))
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
    bodily = np.zeros(len(age), bool)
    for kind in BODILY:
        bodily |= (grades[kind] >= 1) & (grades[kind] <= 2)
    mind2 = bodily.copy()
    severe = bodily
    for kind in MIND:
        mind2 |= (grades[kind] >= 1) & (grades[kind] <= 2)
        severe = severe | ((grades[kind] >= 1) & (grades[kind] <= 3))
    ill = p("major_illness")
    single_fits = ((monthly > line) & dibian)[owner]
    may = severe | ill | p("rare_illness") | (p("bedridden_months") >= 6)
    single = family & assets[owner]
    single &= (may & single_fits) | (
        p("unlifted_poverty") & (severe | ill) & (n["single_person_unlifted"] == 1)
    )
    low = np.where(mind2 | ill | (age >= 70), n["topup_low_fen"], 0)
    young = (age < 6) | (study == PRESCHOOL) | ((study != NO_STUDY) & (study != PRESCHOOL))
    disabled = np.zeros(len(age), bool)
    for grade in grades.values():
        disabled |= grade > 0
    return (
        (below | after_below) & assets,
        np.maximum(0, line - np.where(below, monthly, after)),
        np.maximum(low, np.where(young, n["topup_high_fen"], 0)),
        np.where(disabled, n["topup_disability_fen"], 0),
        dibian & assets,
        single,
        n["single_person_amount_fen"],
    )
