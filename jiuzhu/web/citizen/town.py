"""Whom a family calls: the town that handles its matter."""

from jiuzhu.org.kinds import Level
from jiuzhu.org.queries import office_of


def town_of(region_code: str) -> dict[str, str] | None:
    """Name and number of the town's office; None where it has no telephone, and 12345 stands in."""
    office = office_of(region_code, Level.TOWN)
    return {"name": office.short, "number": office.phone} if office and office.phone else None
