"""Take a person who asks for it out of what departments delivered (个人信息保护法 第四十七条), when nothing of it is needed."""

import re
from datetime import date

from jiuzhu.kernel import idnumber
from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.actions import erase_person
from jiuzhu.lake.queries import UNKNOWN, row_numbers
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household, Person, Standing
from jiuzhu.vault.seal import keyed_hash
from jiuzhu.verification.models import Authorisation, live

LAW = "个人信息保护法 第四十七条"
LONGEST_REASON = 200
_A_NUMBER = re.compile(r"\d{15}")


def erase_delivered(id_number: str, reason: str, on: date, *, by: Scope) -> int:
    """Erase the person with this number from the lake for a reason that the trail keeps; how many files that changed.

    Several acts; what an interruption leaves undone, the clock does (`lake.finish_erasing`). Raises Refused for who may not,
    without a reason, for somebody whom no register named, and while the law wants the person's data kept: a standing goes
    on, or a consent lives.
    """
    if by.kind != "officer" or not by.is_(Role.COUNTY):
        raise Refused("not_in_scope", "删除个人数据由区级审核岗位决定，您现在的岗位删不了。")
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON or _A_NUMBER.search(reason):
        raise Refused(
            "reason_needed",
            f"请写明删除的理由（{LONGEST_REASON} 字以内，不要写身份证号）：谁在哪一天提出、凭什么。",
        )
    hash_ = keyed_hash("id_number", idnumber.upgraded(idnumber.normal(id_number)))
    [rn] = row_numbers([hash_])
    if rn == UNKNOWN:
        raise Refused("nobody_there", "各部门送来的数据里没有这个人，不用删除。请核对身份证号有没有写错。")
    _demand_not_needed(hash_, on, by)
    return erase_person(int(rn), reason, by=by)


def _demand_not_needed(hash_: str, on: date, by: Scope) -> None:
    """Of the person's family, if there is one, the officer's own county decides."""
    person = Person.objects.filter(id_hash=hash_).first()
    if person is None:
        return
    home = Household.objects.filter(memberships__person=person, memberships__until=None).first()
    if home is not None:
        by.demand(home.region_code, Role.COUNTY)
        if Standing.objects.filter(household=home, until_month=None).exists():
            raise Refused(
                "still_needed", "这个人的家庭正在享受救助，数据还要用来复核，不能删除。停发以后再办。", LAW
            )
    if Authorisation.objects.filter(live(on), person=person).exists():
        raise Refused("still_needed", "这个人的核对授权还有效，不能删除。请本人先撤回授权，再提出删除。", LAW)
