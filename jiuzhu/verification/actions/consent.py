"""Give and withdraw a consent to be looked up."""

from collections.abc import Iterable
from datetime import date, timedelta

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.kernel.month import age_on
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.trail.record import action
from jiuzhu.vault.ids import new_id
from jiuzhu.verification.kinds import Giver
from jiuzhu.verification.models import Authorisation

OF_AGE_FOR_OWN_CONSENT = 14

CONSENT_LASTS = timedelta(days=365)
"""How long a consent holds that a family signs with its application, or a newcomer in a review."""


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
) -> Authorisation:
    """Record that a person agrees to be looked up in sources of these `kinds` from a day until another (both count).

    The same signed record again is the same consent. Raises Refused for an unknown kind, an empty time, or a child
    under 14 without a guardian (个人信息保护法 第三十一条).
    """
    scope = sorted(set(kinds))
    if not scope or set(scope) - set(SourceKind):
        raise Refused("bad_consent", "授权要写明查哪几类：政府部门、金融机构、支付机构。请重新勾选。")
    if until_on < on:
        raise Refused("bad_consent", "授权的截止日期早于开始日期，请改正后再签。")
    if given_by == Giver.SELF and age_on(person.born, on) < OF_AGE_FOR_OWN_CONSENT:
        raise Refused(
            "guardian_needed",
            f"{person.name}不满十四周岁，要由监护人签授权。",
            "个人信息保护法 第三十一条",
        )
    known = Authorisation.objects.filter(person=person, signed_record_id=signed_record_id).first()
    if known:
        return known
    pk = new_id()
    return Authorisation.objects.create(
        pk=pk,
        person=person,
        number=f"HS-{on.year}-{pk}",
        kinds=scope,
        signed_record_id=signed_record_id,
        given_by=given_by,
        from_on=on,
        until_on=until_on,
    )


@action("verification.revoke")
def revoke(authorisation: Authorisation, on: date, *, by: Scope) -> Authorisation:
    """Withdraw a consent from a day on: nothing is asked under it any more, and answers still on their way are not kept.

    Raises PermissionError when a resident withdraws somebody else's.
    """
    if by.kind == "resident" and by.person_id != authorisation.person_id:
        raise PermissionError(f"{by.actor} cannot revoke authorisation {authorisation.pk}")
    if authorisation.revoked_on is None:
        authorisation.revoked_on = on
        authorisation.save(update_fields=["revoked_on"])
    return authorisation
