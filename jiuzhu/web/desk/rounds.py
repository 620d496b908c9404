"""Rounds of re-verification: begin, by calendar too, watch, pause; the visit list they make; what became of each finding."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.casework import actions as casework
from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Catalogue
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import region_names
from jiuzhu.recheck import actions, queries
from jiuzhu.recheck.kinds import Outcome, Trigger
from jiuzhu.recheck.models import LAST_DAY, Finding, Round, Schedule
from jiuzhu.verification.words import difference, label, told
from jiuzhu.web.desk.verification import SEES_ROUNDS
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today

MAY_BEGIN = (Role.VERIFIER, Role.COUNTY)
MAY_SET = actions.MAY_SET
MAY_VISIT = (Role.CLERK, Role.VERIFIER, Role.COUNTY)
MAY_REVIEW = (Role.CLERK, Role.COUNTY)
MAY_LOOK = SEES_ROUNDS
PURPOSE = "定期复核走访"


class Begin(Ask):
    """Over which place: those of the officer's own posts."""

    region_code = forms.ChoiceField(label="核对哪里的在册家庭")

    def __init__(self, *args: Any, places: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region_code"].choices = list(places.items())


class Calendar(Begin):
    """When the rounds of a place begin by themselves."""

    template = forms.ChoiceField(label="核对方案", widget=forms.RadioSelect)
    months = forms.TypedChoiceField(
        label="多久一次",
        coerce=int,
        choices=[(count, f"每 {count} 个月" if count > 1 else "每个月") for count in (1, 2, 3, 6, 12)],
    )
    day = forms.IntegerField(
        label="在那个月的几日",
        min_value=1,
        max_value=LAST_DAY,
        help_text=f"1 至 {LAST_DAY}，每个月都有的日子。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = current().templates.items()
        self.fields["template"].choices = [
            (code, plan.label) for code, plan in plans if plan.purpose in actions.PURPOSES
        ]


class Settle(Ask):
    reason = forms.CharField(
        label="看了什么、听了什么，为什么不影响待遇", max_length=300, widget=forms.Textarea
    )


@officer(*MAY_LOOK)
@require_GET
def rounds(request: Any) -> HttpResponse:
    """All rounds within reach, and how many families wait for a visit, village by village."""
    rows = list(queries.rounds(request.scope)[:50])
    waiting = queries.by_village(request.scope)
    names = region_names([*waiting, *(row.region_code for row in rows)])
    calendars = queries.planned(request.scope, today())
    names |= region_names({one.schedule.region_code for one in calendars})
    context = {
        "rows": [(row, names.get(row.region_code, row.region_code)) for row in rows],
        "villages": [(code, names.get(code, code), count) for code, count in waiting.items()],
        "calendars": [(one, names[one.schedule.region_code], _plan(one.schedule)) for one in calendars],
        "may_set": request.scope.is_(*MAY_SET),
        "rate": queries.hit_rate(request.scope),
        "may_begin": request.scope.is_(*MAY_BEGIN),
    }
    return render(request, "desk/rounds/list.html", context)


@officer(*MAY_BEGIN)
def begin(request: Any) -> HttpResponse:
    """Begin a round over one of the officer's places."""
    form = Begin(request.POST or None, places=_places(request, MAY_BEGIN))
    if acting(form, actions.begin, trigger=Trigger.DEMAND, on=today(), by=request.scope):
        return said(request, f"已经开始，共 {form.result.families} 户。", "desk:round", form.result.pk)
    return asked(request, "desk/rounds/begin.html", form, plan=current().templates["review"])


@officer(*MAY_SET)
def set_calendar(request: Any) -> HttpResponse:
    """Set when rounds of one of the officer's places begin by themselves, or set it otherwise."""
    form = Calendar(request.POST or None, places=_places(request, MAY_SET))
    if acting(form, actions.set_schedule, on=today(), by=request.scope):
        first = form.result.next_on(today())
        return said(request, f"已设定，第一次在 {first:%Y-%m-%d} 自动开始。", "desk:rounds")
    return asked(request, "desk/rounds/calendar.html", form)


@officer(*MAY_SET)
@require_POST
def end_calendar(request: Any, schedule_id: int) -> HttpResponse:
    """Let no more rounds begin by themselves."""
    if queries.schedule(request.scope, schedule_id) is None:
        raise Http404(schedule_id)
    actions.end_schedule(schedule_id, today(), by=request.scope)
    return said(request, "已停止，以后不再自动开始；已经开始的照样核完。", "desk:rounds")


def _plan(row: Schedule | Round) -> str:
    plan = current().templates.get(row.template)
    return plan.label if plan else "已经不在目录里的方案"


def _places(request: Any, roles: tuple[Role, ...]) -> dict[str, str]:
    """The places of the officer's own posts of these roles, with their names."""
    homes = [code for role, code in request.scope.duties if role in roles]
    names = region_names(homes)
    return {code: names.get(code, code) for code in homes}


@officer(*MAY_LOOK)
@require_GET
def one(request: Any, round_id: int) -> HttpResponse:
    """How far one round is; the page goes on by itself while it runs."""
    row = queries.rounds(request.scope).filter(pk=round_id).first()
    if row is None:
        raise Http404(round_id)
    labels = current().labels(row.deliveries)
    context = {
        "row": row,
        "place": region_names([row.region_code]).get(row.region_code, row.region_code),
        "labels": labels,
        "plan": _plan(row),
        "unauthorised": queries.unauthorised(request.scope, row.pk),
        "may_steer": request.scope.covers(row.region_code, *MAY_BEGIN),
    }
    return render(request, "desk/rounds/round.html", context)


@officer(*MAY_BEGIN)
@require_POST
def steer(request: Any, round_id: int, verb: str) -> HttpResponse:
    """Pause a round, or let it go on."""
    if verb == "pause":
        actions.pause(round_id, by=request.scope)
        return said(request, "已暂停，核过的不会丢。", "desk:round", round_id)
    if verb == "resume":
        actions.resume(round_id, now(), by=request.scope)
        return said(request, "接着往下核。", "desk:round", round_id)
    raise Http404(verb)


@officer(*MAY_LOOK)
@require_GET
def visits(request: Any) -> HttpResponse:
    """The visit list (`?village=`): families with something to look at, and what."""
    village = request.GET.get("village", "")
    found = queries.visits(request.scope, village, purpose=PURPOSE)
    table = current()
    names = region_names({one.household.region_code for one in found} | ({village} if village else set()))
    context = {
        "rows": [
            (one, names.get(one.household.region_code, ""), [_finding(row, table) for row in one.findings])
            for one in found
        ],
        "village": names.get(village, ""),
        "may_settle": request.scope.is_(*MAY_VISIT),
    }
    return render(request, "desk/rounds/visits.html", context)


@officer(*MAY_VISIT)
def settle(request: Any, finding_id: int) -> HttpResponse:
    """核实无异, with what was seen."""
    row = _reached(request, finding_id)
    form = Settle(request.POST or None)
    given = {"outcome": Outcome.NO_MATTER, "on": today(), "by": request.scope}
    if acting(form, actions.settle, finding_id, **given):
        return said(request, f"已记下：{row.label}核实无异。", "desk:visits")
    may = request.scope.covers(row.region_code, *MAY_REVIEW)
    return asked(
        request, "desk/rounds/settle.html", form, row=row, shown=_finding(row, current()), may_review=may
    )


@officer(*MAY_REVIEW)
@require_POST
def review(request: Any, finding_id: int) -> HttpResponse:
    """Open a review of the family; what was found goes into it."""
    _reached(request, finding_id)
    case = casework.review_finding(finding_id, today(), by=request.scope)
    return said(request, "已开复核，按程序听取意见以后再定；在那以前照原来的发。", "desk:case", case.case_no)


def _reached(request: Any, finding_id: int) -> Finding:
    row = queries.one(request.scope, finding_id, purpose=PURPOSE)
    if row is None:
        raise Http404(finding_id)
    return row


def _finding(row: Finding, table: Catalogue) -> dict[str, Any]:
    return {
        "row": row,
        "who": row.person.name if row.person else "全家",
        "what": label(row.key),
        "believed": told(row.believed, row.key) if row.believed is not None else "没有",
        "found": told(row.found, row.key),
        "size": difference(row.size, row.key),
        "sources": "、".join(table.labels(row.sources)),
    }
