"""Scope: who asks, and how far they may see and act. A value; queries of people accept nothing else."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import REACHES_NO_FAMILY, Role, prefix
from jiuzhu.org.models import Login, Post, held

M = TypeVar("M", bound=Model)


def inside(code: str, region_field: str = "region_code") -> Q:
    """Rows whose region lies in `code`: a range of digits, which both databases read from a plain index."""
    first = prefix(code)
    return Q(**{f"{region_field}__gte": first, f"{region_field}__lt": str(int(first) + 1)})


@dataclass(frozen=True, slots=True)
class Scope:
    """`kind` is officer, resident, system, grant or department; `duties` pairs a role with the region code it holds for.

    `keeps` pairs a department with the region in which the officer answers for it. `actor` goes on the trail. A resident reaches only `person_id`; a grant only `case_no`, read only.
    """

    kind: str
    actor: str
    name: str = ""
    duties: tuple[tuple[str, str], ...] = ()
    login_id: int | None = None
    person_id: int | None = None
    case_no: str | None = None
    keeps: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, login: Login, on: date) -> "Scope":
        """An officer's scope, from the posts held on a day. One query; raises Refused without any post."""
        posts = list(
            Post.objects.filter(held(on), login=login, login__is_active=True).select_related("office")
        )
        duties = tuple(sorted((post.role, post.office.region_code) for post in posts))
        if not duties:
            raise Refused("no_post", "您的账号现在没有任何岗位，请联系本单位管理员办理任职登记。")
        keeps = {
            (post.office.department, post.office.region_code) for post in posts if post.role == Role.KEEPER
        }
        return cls(
            "officer",
            f"officer:{login.pk}",
            login.name,
            duties,
            login_id=login.pk,
            keeps=tuple(sorted(keeps)),
        )

    @classmethod
    def resident(cls, resident_id: int, person_id: int | None, name: str = "") -> "Scope":
        return cls("resident", f"resident:{resident_id}", name, person_id=person_id)

    @classmethod
    def system(cls, task: str, region_code: str = "") -> "Scope":
        """The product itself, doing one named task (a clock that runs out, an answer that arrives)."""
        return cls("system", f"system:{task}", "系统", (("system", region_code),))

    @classmethod
    def grant(
        cls, request_no: str, case_no: str, until_on: date, on: date, officer: "Scope | None" = None
    ) -> "Scope":
        """One case, read only: what an officer elsewhere gets for an assistance request that lasts to a day.

        Made anew at every request of the day `on`, and refused after the last one. With `officer` the trail names who
        looks, and who is a relative stays out; `request_no` is the purpose then.
        """
        if on > until_on:
            raise Refused(
                "grant_ended", f"协助查询到 {until_on} 为止，已经结束。还要看这个案件，请重新请求协助。"
            )
        if officer is None:
            return cls("grant", f"grant:{request_no}", case_no=case_no)
        return cls("grant", officer.actor, officer.name, login_id=officer.login_id, case_no=case_no)

    @classmethod
    def department(cls, name: str, region_code: str) -> "Scope":
        """A department's key: it reaches no family and no case, only what is shared by law of the people of a region."""
        return cls("department", f"department:{name}", name, (("department", region_code),))

    @property
    def regions(self) -> tuple[str, ...]:
        """Region codes whose families this scope reaches, each once."""
        return tuple(dict.fromkeys(code for role, code in self.duties if role not in REACHES_NO_FAMILY))

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _ in self.duties)

    def is_(self, *roles: Role) -> bool:
        return self.kind == "system" or any(role in self.roles for role in roles)

    def only(self, *roles: Role) -> "Scope":
        """The same person with their posts of `roles` alone: what waits for them in these."""
        return replace(self, duties=tuple(duty for duty in self.duties if duty[0] in {*roles, "system"}))

    def covers(self, code: str, *roles: Role) -> bool:
        """Whether a post (of one of `roles`, when given) reaches the region `code`."""
        wanted = {*roles, "system"} if roles else self.roles - REACHES_NO_FAMILY
        return any(role in wanted and code.startswith(prefix(home)) for role, home in self.duties)

    def demand(self, code: str, *roles: Role) -> None:
        """Raise Refused unless `covers`."""
        if not self.covers(code, *roles):
            who = "、".join(role.label for role in roles) or "本辖区的工作人员"
            raise Refused(
                "not_in_scope",
                f"这件事要由当地的{who}办理，您现在的岗位办不了。需要办理请联系当地，或申请调整岗位。",
            )

    def within(self, rows: QuerySet[M], region_field: str = "region_code") -> QuerySet[M]:
        """Only the rows of the regions this scope reaches. Residents and grants must use their own filter."""
        if self.kind not in ("officer", "system"):
            raise PermissionError(f"a {self.kind} scope has no regions")
        return rows.filter(self.reach(region_field))

    def reach(self, region_field: str = "region_code") -> Q:
        """The condition `within` filters by, for joins; the whole country for a system task without a region."""
        if any(not prefix(code) for code in self.regions):
            return Q()
        reach = Q(pk__in=[])
        for code in self.regions:
            reach |= inside(code, region_field)
        return reach

    def for_trail(self) -> dict[str, Any]:
        return {"subject": self.actor}
