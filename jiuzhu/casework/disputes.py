"""What a family says against a found fact, its papers, and what the sources said before and say now."""

from dataclasses import dataclass
from datetime import date

from jiuzhu.assessment.models import Adoption, Claim
from jiuzhu.casework.models import Case, Dispute
from jiuzhu.casework.objections import READERS
from jiuzhu.documents.models import Paper
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.queries.again import Again, asked_again
from jiuzhu.verification.queries.standing import FOUND


@dataclass(frozen=True)
class Disputed:
    """One objection. `before` is the found value it is about, `now` a newer one, None while (or because) none came.

    `adoption` is what was believed in the end.
    """

    raised_on: date
    says: str
    papers: tuple[Paper, ...]
    answers: tuple[Again, ...]
    before: Claim
    now: Claim | None
    adoption: Adoption | None

    @property
    def is_answered(self) -> bool:
        """Whether everybody who was asked again has answered."""
        return all(one.is_answered for one in self.answers)


def open_disputes(case: Case) -> list[Dispute]:
    """Objections to found facts of a case that no adoption has settled; one query."""
    return list(case.disputes.filter(adoption=None).select_related("claim").order_by("pk"))


def gone_claims(case: Case) -> set[int]:
    """Found values that the family objected to and that nobody found any more when asked again; one query where none are."""
    asked = {
        row.claim_id: asked_again(case.case_no, row.asked)
        for row in case.disputes.order_by("raised_on", "pk")
    }
    return {
        claim
        for claim, answers in asked.items()
        if answers and all(one.now is not None and not one.now.rows for one in answers)
    }


def disputes(scope: Scope, case: Case, person_id: int | None, key: str, purpose: str) -> list[Disputed]:
    """The objections to one found fact of a case that `queries` gave, newest first, and the look at them."""
    if not scope.covers(case.region_code, *READERS):
        return []
    rows = case.disputes.filter(claim__person_id=person_id, claim__key=key).order_by("-pk")
    found = list(rows.select_related("claim", "adoption").prefetch_related("papers"))
    if found:
        told = [f"dispute:{row.pk}" for row in found]
        look(scope, "casework.disputes", told, purpose=purpose, case_no=case.case_no, fields=["says"])
    claims = Claim.objects.filter(
        case_no=case.case_no, person_id=person_id, key=key, source_kind__in=FOUND
    ).order_by("-pk")
    newest = claims.first() if found else None
    return [
        Disputed(
            row.raised_on,
            reveal(row, "says"),
            tuple(row.papers.all()),
            tuple(asked_again(case.case_no, row.asked)),
            row.claim,
            newest if newest and newest.pk > row.claim_id else None,
            row.adoption,
        )
        for row in found
    ]
