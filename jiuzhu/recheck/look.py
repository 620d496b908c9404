"""Lay families beside what the lake holds of them. Reads; whoever calls keeps what comes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jiuzhu.recheck.beliefs import beliefs
from jiuzhu.recheck.data import Data
from jiuzhu.registry.queries import members
from jiuzhu.verification.compare import Fact, Pair, group, pairs
from jiuzhu.verification.found import Found, found


@dataclass(frozen=True)
class Looked:
    """What came of one family: facts found otherwise than believed, the sources behind each, and how much stayed unknown.

    `unauthorised` are its people of whom something was not read for want of their consent to this purpose.
    """

    household_id: int
    case_no: str
    differing: tuple[Pair, ...]
    sources: dict[tuple[int | None, str], list[str]]
    unknown: int
    unauthorised: int


def look_at(data: Data, families: Sequence[tuple[int, str]], on: date) -> list[Looked]:
    """Look at families (household, the case that last decided it); a constant number of queries for all of them."""
    believed = beliefs(case_no for _, case_no in families)
    living = members([household for household, _ in families], on)
    people = [row.person for rows in living.values() for row in rows]
    heard = data.heard(people)
    results = []
    for household, case_no in families:
        ids = [row.person_id for row in living.get(household, [])]
        seen = {person: found(data.table, heard[person].told) for person in ids}
        silent = {code for person in ids for code in heard[person].silent}
        unheard = {fact.key for code in silent for fact in data.table.sources[code].facts}
        rows = pairs(_known(believed[case_no], ids), _seen(seen), unheard)
        results.append(
            Looked(
                household,
                case_no,
                tuple(row for row in rows if row.size),
                _sources(seen, rows),
                sum(len(heard[person].silent) for person in ids),
                sum("no_consent" in heard[person].silent.values() for person in ids),
            )
        )
    return results


def _known(facts: Iterable[Fact], ids: list[int]) -> list[Fact]:
    """What was believed of who still lives there; who has left takes no difference along."""
    return [fact for fact in facts if fact.person_id is None or fact.person_id in ids]


def _seen(found_of: dict[int, list[Found]]) -> list[Fact]:
    return [Fact(person, one.key, one.value) for person, every in found_of.items() for one in every]


NOTHING: tuple[object, ...] = ([], "0", 0)


def _sources(
    found_of: dict[int, list[Found]], rows: Iterable[Pair]
) -> dict[tuple[int | None, str], list[str]]:
    told: dict[tuple[int | None, str], list[str]] = {}
    for row in rows:
        said = [
            one
            for person, every in found_of.items()
            if row.person_id in (None, person)
            for one in every
            if group(one.key) == row.key
        ]
        telling = [one for one in said if one.value not in NOTHING] or said
        told[row.person_id, row.key] = list(dict.fromkeys(code for one in telling for code in one.sources))
    return told
