"""Divisions and offices. The first setup runs these acts as `Scope.system("setup")`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Office, Region
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action


@dataclass(frozen=True)
class Loaded:
    """How many rows a bulk act wrote."""

    what: str
    rows: int

    def for_trail(self) -> dict[str, object]:
        return {"subject": self.what, "refs": {"rows": self.rows}}


@action("org.load_regions")
def load_regions(rows: Iterable[Mapping[str, str]], *, by: Scope) -> Loaded:
    """Insert divisions (`code`, `name`, `level`, `parent`) that are not there yet; repeatable."""
    only_setup(by)
    known = set(Region.objects.filter(until=None).values_list("code", flat=True))
    new = [
        Region(code=row["code"], name=row["name"], level=row["level"], parent_code=row["parent"])
        for row in rows
        if row["code"] not in known
    ]
    Region.objects.bulk_create(new, batch_size=1000)
    return Loaded("regions", len(new))


@action("org.open_office")
def open_office(
    name: str,
    short: str,
    level: Level,
    region_code: str,
    parent: Office | None,
    phone: str,
    *,
    by: Scope,
    department: str = "",
) -> Office:
    """Open an office for a region; the same name again is the same office. `department` for another department's."""
    only_setup(by)
    return Office.objects.get_or_create(
        name=name,
        defaults={
            "short": short,
            "level": level,
            "region_code": region_code,
            "parent": parent,
            "phone": phone,
            "department": department,
        },
    )[0]


def only_setup(by: Scope) -> None:
    """Raise Refused for everybody but the setup."""
    if by.kind != "system":
        raise Refused("setup_only", "机构和账号只能由部署时的初始化命令办理。")
