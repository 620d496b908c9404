"""What follows from the answers of a case: found claims, differences, a new version of the report."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from jiuzhu.assessment import actions as assessment
from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.assessment.models import Claim
from jiuzhu.assessment.queries import claims
from jiuzhu.catalogue.edition import as_given, current
from jiuzhu.catalogue.values import ELSEWHERE, Catalogue
from jiuzhu.clocks import actions as clocks
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.actions.differ import keep_differences
from jiuzhu.verification.actions.publish import newest, publish, states_of
from jiuzhu.verification.compare import together
from jiuzhu.verification.found import Told, found
from jiuzhu.verification.kinds import SETTLED, Purpose, State
from jiuzhu.verification.models import Answer, Query
from jiuzhu.verification.queries.standing import FOUND, answers_of, closed_answers_of, compared, latest

Said = dict[tuple[int | None, str], Claim]
MONEY = "assets.financial."
"""Facts of one register of money; the family's is their sum."""
JOINED = ("assets.homes", "assets.shops", "assets.vehicles", "assets.businesses")
"""Found of each member, and of the family when every register asked that tells of it has answered about every member."""


def learn(case_no: str, at: datetime, people: Collection[int], *, by: Scope) -> None:
    """Bring claims (of `people`), differences and report of a case up to its answers.

    Runs inside an act; does nothing twice, and nothing of people of another region, asked about for its centre.
    """
    on = day_of(at)
    queries = latest(case_no)
    if not queries or queries[-1].household_id is None:
        return
    table = current()
    answers, heard = closed_answers_of(queries), claims(case_no)
    of_people = [query for query in queries if query.person_id in people]
    if _claim_people(table, case_no, of_people, answers_of(of_people), _found(heard), on, by):
        heard = claims(case_no)
    if _claim_family(table, case_no, queries, _found(heard), on, by):
        heard = claims(case_no)
    _count_from_death(case_no, queries[-1], _found(heard), by)
    keep_differences(queries[-1], compared(heard, queries), on, by=by)
    last = newest(case_no)
    asked = all(query.attempts or query.state != State.WAITING for query in queries)
    if asked and (last is None or last.states != states_of(queries)):
        publish(case_no, queries, answers, on, at, by=by)


def _claim_people(
    table: Catalogue,
    case_no: str,
    queries: list[Query],
    answers: dict[int, Answer],
    said: Said,
    on: date,
    by: Scope,
) -> bool:
    """Claim every found value of a person that is new; what was claimed before stays. Whether there was one."""
    is_new = False
    by_person: dict[int, list[Query]] = {}
    for query in queries:
        if query.pk in answers:
            by_person.setdefault(query.person_id, []).append(query)
    awaited = [query for query in queries if ELSEWHERE in query.source and query.state not in SETTLED]
    for person_id, own in by_person.items():
        given = as_given(table, {query.source: answers[query.pk].catalogue for query in own})
        told = [_told(query, answers[query.pk]) for query in own]
        for fact in found(given, told, [row.source for row in awaited if row.person_id == person_id]):
            known = said.get((person_id, fact.key))
            if known is None or known.value != fact.value:
                asked = all(table.register_of(code).needs_consent for code in fact.sources)
                kind = SourceKind.BANK if asked else SourceKind.RECORD
                ref = ",".join(fact.sources)
                assessment.claim(case_no, person_id, fact.key, fact.value, kind, ref, on, fact.true_on, by=by)
                is_new = True
    return is_new


def _claim_family(
    table: Catalogue, case_no: str, queries: list[Query], said: Said, on: date, by: Scope
) -> bool:
    """Claim what the family has altogether, once that is known of every member from every keeper: part is not all.

    Whether something new was claimed.
    """
    is_new = False
    family = list(dict.fromkeys(query.person_id for query in queries if not query.is_outside))
    ours = [query for query in queries if not query.is_outside]
    asked = {table.register_of(query.source).code for query in ours}
    silent = {table.register_of(query.source).code for query in ours if query.state not in SETTLED}
    feeders: dict[str, set[str]] = {}
    for register in (table.registers[code] for code in sorted(asked)):
        for fact in register.facts:
            feeders.setdefault(fact.key, set()).add(register.code)
    wholes = {key: [key] for key in JOINED if key in feeders}
    wholes["assets.financial"] = [key for key in feeders if key.startswith(MONEY)]
    for key, parts in wholes.items():
        if any(feeders[part] & silent for part in parts):
            continue
        rows = [said.get((person_id, part)) for person_id in family for part in parts]
        known = [row for row in rows if row is not None]
        if not known or len(known) < len(rows):
            continue
        value: Any = known[0].value
        for row in known[1:]:
            value = together(key, value, row.value)
        old = said.get((None, key))
        if old is None or old.value != value:
            ref = ",".join(dict.fromkeys(code for row in known for code in row.source_ref.split(",")))
            true_on = min(row.true_on for row in known)
            assessment.claim(case_no, None, key, value, SourceKind.RECORD, ref, on, true_on, by=by)
            is_new = True
    return is_new


def _count_from_death(case_no: str, query: Query, said: Said, by: Scope) -> None:
    """A member of a family on the register has died: its case is to be closed within three months of that day
    (民发〔2022〕83号 一(三)), however late the answer that tells of it."""
    if query.purpose != Purpose.REVIEW or query.household is None:
        return
    dead = [person for (person, key), row in said.items() if key == "status" and row.value == "dead"]
    days = [said[person, "status_since"].value for person in dead if (person, "status_since") in said]
    if days:
        died_on = date.fromisoformat(min(days))
        clocks.start(case_no, "db.death_close", query.household.region_code, died_on, by=by)


def _found(heard: list[Claim]) -> Said:
    """The newest found claim of each fact."""
    return {(row.person_id, row.key): row for row in heard if row.source_kind in FOUND}


def _told(query: Query, answer: Answer) -> Told:
    return Told(query.source, answer.as_of, json.loads(reveal(answer, "records")), query.months)
