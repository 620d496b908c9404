"""Settle for one case what the law leaves open: one officer proposes, another of the right place and duty agrees."""

from datetime import date

from jiuzhu.assessment import actions as assessment
from jiuzhu.assessment.models import Ruling
from jiuzhu.casework.actions.step import case_for
from jiuzhu.casework.states import MAY_SECOND, OPEN
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action

MAY_PROPOSE = (Role.CLERK, Role.CONFIRMER, Role.COUNTY, Role.POLICY)


@action("casework.rule")
def rule(case_no: str, key: str, value: str, reason: str, ground: str, on: date, *, by: Scope) -> Ruling:
    """Propose a ruling in an open case; it counts once a second officer agrees. Raises Refused outside place and duty."""
    case = case_for(case_no, by, *MAY_PROPOSE)
    if case.stage not in OPEN:
        raise Refused("case_closed", "案件已经办结，不能再裁定。情况有变化请开复核。")
    return assessment.rule(case_no, key, value, reason, ground, on, by=by)


@action("casework.second_ruling")
def second_ruling(case_no: str, ruling_id: int, on: date, *, by: Scope) -> Ruling:
    """Agree to a ruling of this case, as another officer of the town's confirmers, the county or the policy desk."""
    case_for(case_no, by, *MAY_SECOND)
    if not Ruling.objects.filter(pk=ruling_id, case_no=case_no).exists():
        raise Refused("no_such_ruling", "这个案件没有这条裁定，请刷新页面再看。")
    return assessment.second_ruling(ruling_id, on, by=by)
