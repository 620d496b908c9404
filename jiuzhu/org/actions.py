"""Acts that build and change the organisation. The first setup runs them as `Scope.system("setup")`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jiuzhu.kernel import idnumber
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import FiledRelative, Login, Office, Post, Region
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash


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
    _only_setup(by)
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
    name: str, short: str, level: Level, region_code: str, parent: Office | None, phone: str, *, by: Scope
) -> Office:
    """Open an office for a region; the same name again is the same office."""
    _only_setup(by)
    return Office.objects.get_or_create(
        name=name,
        defaults={
            "short": short,
            "level": level,
            "region_code": region_code,
            "parent": parent,
            "phone": phone,
        },
    )[0]


@action("org.enrol")
def enrol(username: str, name: str, password: str, *, by: Scope) -> Login:
    """Give an officer a login; the same username again is the same login, password untouched."""
    _only_setup(by)
    login = Login.objects.filter(username=username).first()
    if login is None:
        login = Login(username=username, name=name)
        login.set_password(password)
        login.save()
    return login


@action("org.appoint")
def appoint(login: Login, office: Office, role: Role, on: date, *, by: Scope) -> Post:
    """Give a login a duty in an office from a day on; repeatable."""
    _only_setup(by)
    return Post.objects.get_or_create(
        login=login, office=office, role=role, until=None, defaults={"since": on}
    )[0]


@action("org.file_relative")
def file_relative(
    official: str, office: Office, login: Login | None, relation: str, id_number: str, on: date, *, by: Scope
) -> FiledRelative:
    """File a near relative of an officer or village cadre (民发57 第11条); the number is kept as a keyed hash only.

    Raises Refused for a number that cannot be one: it would never be found again.
    """
    if by.kind != "system":
        by.demand(office.region_code, Role.CLERK, Role.COUNTY, Role.CONFIRMER)
    wrong = idnumber.fault(id_number, on)
    if wrong:
        raise Refused("bad_relative", f"{official}的亲属：{wrong}。")
    return FiledRelative.objects.get_or_create(
        official=official,
        office=office,
        id_hash=keyed_hash("id_number", idnumber.normal(id_number)),
        defaults={"login": login, "relation": relation, "filed_on": on},
    )[0]


def _only_setup(by: Scope) -> None:
    if by.kind != "system":
        raise Refused("setup_only", "机构和账号只能由部署时的初始化命令办理。")
