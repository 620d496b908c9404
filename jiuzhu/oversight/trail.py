"""留痕 of one case: who did what in it and who looked at it, in words, for those who watch."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from jiuzhu.casework.models import Case
from jiuzhu.casework.queries import case
from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Catalogue
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.kinds import Role
from jiuzhu.org.looking import REFUSED, look_within
from jiuzhu.org.models import Post
from jiuzhu.org.queries import posts_of
from jiuzhu.org.scope import Scope
from jiuzhu.oversight.words import WORDS, opened, why
from jiuzhu.trail.models import Entry
from jiuzhu.trail.queries import under

READERS = (Role.SUPERVISOR, Role.AUDITOR, Role.COUNTY)
PURPOSE = "监督"
PAGE = 50
_OFFICER = "officer:"


@dataclass(frozen=True)
class Line:
    """One entry in words: `post` is where the officer worked that day and as what, "" for anybody else."""

    entry: Entry
    who: str
    post: str
    what: str
    why: str
    fields: str


@dataclass(frozen=True)
class Trail:
    """A page of the trail of a case, the newest first: `counts` by kind ("act", "look"); `next` is the entry after which more follow."""

    case: Case
    lines: list[Line]
    counts: Mapping[str, int]
    next: int | None


def trail_of(scope: Scope, case_no: str, *, kind: str = "", after: int | None = None) -> Trail | None:
    """At most PAGE entries of a case and of the application before it, older than the entry `after`; of one `kind`, or of both.

    None for who may not read it: without a post of READERS there, out of reach, or recused. The look is on the trail before
    and counts as one at the case; raises Refused when there were too many.
    """
    scope = scope.only(*READERS)
    row = case(scope, case_no)
    if row is None:
        return None
    look_within(scope, "case", "oversight.trail", [f"case:{case_no}"], purpose=PURPOSE, case_no=case_no)
    entries = under([number for number in (row.case_no, row.application_no) if number])
    counts = dict(entries.order_by().values_list("kind").annotate(Count("pk")))
    entries = entries.filter(kind=kind) if kind else entries
    entries = entries.filter(pk__lt=after) if after else entries
    shown = list(entries.select_related("block")[: PAGE + 1])
    return Trail(row, _lines(shown[:PAGE]), counts, shown[PAGE - 1].pk if len(shown) > PAGE else None)


def _lines(entries: list[Entry]) -> list[Line]:
    actors = {entry.actor for entry in entries}
    posts = posts_of(int(one.removeprefix(_OFFICER)) for one in actors if one.startswith(_OFFICER))
    table = current()
    return [_line(entry, posts, table) for entry in entries]


def _line(entry: Entry, posts: Mapping[int, list[Post]], table: Catalogue) -> Line:
    who, post = _who(entry, posts)
    fields = "" if entry.act == REFUSED else opened(entry.refs.get("fields", ()), table)
    return Line(entry, who, post, WORDS.get(entry.act, entry.act), why(entry.purpose), fields)


def _who(entry: Entry, posts: Mapping[int, list[Post]]) -> tuple[str, str]:
    """A name and the posts held on that day; a family is named no further: who of them it was stays on the trail alone."""
    kind, _, name = entry.actor.partition(":")
    if kind != "officer":
        return {"system": "系统", "resident": "家庭", "grant": f"协查 {name}"}.get(kind, name), ""
    own, on = posts.get(int(name), []), day_of(entry.at)
    held = [one for one in own if one.since <= on and (one.until is None or on < one.until)]
    told = dict.fromkeys(f"{one.office.short} {Role(one.role).label}" for one in held)
    return own[0].login.name if own else entry.actor, "、".join(told)
