"""Near relatives of officers and village cadres: filed, and taken back by somebody else (民发〔2021〕57号 第11条)."""

from datetime import date

from jiuzhu.kernel import idnumber
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import FiledRelative, Login, Office
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash

MAY_FILE = (Role.CLERK, Role.COUNTY, Role.CONFIRMER)
"""Who files relatives of the officers and cadres of their place, their own too, and takes a filing back."""


@action("org.file_relative")
def file_relative(
    official: str, office: Office, login: Login | None, relation: str, id_number: str, on: date, *, by: Scope
) -> FiledRelative:
    """File a near relative of an officer or village cadre; the number is kept as a keyed hash only. Filed again, it is
    the same row, which a login told later joins.

    Raises Refused without a name or relation, and for a number that cannot be one: it would never be found again.
    """
    _demand(office, by)
    official, relation = official.strip(), relation.strip()
    if not official or not relation:
        raise Refused("bad_relative", "请写明是哪位工作人员或者村（社区）干部的什么亲属。")
    wrong = idnumber.fault(id_number, on)
    if wrong:
        raise Refused("bad_relative", f"{official}的亲属：{wrong}。")
    row, is_new = FiledRelative.objects.get_or_create(
        official=official,
        office=office,
        id_hash=keyed_hash("id_number", idnumber.normal(id_number)),
        until=None,
        defaults={"login": login, "relation": relation, "filed_on": on},
    )
    if login and not is_new and row.login_id is None:
        row.login = login
        row.save(update_fields=["login"])
    return row


@action("org.end_relative")
def end_relative(row: FiledRelative, reason: str, on: date, *, by: Scope) -> FiledRelative:
    """Take a filing back from a day on: filed by mistake, or no relative any more. The row stays; taken back again, it
    stays as it was.

    Raises Refused without a reason, and for one's own: nobody lifts their own recusal.
    """
    _demand(row.office, by)
    if row.login_id is not None and row.login_id == by.login_id:
        raise Refused("oneself", "自己的备案不能自己撤回，请同事办理。")
    if not reason.strip():
        raise Refused("reason_missing", "请写明为什么撤回，例如：号码写错、不再是近亲属。")
    FiledRelative.objects.filter(pk=row.pk, until=None).update(until=on, ended_for=reason.strip())
    row.refresh_from_db()
    return row


def _demand(office: Office, by: Scope) -> None:
    if by.kind != "system":
        by.demand(office.region_code, *MAY_FILE)
