"""Questions about regions, offices and officers. Nothing here is personal data of a resident."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from jiuzhu.org.kinds import Level, Limit, Role
from jiuzhu.org.models import FiledRelative, Login, Office, Post, Region, Tally, held
from jiuzhu.org.scope import Scope, inside
from jiuzhu.policy.engine.numbers import region_chain
from jiuzhu.trail.queries import done
from jiuzhu.vault.seal import keyed_hash


def region(code: str) -> Region | None:
    """The division that has this code now."""
    return Region.objects.filter(code=code, until=None).first()


def region_names(codes: Iterable[str]) -> dict[str, str]:
    """Names by code as people say them, in one query."""
    rows = Region.objects.filter(code__in=set(codes), until=None).values_list("code", "name")
    return {code: place_name(name) for code, name in rows}


def place_name(name: str) -> str:
    """永安村 and 三角社区: the place, where the list of divisions names its committee."""
    return name.removesuffix("居民委员会").removesuffix("村民委员会")


def towns(county: str) -> dict[str, str]:
    """Names of the towns of a county by code, in the order of their codes."""
    rows = Region.objects.filter(parent_code=county, level=Level.TOWN, until=None)
    return dict(rows.order_by("code").values_list("code", "name"))


def path_names(code: str) -> list[str]:
    """County, town and village names that lead to a code: ["綦江区", "三角镇", "乐兴村"]."""
    steps = [code[:length] for length in (6, 9, 12) if len(code) >= length]
    names = region_names(steps)
    return [names[step] for step in steps if step in names]


def full_names(codes: Iterable[str]) -> dict[str, str]:
    """重庆市綦江区三角镇: from the province down, without 市辖区, in one query; a code nobody knows stands for itself."""
    chains = {code: region_chain(code) for code in codes}
    names = region_names(step for chain in chains.values() for step in chain)
    names |= dict.fromkeys((code for code, name in names.items() if name in ("市辖区", "县")), "")
    return {
        code: "".join(names.get(step, "") for step in reversed(chain)) or code
        for code, chain in chains.items()
    }


def office_of(code: str, level: Level) -> Office | None:
    """Our office of a level that acts for a place: its county bureau, town government or village committee."""
    length = {Level.COUNTY: 6, Level.TOWN: 9, Level.VILLAGE: 12}[level]
    return Office.objects.filter(level=level, region_code=code[:length], department="").first()


def officers(code: str, role: Role, on: date) -> QuerySet[Login]:
    """Who holds a role for exactly this region on a day."""
    posts = Post.objects.filter(held(on), office__region_code=code, role=role)
    return Login.objects.filter(pk__in=posts.values("login"), is_active=True).order_by("pk")


def assistants(codes: Iterable[str], on: date) -> dict[str, list[str]]:
    """Names of the assistants of villages by code, in one query."""
    posts = Post.objects.filter(held(on), office__region_code__in=set(codes), role=Role.ASSISTANT)
    found: dict[str, list[str]] = {}
    for code, name in posts.order_by("pk").values_list("office__region_code", "login__name"):
        found.setdefault(code, []).append(name)
    return found


def office_of_post(login_id: int | None, role: str, code: str, on: date) -> str:
    """The name of the office in which a login holds a post of this role for a region; "" when it holds none."""
    posts = Post.objects.filter(held(on), login=login_id, role=role, office__region_code=code).order_by("pk")
    return posts.values_list("office__name", flat=True).first() or ""


@dataclass(frozen=True)
class Officer:
    """A login and its posts that are not over (none for who has left), for who administers them."""

    login: Login
    posts: tuple[Post, ...]


def staff(scope: Scope, on: date, text: str = "") -> list[Officer]:
    """Officers of the places that an administrator administers, past ones too, by office, closed ones last.

    `text` is part of a name, username or office.
    """
    posts = administered(scope)
    if text:
        found = (
            Q(login__name__contains=text) | Q(login__username__contains=text) | Q(office__name__contains=text)
        )
        posts = posts.filter(found)
    logins: dict[Login, list[Post]] = {}
    for post in posts.order_by("-login__is_active", "office__region_code", "login__pk", "pk"):
        held_now = logins.setdefault(post.login, [])
        if post.until is None or post.until > on:
            held_now.append(post)
    return [Officer(login, tuple(held_now)) for login, held_now in logins.items()]


def administered(scope: Scope) -> QuerySet[Post]:
    """Posts, past ones too, in the places of a scope's administrator; none for anybody else."""
    reach = Q(pk__in=[])
    for role, code in scope.duties:
        if role == Role.ADMIN:
            reach |= inside(code, "office__region_code")
    return Post.objects.filter(reach).select_related("login", "office")


RESET = "org.reset_password"
SHOWN_RESETS = 3


def resets(login: Login) -> list[tuple[datetime, str]]:
    """When somebody put a one-time password in the place of this officer's, and who, the newest three; two
    queries."""
    admins = Post.objects.filter(role=Role.ADMIN).values_list("login_id", "login__name")
    names = {"system:setup": "部署人员"} | {f"officer:{pk}": name for pk, name in admins}
    found = done(RESET, list(names), subject=f"officer:{login.pk}")
    return [(at, names[actor]) for actor, at, _ in found[:SHOWN_RESETS]]


def names_of(login_ids: Iterable[int]) -> dict[int, str]:
    """Officers' names by login, in one query."""
    return dict(Login.objects.filter(pk__in=set(login_ids)).values_list("pk", "name"))


def posts_of(login_ids: Iterable[int]) -> dict[int, list[Post]]:
    """Every post that these logins hold or have held, with login and office, by login; one query."""
    found: dict[int, list[Post]] = {}
    rows = Post.objects.filter(login__in=set(login_ids)).select_related("login", "office").order_by("pk")
    for post in rows:
        found.setdefault(post.login_id, []).append(post)
    return found


def is_full(limit: Limit, what: str, at: datetime) -> bool:
    """Whether `what` has been tried as often as the limit allows."""
    full = Tally.objects.filter(limit=limit.name, key=tally_key(limit, what), count__gte=limit.most)
    return full.filter(until_at__gt=at).exists()


def tallied_name(username: str) -> str:
    """A username as it is counted: capitals, wide letters and spaces around it give no more guesses."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def tally_key(limit: Limit, what: str) -> str:
    """What stands for a name or an address: names typed at the door are sometimes passwords."""
    return keyed_hash("limit", f"{limit.name}|{what}")


def filed_relatives(id_hashes: Iterable[str]) -> QuerySet[FiledRelative]:
    """Filings that concern any of these people (keyed hashes of identity numbers)."""
    rows = FiledRelative.objects.filter(until=None, id_hash__in=set(id_hashes))
    return rows.select_related("office", "login")


def filings(scope: Scope) -> QuerySet[FiledRelative]:
    """Relatives filed for the officers and cadres of the places of a scope, those taken back last."""
    rows = scope.within(FiledRelative.objects.select_related("office", "login"), "office__region_code")
    return rows.order_by(F("until").asc(nulls_first=True), "office__region_code", "official", "pk")


def posts_within(scope: Scope, on: date) -> QuerySet[Post]:
    """Posts held on a day in the places of a scope, by place and name."""
    rows = Post.objects.filter(held(on), login__is_active=True).select_related("login", "office")
    return scope.within(rows, "office__region_code").order_by("office__region_code", "login__name", "pk")


def offices_within(scope: Scope) -> QuerySet[Office]:
    """Offices of the places of a scope, from above down."""
    return scope.within(Office.objects.all()).order_by("region_code", "pk")


def own_relatives(scope: Scope) -> QuerySet[FiledRelative]:
    """The filed relatives of whoever this is: from their families' affairs they keep off (民发〔2021〕57号 第11条)."""
    rows = FiledRelative.objects.filter(until=None)
    return rows.filter(login_id=scope.login_id) if scope.login_id else rows.none()
