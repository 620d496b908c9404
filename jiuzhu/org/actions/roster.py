"""Take up a county's roster: whatever it names and is not there yet, in one transaction."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from jiuzhu.org.actions.officers import appoint, enrol
from jiuzhu.org.actions.structure import load_regions, only_setup, open_office
from jiuzhu.org.models import Login, Office, Post
from jiuzhu.org.roster.check import checked, is_there
from jiuzhu.org.roster.read import OfficeRow, OfficerRow
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action


@dataclass
class TakenUp:
    """How much was new, and the one-time password of each new login, which is kept nowhere else."""

    regions: int = 0
    offices: int = 0
    posts: int = 0
    passwords: list[tuple[Login, str]] = field(default_factory=list, repr=False)

    def for_trail(self) -> dict[str, object]:
        counts = {
            "regions": self.regions,
            "offices": self.offices,
            "posts": self.posts,
            "logins": len(self.passwords),
        }
        return {"subject": "roster", "refs": counts}


@action("org.take_up")
def take_up(
    text: str, one_time: Callable[[], str], *, by: Scope, departments: Collection[str] = ()
) -> TakenUp:
    """Open what a roster (YAML) names and is not there; what is there stays as it is.

    New logins get a password from `one_time`, to be replaced at the first sign-in. `departments` are the codes of other
    departments that an office may have. Raises roster.Faults with everything
    that is wrong, and then nothing is written.
    """
    only_setup(by)
    plan, done = checked(text, departments), TakenUp()
    done.regions = load_regions(plan.divisions, by=by).rows
    for row in plan.roster.offices:
        done.offices += _opened(row, by)
    for officer in plan.roster.officers:
        _employ(officer, one_time, done, by)
    return done


def _opened(row: OfficeRow, by: Scope) -> bool:
    if row.level is None or Office.objects.filter(name=row.name).exists():
        return False
    upper = Office.objects.get(name=row.upper) if row.upper else None
    open_office(
        row.name, row.short, row.level, row.region, upper, row.phone, by=by, department=row.department
    )
    return True


def _employ(row: OfficerRow, one_time: Callable[[], str], done: TakenUp, by: Scope) -> None:
    login = Login.objects.filter(username=row.username).first()
    if login is None:
        password = one_time()
        login = enrol(row.username, row.name, password, by=by, must_change=True, id_number=row.id_number)
        done.passwords.append((login, password))
    elif row.id_number and not login.id_hash:
        enrol(row.username, row.name, "", by=by, id_number=row.id_number)
    held = list(Post.objects.filter(login=login).select_related("office"))
    for post in row.posts:
        if post.role and post.since and not is_there(post, held):
            appoint(login, Office.objects.get(name=post.office), post.role, post.since, by=by)
            done.posts += 1
