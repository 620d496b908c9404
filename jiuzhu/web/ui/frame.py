"""The header of a desk page: unit, areas, person and role."""

from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, resolve, reverse

from jiuzhu.catalogue.answering import answerers
from jiuzhu.catalogue.edition import current
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import office_of_post, path_names
from jiuzhu.org.scope import Scope
from jiuzhu.web.ui.today import today


@dataclass(frozen=True)
class Area:
    """One entry of the header; `key` is the letter after G."""

    label: str
    url: str
    key: str
    is_here: bool


@dataclass(frozen=True)
class Frame:
    unit: str
    person: str
    role: str
    areas: tuple[Area, ...]
    may_search: bool

    @classmethod
    def of(cls, scope: Scope, path: str) -> "Frame":
        """The header for an officer on a page. One or two queries: names of the unit."""
        role, home = scope.duties[0]
        unit = _department(scope) if scope.keeps else _unit(scope, role, home)
        areas = _areas(scope, path)
        return cls(unit, scope.name, Role(role).label, areas, bool(scope.regions))

    def without_ways(self) -> "Frame":
        """For who must choose a password first: who and where, but nowhere to go."""
        return replace(self, areas=(), may_search=False)


WORKLIST = "desk:worklist"
"""Where everybody arrives; who reaches no family is led on from there."""
_AREAS = (
    ("工作台", WORKLIST, "w"),
    ("案件", "desk:cases", "c"),
    ("核对", "desk:verification", "v"),
    ("填报", "desk:entry", "e"),
    ("目录", "desk:catalogue", "d"),
    ("公示", "desk:publicity", "n"),
    ("发放", "desk:months", "m"),
    ("政策", "desk:policy", "p"),
    ("监督", "desk:oversight", "o"),
    ("人员", "desk:officers", "u"),
)


def _unit(scope: Scope, role: str, home: str) -> str:
    """Of a town or village its place: 綦江区 · 三角镇; above them the office of the post: 綦江区审计局."""
    names = path_names(home)
    return " · ".join(names[:2]) if len(names) > 1 else office_of_post(scope.login_id, role, home, today())


def _department(scope: Scope) -> str:
    """Of an officer who answers for another department: 綦江区 · 信访办."""
    department, home = scope.keeps[0]
    return " · ".join([*path_names(home), answerers(current()).get(department, department)])


def _areas(scope: Scope, path: str) -> tuple[Area, ...]:
    """The areas whose pages exist and whose guard lets this officer in."""
    found = []
    for label, name, key in _AREAS:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        roles = getattr(resolve(url).func, "roles", ())
        if not scope.is_(*roles) or (name == WORKLIST and not scope.regions):
            continue
        found.append((url, Area(label, url, key, False)))
    here = max((url for url, _ in found if path.startswith(url)), key=len, default="")
    return tuple(Area(a.label, a.url, a.key, url == here) for url, a in found)
