"""The answer to a question about somebody, from what a source delivers whole: the same grounds, no line."""

from collections.abc import Mapping

from jiuzhu.catalogue.values import Catalogue
from jiuzhu.gateways.envelope import NoAnswer, Outcome, Reply, Silence
from jiuzhu.lake.queries import kept_named, newest_by_source, row_numbers
from jiuzhu.lake.shelf import Shelf
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.kinds import GroundKind
from jiuzhu.verification.models import Query

NEVER_CAME = NoAnswer(Silence.BY_FILE)


def from_delivery(query: Query, table: Catalogue) -> Outcome:
    """What the newest delivery of the query's source holds of its person; why not, where it does not tell.

    A stale delivery is no answer, and neither is "no record" where a row about the person could not be read.
    """
    source = table.sources[query.source]
    numbers: Mapping[str, str] = newest_by_source()
    if query.source not in numbers:
        return NEVER_CAME
    shelf = Shelf(table, kept_named([numbers[query.source]]), query.asked_on)
    if not shelf.is_fresh(source):
        return NoAnswer(Silence.STALE)
    rn = int(row_numbers([query.person.id_hash])[0])
    opened = frozenset({source.register.code} if query.ground_kind == GroundKind.CONSENT else ())
    told = next((one for one in shelf.told(rn, opened) if one.source == query.source), None)
    if told is None:
        return NEVER_CAME
    if not told.records and shelf.is_unsure(rn):
        return NoAnswer(Silence.UNSURE)
    number = reveal(query.person, "id_number")
    rows = tuple({"id_number": number, **row} for row in told.records)
    return Reply(query.request_no, told.as_of, rows)
