"""Where a request may go, and what a county has set for those it sends."""

from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Region
from jiuzhu.org.queries import full_names
from jiuzhu.org.scope import Scope
from jiuzhu.verification.assist.models import AnswerTime


def answer_time(scope: Scope, region_code: str) -> AnswerTime | None:
    """What the county of a place has set; None while nobody has."""
    return scope.within(AnswerTime.objects.filter(region_code=region_code[:6])).first()


def find_region(scope: Scope, text: str) -> list[tuple[str, str]]:
    """Counties, cities and provinces of this code or name, with their full names; at most ten."""
    words = text.strip()
    if words.isdigit():
        return [(words, full_names([words])[words])]
    levels = (Level.COUNTY, Level.CITY, Level.PROVINCE)
    rows = Region.objects.filter(until=None, level__in=levels, name=words) if words else Region.objects.none()
    return list(full_names(rows.order_by("code").values_list("code", flat=True)[:10]).items())
