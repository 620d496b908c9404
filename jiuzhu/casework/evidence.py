"""What is said, seen and believed about a family, fact by fact: the evidence table of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jiuzhu.assessment import queries as assessment
from jiuzhu.assessment.facts import completes
from jiuzhu.assessment.kinds import UNASKED, SourceKind, shown_as
from jiuzhu.assessment.models import Adoption, Claim, Ruling
from jiuzhu.casework.models import Case, Visit
from jiuzhu.casework.states import Kind
from jiuzhu.verification.compare import LABELS, apart, group
from jiuzhu.verification.models import Difference, Query
from jiuzhu.verification.queries import is_stuck, newest_version, open_differences

PROMISE = "assume"
"""The family's promise that it left nothing out: a claim, but no fact to compare."""
STATED = "incomes"
"""That a person's incomes were gone through one by one: likewise."""
_WHOLE = "assets."
_PARTS = "assets.financial."
_ORDER = list(LABELS)


@dataclass
class Fact:
    """One fact: the newest claim of each kind of source, what an officer adopted, and the difference still open."""

    person_id: int | None
    key: str
    said: dict[str, Claim] = field(default_factory=dict)
    adopted: Adoption | None = None
    difference: Difference | None = None

    @property
    def declared(self) -> Claim | None:
        return self.said.get(SourceKind.DECLARED)

    @property
    def others(self) -> list[Claim]:
        """What departments, surveyors, neighbours and banks say, in the order of the marks."""
        return [self.said[kind] for kind in SourceKind if kind in self.said and kind != SourceKind.DECLARED]

    @property
    def source(self) -> str:
        """Whose value the determination uses now; "" = nobody's."""
        if self.adopted:
            return str(self.adopted.source_kind)
        said, record = self.declared, self.said.get(SourceKind.RECORD)
        if said and record and completes(self.key, said.value, record.value):
            return SourceKind.RECORD
        return next((kind for kind in reversed(UNASKED) if kind in self.said), "")

    @property
    def value(self) -> Any:
        """What the determination uses now: the adopted value, else that of `source`; None = nothing."""
        if self.adopted:
            return self.adopted.value
        used = self.said.get(self.source)
        return used.value if used else None

    @property
    def declared_as(self) -> str:
        """The mark of what stands as declared: the family's own word, or what an earlier case went by."""
        said = self.declared
        return shown_as(said.source_kind, said.source_ref) if said else str(SourceKind.DECLARED)

    @property
    def mark(self) -> str:
        """The mark of the value in use, as `source` but for what an earlier case went by."""
        return self.declared_as if self.source == SourceKind.DECLARED else self.source

    @property
    def seen_apart(self) -> Mapping[str, int] | None:
        """How far what was seen at the door, or heard next door, lies from what the determination uses; None: it does not,
        or an officer has adopted a value since (on the day on which it was recorded, or later)."""
        for kind in (SourceKind.VISIT, SourceKind.NEIGHBOUR):
            claim = self.said.get(kind)
            if claim is None or (self.adopted and self.adopted.adopted_on >= claim.learnt_on):
                continue
            if size := apart(self.key, self.value, claim.value):
                return size
        return None

    @property
    def is_open(self) -> bool:
        """Found, seen or heard otherwise than it is believed, and nobody has explained it and chosen."""
        return self.difference is not None or self.seen_apart is not None


@dataclass(frozen=True)
class History:
    """All that was ever said and believed of one fact, newest first, and the differences about it."""

    claims: list[Claim]
    adoptions: list[Adoption]
    differences: list[Difference]


@dataclass(frozen=True)
class Evidence:
    """All of it for one case; `is_complete`: the family promised that it left nothing out.

    `is_asked`: the departments have been asked about it; `is_reported`: enough have answered for a first report;
    `is_stuck`: our own program failed on the first answers; `is_overtaken`: a late answer made a newer report than the newest proposal knows.
    """

    facts: list[Fact]
    rulings: list[Ruling]
    visits: list[Visit]
    is_complete: bool
    is_asked: bool
    is_reported: bool = True
    is_overtaken: bool = False
    is_stuck: bool = False

    @property
    def differing(self) -> list[Fact]:
        """Declared otherwise than a department says, and not explained."""
        return [fact for fact in self.facts if fact.difference]

    @property
    def seen_otherwise(self) -> list[Fact]:
        """Seen or heard otherwise than it is believed, where no department differs too."""
        return [fact for fact in self.facts if fact.seen_apart and not fact.difference]


def evidence(row: Case) -> Evidence:
    """The evidence of a case that `queries.view` gave, which recorded the look; seven queries."""
    claims = assessment.claims(row.case_no)
    is_asked = Query.objects.filter(case_no=row.case_no).exists()
    version = newest_version(row.case_no)
    return Evidence(
        facts=_facts(claims, assessment.adoptions(row.case_no), open_differences(row.case_no)),
        rulings=assessment.rulings(row.case_no),
        visits=list(row.visits.select_related("first", "second").order_by("pk")),
        is_complete=any(claim.key == PROMISE for claim in claims),
        is_asked=is_asked,
        is_reported=is_asked and version > 0,
        is_stuck=is_asked and version == 0 and is_stuck(row.case_no),
        is_overtaken=version > row.report_version,
    )


def open_facts(case_no: str) -> list[Fact]:
    """What has to be explained and chosen before anything is proposed (民发〔2021〕57号 第18条); three queries."""
    said, adopted = assessment.claims(case_no), assessment.adoptions(case_no)
    return [fact for fact in _facts(said, adopted, open_differences(case_no)) if fact.is_open]


def is_unverified(row: Case) -> bool:
    """Whether no source has answered about a new family yet: a proposal has to say why (民发〔2021〕57号 第17条)."""
    return row.kind == Kind.NEW and newest_version(row.case_no) == 0


def history(row: Case, person_id: int | None, key: str) -> History:
    """One fact of a case that `queries.view` gave, which recorded the look; three queries.

    A fact of the family was also said of its members, one by one or together.
    """
    said = Claim.objects.filter(case_no=row.case_no, key=key).order_by("-pk")
    believed = Adoption.objects.filter(case_no=row.case_no, key=key, person_id=person_id).order_by("-pk")
    differ = Difference.objects.filter(case_no=row.case_no, key=group(key)).order_by("-pk")
    if person_id is not None:
        said = said.filter(person_id=person_id)
    return History(
        list(said),
        list(believed),
        [one for one in differ if concerns(one, person_id, key)],
    )


def _facts(
    claims: list[Claim], adopted: dict[tuple[int | None, str], Adoption], open_ones: list[Difference]
) -> list[Fact]:
    found: dict[tuple[int | None, str], Fact] = {}
    for claim in claims:
        if _is_shown(claim):
            place = (claim.person_id, claim.key)
            found.setdefault(place, Fact(*place)).said[claim.source_kind] = claim
    for place, row in adopted.items():
        found.setdefault(place, Fact(*place)).adopted = row
    for difference in open_ones:
        place = (difference.person_id, difference.key)
        fact = next((one for one in found.values() if concerns(difference, one.person_id, one.key)), None)
        (fact or found.setdefault(place, Fact(*place))).difference = difference
    return sorted(found.values(), key=_rank)


def concerns(difference: Difference, person_id: int | None, key: str) -> bool:
    """Whether adopting a value of this fact settles the difference: the same person's, or one of the whole family."""
    return difference.key == group(key) and difference.person_id in (person_id, None)


def _is_shown(claim: Claim) -> bool:
    """One bank's part, and what one member owns, is not what the family has."""
    if claim.key in (PROMISE, STATED) or claim.key.startswith(_PARTS):
        return False
    return not (claim.key.startswith(_WHOLE) and claim.person_id and claim.source_kind != SourceKind.DECLARED)


def _rank(fact: Fact) -> tuple[int, int]:
    return (_ORDER.index(fact.key) if fact.key in _ORDER else len(_ORDER), fact.person_id or 0)
