"""政策改动: what was proposed and published, before → after; publish as a second person, or withdraw."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.analysis.actions import ASKERS
from jiuzhu.casework import recalculations
from jiuzhu.casework.kinds import BY_DECISION, BY_REVIEW, Need
from jiuzhu.casework.recalculations import Tally
from jiuzhu.editions import actions, queries
from jiuzhu.editions.actions import MAY_PUBLISH
from jiuzhu.editions.queries import Told
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import full_names
from jiuzhu.policy.amend.describe import NumberEffect
from jiuzhu.web.desk.amendment_diff import compared
from jiuzhu.web.desk.amendment_form import AREAS
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

STATES = {"waiting": "等复核", "published": "已发布", "withdrawn": "已撤回", "refused": "已退回"}


@dataclass(frozen=True)
class Shown:
    """An amendment as a list or page shows it."""

    told: Told
    places: str
    state: str

    @property
    def row(self) -> Any:
        return self.told.row

    @property
    def title(self) -> str:
        """最低生活保障标准（每人每月）等 2 项."""
        labels = list(dict.fromkeys(effect.label for effect in self.told.effects))
        return labels[0] + (f"等 {len(labels)} 项" if len(labels) > 1 else "")

    @property
    def figures(self) -> str:
        """城市 770 元 → 800 元，农村 630 元 → 660 元; empty where that would be long, or a rule is changed."""
        effects = self.told.effects
        if len(effects) > 2 or len({effect.label for effect in effects}) > 1:
            return ""
        return "，".join(
            f"{AREAS[effect.area or '']} {effect.before_figures} → {effect.after_figures}"
            for effect in effects
            if isinstance(effect, NumberEffect)
        )


class Withdrawal(Ask):
    reason = forms.CharField(label="为什么", max_length=300, widget=forms.Textarea)


@officer()
@require_GET
def amendments(request: Any) -> HttpResponse:
    """Every amendment of the law that holds where this officer works, those that wait first."""
    shown = show(queries.amendments(request.scope))
    context = {
        "waiting": [one for one in shown if one.row.is_waiting],
        "done": [one for one in shown if not one.row.is_waiting],
        "may_propose": request.scope.is_(Role.POLICY),
    }
    return render(request, "desk/amendments.html", context)


@officer()
@require_GET
def amendment(request: Any, amendment_id: int) -> HttpResponse:
    """One amendment: what it changes, who proposed and published it, and what became of the families."""
    return _page(request, amendment_id, Withdrawal())


@officer(*MAY_PUBLISH)
@require_POST
def publish(request: Any, amendment_id: int) -> HttpResponse:
    """Publish a colleague's proposal."""
    actions.publish(amendment_id, today(), by=request.scope)
    return said(
        request, "已发布，从现在起按它计算。受影响的家庭正在逐户重算，名单列在下面。", "desk:amendment", amendment_id
    )  # fmt: skip


@officer(*MAY_PUBLISH)
@require_POST
def withdraw(request: Any, amendment_id: int) -> HttpResponse:
    """Take one's own proposal back, or send a colleague's back, with the reason."""
    form = Withdrawal(request.POST)
    if acting(form, actions.withdraw, amendment_id, on=today(), by=request.scope):
        return said(request, "已经撤下，什么都没有改变；理由留在记录里。", "desk:amendment", amendment_id)
    return _page(request, amendment_id, form)


def show(found: list[Told]) -> list[Shown]:
    """Amendments with the names of their places, in one query."""
    names = full_names({effect.region for told in found for effect in told.effects})
    return [
        Shown(
            told,
            "、".join(dict.fromkeys(names[effect.region] or "全国" for effect in told.effects)),
            STATES[told.row.state],
        )
        for told in found
    ]


def _page(request: Any, amendment_id: int, form: Withdrawal) -> HttpResponse:
    found = queries.amendment(request.scope, amendment_id)
    if found is None:
        raise Http404(amendment_id)
    (shown,) = show([found])
    row = found.row
    may = row.is_waiting and all(request.scope.covers(e.region, *MAY_PUBLISH) for e in found.effects)
    is_mine = row.author == request.scope.actor
    work = recalculations.recalculation_of(row)
    context = {
        "shown": shown,
        "effects": found.effects,
        "texts": compared(found.effects),
        "may_simulate": request.scope.is_(*ASKERS),
        "may_publish": may and not is_mine,
        "may_withdraw": may,
        "is_mine": is_mine,
        "work": work,
        "tallies": _losers_first(recalculations.summary(request.scope, work)) if work else [],
        "by_review": BY_REVIEW,
        "by_decision": BY_DECISION,
        "is_past": any(effect.since <= today() for effect in found.effects),
    }
    return asked(request, "desk/amendment.html", form, **context)


def _losers_first(tallies: list[Tally]) -> list[Tally]:
    """Who must be heard, then who gets more, then who keeps what there is."""
    order = (Need.STOPS, Need.LOWER, Need.UNDECIDED, Need.RAISE, Need.ARREARS, Need.SAME)
    return sorted(tallies, key=lambda tally: order.index(tally.need))
