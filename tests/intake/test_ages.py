"""Nobody is asked what cannot be at their age, and what their age tells is inferred."""

from datetime import date

import pytest

from jiuzhu.intake import steps
from jiuzhu.intake.declaration import declaration_claims, inferred_claims
from jiuzhu.intake.form.means import WAYS
from jiuzhu.intake.form.people import SITUATION
from jiuzhu.kernel.idnumber import with_check_digit
from tests.intake.conftest import ON, PAGES

KEYS = {question.key for question in SITUATION}
OLD = {"pension", "basic_pension_central", "old_age_allowance"}


def asked(years):
    """Key → words that somebody of an age may choose from, on both pages about how they live."""
    number = with_check_digit(f"510223{ON.year - years}010112{years % 10}")
    payload = PAGES | {"members": ["0"], "person/0": PAGES["person/0"] | {"id_number": number}}
    found = [steps.page_of(payload, page, ON) for page in ("about/0", "living/0")]
    return {one.key: {*one.options} - {"unsure"} for page in found if page for one in page.questions}


@pytest.mark.parametrize(
    ("years", "questions"),
    [
        (0, {"status"}),
        (3, {"study", "status"}),
        (10, {"study", "status"}),
        (16, KEYS - {"marital"} | {"ways"}),
        (40, KEYS | {"ways"}),
        (80, KEYS - {"study"} | {"ways"}),
    ],
)
def test_what_an_age_tells_is_not_asked_but_inferred(years, questions):
    assert asked(years).keys() == questions


@pytest.mark.parametrize(
    ("years", "key", "words"),
    [
        (3, "study", {"none", "preschool"}),
        (10, "study", {"none", "compulsory"}),
        (16, "study", {"none", "compulsory", "senior_high", "vocational", "junior_college", "undergraduate"}),
        (3, "status", {"present", "lost_contact"}),
        (16, "employment", {"none", "employed", "flexible", "farming", "registered_unemployed"}),
        (80, "employment", {"none", "employed", "flexible", "farming", "retired"}),
        (80, "status", {"present", "imprisoned", "compulsory_rehab", "lost_contact"}),
        (16, "ways", {*WAYS, "none"} - OLD),
        (40, "ways", {*WAYS, "none"} - OLD),
        (80, "ways", {*WAYS, "none"} - {"unemployment_benefit"}),
    ],
)
def test_only_what_can_be_at_an_age_is_offered(years, key, words):
    assert asked(years)[key] == words


@pytest.mark.parametrize("years", [0, 2, 3, 15, 16, 17, 18, 59, 60, 101])
def test_every_fact_is_either_asked_or_inferred(years):
    number = with_check_digit(f"510223{ON.year - years}0101123")
    payload = PAGES | {"members": ["0"], "person/0": PAGES["person/0"] | {"id_number": number}}
    inferred = {key for _, key, _ in inferred_claims(payload, ON)}
    page = steps.page_of(payload, "about/0", ON)
    assert inferred - {"incomes"} == KEYS - {question.key for question in page.questions}
    assert ("incomes" in inferred) == (steps.page_of(payload, "living/0", ON) is None)


def test_what_was_said_at_another_age_is_declared_no_more():
    """A number is put right: what was answered for an adult is not declared of the child."""
    child = PAGES["person/0"] | {"id_number": with_check_digit("51022320160101123")}
    payload = PAGES | {"members": ["0"], "person/0": child, "health": {"who": ["none"]}}
    payload |= {"savings": {"unsure": True}, "things": {"none": True, "shops": "0", "business": "none"}}
    told = {key for who, key, _ in declaration_claims(payload, date(2026, 11, 2)) if who == 0}
    assert told == {"study", "status", "disability", "illness"}


def test_what_school_costs_is_asked_where_somebody_goes_to_school():
    payload = PAGES | {"members": ["0"], "health": {"who": ["none"]}}
    pupil = payload | {"about/0": PAGES["about/0"] | {"study": "senior_high"}}
    keys = [[one.key for one in steps.page_of(told, "spending", ON).questions] for told in (payload, pupil)]
    assert keys == [["disaster", "story"], ["education", "disaster", "story"]]
