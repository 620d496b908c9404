"""Keep money of a family back: for ten working days, or until the review of it has ended."""

from datetime import date

from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits.models import Award, Hold
from jiuzhu.casework.models import Case
from jiuzhu.casework.states import OPEN, Kind
from jiuzhu.kernel.month import Month
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.trail.record import action


@action("casework.hold_back")
def hold_back(
    award: Award, month: Month, reason: str, on: date, *, by: Scope, person: Person | None = None
) -> Hold:
    """Hold a share of a month back (`benefits.hold`); a review of the family that is open keeps it until it has ended.

    The review's row is locked, so that a decision made meanwhile ends the hold or is seen.
    """
    reviews = Case.objects.filter(household=award.household_id, kind=Kind.REVIEW, stage__in=[*OPEN])
    review = reviews.select_for_update(of=("self",)).first()
    return benefits.hold(
        award, month, reason, on, by=by, person=person, case_no=review.case_no if review else ""
    )
