"""How often a family is reviewed: by what may change soon, and in the months of its district."""

from datetime import date

import pytest

from jiuzhu.casework.reviews import cycle

NOVEMBER, ELSEWHERE = date(2026, 11, 17), "500112001001"
OLD = {"born": "1950-03-01", "work_capacity": "none"}
GROWN = {"born": "1982-03-14"}


def family(*members, **household):
    return {"members": list(members)} | ({"household": household} if household else {})


def review(*members, region="500110114001", on=NOVEMBER, **household):
    return cycle(family(*members, **household), region, on)


@pytest.mark.parametrize(
    ("member", "is_steady"),
    [
        (OLD, True),
        (GROWN | {"work_capacity": "none"}, True),
        (GROWN | {"work_capacity": "partial"}, False),
        (GROWN, False),
        (GROWN | {"work_capacity": "full", "status": "imprisoned"}, True),
        ({"born": "2013-05-21"}, True),
        ({"born": "2005-05-16", "work_capacity": "full", "study": "undergraduate"}, True),
        (OLD | {"incomes": [{"kind": "pension", "per_month": "144"}]}, True),
        (OLD | {"incomes": [{"kind": "business_net", "per_month": "300"}]}, False),
        (OLD | {"employment": "farming"}, False),
    ],
)
def test_who_can_work_or_earns_unevenly_may_change_soon(member, is_steady):
    assert review(member).is_steady == is_steady


def test_the_class_that_an_officer_adopted_goes_before():
    assert review(GROWN, **{"class": "A"}).is_steady
    assert not review(OLD, **{"class": "C"}).is_steady


@pytest.mark.parametrize(
    ("on", "yearly", "half_yearly"),
    [
        (NOVEMBER, date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 2, 26), date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 3, 1), date(2028, 3, 31), date(2027, 9, 30)),
        (date(2027, 9, 30), date(2028, 3, 31), date(2028, 3, 31)),
    ],
)
def test_qijiang_reviews_in_march_and_september(on, yearly, half_yearly):
    assert (review(OLD, on=on).due_on, review(GROWN, on=on).due_on) == (yearly, half_yearly)


def test_a_county_without_months_of_its_own_counts_from_the_decision():
    assert review(OLD, region=ELSEWHERE).due_on == date(2027, 11, 17)
    assert review(GROWN, region=ELSEWHERE).due_on == date(2027, 5, 17)
    assert "每半年复核一次，您家下一次在 2027年5月" in review(GROWN, region=ELSEWHERE).words
