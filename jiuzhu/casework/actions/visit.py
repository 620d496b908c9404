"""A home visit: two surveyors, what they saw, and everybody's signature (民发〔2021〕57号 第16条)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.assessment import actions as assessment
from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.casework.actions.step import case_for, is_recused
from jiuzhu.casework.cooperation import helped_by
from jiuzhu.casework.models import Case, Visit
from jiuzhu.casework.states import OPEN
from jiuzhu.clocks import actions as clocks
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import PaperKind, RecordKind, SignMethod
from jiuzhu.documents.models import Paper, SignedRecord
from jiuzhu.kernel.month import OF_AGE, age_on
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action
from jiuzhu.verification.compare import together

LAW = "民发〔2021〕57号 第16条"


@dataclass(frozen=True)
class Seen:
    """One fact as surveyors saw it: `key` and `value` in the determination's words, `person_id` None for the family."""

    person_id: int | None
    key: str
    value: Any
    note: str = ""


@dataclass(frozen=True)
class Hand:
    """The strokes of one of the family who signs; `person_id` None: a guardian, where nobody of the family is of age."""

    strokes: bytes
    person_id: int | None


@dataclass(frozen=True)
class VisitForm:
    """The form of a home visit: who was there, what was seen, and the strokes of those who sign on the phone's screen.

    `number` is given when the form is opened, so that a form sent twice is one visit; `photos` are papers of the case.
    """

    visited_on: date
    present: str
    remarks: str
    seen: Sequence[Seen] = ()
    second_strokes: bytes = b""
    family: Sequence[Hand] = ()
    photos: Sequence[int] = ()
    number: str = ""


@action("casework.record_visit")
def record_visit(case_no: str, form: VisitForm, second: Login, on: date, *, by: Scope) -> Visit:
    """Record a home visit by the officer and `second`, signed by both and by the family; what was seen becomes claims.

    The same number again is the same visit. `second` is of the place, or of a town that was asked to come along and is
    done with it now. Raises Refused when either is a relative, when both are one, when nobody of the family signed, or
    on an impossible day. The county's visit (`Role.COUNTY`) is recorded as such.
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    known = case.visits.filter(number=form.number, first=by.login_id).first() if form.number else None
    if known:
        return known
    if case.stage not in OPEN:
        raise Refused("case_closed", "案件已经办结，不能再补记入户调查。")
    help = helped_by(case, second, on)
    if not case.opened_on <= form.visited_on <= on:
        raise Refused("bad_visit_day", f"入户日期应在受理日（{case.opened_on}）到今天（{on}）之间，请改正。")
    _demand_two(case, second, form.visited_on, by, is_helping=help is not None)
    if not form.second_strokes:
        raise Refused("surveyor_unsigned", f"{second.name}还没有签名，两位调查人员都要签名才能提交。", LAW)
    level = "county" if by.covers(case.region_code, Role.COUNTY) else "town"
    visit = Visit.objects.create(
        case=case,
        number=form.number,
        level=level,
        visited_on=form.visited_on,
        first_id=by.login_id,
        second=second,
        record=_sign(case, form, second, on, by),
    )
    for seen in _one_a_fact(form.seen):
        ref = f"入户调查 {form.visited_on} {seen.note}".strip()
        assessment.claim(
            case_no, seen.person_id, seen.key, seen.value, SourceKind.VISIT, ref, on, form.visited_on, by=by
        )
    if help:
        help.done_on = on
        help.save(update_fields=["done_on"])
    if level == "county":
        clocks.meet_running(case_no, "db.county_visit", on, by=by)
    return visit


def signers(people: Iterable[Person], on: date) -> list[Person]:
    """Who of a family may sign: those of age. Nobody, where a guardian has to."""
    return [person for person in people if age_on(person.born, on) >= OF_AGE]


def _demand_two(case: Case, second: Login, on: date, by: Scope, *, is_helping: bool) -> None:
    try:
        other = Scope.of(second, on)
    except Refused as refusal:
        told = f"{second.name}在 {on} 没有岗位，不能作为同行的调查人员，请核对日期或者换一位同事。"
        raise Refused("second_has_no_post", told, LAW) from refusal
    if by.login_id is None or second.pk == by.login_id:
        raise Refused("two_surveyors", "入户调查要两个人一起去，请选另一位同行的调查人员。", LAW)
    if not is_helping:
        other.demand(case.region_code, Role.CLERK, Role.COUNTY, Role.ASSISTANT)
    if is_recused(case, other):
        raise Refused(
            "recused",
            f"这一户有{second.name}的近亲属，要回避，请换一位同事。",
            "近亲属回避；民发〔2021〕57号 第11条",
        )


def _one_a_fact(seen: Iterable[Seen]) -> list[Seen]:
    """Two cars, or a wage here and a wage there, are one fact of who has them."""
    found: dict[tuple[int | None, str], Seen] = {}
    for one in seen:
        place = (one.person_id, one.key)
        found[place] = _added(found[place], one) if place in found else one
    return list(found.values())


def _added(one: Seen, other: Seen) -> Seen:
    notes = "；".join(filter(None, (one.note, other.note)))
    return Seen(one.person_id, one.key, together(one.key, one.value, other.value), notes)


def _sign(case: Case, form: VisitForm, second: Login, on: date, by: Scope) -> SignedRecord:
    hands = _family_hands(case, form)
    _demand_photos(case, form.photos)
    content = {
        "visited_on": form.visited_on.isoformat(),
        "present": form.present,
        "remarks": form.remarks,
        "photos": list(form.photos),
        "seen": [
            {"person": seen.person_id, "key": seen.key, "value": seen.value, "note": seen.note}
            for seen in form.seen
        ],
    }
    record = documents.open_record(
        RecordKind.VISIT, case.case_no, content, on, by=by, region_code=case.region_code
    )
    documents.sign(record, Signer(by.name, "调查人员", login_id=by.login_id), SignMethod.CLICK, by=by)
    companion = Signer(second.name, "调查人员", login_id=second.pk)
    documents.sign(record, companion, SignMethod.STROKES, by=by, image=form.second_strokes)
    for signer, strokes in hands:
        documents.sign(record, signer, SignMethod.STROKES, by=by, image=strokes)
    return record


def _family_hands(case: Case, form: VisitForm) -> list[tuple[Signer, bytes]]:
    """Who of the family signs. Raises Refused when nobody of age does."""
    family = [row.person for row in members([case.household_id], form.visited_on).get(case.household_id, [])]
    grown = {person.pk: person for person in signers(family, form.visited_on)}
    hands = [hand for hand in form.family if hand.strokes]
    if not hands:
        raise Refused("family_unsigned", "在场的家庭成员还没有签字，请让家里一位大人签名后再提交。", LAW)
    if any(hand.person_id not in grown if grown else hand.person_id is not None for hand in hands):
        raise Refused(
            "signed_by_nobody",
            "签名的人不是这一家的成年人，请让家里一位大人签名；没有大人的，由监护人签。",
            LAW,
        )
    return [
        (
            Signer(grown[hand.person_id].name, "家庭成员", person_id=hand.person_id)
            if hand.person_id
            else Signer(form.present, "监护人"),
            hand.strokes,
        )
        for hand in hands
    ]


def _demand_photos(case: Case, photos: Sequence[int]) -> None:
    kept = Paper.objects.filter(pk__in=photos, about=case.case_no, kind=PaperKind.VISIT_PHOTO)
    if kept.count() != len(set(photos)):
        raise Refused("not_our_photo", "有照片不是这一次入户拍的，请去掉后再提交。")
