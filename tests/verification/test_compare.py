"""Declared beside found, with what either leaves open: neither another value nor none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.policy import facts
from jiuzhu.verification.compare import LABELS, Fact, pairs, together
from jiuzhu.verification.words import difference, told

MONEY = st.integers(0, 10**9).map(lambda fen: f"{fen / 100:.2f}")


def record(required=(), **optional):
    """Objects with the required keys, and with any of the optional ones."""
    return st.fixed_dictionaries(dict(required), optional=optional)


AMOUNTS = st.one_of(
    record(per_month=MONEY).filter(lambda one: len(one) < 2),
    record(per_year=MONEY),
    st.just({"none": True}),
)
ITEMS = {
    "disability": {
        "kind": st.sampled_from(facts.DISABILITIES),
        "grade": st.sampled_from(["1", "2", 3, 4]),
        "valid_until": st.just("2027-01-01"),
    },
    "assets.homes": {"area_m2": MONEY, "grade": st.sampled_from("ABCD"), "use": st.just("live")},
    "assets.vehicles": {"kind": st.sampled_from(tuple(facts.VEHICLES)), "value": MONEY},
    "assets.businesses": {"kind": st.just("company"), "capital": MONEY, "operating": st.booleans()},
}
"""Every key of an item may be left out: by the family, and by a register whose column is empty."""


def values(key):
    if key in ITEMS:
        return st.lists(record(**ITEMS[key]), max_size=4)
    if key.startswith(("income.", "expenses.")):
        return AMOUNTS
    if key == "assets.financial":
        return MONEY
    if key == "assets.shops":
        return st.one_of(st.integers(0, 50), st.integers(0, 50).map(str))
    if key == "illness":
        return st.lists(st.sampled_from(facts.ILLNESSES), max_size=3)
    return st.sampled_from(["present", "dead", "none", "employed", "widowed", "2020-01-01", "500110101"])


@given(st.data(), st.sampled_from(tuple(LABELS)))
def test_whatever_is_left_out_can_be_compared_joined_and_told(data, key):
    one, other, third = (data.draw(values(key)) for _ in range(3))
    own, theirs = Fact(1, key, one), Fact(2, key, third)
    for declared in ([], [own], [own, theirs]):
        for pair in pairs(declared, [Fact(1, key, other)], []):
            assert told(pair.declared, key)
            assert told(pair.found, key)
            assert pair.size is None or difference(pair.size, key)


@given(st.data(), st.sampled_from([key for key in LABELS if key in ITEMS or key.startswith("income.")]))
def test_a_value_never_differs_from_itself(data, key):
    value = data.draw(values(key))
    (pair,) = pairs([Fact(1, key, value)], [Fact(1, key, value)], [])
    assert pair.size is None


def size(key, declared, found):
    (pair,) = pairs([Fact(1, key, declared)], [Fact(1, key, found)], [])
    return pair.size


@pytest.mark.parametrize(
    ("declared", "found", "expected"),
    [
        ([{"kind": "visual"}], [{"kind": "visual", "grade": "2"}], None),
        ([{"kind": "visual", "grade": "2"}], [{"kind": "visual"}], None),
        ([{"kind": "visual"}], [{"kind": "physical", "grade": "2"}], {"count": 0, "others": 2}),
        ([{"kind": "visual"}], [], {"count": -1, "others": 1}),
        (
            [{"kind": "visual"}, {"kind": "visual", "grade": "1"}],
            [{"kind": "visual", "grade": "1"}, {"kind": "visual", "grade": "3"}],
            None,
        ),
    ],
)
def test_a_grade_that_one_side_does_not_say_is_no_difference(declared, found, expected):
    assert size("disability", declared, found) == expected


def test_an_amount_nobody_can_name_is_neither_nothing_nor_what_was_found():
    assert size("income.wage", {}, {"per_month": "1200"}) is None
    assert together("expenses.medical", {"per_year": "100"}, {}) == {}


def test_a_home_without_its_area_is_not_compared_by_area():
    assert size("assets.homes", [{"use": "live"}], [{"area_m2": "86"}]) is None
    assert size("assets.homes", [{"use": "live"}], []) == {"count": -1}
