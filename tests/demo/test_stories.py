"""The stories are complete, their numbers are well formed, and their arithmetic is right when done again by hand."""

from datetime import date
from fractions import Fraction

import pytest

from jiuzhu.demo.world.places import places
from jiuzhu.demo.world.reckoning import mean
from jiuzhu.demo.world.stories import stories
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.fen import parse_yuan
from jiuzhu.kernel.month import age_on
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped

pytestmark = pytest.mark.slow

SLUGS = [
    "ordinary-family",
    "severe-disability-single",
    "at-the-standard",
    "contested-notice",
    "cadre-relative",
    "scooter-and-car",
    "odd-jobs-injury",
    "work-in-another-province",
    "spouse-in-prison",
    "away-from-home",
    "last-year-student",
    "new-job-tapering",
    "head-dies",
]
STANDARD = {"urban": 770, "rural": 630}
CHAPTERS = [
    pytest.param(chapter, id=f"{story.slug}-{family.key}-{chapter.on}")
    for story in stories().values()
    for family in story.families
    for chapter in family.chapters
]
FAMILIES = [
    pytest.param(story.slug, family, id=f"{story.slug}-{family.key}")
    for story in stories().values()
    for family in story.families
]


def counting(facts):
    return [one for one in facts["members"] if one.get("status", "present") == "present"]


def monthly_income(facts):
    return sum(Fraction(income["per_month"]) for one in counting(facts) for income in one.get("incomes", []))


def topup(member, on):
    """分类重点救助 of one person, done again from the notice."""
    severe = any(one["grade"] <= 2 for one in member.get("disability", []))
    old = age_on(date.fromisoformat(member["born"]), date.fromisoformat(on)) >= 70
    studies = member.get("study", "none") != "none"
    first = 100 if studies else 60 if severe or old or "major" in member.get("illness", []) else 0
    return first + 40 * bool(member.get("disability"))


def test_there_are_thirteen_stories_in_order():
    assert list(stories()) == SLUGS


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_income_test_gives_the_outcome(chapter):
    facts = chapter.facts
    standard = STANDARD[facts["area"]]
    per_head = monthly_income(facts) / len(counting(facts))
    programme, status = chapter.outcome["programme"], chapter.outcome["status"]
    if programme == "dibao":
        assert per_head < standard
        assert status == ("ineligible" if chapter.outcome.get("because") else "eligible")
    elif programme == "dibian":
        assert standard <= per_head < standard * Fraction(3, 2)
    else:
        assert standard < per_head < standard * Fraction(3, 2)


@pytest.mark.parametrize("chapter", [one for one in CHAPTERS if "difference" in one.values[0].outcome])
def test_difference_and_topups_add_up(chapter):
    facts, outcome = chapter.facts, chapter.outcome
    members = counting(facts)
    difference = STANDARD[facts["area"]] * len(members) - monthly_income(facts)
    topups = {one["id"]: topup(one, chapter.on) for one in members if topup(one, chapter.on)}
    assert difference == Fraction(outcome["difference"])
    assert {who: str(amount) for who, amount in topups.items()} == outcome.get("topups", {})
    assert difference + sum(topups.values()) == Fraction(outcome["monthly"])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_engine_gives_the_outcome(chapter):
    outcome = chapter.outcome
    determination = determine(chapter.facts, shipped())
    result = determination["results"][outcome["programme"]]
    assert result["status"] == outcome["status"]
    assert result["missing"] == result["for_a_person_to_decide"] == []
    if "monthly" in outcome:
        assert result["monthly_fen"] == parse_yuan(outcome["monthly"])
    if "household" in outcome:
        assert determination["classification"]["household"] == outcome["household"]
    if "refused" in outcome:
        assert determination["results"][outcome["refused"]]["status"] == "ineligible"
    assert determination["classification"]["outside"] == outcome.get("left_out", [])


@pytest.mark.parametrize("slug", ["severe-disability-single", "new-job-tapering"])
def test_without_the_ruling_a_person_must_decide(slug):
    (family,) = stories()[slug].families
    facts = {key: value for key, value in family.chapters[-1].facts.items() if key != "decided"}
    result = determine(facts, shipped())["results"][family.chapters[-1].outcome["programme"]]
    assert result["status"] == "undetermined" or result["monthly_fen"] is None
    assert result["for_a_person_to_decide"]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_arithmetic_ends_in_the_outcome(chapter):
    assert chapter.outcome.get("monthly", "") in chapter.arithmetic


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_savings_are_below_the_limit(chapter):
    facts = chapter.facts
    limit = len(counting(facts)) * STANDARD[facts["area"]] * 12
    assert Fraction(facts["assets"]["financial"]) <= limit


@pytest.mark.parametrize(("slug", "family"), FAMILIES)
def test_a_story_family_is_in_the_world(world, slug, family):
    declaration = world.declaration(slug, family.key)
    assert declaration.region in places()
    for person in declaration.people.values():
        one = world.lookup.people[person["id_number"]]
        assert one.name == person["name"]
        assert idnumber.fault(one.id_number, date(2026, 11, 2)) is None


@pytest.mark.parametrize(("slug", "family"), FAMILIES)
def test_what_is_adopted_is_true(world, slug, family):
    """The facts of the first chapter are what the world's truth gives, whatever was declared."""
    first = family.chapters[0]
    numbers = {key: person["id_number"] for key, person in family.declaration.people.items()}
    months = 12 if first.facts["household"]["farming"] else 1
    for member in first.facts["members"]:
        incomes = world.lookup.owned("incomes", numbers[member["id"]])
        true = sum(mean(one, date.fromisoformat(first.on), months) for one in incomes)
        assert true == 100 * sum(Fraction(one["per_month"]) for one in member.get("incomes", []))
    owned = [one for number in numbers.values() for one in world.lookup.owned("accounts", number)]
    assert sum(one.balance_fen for one in owned) == 100 * Fraction(first.facts["assets"]["financial"])
    vehicles = [one.kind for number in numbers.values() for one in world.lookup.owned("vehicles", number)]
    assert vehicles == [one["kind"] for one in first.facts["assets"]["vehicles"]]


def test_the_car_in_the_yard_is_not_the_familys(world):
    (family,) = stories()["contested-notice"].families
    (outside,) = family.told["outside"]
    (car,) = world.records("gongan.cheliang", [outside["id_number"]])
    assert car["plate"] in family.told["objection"]["says"]


def test_the_prison_confirms_the_husband(world):
    (family,) = stories()["spouse-in-prison"].families
    (row,) = world.records("sifa.fuxing", [family.declaration.people["d"]["id_number"]])
    assert row["since"] == "2024-05-20"


def test_the_head_is_alive_when_he_applies_and_dead_in_the_new_year(world):
    (family,) = stories()["head-dies"].families
    head = [family.declaration.people["a"]["id_number"]]
    assert world.records("gongan.siwang", head, date(2026, 11, 2)) == []
    assert world.records("gongan.siwang", head, date(2027, 1, 4))[0]["died_on"] == "2026-12-09"


def test_nobody_knows_of_odd_jobs_and_compensation_elsewhere(world):
    (family,) = stories()["odd-jobs-injury"].families
    worker = [family.declaration.people["a"]["id_number"]]
    assert world.records("shuiwu.geshui", worker) == []
    assert [row for row in world.records("renshe.shebao", worker) if row["item"] == "benefit"] == []
