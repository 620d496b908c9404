"""Which centre answers for a region, and how a request gets there."""

from jiuzhu.gateways.addresses import Address, named
from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Office
from jiuzhu.org.queries import full_names
from jiuzhu.verification.assist.kinds import REGISTERED, Way

COUNTY_DIGITS = 6
_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)


def office_here(region_code: str) -> Office | None:
    """The bureau of this installation that answers for a county, city or province; None when it is elsewhere."""
    return Office.objects.filter(region_code=region_code, level__in=_LEVELS).order_by("pk").first()


def partner(region_code: str) -> Address | None:
    """Where another installation's centre is, and the key shared with it; `base` is empty where only files go."""
    return named(f"{REGISTERED}{region_code}")


def way_to(region_code: str) -> Way:
    """How a request gets there today."""
    if office_here(region_code):
        return Way.INSIDE
    known = partner(region_code)
    return Way.LINE if known and known.base else Way.PAPER


def name_of(region_code: str) -> str:
    """What the bureau of a region is called: its office here, or 贵州省遵义市红花岗区民政局."""
    office = office_here(region_code)
    return office.name if office else f"{full_names([region_code])[region_code]}民政局"
