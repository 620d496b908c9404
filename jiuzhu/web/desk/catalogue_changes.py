"""目录改动: what was proposed and published, before → after; publish as a second person, or withdraw."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.catalogue import actions, queries
from jiuzhu.catalogue.actions import MAY_PROPOSE, MAY_PUBLISH
from jiuzhu.catalogue.change import Change
from jiuzhu.catalogue.models import CatalogueChange
from jiuzhu.catalogue.reading import CLASSES
from jiuzhu.web.desk.amendment_diff import Line, lines
from jiuzhu.web.desk.catalogue import READERS
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

STATES = {"waiting": "等复核", "published": "已发布", "withdrawn": "已撤回", "refused": "已退回"}
FILES = {
    CLASSES: "数据类",
    "institutions.yaml": "机构名单",
    "items.yaml": "核对项目",
    "templates.yaml": "核对方案",
    "departments.yaml": "单位",
    "grounds.yaml": "依据",
}
"""What an entry of each file is called."""


@dataclass(frozen=True)
class Entry:
    """One entry of a change with the lines of its old and new text."""

    what: str
    change: Change
    lines: list[Line]
    is_new: bool


@dataclass(frozen=True)
class Shown:
    """A change as a list or page shows it."""

    row: CatalogueChange
    entries: list[Entry]

    @property
    def state(self) -> str:
        return STATES[self.row.state]

    @property
    def title(self) -> str:
        """数据类“公安户籍”等 2 项."""
        first = self.entries[0]
        more = f"等 {len(self.entries)} 项" if len(self.entries) > 1 else ""
        return f"{'加' if first.is_new else '改'}{first.what}“{first.change.label}”{more}"


class Withdrawal(Ask):
    reason = forms.CharField(label="为什么", max_length=300, widget=forms.Textarea)


@officer(*READERS)
@require_GET
def changes(request: Any) -> HttpResponse:
    """Every change of the catalogue, those that wait first."""
    found = [show(row) for row in queries.changes(request.scope)]
    context = {
        "waiting": [one for one in found if one.row.is_waiting],
        "done": [one for one in found if not one.row.is_waiting],
        "may_propose": request.scope.is_(*MAY_PROPOSE),
    }
    return render(request, "desk/catalogue/changes.html", context)


@officer(*READERS)
@require_GET
def change(request: Any, change_id: int) -> HttpResponse:
    """One change: what it writes otherwise, who proposed and published it."""
    return _page(request, change_id, Withdrawal())


@officer(*MAY_PUBLISH)
@require_POST
def publish(request: Any, change_id: int) -> HttpResponse:
    """Publish a colleague's proposal."""
    actions.publish(change_id, today(), by=request.scope)
    return said(request, "已发布，从现在起照它问。", "desk:catalogue_change", change_id)


@officer(*MAY_PROPOSE)
@require_POST
def withdraw(request: Any, change_id: int) -> HttpResponse:
    """Take one's own proposal back, or send a colleague's back, with the reason."""
    form = Withdrawal(request.POST)
    if acting(form, actions.withdraw, change_id, on=today(), by=request.scope):
        return said(request, "已经撤下，什么都没有改变；理由留在记录里。", "desk:catalogue_change", change_id)
    return _page(request, change_id, form)


def show(row: CatalogueChange) -> Shown:
    """A change with its entries, before → after."""
    pairs = zip(queries.value_of(row), row.before, strict=True)
    return Shown(row, [Entry(what(one.path), one, lines(before, one.text), not before) for one, before in pairs])  # fmt: skip


def what(path: str) -> str:
    """What an entry of a file is called: 数据类, 机构名单."""
    return FILES[CLASSES] if path.startswith(CLASSES) else FILES[path]


def _page(request: Any, change_id: int, form: Withdrawal) -> HttpResponse:
    row = queries.change(request.scope, change_id)
    if row is None:
        raise Http404(change_id)
    is_mine = row.author == request.scope.actor
    may = row.is_waiting and request.scope.covers(row.region_code, *MAY_PUBLISH)
    context = {
        "shown": show(row),
        "is_mine": is_mine,
        "may_publish": may and not is_mine,
        "may_withdraw": may or (row.is_waiting and is_mine),
    }
    return asked(request, "desk/catalogue/change.html", form, **context)
