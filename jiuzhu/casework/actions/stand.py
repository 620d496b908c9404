"""What a decision makes of a family and its people: the standings it gives, and those that end with it."""

from jiuzhu.casework.models import Decision
from jiuzhu.casework.states import Outcome
from jiuzhu.kernel.month import Month
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import end_standing, give_standing
from jiuzhu.registry.models import Person, Standing

OF_FAMILIES = ("dibao", "tapering", "dibian", "gangxing")
ALONE = "single_person"
"""单人保: who gets it stands in 低保 alone, while the family stays what it was recognised as (民发〔2021〕57号 第8条)."""


def stand(decision: Decision, month: Month, *, by: Scope) -> None:
    """From a month on the family stands in what was decided and in nothing else of this procedure; what stays the same
    goes on. 特困 and benefits of single people are decided elsewhere and left alone."""
    household = decision.case.household
    given = _given(decision)
    ends = [ALONE, *(("dibao", "tapering") if decision.programme == ALONE and given else OF_FAMILIES)]
    for standing in Standing.objects.filter(household=household, until_month=None, programme__in=ends):
        if (standing.programme, standing.person) not in given:
            end_standing(standing, month, by=by)
    for programme, person in given:
        give_standing(household, programme, decision.decision_no, month, by=by, person=person)


def _given(decision: Decision) -> list[tuple[str, Person | None]]:
    """Programmes, each with who stands in it: the family (None) or a person of it."""
    if decision.outcome == Outcome.STOP:
        return [("dibian", None)] if decision.programme == "dibian" else []
    if decision.programme != ALONE:
        return [(decision.programme, None)]
    people = [int(person) for person in decision.determination.result["results"][ALONE]["persons"]]
    return [(ALONE, person) for person in Person.objects.filter(pk__in=people)]
