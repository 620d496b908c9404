"""Families as extracts, drawn at random or determined in the tables; and changes of the law to try on them."""

import random
from datetime import date

import numpy as np

from jiuzhu.analysis.extract import NOT_PAID, Extract
from jiuzhu.analysis.kernel import Question
from jiuzhu.analysis.kinds import Origin, Turn
from jiuzhu.assessment.actions import digest_of
from jiuzhu.assessment.models import Determination, FactSet
from jiuzhu.kernel.month import Month
from jiuzhu.policy.amend import Amendment, NumberChange, Source, amended
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.population import encode
from jiuzhu.policy.family import flatten
from jiuzhu.policy.programmes import library_of
from tests.benefits import situations
from tests.policy.families import family
from tests.policy.test_readings import RULINGS

DAY = date(2027, 1, 1)
FIRST = Month.of(DAY)
TRIED = Source("试算", "试算草案")
VILLAGES = (500110101001, 500110109001, 500110114001)


def standards(urban=None, rural=None, since=DAY, region="500110"):
    """A change of the 低保 standards, in 分."""
    told = (("urban", urban), ("rural", rural))
    return Amendment(
        tuple(
            NumberChange("standard_fen", region, area, fen, since, TRIED)
            for area, fen in told
            if fen is not None
        )
    )


def question(amendment=None, base=None, **about):
    """Today's law and the same with a change; every open number assumed."""
    base = base or shipped()
    proposed = amended(base, amendment) if amendment else base
    told = {"on": DAY, "first": FIRST, "turn": Turn.NEXT, "assumed": RULINGS} | about
    return Question(base, proposed, told["on"], told["first"], told["turn"], told["assumed"])


def drawn(count=200, seed=3, day=DAY):
    """Random families, everything of them told."""
    dice = random.Random(seed)
    return [family(dice, day=day) for _ in range(count)]


def extract_of(families, paid=None, rulings=({},), ruled=None, day=DAY):
    """Families as columns, dealt to three villages in turn."""
    count = len(families)
    about = {
        "household_id": np.arange(1, count + 1),
        "village": np.array([VILLAGES[i % 3] for i in range(count)]),
        "is_rural": np.array([int(one.area == "rural") for one in families]),
        "class": np.arange(count) % 4,
        "paid_as": np.zeros(count, np.int64),
        "paid_fen": np.full(count, NOT_PAID) if paid is None else np.array(paid),
        "rulings": np.zeros(count, np.int64) if ruled is None else np.array(ruled),
    }
    population = encode(library_of(shipped()), [flatten(one) for one in families])
    return Extract(
        Origin.CITY, day, ("500110",), shipped().hash, population, about, [f"SJ-{i}" for i in range(count)], rulings, ()
    )  # fmt: skip


def told(wage="1200", area="urban", day=date(2026, 12, 1), **about):
    """A couple in the contract's shape, everything told."""
    return {
        "region": situations.VILLAGE,
        "area": area,
        "date": day.isoformat(),
        "assume": "complete",
        "household": {"class": "B"},
        "members": [
            {"id": "1", "relation": "self", "born": "1980-05-01", "sex": "male", "incomes": [{"kind": "wage", "per_month": wage}]},
            {"id": "2", "relation": "spouse", "born": "1982-05-01", "sex": "female"},
        ],
    } | about  # fmt: skip


def determined(facts, case_no, household=None):
    """A family determined in the tables under the shipped law."""
    household = household or situations.family(2, village=facts["region"])
    day = date.fromisoformat(facts["date"])
    frozen = FactSet.objects.create(
        case_no=case_no, facts=facts, origins=[], digest=digest_of(facts), frozen_on=day
    )
    result = determine(facts, shipped())
    return Determination.objects.create(
        case_no=case_no,
        household=household,
        fact_set=frozen,
        on=day,
        edition_hash=shipped().hash,
        engine=1,
        result=result,
        result_digest=digest_of(result),
    )
