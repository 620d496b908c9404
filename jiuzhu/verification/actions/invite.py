"""Ask somebody who is elsewhere to sign a consent on their own phone; they sign it, or do not agree."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.documents.wording import day_in_words
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.month import OF_AGE, age_on
from jiuzhu.kernel.refusal import Refused
from jiuzhu.kernel.typed import narrow
from jiuzhu.notices.actions import tell
from jiuzhu.notices.kinds import Channel
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.queries import office_of
from jiuzhu.org.scope import Scope
from jiuzhu.registry import names
from jiuzhu.registry.actions import NewMember, phone_to_tell, register_person
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Household, Person
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash, reveal
from jiuzhu.verification.actions.consent import authorise
from jiuzhu.verification.covered import kinds_told
from jiuzhu.verification.kinds import Purpose, Response
from jiuzhu.verification.models import Invitation

LAW = "社会救助法 第四十一条"
TO_ANSWER = timedelta(days=14)
"""As long the person has to answer."""
LASTS = timedelta(days=180)
"""As long a consent holds that is signed from afar: longer than a case may take, objections included."""


@action("verification.invite")
def invite(
    case_no: str,
    household: Household,
    who: Person | NewMember,
    kinds: Iterable[str],
    purpose: str,
    on: date,
    *,
    by: Scope,
    phone: str = "",
    registers: Iterable[str] = (),
) -> Invitation:
    """Ask a member or a supporter of a family to consent from afar; a text message brings them the address.

    `phone` is for somebody registered without one. The same person again for the same case is the same invitation, sent
    again with what is asked now. Raises Refused for a minor, for somebody known under another name or phone (nobody signs
    in with a phone that a clerk wrote over theirs), for a supporter with a phone of the family's, without a phone, and
    for a kind, register or purpose that there is not.
    """
    by.demand(household.region_code, Role.CLERK, Role.VERIFIER, Role.COUNTY)
    scope, only = sorted(set(kinds)), sorted(set(registers))
    unknown = set(scope) - set(SourceKind) or set(only) - current().registers.keys()
    if not scope or unknown or purpose not in Purpose.values:
        raise Refused(
            "bad_consent", "请写明要查哪几类、作什么用，缺一项都不能请人签。", "社会救助法 第七十条"
        )
    person = _invited(who, phone, on, by)
    family = [row.person for row in members([household.pk], on).get(household.pk, [])]
    is_outside = person not in family
    if is_outside:
        _demand_own_phone(person, family)
    asked = {
        "household": household,
        "is_outside": is_outside,
        "kinds": scope,
        "registers": only,
        "purpose": purpose,
        "invited_on": on,
        "answer_by": on + TO_ANSWER,
        "until_on": on + LASTS,
    }
    invitation, _ = Invitation.objects.update_or_create(
        case_no=case_no, person=person, response=Response.WAITING, defaults=asked
    )
    tell(person.pk, case_no, Channel.SMS, _message(invitation), by=by, on=on, phone=reveal(person, "phone"))
    return invitation


@action("verification.sign_invitation")
def sign_invitation(
    invitation: Invitation, on: date, *, by: Scope, strokes: bytes = b"", is_drawn: bool = True
) -> Invitation:
    """The invited person consents: by `strokes` (drawn, or a photo of a signed sheet), else by confirming as signed in.

    Raises PermissionError for anybody else, Refused when it was answered or there is no more time.
    """
    invitation = _open(invitation, on, by)
    person = invitation.person
    content = {
        "name": person.name,
        "case_no": invitation.case_no,
        "text": _text(invitation),
        "on": on,
    }
    region = invitation.household.region_code
    record = documents.open_record(
        RecordKind.CONSENT, invitation.case_no, content, on, by=by, region_code=region
    )
    method = (SignMethod.STROKES if is_drawn else SignMethod.PAPER) if strokes else SignMethod.CLICK
    documents.sign(record, Signer(person.name, "授权人", person_id=person.pk), method, by=by, image=strokes)
    invitation.authorisation = authorise(
        person,
        record.pk,
        invitation.kinds,
        on,
        invitation.until_on,
        by=by,
        registers=invitation.registers,
        purposes=[invitation.purpose],
    )
    return _answered(invitation, Response.SIGNED, on)


@action("verification.decline_invitation")
def decline_invitation(invitation: Invitation, on: date, *, by: Scope) -> Invitation:
    """The invited person does not agree; no reason is asked. Raises as `sign_invitation` does."""
    return _answered(_open(invitation, on, by), Response.DECLINED, on)


def _demand_own_phone(person: Person, family: list[Person]) -> None:
    """What the family signs on its own phone is not the supporter's consent."""
    if reveal(person, "phone") in [phone_to_tell(one) for one in family]:
        raise Refused(
            "not_own_phone",
            f"这是这一家自己的手机号。{person.name}要在自己的手机上签，请问到本人的号码。",
            LAW,
        )


def _invited(who: Person | NewMember, phone: str, on: date, by: Scope) -> Person:
    """The person, found or added; what is known of them stays as it is."""
    if isinstance(who, Person):
        who = NewMember(who.name, reveal(who, "id_number"), Relation.OTHER)
    name = names.normal(who.name)
    given = re.sub("[^0-9]", "", narrow(who.phone or phone))
    known = Person.objects.filter(id_hash=keyed_hash("id_number", idnumber.normal(who.id_number))).first()
    if known:
        own = reveal(known, "phone") if known.phone else ""
        if known.name != name or (own and given and own != given):
            raise Refused(
                "not_as_registered",
                "姓名、手机号和登记的对不上。换过手机号的，请本人带身份证到镇政府窗口登记新号，再请签。",
            )
        given = own or given
    if len(given) != len("13800000000"):
        raise Refused(
            "phone_missing", f"没有{who.name}的手机号（11 位），发不了短信。请问到本人的号码再请签。"
        )
    person = register_person(NewMember(name, who.id_number, who.relation, given), on, by=by)
    if age_on(person.born, on) < OF_AGE:
        raise Refused(
            "guardian_needed", f"{person.name}未成年，请监护人签，不用另外请签。", "民法典 第十九条"
        )
    return person


def _text(asked: Invitation) -> str:
    """What is signed, whole."""
    purpose = Purpose(asked.purpose).label
    return (
        f"同意民政部门为{asked.household.head.name}家的“{purpose}”（{asked.case_no}）查询我的收入和财产，"
        f"只查：{kinds_told(asked.kinds, asked.registers)}；到{day_in_words(asked.until_on)}为止。"
        "不作别的用；查了哪些我随时可以看，也可以随时撤回。"
    )


def _message(invitation: Invitation) -> str:
    """Names nobody: a phone may lie open."""
    office = office_of(invitation.household.region_code, Level.TOWN)
    whose = "您的一位亲属" if invitation.is_outside else "您家"
    last = invitation.answer_by
    return (
        f"{office.short if office else '民政部门'}：{whose}在办社会救助，要请您本人决定同不同意查询您的收入和财产。"
        f"不同意就不查。请在{last.month}月{last.day}日前打开 {settings.PUBLIC_URL}/family/sign/{invitation.pk} ，登录后看。"
    )


def _open(invitation: Invitation, on: date, by: Scope) -> Invitation:
    if by.kind != "resident" or by.person_id is None or by.person_id != invitation.person_id:
        raise PermissionError(f"{by.actor} cannot answer invitation {invitation.pk}")
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("person", "household")
    invitation = rows.get(pk=invitation.pk)
    if not invitation.is_open(on):
        raise Refused(
            "not_open", "这份授权已经答过，或者过了答复的日子。还要签的，请打电话让镇里再发一次。", LAW
        )
    return invitation


def _answered(invitation: Invitation, response: Response, on: date) -> Invitation:
    invitation.response, invitation.answered_on = response, on
    invitation.save(update_fields=["response", "answered_on", "authorisation"])
    return invitation
