"""The catalogue in force: the shipped texts with everything published laid upon them; and any that ever was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from jiuzhu.catalogue.change import Change, laid
from jiuzhu.catalogue.models import CatalogueChange, CatalogueEdition
from jiuzhu.catalogue.reading import hash_of, read
from jiuzhu.catalogue.texts import shipped, shipped_texts
from jiuzhu.catalogue.values import Catalogue, Source

__all__ = ["InForce", "as_given", "current", "in_force", "load", "of", "shipped", "shipped_texts", "source"]


@dataclass(frozen=True)
class InForce:
    """A catalogue with the texts that it was read from."""

    texts: Mapping[str, str]
    table: Catalogue


def current() -> Catalogue:
    """The catalogue in force. One small query."""
    return in_force().table


def source(code: str) -> Source:
    """One source of the catalogue in force; raises KeyError for a code that is not in it."""
    return current().source(code)


def in_force() -> InForce:
    """The catalogue in force and its texts. One small query; raises CatalogueFault if they no longer fit together."""
    published = CatalogueChange.objects.filter(sequence__isnull=False).order_by("sequence")
    return _composed(tuple(published.values_list("sequence", "digest")))


@lru_cache(maxsize=8)
def _composed(published: tuple[tuple[int, str], ...]) -> InForce:
    """Laid together once for each set of publications; the digests stand for what they say."""
    if not published:
        return InForce(shipped_texts(), shipped())
    rows = CatalogueChange.objects.filter(sequence__in=[sequence for sequence, _ in published])
    told = {row.sequence: row.changes for row in rows}
    texts = laid(shipped_texts(), [Change.from_json(one) for number, _ in published for one in told[number]])
    return InForce(texts, read(texts))


def of(digest: str) -> Catalogue:
    """The catalogue that a report or an answer names; the one in force for a row that names none."""
    table = current()
    return load(digest) if digest not in ("", table.hash) else table


@lru_cache(maxsize=8)
def load(digest: str) -> Catalogue:
    """A catalogue from the archive; raises ValueError when its text no longer has the hash it was kept under."""
    texts = CatalogueEdition.objects.get(hash=digest).texts
    if hash_of(texts) != digest:
        raise ValueError(f"catalogue {digest[:16]} was altered in the archive")
    return read(texts)


def as_given(table: Catalogue, answered: Mapping[str, str]) -> Catalogue:
    """A catalogue, but each of these sources as in the one (hash, "" for the same) under which it answered."""
    older = [(code, load(digest)) for code, digest in answered.items() if digest not in ("", table.hash)]
    if not older:
        return table
    sources = {code: old.sources[code] for code, old in older if code in old.sources}
    registers = {register.code: register for code, old in older if (register := old.register_of(code))}
    return replace(table, sources={**table.sources, **sources}, registers={**table.registers, **registers})
