"""A roster against itself and against what is there: what contradicts is a fault, never a silent change."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from jiuzhu.org.divisions import shipped
from jiuzhu.org.kinds import APART, NO_PLACE, ONE_LOGIN, Level, Role, kept_apart, may_hold, prefix
from jiuzhu.org.models import Login, Office, Post, Region
from jiuzhu.org.roster.faults import Fault, Faults
from jiuzhu.org.roster.read import Division, OfficeRow, OfficerRow, PostRow, Roster, read
from jiuzhu.policy.engine.faults import neighbours
from jiuzhu.vault.seal import keyed_hash

LENGTHS = {Level.TOWN: 9, Level.VILLAGE: 12}
"""Digits of the codes that an office of a level may act for; 6 for all others."""


@dataclass(frozen=True)
class Checked:
    """A roster without a fault, and the divisions to load: all that are shipped for its places, and its own."""

    roster: Roster
    divisions: list[dict[str, str]]


def checked(text: str, departments: Collection[str] = ()) -> Checked:
    """Read a roster and compare it with what is there. Raises Faults with everything that is wrong.

    `departments` are the codes that an office may have.
    """
    roster, faults = read(text)
    counties = {row.region[:6] for row in roster.offices} | {row.code[:6] for row in roster.divisions}
    known = {row["code"]: row for row in shipped(counties - {""})}
    known |= {row.code: _row(row.code, row.name, row.level) for row in Region.objects.filter(until=None)}
    own = {row.code: _row(row.code, row.name) for row in roster.divisions if row.code not in known}
    faults += _wrong_divisions(roster.divisions, known, own)
    faults += _wrong_offices(roster.offices, known | own)
    faults += _wrong_departments(roster.offices, departments)
    faults += _wrong_officers(roster)
    if faults:
        raise Faults(faults)
    return Checked(roster, [*known.values(), *own.values()])


def _row(code: str, name: str, level: str = "") -> dict[str, str]:
    """A division as `load_regions` wants it; a code says which level it is of and what lies above."""
    by_length = {6: Level.COUNTY, 9: Level.TOWN, 12: Level.VILLAGE}
    parent = {6: f"{code[:4]}00", 9: code[:6], 12: code[:9]}.get(len(code), "")
    return {
        "code": code,
        "name": name,
        "level": level or by_length.get(len(code), Level.COUNTY),
        "parent": parent,
    }


def _wrong_divisions(
    rows: tuple[Division, ...], known: Mapping[str, dict[str, str]], own: Mapping[str, dict[str, str]]
) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for row in rows:
        if not row.code:
            continue
        if row.code in seen:
            yield row.at.fault("code", f"{row.code} 在 {seen[row.code]} 已经写过，只写一次")
        seen.setdefault(row.code, row.at.place)
        if row.code in known:
            name = known[row.code]["name"]
            if row.name and row.name != name:
                yield row.at.fault("name", f"{row.code} 已经有了，叫“{name}”：写成一样，或者删去这一行")
        elif len(row.code) == 6 and row.code.endswith("00"):
            yield row.at.fault("code", f"没有 {row.code} 这个省、市；这里补县 6 位、乡镇 9 位、村 12 位")
        elif (above := own[row.code]["parent"]) not in known and above not in own:
            yield row.at.fault("code", f"上级 {above} 还没有，在 divisions 里也写上它")


def _wrong_offices(rows: tuple[OfficeRow, ...], regions: Mapping[str, dict[str, str]]) -> Iterator[Fault]:
    there = {office.name: office for office in Office.objects.select_related("parent")}
    all_names = [*there, *(row.name for row in rows if row.name)]
    above = {name: office.region_code for name, office in there.items()}
    seen: dict[str, str] = {}
    for row in rows:
        if row.name in seen:
            yield row.at.fault("name", f"“{row.name}”在 {seen[row.name]} 已经写过，只写一次")
        if row.region and row.region not in regions:
            told = f"没有 {row.region} 这个区划：代码写错了，或者在 divisions 里写上它"
            yield row.at.fault("region", told)
        elif row.region and row.level:
            yield from _wrong_level(row, row.level, regions[row.region])
        if row.upper and row.upper not in above:
            known = row.upper in all_names
            told = (
                "要写在这一行前面"
                if known
                else f"没有“{row.upper}”这个机构{neighbours(row.upper, all_names)}"
            )
            yield row.at.fault("upper", told)
        elif row.upper and row.region and not row.region.startswith(prefix(above[row.upper])):
            told = f"“{row.upper}”管 {above[row.upper]}，管不到 {row.region}：上级机构或者区划代码写错了"
            yield row.at.fault("upper", told)
        if row.name:
            seen.setdefault(row.name, row.at.place)
            above.setdefault(row.name, row.region)
        if office := there.get(row.name):
            yield from _changed_office(row, office)


def _wrong_level(row: OfficeRow, level: Level, region: dict[str, str]) -> Iterator[Fault]:
    """A bureau acts for six digits, a town for nine, a village for twelve; cities without counties have a bureau of level 县."""
    length = LENGTHS.get(level, 6)
    if len(row.region) != length:
        yield row.at.fault(
            "region", f"{level.label}级机构的区划代码是 {length} 位，{row.region} 是 {len(row.region)} 位"
        )
    elif length == 6 and level != region["level"] and (level, region["level"]) != (Level.COUNTY, Level.CITY):
        right = Level(region["level"]).label
        yield row.at.fault(
            "level", f"{row.region} {region['name']}是“{right}”，这里写“{level.label}”：有一个写错了"
        )


def _wrong_departments(rows: tuple[OfficeRow, ...], known: Collection[str]) -> Iterator[Fault]:
    for row in rows:
        if row.department and row.department not in known:
            told = f"核对目录里没有“{row.department}”这个部门或机构{neighbours(row.department, known)}"
            yield row.at.fault("department", told)


def _changed_office(row: OfficeRow, office: Office) -> Iterator[Fault]:
    """What an office that is there already is said to be otherwise; what a row leaves out says nothing."""
    level = row.level.label if row.level else ""
    kept = {
        "short": (row.short, office.short),
        "level": (level, Level(office.level).label),
        "region": (row.region, office.region_code),
        "upper": (row.upper, office.parent.name if office.parent else ""),
        "phone": (row.phone, office.phone),
        "department": (row.department, office.department),
    }
    for key, (told, is_now) in kept.items():
        if told and told != is_now:
            yield row.at.fault(key, f"“{row.name}”已经有了，这一项现在是“{is_now}”，这里写“{told}”：{_KEEPS}")


_KEEPS = "本命令只加新的，不改已有的，请写成和现在一样"


def _wrong_officers(roster: Roster) -> Iterator[Fault]:
    offices = {row.name: row.department for row in roster.offices if row.name}
    offices |= dict(Office.objects.values_list("name", "department"))
    usernames = [row.username for row in roster.officers]
    logins = {login.username: login for login in Login.objects.filter(username__in=usernames)}
    posts: dict[int, list[Post]] = {}
    for post in Post.objects.filter(login__in=logins.values()).select_related("office"):
        posts.setdefault(post.login_id, []).append(post)
    yield from _wrong_numbers(roster.officers, logins)
    seen: dict[str, str] = {}
    for row in roster.officers:
        if row.username and row.username in seen:
            yield row.at.fault(
                "username", f"{row.username} 在 {seen[row.username]} 已经写过：一个人只写一次，岗位都写在一起"
            )
        seen.setdefault(row.username, row.at.place)
        login = logins.get(row.username)
        held = posts.get(login.pk, []) if login else []
        if login and row.name and login.name != row.name:
            told = f"{row.username} 已经是“{login.name}”的账号：{_KEEPS}；是另一个人就另取用户名"
            yield row.at.fault("name", told)
        yield from _wrong_posts(row, login, held, offices)


def _wrong_numbers(rows: tuple[OfficerRow, ...], logins: Mapping[str, Login]) -> Iterator[Fault]:
    """Two logins of one person, and a login that is said to be another person's."""
    digests = {row.username: keyed_hash("id_number", row.id_number) for row in rows if row.id_number}
    open_ones = Login.objects.filter(is_active=True, id_hash__in=digests.values())
    taken = dict(open_ones.values_list("id_hash", "username"))
    seen: dict[str, str] = {}
    for row in rows:
        if not row.id_number:
            continue
        digest, login = digests[row.username], logins.get(row.username)
        if login and login.id_hash not in ("", digest):
            yield row.at.fault("id_number", f"{row.username} 已经登记了另一个身份证号：{_KEEPS}")
        elif digest in seen:
            yield row.at.fault("id_number", f"和 {seen[digest]} 是同一个身份证号：{ONE_LOGIN}")
        elif taken.get(digest, row.username) != row.username:
            yield row.at.fault("id_number", f"这个身份证号已经有账号 {taken[digest]}：{ONE_LOGIN}")
        seen.setdefault(digest, row.at.place)


def _wrong_posts(
    row: OfficerRow, login: Login | None, held: list[Post], offices: Mapping[str, str]
) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    roles: list[Role] = []
    for post in row.posts:
        if post.office and post.office not in offices:
            at, told = (post.at if "office" in post.at.row else row.at), neighbours(post.office, offices)
            yield at.fault("office", f"没有“{post.office}”这个机构{told or '，在 offices 里写上它'}")
        if not (post.role and post.since and post.office):
            continue
        if not may_hold(post.role, offices.get(post.office, "")):
            yield post.at.fault("role", f"{post.office}：{NO_PLACE}。")
        key = (post.office, post.role)
        if key in seen:
            yield post.at.fault("role", f"这个岗位在 {seen[key]} 已经写过，只写一次")
            continue
        seen[key] = post.at.place
        if is_there(post, held):
            continue
        if login and not login.is_active:
            yield row.at.fault("username", f"{row.username} 已经停用，不再恢复：回来的人换一个用户名另开账号")
        not_over = [one for one in held if one.until is None or one.until > post.since]
        if same := next((one for one in not_over if _is_same_duty(post, one)), None):
            until = f"，到 {same.until} 才结束" if same.until else ""
            yield post.at.fault("since", f"这个岗位已经有了，从 {same.since} 起{until}：{_KEEPS}")
        if kept_apart(post.role, [*roles, *(one.role for one in not_over)]):
            yield post.at.fault("role", f"{row.name}：{APART}。")
        roles.append(post.role)


def is_there(row: PostRow, held: list[Post]) -> bool:
    """Whether a post of a roster was given before; one that has ended since stays ended."""
    return any(_is_same_duty(row, post) and post.since == row.since for post in held)


def _is_same_duty(row: PostRow, post: Post) -> bool:
    return post.office.name == row.office and post.role == row.role
