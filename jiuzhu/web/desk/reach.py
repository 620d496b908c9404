"""The one way from a case number in an address to a case that this officer may see."""

from typing import Any

from jiuzhu.casework import queries
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.web.ui.today import today

PURPOSE = "办理案件"
OPENS_PAPERS = (
    Role.ASSISTANT,
    Role.CLERK,
    Role.CONFIRMER,
    Role.COUNTY,
    Role.VERIFIER,
    Role.PAYER,
    Role.SUPERVISOR,
    Role.AUDITOR,
)
"""Who opens photos and letters: who works on families, one by one, or watches over it. The law and the sums need none."""


def out_of_reach() -> Refused:
    """What is raised where a case is another place's, or of a family that the officer keeps off."""
    return Refused("not_in_scope", "这个案件不在您的辖区，或者家里有您的近亲属，您须回避。")


def reached(request: Any, case_no: str) -> queries.View:
    """The case with its steps and clocks. Raises Refused (a lock, no name) out of reach or when the officer is recused."""
    found = queries.view(request.scope, case_no, today())
    if found is None:
        raise out_of_reach()
    return found
