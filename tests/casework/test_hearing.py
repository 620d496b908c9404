"""Whose words and whose hand: the signature under a hearing is filed as its own, never as somebody else's."""

from datetime import date

import pytest

from jiuzhu.casework import actions
from jiuzhu.casework.actions.hearing import speakers
from jiuzhu.documents.models import Signature
from jiuzhu.kernel.refusal import Refused
from jiuzhu.registry.models import Person
from jiuzhu.vault.seal import reveal
from tests.casework.conftest import strokes

pytestmark = pytest.mark.slow
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def review(way, town):
    way.to_notice()
    way.prove()
    way.confirm()
    case = actions.open_review(way.no, "找到了工作", DECEMBER, by=town.scope("li"))
    return actions.start_survey(case.case_no, DECEMBER, by=town.scope("li"))


def named(name):
    return Person.objects.get(name=name).pk


def heard(review, town, **speaker):
    record = actions.record_hearing(
        review.case_no, "没有意见", "好", "", DECEMBER, by=town.scope("li"), strokes=strokes(3), **speaker
    )
    return record.signatures.exclude(role="记录人").get()


def test_who_of_the_family_speaks_signs_as_that_person(review, town):
    wife = named("罗春梅")
    signed = heard(review, town, speaker_id=wife)
    assert (reveal(signed, "name"), signed.person_id, signed.who) == ("罗春梅", wife, f"person:{wife}")


def test_who_is_not_of_the_family_signs_by_name_alone(review, town):
    signed = heard(review, town, speaker="李四")
    assert (reveal(signed, "name"), signed.person_id) == ("李四", None)
    assert signed.who.startswith("name:")


@pytest.mark.parametrize("name", ["周雨涵", ""])
def test_a_signature_of_a_child_or_of_nobody_is_refused(review, town, name):
    speaker = {"speaker_id": named(name)} if name else {}
    with pytest.raises(Refused, match="哪一位大人"):
        heard(review, town, **speaker)
    assert not Signature.objects.filter(record__about=review.case_no).exists()


def test_who_was_found_dead_cannot_have_spoken(review, town):
    wife = named("罗春梅")
    for key, value in {"status": "dead", "status_since": "2026-11-20"}.items():
        actions.adopt_fact(
            review.case_no, wife, key, value, "record", "死亡注销", DECEMBER, by=town.scope("li")
        )
    assert [person.name for person in speakers(review, DECEMBER)] == ["周明贵"]
