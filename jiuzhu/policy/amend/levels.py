"""Which region may set a number: one that a wider region has settled is not for a narrower one to settle otherwise."""

from jiuzhu.policy.amend.change import Amendment, NumberChange
from jiuzhu.policy.edition import Edition
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
