"""Fetch a case for an act, and move it one step. Shared by all acts of this package."""

from datetime import date

from jiuzhu.casework.models import Case, Proposal, Step
from jiuzhu.casework.queries import recused
from jiuzhu.casework.states import STEPS, Stage
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action


def case_for(case_no: str, by: Scope, *roles: Role) -> Case:
    """The case, if `by` may act on it: right place, right duty, no relative of theirs in the family.

    Raises Refused. The row is locked for the rest of the transaction.
    """
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("household", "applicant")
        .filter(case_no=case_no)
        .first()
    )
    if case is None:
        raise Refused("no_such_case", f"没有编号为 {case_no} 的案件，请核对编号。")
    if by.kind != "system":
        by.demand(case.region_code, *roles)
        if is_recused(case, by):
            raise Refused(
                "recused",
                "这一户有您的近亲属，您要回避，请由其他同事办理。",
                "近亲属回避；民发〔2021〕57号 第11条",
            )
    return case


def proposed(case: Case, verb: str) -> Proposal:
    """The newest proposal of a case; raises Refused, as `move` does, while there is none."""
    proposal = case.proposals.order_by("-pk").first()
    if proposal is None:
        raise _moved(case, verb)
    return proposal


def is_recused(case: Case, by: Scope) -> bool:
    """Whether a member of the family is a filed relative of this officer, also when filed after the case was opened."""
    return recused(by).filter(pk=case.pk).exists()


@action("casework.step")
def move(case: Case, verb: str, on: date, note: str = "", *, by: Scope) -> Step:
    """Take one step of the table, or raise Refused when the case is not where the step begins.

    Compare-and-set: of two officers who press at once, the second is told what the first did.
    """
    rule = STEPS[verb]
    before = Stage(case.stage)
    moved = Case.objects.filter(pk=case.pk, stage=before, stage__in=rule.before).update(stage=rule.after)
    if not moved:
        case.refresh_from_db()
        raise _moved(case, verb)
    case.stage = rule.after
    return Step.objects.create(
        case=case,
        verb=verb,
        before=before,
        after=rule.after,
        actor=by.actor,
        actor_name=by.name,
        on=on,
        note=note[:300],
    )


def _moved(case: Case, verb: str) -> Refused:
    rule, now = STEPS[verb], Stage(case.stage).label
    return Refused(
        "case_moved", f"案件现在是“{now}”，不能{rule.label}。可能同事刚办过一步，请刷新再看。", rule.law
    )
