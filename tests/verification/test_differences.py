"""Declared and found side by side: neutral sizes, explained by people, replaced by newer findings."""

from datetime import timedelta

import pytest

from jiuzhu.assessment.actions import adopt
from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.verification import actions
from jiuzhu.verification.compare import Fact, pairs
from jiuzhu.verification.models import Difference
from jiuzhu.verification.queries import open_cases, report
from tests.verification.conftest import CASE, CLERK, EVERYTHING, FATHER, NOON, ON, account, tax

WAGES = [tax(f"2026-{month:02d}", 413_000) for month in range(1, 11)]
CAR = {
    "plate": "渝A12345",
    "kind": "car",
    "model": "五菱",
    "registered_on": "2020-01-01",
    "value_fen": 800_000,
}


def row(key):
    page = report(CLERK, CASE, purpose="apply")
    return next(each for each in page.rows if each.key == key)


def test_a_wage_found_higher_is_a_difference_with_its_size(ask, declare, departments, work, father):
    declare(father, "income.wage", {"per_month": "1800.00"})
    departments.says["shuiwu.geshui"] = WAGES
    ask("shuiwu.geshui")
    work()
    assert row("income.wage").size == {"fen": 1_970_000, "permille": 912}
    assert not report(CLERK, CASE, purpose="apply").can_conclude


def test_an_explained_difference_is_open_no_more(ask, declare, departments, work, father):
    departments.says["shuiwu.geshui"] = WAGES
    ask("shuiwu.geshui")
    work()
    actions.explain(Difference.objects.get(), "三月起在物流公司，已提供合同", ON, by=CLERK)
    assert not row("income.wage").is_open
    assert report(CLERK, CASE, purpose="apply").can_conclude


def test_an_explanation_needs_words_and_is_given_once(ask, departments, work, family):
    departments.says["shuiwu.geshui"] = WAGES
    ask("shuiwu.geshui")
    work()
    difference = Difference.objects.get()
    with pytest.raises(Refused, match="怎么说"):
        actions.explain(difference, "  ", ON, by=CLERK)
    actions.explain(difference, "说得清", ON, by=CLERK)
    with pytest.raises(Refused, match="已经有人"):
        actions.explain(difference, "再说一次", ON, by=CLERK)


def test_a_declared_wage_that_no_register_knows_is_no_difference(ask, declare, work, father):
    declare(father, "income.wage", {"per_month": "1800.00"})
    ask("shuiwu.geshui")
    work()
    assert (row("income.wage").found, row("income.wage").size) == (None, None)


def test_deposits_are_compared_for_the_whole_family(ask, declare, departments, work, father, consent):
    declare(None, "assets.financial", "15000.00")
    consent(father)
    departments.says = {"bank.a": [account(1_000_000)], "bank.b": [account(608_455)]}
    ask("bank.a", "bank.b")
    work()
    assert row("assets.financial").found == "16084.55"
    assert row("assets.financial").size == {"fen": 108_455, "permille": 72}


def test_less_found_while_a_bank_is_silent_is_no_difference(ask, declare, departments, work, father, consent):
    declare(None, "assets.financial", "15000.00")
    consent(father)
    departments.says = {"bank.a": [account(1_000_000)], "bank.b": NoAnswer(Silence.FAILED)}
    ask("bank.a", "bank.b")
    work()
    assert row("assets.financial").size is None
    assert not report(CLERK, CASE, purpose="apply").can_conclude


def test_less_found_when_everybody_has_answered_is_a_difference(
    ask, declare, departments, work, family, consent
):
    declare(None, "assets.financial", "15000.00")
    for record, membership in enumerate(family.memberships.all(), start=1):
        consent(membership.person, EVERYTHING, record=record, given_by="guardian")
    departments.says = {"bank.a": [account(1_000_000)]}
    ask("bank.a", "bank.b", "securities.a", "insurer.a", "payment.a")
    work()
    assert row("assets.financial").size == {"fen": -500_000, "permille": -333}


def test_an_undeclared_car_is_one_more(ask, declare, departments, work, family):
    declare(None, "assets.vehicles", [])
    departments.says["gongan.cheliang"] = [CAR | {"of": FATHER}]
    ask("gongan.cheliang", "jiaotong.chuanbo")
    work()
    assert row("assets.vehicles").size == {"count": 1, "others": 1}


def test_a_newer_finding_replaces_the_difference_and_its_explanation(ask, departments, work, father, family):
    departments.says["shuiwu.geshui"] = WAGES
    ask("shuiwu.geshui")
    work()
    old = actions.explain(Difference.objects.get(), "说得清", ON, by=CLERK)
    departments.says["shuiwu.geshui"] = [*WAGES, tax("2025-12", 999_900)]
    ask("shuiwu.geshui", again=True, on=ON + timedelta(days=1))
    work(NOON + timedelta(days=1))
    old.refresh_from_db()
    assert (old.is_current, old.explanation) == (False, "说得清")
    assert row("income.wage").is_open


def test_the_desk_lists_what_is_unanswered_and_unexplained_in_its_own_town(ask, departments, work):
    departments.says = {"shuiwu.geshui": WAGES, "gongan.cheliang": NoAnswer(Silence.FAILED)}
    ask("shuiwu.geshui", "gongan.cheliang")
    work()
    [case] = open_cases(CLERK)
    assert (case.case_no, case.unanswered, case.unexplained) == (CASE, 3, 1)
    assert open_cases(Scope("officer", "officer:8", "", (("clerk", "500110102"),))) == []


def test_what_an_officer_adopted_stands_beside_declared_and_found(ask, declare, departments, work, father):
    declare(father, "income.wage", {"per_month": "1800.00"})
    departments.says["shuiwu.geshui"] = WAGES
    ask("shuiwu.geshui")
    work()
    assert row("income.wage").adopted is None
    adopt(CASE, father.pk, "income.wage", {"per_year": "41300"}, "record", "税务逐月记录完整", ON, by=CLERK)
    assert row("income.wage").adopted.value == {"per_year": "41300"}


@pytest.mark.parametrize(
    ("key", "declared", "found"),
    [
        ("income.pension", {"per_month": "149.66"}, {"per_year": "1796"}),
        ("income.wage", {"none": True}, {"per_month": "0"}),
        ("marital", "widowed", "married"),
        ("expenses.medical", None, {"per_year": "306"}),
        ("registered_region", "500110", "500110101001"),
        ("illness", ["chronic", "major"], ["chronic"]),
        ("assets.homes", [{"area_m2": "86", "grade": "A", "use": "live"}], [{"area_m2": "86.00"}]),
        (
            "assets.vehicles",
            [{"kind": "motorcycle", "value": "900"}],
            [{"kind": "motorcycle", "value": "1200"}],
        ),
        (
            "disability",
            [{"kind": "physical", "grade": 1}],
            [{"kind": "physical", "grade": 1, "valid_until": "2030-01-01"}],
        ),
        ("born", None, "1987-03-12"),
    ],
)
def test_what_only_looks_different_is_no_difference(key, declared, found):
    said = [Fact(1, key, declared)] if declared is not None else []
    assert [pair.size for pair in pairs(said, [Fact(1, key, found)], [])] == [None]


@pytest.mark.parametrize(
    ("key", "declared", "found", "size"),
    [
        ("status", None, "dead", {"count": 1}),
        ("marital", "single", "married", {"count": 1}),
        ("assets.homes", [{"area_m2": "86"}], [{"area_m2": "86"}, {"area_m2": "52"}], {"count": 1}),
        ("assets.homes", [{"area_m2": "86"}], [{"area_m2": "90.5"}], {"dm2": 450}),
        ("assets.vehicles", [{"kind": "disability_scooter"}], [{"kind": "car"}], {"count": 0, "others": 2}),
        ("assets.shops", None, 1, {"count": 1}),
        ("disability", [{"kind": "physical", "grade": 1}], [], {"count": -1, "others": 1}),
    ],
)
def test_what_differs_has_a_neutral_size(key, declared, found, size):
    said = [Fact(1, key, declared)] if declared is not None else []
    assert [pair.size for pair in pairs(said, [Fact(1, key, found)], [])] == [size]
