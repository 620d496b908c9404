"""What was believed of many families when they were last decided, as facts to lay beside what is found now."""

from collections.abc import Iterable
from typing import Any

from jiuzhu.assessment.kinds import UNASKED, SourceKind
from jiuzhu.assessment.models import Adoption, Claim
from jiuzhu.verification.compare import Fact

NOT_FACTS = ("assume", "incomes", "current")
PARTS = "assets.financial."


def beliefs(case_nos: Iterable[str]) -> dict[str, list[Fact]]:
    """By case: what was adopted, else what the family declared, else what a record said; two queries.

    The parts of a family's money at single institutions are left to their sum.
    """
    wanted = list(case_nos)
    values: dict[str, dict[tuple[int | None, str], Any]] = {number: {} for number in wanted}
    claims = Claim.objects.filter(case_no__in=wanted).order_by("pk")
    said = [row for row in claims if row.key not in NOT_FACTS and not row.key.startswith(PARTS)]
    for kind in (SourceKind.BANK, *UNASKED):
        for row in said:
            if row.source_kind == kind and _is_of_its_own(row):
                values[row.case_no][row.person_id, row.key] = row.value
    for adopted in Adoption.objects.filter(case_no__in=wanted).order_by("pk"):
        values[adopted.case_no][adopted.person_id, adopted.key] = adopted.value
    return {
        number: [Fact(person_id, key, value) for (person_id, key), value in facts.items()]
        for number, facts in values.items()
    }


def _is_of_its_own(row: Claim) -> bool:
    """What a record says of one member's belongings is part of what the family has: that is said of the family."""
    family_wide = row.key.startswith("assets.")
    return not (family_wide and row.person_id and row.source_kind != SourceKind.DECLARED)
