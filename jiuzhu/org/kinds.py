"""Words of the organisation that rows and scopes share."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a post may do. One person may hold several posts; the acts separate duties among persons."""

    ASSISTANT = "assistant"
    CLERK = "clerk"
    CONFIRMER = "confirmer"
    COUNTY = "county"
    VERIFIER = "verifier"
    PAYER = "payer"
    PAY_APPROVER = "pay_approver"
    POLICY = "policy"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMIN = "admin"
    KEEPER = "keeper"
    """An officer of another department, who answers by hand what we ask of its registers."""

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.ASSISTANT: "协理员",
    Role.CLERK: "经办",
    Role.CONFIRMER: "确认",
    Role.COUNTY: "区级审核",
    Role.VERIFIER: "核对",
    Role.PAYER: "发放岗",
    Role.PAY_APPROVER: "发放复核",
    Role.POLICY: "政策",
    Role.SUPERVISOR: "监督",
    Role.AUDITOR: "审计",
    Role.ADMIN: "账号管理",
    Role.KEEPER: "部门联络员",
}
REACHES_NO_FAMILY: frozenset[str] = frozenset({Role.ADMIN, Role.KEEPER})
"""Who administers logins reaches officers alone; who answers for a department, the questions put to it."""
OF_FAMILIES = tuple(role for role in Role if role not in REACHES_NO_FAMILY)
"""Roles whose region is a reach over its families."""
APART = "管账号的、替外部门填报的，都不能同时办理救助业务，也不能互相兼任，请由两个人分别担任"


ONE_LOGIN = "一个人只有一个账号，几个岗位都写在这个账号下"


def kept_apart(role: Role | str, others: Iterable[Role | str]) -> bool:
    """Whether who holds `others` may not hold `role` beside them: to administer logins, to answer for a department and to work with families are apart."""
    apart = {role, *others}
    return len(apart) > 1 and bool(apart & REACHES_NO_FAMILY)


def may_hold(role: Role | str, department: str) -> bool:
    """Whether a role has a place in an office of this department: a keeper in another department's alone, and nobody else there."""
    return (role == Role.KEEPER) == bool(department)


NO_PLACE = "部门联络员只设在外部门的机构，外部门的机构也只设部门联络员"


@dataclass(frozen=True)
class Limit:
    """`most` times within `minutes`; then no more for `minutes`."""

    name: str
    most: int
    minutes: int


SIGN_IN_NAME = Limit("sign_in.name", 5, 15)
"""Wrong passwords for one name, from browsers in which it never signed in before."""
SIGN_IN_ADDRESS = Limit("sign_in.address", 20, 15)
"""Wrong passwords from one address, from such browsers, whatever the name."""
SIGN_IN_BROWSER = Limit("sign_in.browser", 5, 15)
"""Wrong passwords for one name in one browser in which it signed in before."""
OWN_PASSWORD = Limit("password.own", 5, 15)
"""Tries of one officer, signed in, to tell the password they have, to choose another one."""
OBJECTIONS = Limit("objection.address", 5, 60)
"""Objections from one address."""
CODES_PHONE = Limit("code.phone", 5, 60)
"""One-time codes asked for on one phone, for whoever they are, whether one was sent or not."""
CODES_ADDRESS = Limit("code.address", 60, 60)
"""One-time codes asked for from one address; a village hall may have many families at one."""


class Level(StrEnum):
    """Level of a region or office."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"

    @property
    def label(self) -> str:
        return LEVEL_LABELS[self]


LEVEL_LABELS = {
    Level.PROVINCE: "省",
    Level.CITY: "市",
    Level.COUNTY: "县",
    Level.TOWN: "乡镇",
    Level.VILLAGE: "村",
}


def prefix(code: str) -> str:
    """The digits that all codes inside a region begin with: 500000 → 50, 500100 → 5001, 500110 → 500110."""
    if len(code) == 6:
        for zeros, length in (("0000", 2), ("00", 4)):
            if code.endswith(zeros):
                return code[:length]
    return code
