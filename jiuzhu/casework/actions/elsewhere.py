"""Ask another region's centre about the family of a case, while it is being found out."""

from collections.abc import Collection
from datetime import date

from jiuzhu.casework.actions.step import case_for
from jiuzhu.casework.examined import purpose_of
from jiuzhu.casework.states import Stage
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.assist import actions as assist
from jiuzhu.verification.assist.models import Request


@action("casework.ask_elsewhere")
def ask_elsewhere(
    case_no: str,
    centre: assist.Centre,
    wanted: Collection[tuple[int, str]],
    reason: str,
    until_on: date,
    on: date,
    *,
    by: Scope,
    days: int | None = None,
) -> Request:
    """Draft a request about these (person, register) to another region's centre (民发〔2022〕83号 三(二))."""
    case = case_for(case_no, by, Role.VERIFIER, Role.COUNTY)
    if case.stage != Stage.INVESTIGATING:
        raise Refused(
            "not_investigating", f"案件现在是“{Stage(case.stage).label}”，启动调查以后才能请外地协查。"
        )
    return assist.draft(
        case_no,
        case.household,
        centre,
        wanted,
        reason,
        until_on,
        on,
        by=by,
        used_for=purpose_of(case),
        days=days,
    )
