"""Weigh what is said of one fact of a case: the newest claim of each kind of source, by the rules of weight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.assessment.models import Claim
from jiuzhu.assessment.weights import Advice, Said, advise, day_after
from jiuzhu.casework.disputes import gone_claims
from jiuzhu.casework.models import Case
from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Catalogue


@dataclass(frozen=True)
class Weighed:
    """The claims of a fact, by id, which of them rest on weak signals alone, and what is advised."""

    claims: dict[int, Claim]
    weak: frozenset[int]
    advice: Advice

    def of(self, value: Any, source_kind: str) -> Claim | None:
        """The claim that gives this value; None when an officer works it out."""
        same = (one for one in self.claims.values() if (one.value, one.source_kind) == (value, source_kind))
        return next(same, None)

    def is_weak(self, value: Any, source_kind: str) -> bool:
        """Whether a value rests on weak signals alone; declared or seen by somebody too, it does not."""
        claim = self.of(value, source_kind)
        return claim is not None and claim.pk in self.weak and not self._agrees(claim)

    def followed(self, value: Any, source_kind: str) -> str:
        """The rule that adopting this value follows; "" when it departs from the advice."""
        claim = self.of(value, source_kind)
        return self.advice.rule.code if claim and claim.pk == self.advice.advised else ""

    def review_on(self, value: Any, source_kind: str, on: date) -> date:
        """When this value is to be looked at again: counted from the day it was true on, at the earliest tomorrow's."""
        claim, months = self.of(value, source_kind), self.advice.rule.months
        return max(day_after(claim.true_on if claim else on, months), day_after(on, 1))

    def _agrees(self, claim: Claim) -> bool:
        return any(one.value == claim.value for one in self.claims.values() if one.pk not in self.weak)


def weigh(case: Case, person_id: int | None, key: str, on: date) -> Weighed:
    """Weigh one fact of a case."""
    rows = Claim.objects.filter(case_no=case.case_no, person_id=person_id, key=key).order_by("pk")
    return weighed(case, key, rows, on)


def weighed(case: Case, key: str, claims: Iterable[Claim], on: date) -> Weighed:
    """Weigh these claims of one fact of a case, the newest of each kind of source."""
    newest = {claim.source_kind: claim for claim in claims}
    table, gone = current(), gone_claims(case)
    weak = frozenset(one.pk for one in newest.values() if rests_on_weak(table, one))
    said = [
        Said(one.pk, one.source_kind, one.true_on, one.pk in weak, one.pk in gone) for one in newest.values()
    ]
    return Weighed({one.pk: one for one in newest.values()}, weak, advise(key, said, on))


def rests_on_weak(table: Catalogue, claim: Claim) -> bool:
    """Whether all that a claim refers to are registers of weak signals."""
    known = table.sources.keys() | table.registers.keys()
    codes = [code for code in claim.source_ref.split(",") if code in known]
    return bool(codes) and all(table.register_of(code).is_weak for code in codes)
