"""A consent signed on paper at the desk, by the person, a guardian or an heir; and one taken back there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from jiuzhu.casework.actions.settle import found_dead
from jiuzhu.casework.actions.step import case_for
from jiuzhu.casework.models import Case
from jiuzhu.catalogue.edition import current
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.documents.models import Paper, SignedRecord
from jiuzhu.documents.wording import day_in_words
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry import actions as registry
from jiuzhu.registry import names
from jiuzhu.registry.actions import NewMember
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import dead_of, members
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash
from jiuzhu.verification import actions as verification
from jiuzhu.verification.actions.consent import CONSENT_LASTS
from jiuzhu.verification.covered import kinds_told
from jiuzhu.verification.kinds import Giver, Purpose
from jiuzhu.verification.models import Authorisation
from jiuzhu.verification.queries import authorisations

MAY = (Role.CLERK, Role.COUNTY)
LAW = "个人信息保护法 第二十九条、第三十一条、第四十九条"


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet: whose records, in which registers, for what, until when (counts)."""

    person_id: int
    registers: Collection[str]
    purposes: Collection[str]
    until_on: date


@action("casework.record_consent")
def record_consent(
    case_no: str,
    sheet: Sheet,
    given_by: Giver,
    giver: Person | NewMember | None,
    photo: bytes,
    proof: Paper | None,
    on: date,
    *,
    by: Scope,
) -> Authorisation:
    """Keep a consent that was signed on paper before the officer; `photo` shows the sheet.

    `giver` signed in the person's place, None when the person did; `proof` is the paper that shows by what right: a guardian
    and an heir need one. Somebody whose death this case has adopted is dead for this. Raises Refused out of place and duty,
    to a relative of the family, for who does not belong to it, for more than a year, and as `verification.authorise` does.
    """
    case = case_for(case_no, by, *MAY)
    person = _of_the_family(case, sheet.person_id, on, by)
    kinds = {current().registers[code].kind for code in sheet.registers if code in current().registers}
    if sheet.until_on > on + CONSENT_LASTS:
        raise Refused("too_long", f"一份授权最长一年，最晚到 {on + CONSENT_LASTS}。到期再请本人签。")
    if given_by != Giver.SELF and (proof is None or proof.about != case_no):
        raise Refused(
            "proof_missing",
            "监护人、继承人替人签的，要有证明关系的材料：户口簿、判决书、死亡证明。请拍下来。",
            LAW,
        )
    if given_by == Giver.HEIR and person.died_on is None and (died_on := found_dead(case).get(person)):
        registry.mark_dead(person, died_on, by=by)
        person.died_on = died_on
    hand = _hand(giver, on, by) if giver else None
    told = _told(person, hand or person, given_by, sheet)
    record = _signed(case, RecordKind.CONSENT, told, hand or person, "授权人", photo, on, by)
    return verification.authorise(
        person,
        record.pk,
        kinds,
        on,
        sheet.until_on,
        by=by,
        given_by=given_by,
        giver=hand,
        registers=sheet.registers,
        purposes=sheet.purposes,
    )


@action("casework.withdraw_consent")
def withdraw_consent(
    case_no: str, consent_id: int, signer_id: int, photo: bytes, on: date, *, by: Scope
) -> Authorisation:
    """Take back, at the desk, a live consent of somebody of this family: who gave it or whose it is has signed a sheet.

    Raises Refused out of place and duty, to a relative, for a consent that is not one of these, and for another's hand.
    """
    case = case_for(case_no, by, *MAY)
    consent = consent_of(case, consent_id, on, by)
    signer = next((one for one in (consent.person, consent.giver) if one and one.pk == signer_id), None)
    if signer is None:
        raise Refused(
            "not_signed", "撤回要由本人或者当时签授权的人签。请看看是谁签的。", "个人信息保护法 第十五条"
        )
    told = f"{signer.name}撤回授权 {consent.number}，从{day_in_words(on)}起不再用它查询。"
    record = _signed(case, RecordKind.WITHDRAWAL, told, signer, "撤回人", photo, on, by)
    return verification.revoke_on_paper(consent, record, on, by=by)


def consent_of(case: Case, consent_id: int, on: date, by: Scope) -> Authorisation:
    """A live consent of somebody of the case's family; raises Refused for any other."""
    people = [row.person_id for row in members([case.household_id], on).get(case.household_id, [])]
    people += [person.pk for person in dead_of(by, case.household_id)]
    live = [one for own in authorisations(by, people, on).values() for one in own]
    found = next((one for one in live if one.pk == consent_id), None)
    if found is None:
        raise Refused("no_such_consent", "这份授权不是这一家的，或者已经撤回、到期。请回到授权页再看。")
    return found


def _of_the_family(case: Case, person_id: int, on: date, by: Scope) -> Person:
    living = [row.person for row in members([case.household_id], on).get(case.household_id, [])]
    for person in (*living, *dead_of(by, case.household_id)):
        if person.pk == person_id:
            return person
    raise Refused("not_of_the_family", "这个人不是这一家的。不在一起生活的义务人，请本人在手机上签。")


def _hand(giver: Person | NewMember, on: date, by: Scope) -> Person:
    """Who signed in somebody's place, found or added; a known person keeps their name."""
    if isinstance(giver, Person):
        return giver
    known = Person.objects.filter(id_hash=keyed_hash("id_number", idnumber.normal(giver.id_number))).first()
    if known and known.name != names.normal(giver.name):
        raise Refused("not_as_registered", "签字的人，姓名和证件号与登记的对不上。请对着身份证再看一遍。")
    return known or registry.register_person(giver, on, by=by)


def _told(person: Person, hand: Person, given_by: Giver, sheet: Sheet) -> str:
    """What was agreed to, whole, as the record keeps it beside the photo."""
    whose = "我" if hand.pk == person.pk else f"{person.name}（{Giver(given_by).label}{hand.name}签）"
    uses = "、".join(Purpose(one).label for one in sheet.purposes if one in Purpose.values)
    return (
        f"同意民政部门为“{uses}”查询{whose}的：{kinds_told([], [*sheet.registers])}；到{day_in_words(sheet.until_on)}为止。"
        "不作别的用；查了哪些随时可以看，也可以随时撤回。"
    )


def _signed(
    case: Case, kind: RecordKind, text: str, signer: Person, role: str, photo: bytes, on: date, by: Scope
) -> SignedRecord:
    content = {"name": signer.name, "case_no": case.case_no, "text": text, "on": on}
    record = documents.open_record(kind, case.case_no, content, on, by=by, region_code=case.region_code)
    hand = Signer(signer.name, role, person_id=signer.pk)
    documents.sign(record, hand, SignMethod.PAPER, by=by, image=photo)
    return record
