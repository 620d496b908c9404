"""What is claimed and believed in a case, and whether a determination still follows from its own facts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet

from jiuzhu.assessment.facts import Member, Value, completes
from jiuzhu.assessment.kinds import UNASKED, SourceKind
from jiuzhu.assessment.models import Adoption, Claim, Determination, Ruling
from jiuzhu.editions.queries import current, load
from jiuzhu.policy.determine import determine as derive
from jiuzhu.policy.edition import ENGINE, Edition
from jiuzhu.policy.engine.numbers import in_figures, in_square_metres
from jiuzhu.policy.programmes import library_of
from jiuzhu.policy.rulings import number_of, read_value
from jiuzhu.policy.turn import Outlook, outlook
from jiuzhu.registry.models import Household
from jiuzhu.registry.queries import members


def claims(case_no: str) -> list[Claim]:
    """Every claim of a case, oldest first."""
    return list(Claim.objects.filter(case_no=case_no).order_by("pk"))


def adoptions(case_no: str) -> dict[tuple[int | None, str], Adoption]:
    """The adoption that holds for each fact: the newest."""
    return {(row.person_id, row.key): row for row in Adoption.objects.filter(case_no=case_no).order_by("pk")}


def believed(case_no: str) -> list[Value]:
    """The value of each fact: what was adopted, else what the family declared last, else what the one record says, else what follows from a child's age.

    A record only speaks for what nobody declared (a fact, or the amount or grade of one); where the two differ an officer adopts one.
    """
    values: dict[tuple[int | None, str], Value] = {}
    heard = claims(case_no)
    records = {
        (claim.person_id, claim.key): claim for claim in heard if claim.source_kind == SourceKind.RECORD
    }
    for kind in UNASKED:
        for claim in heard:
            if claim.source_kind == kind and not claim.key.startswith("assets.financial."):
                record = records.get((claim.person_id, claim.key))
                used = claim
                if record and kind == SourceKind.DECLARED and completes(claim.key, claim.value, record.value):
                    used = record
                values[claim.person_id, claim.key] = Value(
                    claim.person_id, claim.key, used.value, used.source_kind
                )
    for (person_id, key), row in adoptions(case_no).items():
        values[person_id, key] = Value(person_id, key, row.value, row.source_kind, row.reason, row.adopter)
    return list(values.values())


def decided(case_no: str) -> list[dict[str, str]]:
    """Rulings that two officers made, as the determination's input writes them; the newest of a key."""
    rows = Ruling.objects.filter(case_no=case_no).exclude(second="").order_by("pk")
    newest = {row.key: row for row in rows}
    return [
        {
            "key": row.key,
            "value": row.value,
            "reason": row.reason,
            "by": f"{row.first_name}、{row.second_name}（{row.ground}）",
        }
        for row in newest.values()
    ]


def rulings(case_no: str) -> list[Ruling]:
    """Rulings of a case, oldest first, without those written again before a second officer agreed."""
    rows = list(Ruling.objects.filter(case_no=case_no).order_by("pk"))
    newest = {row.key: row.pk for row in rows}
    return [row for row in rows if row.second or row.pk == newest[row.key]]


def newer_rulings() -> QuerySet[Ruling]:
    """For an outer ruling: those of the same question written later, which take its place."""
    return Ruling.objects.filter(case_no=OuterRef("case_no"), key=OuterRef("key"), pk__gt=OuterRef("pk"))


def in_words(ruling: Ruling) -> tuple[str, str]:
    """What a ruling settles and as what: 单人保每人每月一共发多少（含加发）, 630 元."""
    number = number_of(library_of(current()), ruling.key)
    if number is None:  # an edition that had the question is in force no more
        return ruling.key, ruling.value
    return in_square_metres(number.label), in_figures(number.unit, read_value(number, ruling.value))


def members_of(household: Household, on: date) -> list[Member]:
    """The family on a day, as the determination names its members."""
    return [
        Member(row.person_id, row.relation, row.person.born, row.person.sex, row.person.registered_region[:6])
        for row in members([household.pk], on).get(household.pk, [])
    ]


def latest(case_nos: Iterable[str]) -> dict[str, Determination]:
    """The newest determination of each case; one query."""
    rows = Determination.objects.filter(case_no__in=list(case_nos)).select_related("fact_set").order_by("pk")
    return {row.case_no: row for row in rows}


def determination(case_no: str, pk: int) -> Determination | None:
    """One determination of a case by its number; None where it is another's."""
    return Determination.objects.filter(case_no=case_no, pk=pk).select_related("fact_set").first()


def rederive(determination: Determination) -> bool:
    """Whether the stored edition still gives the stored result, bit for bit.

    Raises ValueError when the engine's semantics number is no longer this one's.
    """
    if determination.engine != ENGINE:
        raise ValueError(f"这个结果用的是第 {determination.engine} 版计算口径，本程序是第 {ENGINE} 版")
    return derive(determination.fact_set.facts, load(determination.edition_hash)) == determination.result


def turning(determination: Determination, programme: str) -> Outlook | None:
    """What would turn the answer on one programme, under the determination's own edition; None where nothing would be told."""
    if determination.engine != ENGINE:
        return None
    return outlook(determination.fact_set.facts, load(determination.edition_hash), programme)


def result_on(determination: Determination, on: date, edition: Edition) -> dict[str, Any]:
    """What the frozen facts of a determination come to on another day, under another edition; nothing is stored."""
    return derive(facts_on(determination, on), edition)


def facts_on(determination: Determination, on: date) -> dict[str, Any]:
    """The frozen facts of a determination, asked about another day."""
    return {**determination.fact_set.facts, "date": on.isoformat()}
