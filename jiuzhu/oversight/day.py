"""A day's looks from the trail, with what the rules must know of them: nine queries, however many looks."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from jiuzhu.casework.models import Case
from jiuzhu.casework.states import OPEN
from jiuzhu.kernel.moments import OFFICE, start_of
from jiuzhu.org.calendar import is_workday
from jiuzhu.org.kinds import Role
from jiuzhu.org.looking import COUNTED, REFUSED
from jiuzhu.org.models import FiledRelative, Post, held
from jiuzhu.org.queries import RESET
from jiuzhu.oversight.rules import Day, Look
from jiuzhu.registry.models import Membership, Person
from jiuzhu.trail.queries import done, looks, worked

WATCHERS = (Role.SUPERVISOR, Role.AUDITOR)
KINDS = {act: kind for kind, (acts, _) in COUNTED.items() for act in acts} | {REFUSED: "refused"}


def day(on: date) -> tuple[Day, dict[int, list[Post]]]:
    """The looks of one day, and the posts that their officers hold on it."""
    found = tuple(
        Look(int(actor.partition(":")[2]), at.astimezone(OFFICE), KINDS[act], case_no, subject)
        for actor, at, act, case_no, subject in looks(
            list(KINDS), start_of(on), start_of(on + timedelta(days=1))
        )
    )
    found, resets = _by_case(found), _resets(on)
    logins = {look.login for look in found} | {login for login, _ in resets}
    numbers = {look.case_no for look in found if look.case_no}
    posts: dict[int, list[Post]] = {}
    for post in (
        Post.objects.filter(held(on), login__in=logins).select_related("login", "office").order_by("pk")
    ):
        posts.setdefault(post.login_id, []).append(post)
    cases = list(Case.objects.filter(case_no__in=numbers).values_list("case_no", "stage", "household_id"))
    told = Day(
        looks=found,
        is_workday=_is_workday(on),
        worked=frozenset(
            (int(actor.partition(":")[2]), case_no)
            for actor, case_no in worked([f"officer:{login}" for login in logins], sorted(numbers))
        ),
        idle=frozenset(case_no for case_no, stage, _ in cases if stage not in OPEN),
        relatives=frozenset(_relatives(logins, [(number, home) for number, _, home in cases])),
        namesakes=frozenset(_namesakes(found, posts)),
        watchers=frozenset(
            login for login, own in posts.items() if any(post.role in WATCHERS for post in own)
        ),
        resets=resets,
    )
    return told, posts


def _by_case(found: tuple[Look, ...]) -> tuple[Look, ...]:
    """Looks at what was handed in with an application, under the case that it became: one family is one."""
    forms = {look.case_no for look in found if look.kind == "paper"}
    cases = Case.objects.filter(application_no__in=forms - {""})
    number = dict(cases.values_list("application_no", "case_no"))
    return tuple(replace(look, case_no=number.get(look.case_no, look.case_no)) for look in found)


def _resets(on: date) -> tuple[tuple[int, str], ...]:
    """Administrators, and whose password they reset on a day."""
    admins = Post.objects.filter(held(on), role=Role.ADMIN).values_list("login_id", flat=True)
    actors = {f"officer:{login}": login for login in admins}
    found = done(RESET, list(actors), start_of(on), start_of(on + timedelta(days=1)))
    return tuple((actors[actor], subject) for actor, _, subject in found)


def _is_workday(on: date) -> bool:
    """A year without a calendar counts by its weekdays."""
    try:
        return is_workday(on)
    except LookupError:
        return on.weekday() < 5


def _relatives(logins: set[int], cases: list[tuple[str, int]]) -> Iterable[tuple[int, str]]:
    """Officers and cases in whose family a relative lives whom they have filed, also after the case was opened."""
    filed = FiledRelative.objects.filter(until=None, login__in=logins).values_list("login_id", "id_hash")
    officers: dict[str, set[int]] = {}
    for login, digest in filed:
        if login is not None:
            officers.setdefault(digest, set()).add(login)
    homes: dict[int, list[str]] = {}
    for number, home in cases:
        homes.setdefault(home, []).append(number)
    rows = Membership.objects.filter(household__in=homes, until=None, person__id_hash__in=officers)
    for home, digest in rows.values_list("household_id", "person__id_hash"):
        for number in homes[home]:
            yield from ((login, number) for login in officers[digest])


def _namesakes(found: Iterable[Look], posts: dict[int, list[Post]]) -> Iterable[tuple[int, str]]:
    """Officers of a town or village, and people of the same surname there whose numbers or raw answers they opened."""
    opened = {(look.login, look.subject) for look in found if look.kind in ("raw", "number")}
    ids = {int(subject.partition(":")[2]) for _, subject in opened}
    people = {
        f"person:{pk}": (name[:1], town)
        for pk, name, town in Person.objects.filter(pk__in=ids).values_list("pk", "name", "home_town")
    }
    for login, subject in opened:
        for post in posts.get(login, []):
            if people.get(subject) == (post.login.name[:1], post.office.region_code[: len("500110114")]):
                yield login, subject
