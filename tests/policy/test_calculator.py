"""The policy calculator: what it shows is certain, what it ends with is the determination, and it asks nothing in vain."""

import random
from datetime import date
from itertools import pairwise
from statistics import median
from time import process_time

import pytest

from jiuzhu.policy.calculator.topics import TOPICS
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.call import again, call
from jiuzhu.policy.engine.rows import Given
from jiuzhu.policy.engine.values import high, low
from jiuzhu.policy.family import Family, flatten
from jiuzhu.policy.programmes import plan_for
from tests.policy.calculating import Asked, family, places

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 20)
PLACES = ("500110", "330108", "371003")
MOST_STEPS = 150


def lies_within(shown, result):
    """Whether a programme's true result is one of those that were shown as possible."""
    if shown.qualifies is not None:
        is_denied = result["status"] == "ineligible"
        if shown.qualifies is is_denied:
            return False
    paid = result.get("once_fen") if shown.is_once else result["monthly_fen"]
    if paid is None or "tekun" in result["excluded_by"]:
        return True
    return shown.least_fen <= paid and (shown.most_fen is None or paid <= shown.most_fen)


def walk(known, unsure=(), dice=None):
    """Every step of a family through the calculator, to the end: (what is shown, what is asked)."""
    asked = Asked(known, unsure, dice)
    for _ in range(MOST_STEPS):
        shown, question = asked.look()
        yield shown, question
        if question is None:
            return
        asked.answer(question)
    raise AssertionError("it never stops asking")


@pytest.mark.parametrize("region", PLACES)
def test_answers_of_a_known_family_end_in_its_determination_and_never_leave_what_was_shown(region):
    dice = random.Random(f"calculator {region}")
    for _ in range(4):
        proved(family(dice, region, dice.choice([DAY, date(2025, 8, 1)])), dice)


@pytest.mark.deep
@pytest.mark.parametrize("region", PLACES)
def test_hundreds_of_families_end_in_their_determination(region):
    dice = random.Random()
    seed = dice.random()
    print(f"seed {seed}")  # noqa: T201 - to find the family again
    dice = random.Random(seed)
    for _ in range(100):
        proved(family(dice, region, dice.choice([DAY, date(2025, 8, 1)])), dice)


def proved(known, dice=None):
    results = determine(known, shipped())["results"]
    shown, question = {}, None
    for shown, question in walk(known, (), dice):  # noqa: B007 - the last ones are looked at below
        for name, one in shown.items():
            assert lies_within(one, results[name]), (name, one, results[name]["status"])
    assert question is None and not places(shown)
    assert {name: one.status for name, one in shown.items()} == {n: r["status"] for n, r in results.items()}
    assert {n: list(one.excluded_by) for n, one in shown.items()} == {
        n: r["excluded_by"] for n, r in results.items()
    }


def test_a_family_that_cannot_say_what_it_has_is_told_what_still_decides():
    known = family(random.Random(5), "500110", DAY)
    unsure = {topic.key for topic in TOPICS if topic.key.startswith("assets.")}
    *_, (shown, question) = walk(known, unsure, random.Random(2))
    assert question is None
    assert shown["dibao"].status == "ineligible" or "assets.financial" in shown["dibao"].places


def test_who_does_not_know_whether_it_is_town_or_country_is_told_what_holds_in_both():
    known = family(random.Random(7), "500110", DAY)
    *_, (shown, _) = walk(known, unsure={"area"}, dice=random.Random(1))
    for area in ("urban", "rural"):
        results = determine(Family({**known.data, "area": area}), shipped())["results"]
        assert all(lies_within(one, results[name]) for name, one in shown.items())


def first_questions(size, number):
    """What a family of so many, of whom nothing is the matter, is asked first."""
    known = family(random.Random(3), "500110", DAY)
    alike = known.data["members"][0] | {
        "disability": [],
        "incomes": [],
        "status": "present",
        "born": date(1980, 1, 1),
    }
    members = [alike | {"id": f"m{i}", "relation": "child" if i else "self"} for i in range(size)]
    asked = Asked(Family({**known.data, "members": members, "current": [], "parents": []}))
    for _ in range(number):
        _, question = asked.look()
        asked.answer(question)
        yield question.topic.key


def test_who_they_are_is_asked_first_then_what_settles_most():
    """A shop ends five programmes at once, and so it is asked for before who is ill, or how badly."""
    first, *others = first_questions(2, 5)
    assert first == "members.relation"
    assert {"current", "assets.shops"} < set(others)


def test_what_no_longer_matters_is_not_asked():
    """With a shop nothing the family owns besides can change anything."""
    asked = Asked(family(random.Random(3), "500110", DAY))
    asked.raw["assets.shops"] = ["2"]
    shown, _ = asked.look()
    assert shown["dibao"].qualifies is False
    assert not {place for place in places(shown) if place.startswith("assets.vehicles")} - places(
        {
            "tekun": shown["tekun"],
            "price": shown["price_supplement"],
            "living": shown["disability_living"],
            "child": shown["child_in_difficulty"],
        }
    )


def test_what_follows_from_a_changed_fact_is_what_a_whole_computation_finds():
    dice = random.Random(9)
    for _ in range(10):
        first, then = (flatten(family(dice, "500110", DAY)) for _ in range(2))
        plan = plan_for(shipped(), "500110", "urban", DAY.toordinal())
        names = dice.sample(sorted(first.household), 5)
        changed = Given({**first.household, **{name: then.household[name] for name in names}}, first.tables)
        whole = call(plan, changed, DAY.toordinal(), {})
        part = again(plan, call(plan, first, DAY.toordinal(), {}), changed, {name: [0] for name in names})
        for node in plan.nodes:
            rows = [values.rows(plan.library.entity(node.name)) for values in (whole, part)]
            assert [(low(r[node.name]), high(r[node.name])) for r in rows[0]] == [
                (low(r[node.name]), high(r[node.name])) for r in rows[1]
            ]


def test_a_step_is_chosen_in_well_under_a_second(record_property):
    """Four people of whom nothing is known yet: the dearest steps are the first."""
    times = []
    for _ in first_questions(4, 6):
        times.append(process_time())
    steps = [after - before for before, after in pairwise(times)]
    record_property(
        "told", f"calculator: a step of four people takes {median(steps) * 1000:.0f} ms (median, CPU)"
    )
    assert median(steps) < 1
