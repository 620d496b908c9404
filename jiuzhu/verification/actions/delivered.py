"""Answers to questions about people, from what sources deliver whole: the same grounds, no line."""

from collections.abc import Sequence

from jiuzhu.catalogue.values import Catalogue
from jiuzhu.gateways.envelope import NoAnswer, Outcome, Reply, Silence
from jiuzhu.lake.queries import kept_named, newest_by_source, row_numbers
from jiuzhu.lake.shelf import Shelf
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.kinds import GroundKind, Way
from jiuzhu.verification.models import Query

NEVER_CAME = NoAnswer(Silence.BY_FILE)


def from_deliveries(queries: Sequence[Query], table: Catalogue) -> dict[int, Outcome]:
    """What the newest delivery of each query's source holds of its person; why not, where it does not tell.

    All queries are asked on one day. A stale delivery is no answer, and neither is "no record" where a row about the
    person could not be read. Four queries of the database, however many are asked.
    """
    if not queries:
        return {}
    wanted, numbers = {query.source for query in queries}, newest_by_source()
    deliveries = kept_named(number for code, number in numbers.items() if code in wanted)
    shelf = Shelf(table, deliveries, queries[0].asked_on)
    people = {query.person_id: query.person for query in queries}
    found = row_numbers([person.id_hash for person in people.values()])
    rows = {person: int(rn) for person, rn in zip(people, found, strict=True)}
    outcomes: dict[int, Outcome] = {}
    for person_id, rn in rows.items():
        own = [query for query in queries if query.person_id == person_id]
        told = {one.source: one for one in shelf.told(rn, _opened(own, table))}
        number = reveal(people[person_id], "id_number")
        for query in own:
            source, one = table.sources[query.source], told.get(query.source)
            if one is None:
                late = shelf.as_of(source) is not None and not shelf.is_fresh(source)
                outcomes[query.pk] = NoAnswer(Silence.STALE) if late else NEVER_CAME
            elif not one.records and shelf.is_unsure(rn, query.source):
                outcomes[query.pk] = NoAnswer(Silence.UNSURE)
            else:
                records = tuple({"id_number": number, **row} for row in one.records)
                outcomes[query.pk] = Reply(query.request_no, one.as_of, records, Way.FILE)
    return outcomes


def _opened(queries: Sequence[Query], table: Catalogue) -> frozenset[str]:
    """The registers that these queries may read by the person's own consent."""
    consented = [query for query in queries if query.ground_kind == GroundKind.CONSENT]
    return frozenset(table.sources[query.source].register.code for query in consented)
