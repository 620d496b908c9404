"""A finding of a round becomes a review of its family."""

from datetime import date

from jiuzhu.casework.actions.open import open_review
from jiuzhu.casework.models import Case
from jiuzhu.org.scope import Scope
from jiuzhu.recheck import actions as recheck
from jiuzhu.recheck.kinds import Outcome
from jiuzhu.recheck.models import Finding
from jiuzhu.trail.record import action


@action("casework.review_finding")
def review_finding(finding_id: int, on: date, *, by: Scope) -> Case:
    """Open a review for what a round found; all open findings of the family go into it.

    Nothing changes for the family until the review is decided (社会救助法 第四十八条). Raises Refused as `open_review`.
    """
    finding = recheck.settle(finding_id, Outcome.REVIEW, "开复核", on, by=by)
    names = Finding.objects.filter(household_id=finding.household_id, settled_on=on, outcome=Outcome.REVIEW)
    what = "、".join(dict.fromkeys(one.label for one in names))
    return open_review(finding.case_no, f"部门数据变化：{what}", on, by=by)
