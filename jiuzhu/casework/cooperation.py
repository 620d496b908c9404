"""What other towns ask of mine, and the one case that a request opens to who took it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jiuzhu.casework.models import Case, Cooperation
from jiuzhu.casework.states import OPEN
from jiuzhu.org.models import Login
from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope


@dataclass(frozen=True)
class Request:
    """One request as the asked town sees it: which town asks, and who of mine took it (\"\" nobody yet)."""

    row: Cooperation
    from_town: str
    taken_by: str


def requested(scope: Scope, on: date) -> list[Request]:
    """Open requests to the towns of an officer, the nearest end first; they name a case and nobody of the family."""
    rows = scope.within(_standing(on), "town_code").select_related("case", "login")
    found = list(rows.order_by("until_on", "pk"))
    towns = region_names(row.case.region_code[:9] for row in found)
    return [
        Request(row, towns.get(row.case.region_code[:9], ""), row.login.name if row.login else "")
        for row in found
    ]


def asked_for(scope: Scope, case: Case) -> list[tuple[Cooperation, str]]:
    """The requests of a case that this scope reaches, oldest first, with the name of the asked town."""
    if not scope.covers(case.region_code):
        return []
    rows = list(case.cooperations.select_related("login").order_by("pk"))
    towns = region_names(row.town_code for row in rows)
    return [(row, towns.get(row.town_code, "")) for row in rows]


def helpers(case: Case, on: date) -> list[Login]:
    """Officers of other towns who took a request of this case that still stands."""
    return [row.login for row in _standing(on).filter(case=case).select_related("login") if row.login]


def granted(scope: Scope, number: str, on: date) -> tuple[Cooperation, Scope | None] | None:
    """A request to my town, and the scope of its case for who took it (None for who did not); None out of reach or over.

    The scope is made at every request from the day it is, so that it ends when the request does.
    """
    row = scope.within(_standing(on), "town_code").select_related("case").filter(number=number).first()
    if row is None or not is_open(row, on):
        return None
    if row.login_id != scope.login_id:
        return row, None
    return row, Scope.grant(number, row.case.case_no, row.until_on, on, scope)


def is_open(asked: Cooperation, on: date) -> bool:
    """Whether a request still stands: not done, not past its end, its case not closed."""
    return asked.done_on is None and on <= asked.until_on and asked.case.stage in OPEN


def helped_by(case: Case, officer: Login, on: date) -> Cooperation | None:
    """The request under which an officer of another town may be the second surveyor of this case on a day."""
    found = case.cooperations.filter(login=officer, done_on=None, until_on__gte=on)
    return found.select_related("case").first()


def _standing(on: date) -> QuerySet[Cooperation]:
    return Cooperation.objects.filter(done_on=None, until_on__gte=on, case__stage__in=OPEN)
