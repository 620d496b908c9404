"""Who answers for a source where nothing is connected: officers of the department, or of the institution that holds it. Pure."""

from collections.abc import Mapping

from jiuzhu.catalogue.values import Catalogue, Source


def answerer(source: Source) -> str:
    """The code of who answers: the source's own where an institution holds it, else its department's."""
    return source.register.department.code if source.code == source.register.code else source.code


def answerers(table: Catalogue) -> Mapping[str, str]:
    """Everybody who answers for some source, by code, as people call them."""
    return {
        answerer(source): source.register.department.label
        if source.code == source.register.code
        else source.label
        for source in table.sources.values()
    }


def answered_by(table: Catalogue, code: str) -> list[Source]:
    """The sources that one answerer answers for, in the table's order."""
    return [source for source in table.sources.values() if answerer(source) == code]
