"""A shown step and the facts it was made of."""

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.lead import grouped
from jiuzhu.policy.traced import behind
from tests.policy.casebook import cases, told


def traced(name, programme="dibao"):
    result = determine(told(cases()[name]), shipped())
    rows = [row for group in grouped(result, programme) for row in group["rows"] if "rule" in row]
    shown = {(row["rule"], row["member"]) for row in rows}
    return behind(result["results"][programme]["steps"], shown)


def test_an_income_is_made_of_the_incomes_of_who_has_one():
    found = traced("四口之家，每月 936 元")
    assert {name for name, _ in found["family_wage_annual_fen", None]} == {"wage_annual_fen"}


def test_a_condition_on_assets_is_made_of_those_assets():
    assert ("vehicles_car", None) in traced("有一辆轿车")["vehicles_within", None]


def test_what_a_person_is_given_for_a_disability_is_made_of_the_certificate():
    found = traced("四口之家，每月 936 元")
    given = [facts for (rule, member), facts in found.items() if member and "disab" in rule]
    assert given
    assert all(any(name.endswith("_grade") for name, _ in facts) for facts in given)
