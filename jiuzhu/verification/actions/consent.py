"""Give and withdraw a consent to be looked up."""

from collections.abc import Iterable
from datetime import date, timedelta

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.documents.kinds import RecordKind
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.month import OF_AGE, age_on
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.trail.record import action
from jiuzhu.vault.ids import new_id
from jiuzhu.verification.kinds import Giver, Purpose
from jiuzhu.verification.models import Authorisation

OF_AGE_FOR_OWN_CONSENT = 14
CONSENT_LASTS = timedelta(days=365)
"""How long a consent holds that a family signs with its application, or a newcomer in a review."""
ENTITLED = (Purpose.APPLY, Purpose.REVIEW)
"""What a family's consent is for unless it says less: its application, and the reviews of what that gave."""


@action("verification.authorise")
def authorise(
    person: Person,
    signed_record_id: int,
    kinds: Iterable[str],
    on: date,
    until_on: date,
    *,
    by: Scope,
    given_by: str = Giver.SELF,
    giver: Person | None = None,
    registers: Iterable[str] = (),
    purposes: Iterable[str] = ENTITLED,
) -> Authorisation:
    """Record that a person agrees to be looked up in sources of these `kinds` from a day until another (both count).

    `registers` narrow it to these codes, none to all of the kinds; it serves `purposes` and nothing else. `giver` signed
    in the person's place. The same signed record again is the same consent. Raises Refused for an unknown kind, register
    or purpose, an empty time, a child under 14 without a guardian (个人信息保护法 第三十一条), a guardian who is not of
    age, and an heir of somebody who lives.
    """
    scope, only, uses = sorted(set(kinds)), sorted(set(registers)), sorted(set(purposes))
    if not scope or set(scope) - set(SourceKind) or set(only) - current().registers.keys():
        raise Refused("bad_consent", "授权要写明查哪几类：政府部门、金融机构、支付机构。请重新勾选。")
    if not uses or set(uses) - set(Purpose.values):
        raise Refused(
            "bad_consent", "授权要写明作什么用，例如申请、复核。请重新勾选。", "社会救助法 第七十条"
        )
    if until_on < on:
        raise Refused("bad_consent", "授权的截止日期早于开始日期，请改正后再签。")
    _demand_giver(person, Giver(given_by), giver, on)
    known = Authorisation.objects.filter(person=person, signed_record_id=signed_record_id).first()
    if known:
        return known
    pk = new_id()
    return Authorisation.objects.create(
        pk=pk,
        person=person,
        number=f"HS-{on.year}-{pk}",
        kinds=scope,
        registers=only,
        purposes=uses,
        signed_record_id=signed_record_id,
        given_by=given_by,
        giver=giver,
        from_on=on,
        until_on=until_on,
    )


def _demand_giver(person: Person, given_by: Giver, giver: Person | None, on: date) -> None:
    is_dead = person.died_on is not None and person.died_on <= on
    if given_by == Giver.SELF and (giver is not None or is_dead):
        raise Refused("bad_giver", f"{person.name}的授权写的是本人签，不能由别人签。请改选是谁签的。")
    if given_by == Giver.SELF and age_on(person.born, on) < OF_AGE_FOR_OWN_CONSENT:
        raise Refused(
            "guardian_needed",
            f"{person.name}不满十四周岁，要由监护人签授权。",
            "个人信息保护法 第三十一条",
        )
    if given_by == Giver.HEIR and not is_dead:
        raise Refused(
            "not_dead",
            f"登记里{person.name}没有去世，继承人不能替他签。请本人签；确已去世的，先登记去世日期。",
            "个人信息保护法 第四十九条",
        )
    if given_by == Giver.HEIR and giver is None:
        raise Refused(
            "no_heir", f"请写明是{person.name}的哪一位法定继承人签的。", "民法典 第一千一百二十七条"
        )
    if giver is None:
        return
    if giver.pk == person.pk or age_on(giver.born, on) < OF_AGE or giver.died_on is not None:
        raise Refused(
            "bad_giver",
            f"替{person.name}签授权的，要是另一位健在的成年人。请看看写的是谁。",
            "民法典 第十八条",
        )


@action("verification.revoke")
def revoke(authorisation: Authorisation, on: date, *, by: Scope) -> Authorisation:
    """Withdraw a consent from a day on: nothing is asked under it any more, and answers still on their way are not kept.

    Who gave it may withdraw it, and whose it is (个人信息保护法 第十五条). Raises PermissionError for any other resident,
    and for an officer: a consent is the family's.
    """
    mine = by.kind == "resident" and by.person_id is not None
    if by.kind != "system" and not (
        mine and by.person_id in (authorisation.person_id, authorisation.giver_id)
    ):
        raise PermissionError(f"{by.actor} cannot revoke authorisation {authorisation.pk}")
    if authorisation.revoked_on is None:
        authorisation.revoked_on = on
        authorisation.save(update_fields=["revoked_on"])
    return authorisation


@action("verification.revoke_on_paper")
def revoke_on_paper(
    authorisation: Authorisation, record: SignedRecord, on: date, *, by: Scope
) -> Authorisation:
    """Withdraw a consent from a day on by a sheet that its person or its giver signed: for who has no phone.

    Again is the same. Raises Refused unless the record is such a sheet. Whether the officer may act for this family, who
    calls has asked.
    """
    own = {authorisation.person_id, authorisation.giver_id} - {None}
    signed = record.kind == RecordKind.WITHDRAWAL and record.signatures.filter(person_id__in=own).exists()
    if not signed:
        raise Refused(
            "not_signed",
            "撤回要有本人或者当时签授权的人签字的纸。请签好、拍下来再记。",
            "个人信息保护法 第十五条",
        )
    if authorisation.revoked_on is None:
        authorisation.revoked_on, authorisation.withdrawal_record_id = on, record.pk
        authorisation.save(update_fields=["revoked_on", "withdrawal_record_id"])
    return authorisation
