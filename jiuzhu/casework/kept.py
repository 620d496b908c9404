"""On which facts an award rests: those that it was decided on, and from its day on those of a review that kept it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jiuzhu.assessment.models import Determination
from jiuzhu.benefits.models import Award
from jiuzhu.casework.models import Case, Decision
from jiuzhu.casework.states import Outcome, Stage
from jiuzhu.kernel.month import Month


@dataclass(frozen=True)
class Basis:
    """The determinations an award rests on, one after another, each from its own day on."""

    own: Determination
    kept: Sequence[Determination] = ()

    @property
    def newest(self) -> Determination:
        return self.kept[-1] if self.kept else self.own

    def on(self, day: date) -> Determination:
        """The one that stood on a day; before its own day, the first."""
        return next((one for one in reversed(self.kept) if one.on <= day), self.own)


def bases(awards: Iterable[Award]) -> dict[int, Basis]:
    """What each award rests on, by its key: one query for all."""
    listed = list(awards)
    decisions = Decision.objects.filter(
        outcome=Outcome.KEEP, case__household__in={award.household_id for award in listed}
    )
    kept: dict[int, list[Decision]] = defaultdict(list)
    for decision in decisions.select_related("determination__fact_set").order_by("determination__on", "pk"):
        kept[decision.determination.household_id].append(decision)
    return {
        award.pk: Basis(
            award.determination,
            [one.determination for one in kept[award.household_id] if _keeps(one, award)],
        )
        for award in listed
    }


def basis_of(award: Award) -> Basis:
    """What one award rests on."""
    return bases([award])[award.pk]


def newest_decided(case: Case) -> Case:
    """The case by which the family of a case, in its programme, was decided last; itself where none was."""
    decided = Case.objects.filter(
        household=case.household_id, programme=case.programme, stage=Stage.CONFIRMED
    ).select_related("household", "applicant")
    return decided.order_by("decisions__pk").last() or case


def _keeps(decision: Decision, award: Award) -> bool:
    """Whether a review kept this award, and not one before or after it."""
    is_over = award.until_month is not None and Month.of(decision.decided_on).number >= award.until_month
    return (
        decision.programme == award.programme
        and decision.determination.on > award.determination.on
        and not is_over
    )
