"""What the lake holds of families, source by source, under the grounds of a purpose on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jiuzhu.catalogue.values import Catalogue, Source
from jiuzhu.lake.queries import kept_named, row_numbers
from jiuzhu.lake.shelf import Shelf
from jiuzhu.registry.models import Person
from jiuzhu.verification.found import Told
from jiuzhu.verification.queries.consent import opened_registers

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Heard:
    """What is known of one person: answers that may be relied on, and the sources that say nothing (and why)."""

    told: tuple[Told, ...]
    silent: Mapping[str, str]


class Data:
    """The deliveries that a round rests on, as fresh as they were `on` its day.

    Of money only who consents on the day of reading (`read_on`) is read: a withdrawal holds from its day on, however
    long ago the round began (社会救助法 第四十一条).
    """

    def __init__(
        self,
        table: Catalogue,
        asked: Iterable[Source],
        deliveries: Mapping[str, str],
        purpose: str,
        on: date,
        read_on: date,
    ) -> None:
        self.table, self.asked, self.purpose = table, list(asked), purpose
        self.on, self.read_on = on, read_on
        wanted = {source.code for source in self.asked}
        numbers = [number for code, number in deliveries.items() if code in wanted]
        self._shelf = Shelf(table, kept_named(numbers), on)

    def heard(self, people: list[Person]) -> dict[int, Heard]:
        """What the sources tell of these people; two queries, however many they are."""
        numbers = row_numbers([person.id_hash for person in people])
        closed = {source.register.code: source.register for source in self.asked if source.needs_consent}
        ids = [person.pk for person in people]
        opened = opened_registers(ids, closed.values(), self.purpose, self.read_on)
        return {
            person.pk: self._of(int(rn), opened.get(person.pk, NOTHING))
            for person, rn in zip(people, numbers, strict=True)
        }

    def _of(self, rn: int, opened: frozenset[str]) -> Heard:
        silent = {source.code: why for source in self.asked if (why := self._why_silent(source, opened))}
        told = [one for one in self._shelf.told(rn, opened) if one.source not in silent]
        doubtful = [one.source for one in told if not one.records and self._shelf.is_unsure(rn, one.source)]
        silent |= dict.fromkeys(doubtful, "unsure")
        told = [one for one in told if one.source not in doubtful]
        return Heard(tuple(Told(one.source, one.as_of, one.records) for one in told), silent)

    def _why_silent(self, source: Source, opened: frozenset[str]) -> str:
        if source.needs_consent and source.register.code not in opened:
            return "no_consent"
        if not source.article(self.on):
            return "no_ground"
        if self._shelf.as_of(source) is None:
            return "not_delivered"
        return "" if self._shelf.is_fresh(source) else "stale"
