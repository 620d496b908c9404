"""From the places of the determination contract, in which a story is told, to facts of people."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.assessment.models import Claim
from jiuzhu.verification.compare import Fact, pairs

Told = tuple[str | None, str, Any]
"""(member's id in the story, None for the family; key; value)."""
_OF_A_MEMBER = re.compile(r"members\[(\d+)\]\.(\w+)")


def adopted(place: str, value: Any, facts: Mapping[str, Any]) -> Iterator[Told]:
    """What is believed for a place: members[0].incomes is one fact a kind, and none for a kind that fell away."""
    found = _OF_A_MEMBER.fullmatch(place)
    if not found:
        yield None, place, value
        return
    member, key = facts["members"][int(found[1])], found[2]
    if key != "incomes":
        yield member["id"], key, value
        return
    gone = {one["kind"] for one in member.get("incomes", [])} - {one["kind"] for one in value}
    yield from ((member["id"], f"income.{kind}", {"none": True}) for kind in sorted(gone))
    yield from _incomes(member["id"], value)


def as_claimed(case_no: str, person_id: int | None, key: str, value: Any, kind: SourceKind) -> Any:
    """The value as the newest claim of this kind writes it, where that says the same (1,900 a month, 22,800 a year)."""
    said = Claim.objects.filter(case_no=case_no, person_id=person_id, key=key, source_kind=kind).order_by(
        "-pk"
    )
    claim = said.first()
    if claim is None:
        return value
    (pair,) = pairs([Fact(person_id, key, value)], [Fact(person_id, key, claim.value)], [])
    return value if pair.size else claim.value


def kind_of(evidence: str) -> SourceKind:
    """Whose word is believed, from how the story names the evidence."""
    if "银行" in evidence:
        return SourceKind.BANK
    return SourceKind.VISIT if evidence.startswith("入户") else SourceKind.RECORD


def _incomes(who: str, incomes: list[dict[str, Any]]) -> Iterator[Told]:
    for one in incomes:
        yield who, f"income.{one['kind']}", {key: value for key, value in one.items() if key != "kind"}
