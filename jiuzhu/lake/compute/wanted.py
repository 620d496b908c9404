"""What is computed of everybody: the facts of a catalogue and its items, each with the sources that feed it and what its values are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from jiuzhu.catalogue.values import Catalogue, Fact, Field, Source

CONSTANT = "="
BARE = ""
"""The name of a list's only field when its items are bare words."""
TEXTS = ("id", "text")


class UnfitFactError(ValueError):
    """A fact that cannot be one column: its sources make it in different ways or in different units."""


class Unit(StrEnum):
    """What the numbers of a column are. A `word` is a place among the column's words; of a list its length is kept."""

    FEN = "fen"
    FEN_A_MONTH = "fen/month"
    FEN_A_YEAR = "fen/year"
    RECORDS = "records"
    ITEMS = "items"
    WORD = "word"
    FLAG = "flag"
    INT = "int"
    DM2 = "dm2"
    DATE = "date"
    MONTH = "month"


class Measure(StrEnum):
    """What is kept of a list's field: a sum of money or area, the least and most of numbers and days, bits of words."""

    SUM = "sum"
    LEAST = "least"
    MOST = "most"
    WORDS = "words"


@dataclass(frozen=True)
class Wanted:
    """One column to make: its name, and who feeds it in the order of the table (of single values the first wins)."""

    key: str
    feeders: tuple[tuple[Source, Fact], ...]

    @cached_property
    def make(self) -> str:
        return self._one({fact.make for _, fact in self.feeders})

    @cached_property
    def content(self) -> Any:
        """What makes two columns the same whatever they are called."""
        return tuple((source.code, repr(replace(fact, key=""))) for source, fact in self.feeders)

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        """What each feeder's fact does with rows, whatever it is called and says when there are none."""
        return tuple(repr(replace(fact, key="", none=None)) for _, fact in self.feeders)

    def unit(self, months: int) -> Unit:
        if self.make == "sum":
            return Unit.FEN_A_MONTH if self.window(months) == 1 else Unit.FEN_A_YEAR
        if self.make == "value":
            return Unit(self._one({_unit(source, fact.of) for source, fact in self.feeders}))
        return {"total": Unit.FEN, "count": Unit.RECORDS, "list": Unit.ITEMS}[self.make]

    def window(self, months: int) -> int:
        """How many months a sum covers; `months` is the window of the run."""
        return int(self._one({fact.months or months for _, fact in self.feeders}))

    def words(self, name: str | None = None) -> tuple[str, ...]:
        """Every word that a value (or a field of a list) may be, as far as the catalogue knows them."""
        said = (
            word
            for source, fact in self.feeders
            for word in _words(source, fact.of if name is None else fact.of.get(name))
        )
        return tuple(dict.fromkeys(said))

    @cached_property
    def fields(self) -> dict[str, Unit]:
        """What the fields of a list's items are."""
        names = dict.fromkeys(name for _, fact in self.feeders for name in fact.of)
        said = {
            name: {_unit(source, fact.of[name]) for source, fact in self.feeders if name in fact.of}
            for name in names
        }
        units = {name: Unit(self._one(each)) for name, each in said.items()}
        if BARE in units and (units[BARE] is not Unit.WORD or self.is_text(BARE)):
            raise UnfitFactError(f"{self.key}：没有取值表的单词不能列成一列")
        return units

    @cached_property
    def measures(self) -> dict[str, tuple[str, Measure]]:
        """What is kept of a list beside its length, by the measure's name (`grade.least`): of texts nothing."""
        return {
            f"{name}.{measure}".lstrip("."): (name, measure)
            for name, unit in self.fields.items()
            for measure in _measures(unit, self.is_text(name))
        }

    def is_text(self, name: str | None = None) -> bool:
        """Whether some source writes it in words that no catalogue lists."""
        ofs = [(source, fact.of if name is None else fact.of.get(name)) for source, fact in self.feeders]
        return any(
            of and not of.startswith(CONSTANT) and source.fields[of].type in TEXTS for source, of in ofs
        )

    def _one(self, values: set[Any]) -> Any:
        if len(values) != 1:
            raise UnfitFactError(
                f"{self.key}：来源说得不一样（{'、'.join(sorted(map(str, values)))}），不能并成一列"
            )
        return values.pop()


def facts(catalogue: Catalogue) -> list[Wanted]:
    """Every fact of the table, over all sources that feed it."""
    feeders: dict[str, list[tuple[Source, Fact]]] = {}
    for source in catalogue.sources.values():
        for fact in source.facts:
            feeders.setdefault(fact.key, []).append((source, fact))
    return [Wanted(key, tuple(each)) for key, each in feeders.items()]


def columns_of(source: Source, fact: Fact) -> Iterator[str]:
    """The columns of a source that a fact reads."""
    yield from (name for name, _ in fact.where)
    yield from fact.current or ()
    named = {"sum": [fact.of, fact.by], "total": [fact.of], "value": [fact.of, fact.latest], "count": []}
    if fact.make != "list":
        yield from (name for name in named[fact.make] if not name.startswith(CONSTANT))
        return
    if fact.same:
        yield fact.same
    for name, column in fact.of.items():
        if not column.startswith(CONSTANT) and (name == BARE or source.fields[column].type not in TEXTS):
            yield column


def _unit(source: Source, of: str) -> str:
    if of.startswith(CONSTANT):
        return Unit.WORD
    kind = source.fields[of].type
    return Unit.WORD if kind in ("enum", *TEXTS) else Unit(kind)


def _words(source: Source, of: str | None) -> tuple[str, ...]:
    if not of:
        return ()
    if of.startswith(CONSTANT):
        return (of[len(CONSTANT) :],)
    return spoken(source.fields[of])


def spoken(field: Field) -> tuple[str, ...]:
    """The words of a field that say something."""
    return ("false", "true") if field.type == "flag" else tuple(word for word in field.words if word)


def _measures(unit: str, is_text: bool) -> tuple[Measure, ...]:
    if unit in (Unit.FEN, Unit.DM2):
        return (Measure.SUM,)
    if unit in (Unit.INT, Unit.DATE, Unit.MONTH):
        return Measure.LEAST, Measure.MOST
    return () if is_text else (Measure.WORDS,)
