"""Random families, fully known, in the contract's own shape; incomes and assets often lie right on a limit."""

import random
from datetime import date, timedelta
from typing import Any

from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.policy import facts
from jiuzhu.policy.family import Family, read

STANDARDS = {"urban": 77_000, "rural": 63_000}


def member(dice: random.Random, number: int, day: date) -> dict[str, Any]:
    """One member, everything told."""
    found: dict[str, Any] = {
        "id": f"m{number}",
        "relation": "self" if number == 0 else dice.choice(facts.RELATIONS[1:]),
        "born": (day - timedelta(days=dice.choice([0, 365, 2191, 2192, 5843, 6574, 6575, 21914, 21915, 25567, 30000])
                                 + dice.randrange(3))).isoformat(),
        "sex": dice.choice(facts.SEXES),
        "status": dice.choice(facts.STATUSES) if dice.random() < 0.2 else "present",
        "status_since": (day - timedelta(days=dice.choice([364, 365, 366, 1095, 1096, 2000]))).isoformat(),
        "study": dice.choice(facts.STUDIES),
        "marital": dice.choice(facts.MARITALS),
        "unlifted_poverty": dice.random() < 0.2,
        "bedridden_months": dice.choice([0, 0, 5, 6, 7]),
        "needs_long_term_care_months": dice.choice([0, 5, 6, 24]),
        "work_injury_care": dice.random() < 0.1,
        "refused_work_on": [(day - timedelta(days=dice.randrange(400))).isoformat() for _ in range(dice.choice([0, 0, 2, 3, 4]))],
        "work_capacity": dice.choice(facts.CAPACITIES),
        "employment": dice.choice(facts.EMPLOYMENTS),
        "care_form": dice.choice(facts.CARE_FORMS),
        "self_care_failed": dice.choice([0, 0, 1, 3, 4, 6]),
        "disability": [
            {"kind": dice.choice(facts.DISABILITIES), "grade": dice.randint(1, 4)} for _ in range(dice.choice([0, 0, 1, 2]))
        ],
        "illness": dice.sample(facts.ILLNESSES, dice.choice([0, 0, 1, 2])),
        "incomes": [
            {"kind": dice.choice(list(facts.INCOMES)), "per_year": plain_yuan(dice.randrange(0, 900_000))}
            for _ in range(dice.choice([0, 0, 1, 2]))
        ],
    }  # fmt: skip
    if dice.random() < 0.3:
        found["newly_employed_on"] = (day - timedelta(days=dice.choice([0, 150, 200, 400]))).isoformat()
    if number:
        return found
    return found | {
        "employment_costs_per_month": plain_yuan(dice.choice([0, 5_000])),
        "transfers_paid_per_month": "0",
    }


def elsewhere(dice: random.Random, day: date) -> dict[str, Any]:
    """What supporters and parents tell, as members do."""
    told = member(dice, 0, day)
    return {key: told[key] for key in ("born", "status", "status_since", "disability", "illness")}


def supporter(dice: random.Random, name: str, day: date) -> dict[str, Any]:
    """Somebody who owes support and lives elsewhere, everything told."""
    return elsewhere(dice, day) | {
        "id": name,
        "relation": dice.choice(facts.RELATIONS[1:]),
        "household_size": dice.randint(1, 5),
        "household_income_per_month": plain_yuan(dice.choice([0, 231_000, 1_000_000])),
        "income_own_per_month": plain_yuan(dice.choice([0, 77_000, 500_000])),
        "supports": dice.randint(1, 3),
        "pays_per_month": plain_yuan(dice.choice([0, 20_000])),
        "agreed_amount_per_month": plain_yuan(dice.choice([0, 0, 30_000])),
        "consented": dice.random() < 0.8,
        "assets_ok": dice.random() < 0.5,
        "receives": dice.sample(facts.RECEIVED_BY_SUPPORTERS, dice.choice([0, 0, 1])),
    }


def parents(dice: random.Random, size: int, day: date) -> list[dict[str, Any]]:
    """Of some children both parents are told."""
    return [
        elsewhere(dice, day) | {"of": f"m{child}", "who": who}
        for child in range(size)
        for who in dice.choice([(), facts.PARENTS])
    ]


def event(dice: random.Random) -> dict[str, Any]:
    """A mishap, everything told."""
    return {
        "kind": dice.choice(facts.EVENTS),
        "self_paid": plain_yuan(dice.choice([0, 30_000, 300_000, 300_001, 4_000_000, 30_000_000])),
        "loss": plain_yuan(dice.choice([0, 1_000_000])),
        "months_without_income": dice.choice([0, 2, 3, 12]),
        "aids_this_year": dice.randint(0, 2),
        "insured": dice.random() < 0.3,
        "urgent": dice.random() < 0.3,
        "same_event_aided": dice.random() < 0.1,
    }


def family(dice: random.Random, *, region: str = "500110", day: date = date(2025, 8, 1)) -> Family:
    """A family whose income and money often equal a limit, or miss it by one fen."""
    size = dice.choice([1, 1, 2, 3, 4, 6])
    area = dice.choice(["urban", "rural"])
    standard = STANDARDS[area] * size
    edge = dice.choice([standard, standard * 3 // 2, 0]) + dice.choice([-1, 0, 1])
    told: dict[str, Any] = {
        "region": region,
        "area": area,
        "date": day.isoformat(),
        "assume": "complete",
        "members": [member(dice, number, day) for number in range(size)],
        "assets": {
            "financial": plain_yuan(max(0, standard * 12 + dice.choice([-1, 0, 1, -500_000]))),
            "homes": [
                {"area_m2": str(dice.randint(20, 200)), "grade": dice.choice("ABCD"), "use": dice.choice(["live", "let", "live"])}
                for _ in range(dice.choice([0, 1, 1, 2, 3]))
            ],
            "shops": dice.choice([0, 0, 0, 0, 1]),
            "vehicles": [{"kind": dice.choice(list(facts.VEHICLES))} for _ in range(dice.choice([0, 0, 0, 1]))],
            "businesses": [],
        },
        "expenses": [
            {"kind": dice.choice(list(facts.EXPENSES)), "per_year": plain_yuan(dice.randrange(0, 9_000_000))}
            for _ in range(dice.choice([0, 1, 2]))
        ],
        "current": [
            {"programme": name, "since": f"{day.year - 1}-{day.month:02d}", "monthly": plain_yuan(dice.choice([0, 77_000, 165_100]))}
            for name in facts.RECEIVED
            if dice.random() < 0.2
        ],
        "supporters": [supporter(dice, f"s{n}", day) for n in range(dice.choice([0, 0, 0, 0, 1, 2]))],
    }  # fmt: skip
    told["parents"] = parents(dice, size, day)
    if dice.random() < 0.5:
        told["event"] = event(dice)
    if edge > 0 and dice.random() < 0.5:
        told["household"] = {"counted_income_per_month": plain_yuan(edge)}
    return read(told)
