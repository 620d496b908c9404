"""政策改动: what was proposed and published, before → after; propose a number; publish as a second person."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.analysis.actions import ASKERS
from jiuzhu.casework import recalculations
from jiuzhu.casework.kinds import BY_REVIEW, Need
from jiuzhu.casework.recalculations import Tally
from jiuzhu.editions import actions, queries
from jiuzhu.editions.actions import MAY_PUBLISH
from jiuzhu.editions.fit import Unfit
from jiuzhu.editions.queries import Told
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import full_names
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend.describe import NumberEffect
from jiuzhu.policy.engine.numbers import Number, in_figures, region_chain
from jiuzhu.policy.programmes import library_of
from jiuzhu.web.desk.amendment_form import AREAS, Proposal
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


@officer(Role.POLICY)
def propose(request: Any) -> HttpResponse:
    """Propose another value for one number (`?name=`, `?area=`) of the place of the officer's post."""
    name = request.GET.get("name", "")
    if not name:
        return redirect("desk:policy")
    number = library_of(queries.current()).numbers.get(name)
    if number is None:
        raise Http404(name)
    region = _home(request.scope)
    first = {"area": request.GET.get("area", "")}
    form = Proposal(request.POST or None, initial=first, number=number, region=region)
    row = _proposed(form, request.scope)
    if row is not None:
        return said(request, "已提出，等另一位同事复核发布；在那以前什么都不变。", "desk:amendment", row.pk)
    context = {"number": number, "place": full_names([region])[region], "now": _now(number, region)}
    return asked(request, "desk/amendment_form.html", form, **context)


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
        "may_simulate": request.scope.is_(*ASKERS),
        "may_publish": may and not is_mine,
        "may_withdraw": may,
        "is_mine": is_mine,
        "work": work,
        "tallies": _losers_first(recalculations.summary(request.scope, work)) if work else [],
        "by_review": BY_REVIEW,
        "is_past": any(effect.since <= today() for effect in found.effects),
    }
    return asked(request, "desk/amendment.html", form, **context)


def _losers_first(tallies: list[Tally]) -> list[Tally]:
    """Who must be heard, then who gets more, then who keeps what there is."""
    order = (Need.STOPS, Need.LOWER, Need.UNDECIDED, Need.RAISE, Need.SAME)
    return sorted(tallies, key=lambda tally: order.index(tally.need))


def _proposed(form: Proposal, scope: Scope) -> Any:
    """The row, once the answers are right and the change fits; None shows the form (again)."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return actions.propose(form.change, form.cleaned_data["reason"], today(), by=scope)
    except Unfit as refused:
        form.tell(refused)
    except Refused as refusal:
        form.refusal = refusal
    return None


def _home(scope: Scope) -> str:
    """The place of the officer's policy post."""
    return next(code for role, code in scope.duties if role == Role.POLICY)


@dataclass(frozen=True)
class Now:
    """What holds for a number at a place today."""

    area: str
    value: str
    since: date | None
    source: str


def _now(number: Number, region: str) -> list[Now]:
    """One line where town and country agree, else one each; none where nothing is set."""
    found = []
    for area in ("urban", "rural"):
        entry = number.in_force(region_chain(region), area, today().toordinal())
        if entry:
            since = date.fromordinal(entry.since) if entry.since > date(1950, 1, 1).toordinal() else None
            found.append(Now(AREAS[area], in_figures(number.unit, entry.value), since, entry.source))
    if len(found) == 2 and replace(found[0], area="") == replace(found[1], area=""):
        return [replace(found[0], area=AREAS[""])]
    return found
