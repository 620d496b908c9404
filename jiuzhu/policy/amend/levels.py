"""Which region may set a number or a rule: what a wider region has settled is not for a narrower one to settle otherwise."""

from jiuzhu.policy.amend.change import Amendment, NumberChange, RuleChange
from jiuzhu.policy.amend.describe import text_in_force
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.declare import Version, read_rules
from jiuzhu.policy.engine.numbers import NATION, Entry, Number, region_chain
from jiuzhu.policy.programmes import library_of


def settled_above(edition: Edition, amendment: Amendment) -> list[tuple[int, Number, Entry]]:
    """(place among the changes, number, the wider region's value) of each number that is not this region's to set.

    A region may set what it has set before, what nobody between it and the nation has set, and what was left open.
    """
    numbers = library_of(edition).numbers
    found = []
    for index, change in enumerate(amendment.changes):
        if not isinstance(change, NumberChange):
            continue
        number = numbers[change.name]
        if any(entry.region == change.region for entry in number.entries):
            continue
        wider = [code for code in region_chain(change.region)[1:] if code != NATION]
        for area in (change.area,) if change.area else ("urban", "rural"):
            entry = number.in_force(wider, area, change.since.toordinal())
            if entry and entry.value is not None:
                found.append((index, number, entry))
                break
    return found


def written_above(edition: Edition, amendment: Amendment) -> list[tuple[int, Version]]:
    """(place among the changes, the wider region's text) of each rule that is not this region's to write otherwise.

    A region may write again what it has written before, and what nobody between it and the nation has written. Adding to a
    list is never settling otherwise.
    """
    library = library_of(edition)
    found = []
    for index, change in enumerate(amendment.changes):
        if not isinstance(change, RuleChange):
            continue
        for version in read_rules(change.path, change.text, change.region):
            own = any(one.region == change.region for one in library.versions.get(version.name, ()))
            above = text_in_force(library, version.name, change.region, version.since)
            if not own and above and above.region not in (NATION, change.region):
                found.append((index, above))
    return found
