"""Whose value the determination uses, as the case page marks it."""

from jiuzhu.assessment.models import Claim
from jiuzhu.casework.evidence import Fact


def said(**values):
    return {kind: Claim(key="disability", value=value, source_kind=kind) for kind, value in values.items()}


def test_a_grade_that_the_family_left_open_is_the_records():
    fact = Fact(
        1, "disability", said(declared=[{"kind": "visual"}], record=[{"kind": "visual", "grade": "2"}])
    )
    assert (fact.source, fact.value) == ("record", [{"kind": "visual", "grade": "2"}])


def test_another_disability_than_the_declared_one_waits_for_an_officer():
    fact = Fact(
        1, "disability", said(declared=[{"kind": "visual"}], record=[{"kind": "speech", "grade": "2"}])
    )
    assert (fact.source, fact.value) == ("declared", [{"kind": "visual"}])
