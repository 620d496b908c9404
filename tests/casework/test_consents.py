"""A consent on paper is kept for what the sheet says, by who may sign it; it is taken back at the desk by who gave it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jiuzhu.casework import actions
from jiuzhu.casework.actions.consents import Sheet
from jiuzhu.casework.kinds import Leaving
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind, RecordKind
from jiuzhu.documents.models import Signature, SignedRecord
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import file_relative
from jiuzhu.org.models import Office
from jiuzhu.registry.actions import NewMember
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Person
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.actions import revoke_on_paper
from jiuzhu.verification.kinds import Giver
from jiuzhu.verification.models import Authorisation
from jiuzhu.verification.queries import authorisations
from tests.casework.conftest import OPENED, SETUP, VILLAGE, strokes
from tests.casework.test_members import DECEMBER, photo, review

__all__ = ["review"]
UNTIL = OPENED + timedelta(days=200)
SON = NewMember("周建波", with_check_digit("51022319900102311"), Relation.OTHER)


@pytest.fixture
def record(way, town):
    """Keep a sheet of the head's, signed by the head unless told otherwise."""

    def run(case_no="", given_by=Giver.SELF, giver=None, proof=None, on=OPENED, by="li", **other):
        sheet = replace(Sheet(way.household.head_id, ["bank"], ["review", "monitor"], UNTIL), **other)
        number = case_no or way.no
        return actions.record_consent(
            number, sheet, given_by, giver, strokes(7), proof, on, by=town.scope(by)
        )

    return run


def person(name):
    return Person.objects.get(name=name)


def proof_of(case_no, town, on=OPENED):
    by = town.scope("li")
    return take_paper(case_no, PaperKind.OTHER, photo(9), by=by, region_code=VILLAGE, on=on)


def test_a_sheet_opens_the_registers_and_purposes_it_names_and_lies_with_the_case(record, way):
    given = record()
    assert (given.kinds, given.registers, given.purposes) == (["financial"], ["bank"], ["monitor", "review"])
    kept = SignedRecord.objects.get(pk=given.signed_record_id)
    assert (kept.about, kept.kind, kept.signatures.get().method) == (way.no, RecordKind.CONSENT, "paper")
    assert "为“定期复核、动态监测”查询我的：银行；到2027年5月21日为止" in reveal(kept, "content")


def test_a_childs_consent_is_signed_by_a_guardian_with_a_proof(record, way, town):
    child, mother = person("周雨涵"), person("罗春梅")
    with pytest.raises(Refused, match="证明关系"):
        record(given_by=Giver.GUARDIAN, giver=mother, person_id=child.pk)
    proof = proof_of(way.no, town)
    given = record(given_by=Giver.GUARDIAN, giver=mother, person_id=child.pk, proof=proof)
    assert (given.person, given.giver) == (child, mother)
    assert Signature.objects.get(record_id=given.signed_record_id).person_id == mother.pk


@pytest.mark.slow
def test_an_heir_from_elsewhere_signs_for_who_was_found_to_have_died(record, review, way, town):
    wife, li = person("罗春梅"), town.scope("li")
    proof = proof_of(review.case_no, town, DECEMBER)
    told = {"case_no": review.case_no, "given_by": Giver.HEIR, "giver": SON, "proof": proof, "on": DECEMBER}
    with pytest.raises(Refused, match="没有去世"):
        record(**told, person_id=wife.pk)
    actions.remove_member(review.case_no, wife.pk, date(2026, 11, 20), Leaving.DIED, proof, DECEMBER, by=li)
    given = record(**told, person_id=wife.pk)
    assert (given.giver.name, given.person.died_on) == ("周建波", date(2026, 11, 20))
    assert authorisations(li, [wife.pk], DECEMBER) == {wife.pk: [given]}


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"by": "zhou"}, "当地的经办"),
        ({"by": "liu"}, "当地的经办"),
        ({"until_on": OPENED + timedelta(days=366)}, "最长一年"),
        ({"registers": []}, "查哪几类"),
        ({"purposes": []}, "作什么用"),
        ({"person_id": 1}, "不是这一家的"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_words(record, town, other, words):
    town.zhou = town.stranger
    with pytest.raises(Refused, match=words):
        record(**other)
    assert not Authorisation.objects.exists()


def test_an_officer_keeps_and_takes_back_nothing_of_a_relatives(record, way, town):
    given = record()
    office = Office.objects.get(region_code="500110114")
    file_relative("李小兰", office, town.li, "兄", "510223198203149019", OPENED, by=SETUP)
    with pytest.raises(Refused, match="回避"):
        record()
    with pytest.raises(Refused, match="回避"):
        actions.withdraw_consent(way.no, given.pk, given.person_id, strokes(8), OPENED, by=town.scope("li"))


def test_a_consent_is_taken_back_by_a_sheet_of_who_gave_it_and_of_nobody_else(record, way, town):
    given, by = record(), town.scope("chen")
    with pytest.raises(Refused, match="谁签的"):
        actions.withdraw_consent(way.no, given.pk, person("罗春梅").pk, strokes(8), OPENED, by=by)
    consent = SignedRecord.objects.get(pk=given.signed_record_id)
    with pytest.raises(Refused, match="签字的纸"):
        revoke_on_paper(given, consent, OPENED, by=by)
    ended = actions.withdraw_consent(way.no, given.pk, given.person_id, strokes(8), OPENED, by=by)
    sheet = SignedRecord.objects.get(pk=ended.withdrawal_record_id)
    assert (ended.revoked_on, sheet.kind, sheet.about) == (OPENED, RecordKind.WITHDRAWAL, way.no)
    with pytest.raises(Refused, match="已经撤回"):
        actions.withdraw_consent(way.no, given.pk, given.person_id, strokes(8), OPENED, by=by)
