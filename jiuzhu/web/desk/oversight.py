"""监督: looks that somebody else should see, one line each, and what came of them."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.org.kinds import Role
from jiuzhu.org.looking import alarms as rules_of
from jiuzhu.org.looking import limits
from jiuzhu.oversight import actions, queries
from jiuzhu.oversight.kinds import Outcome
from jiuzhu.oversight.models import Alarm
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

MOST = 100
"""As many alarms stand on the page."""


class Answer(Ask):
    outcome = forms.ChoiceField(
        label="结果",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Outcome.FINE, Outcome.HANDED)],
    )
    reason = forms.CharField(
        label="理由",
        help_text="看了什么、问了谁；移交的写明移交给谁。不要写家庭的情况。",
        widget=forms.Textarea,
        max_length=300,
    )


@officer(Role.SUPERVISOR, Role.AUDITOR)
@require_GET
def oversight(request: Any) -> HttpResponse:
    """Alarms, the open ones first, and the limits that hold here."""
    rows = queries.alarms(request.scope)
    context = {
        "rows": [(one, *_told(one)) for one in rows[:MOST]],
        "waiting": rows.filter(outcome=Outcome.OPEN).count(),
        "limits": limits(request.scope.duties[0][1][:6]).values(),
        "open": Outcome.OPEN,
    }
    return render(request, "desk/oversight.html", context)


@officer(Role.SUPERVISOR, Role.AUDITOR)
def alarm(request: Any, alarm_id: int) -> HttpResponse:
    """One alarm: what the rule saw, in which cases, and the answer."""
    found = queries.alarm(request.scope, alarm_id)
    if found is None:
        raise Http404(alarm_id)
    form = Answer(request.POST if request.method == "POST" else None)
    if acting(form, actions.settle, found, on=today(), by=request.scope):
        return said(request, "记下了。", "desk:oversight")
    label, why = _told(found)
    is_own = found.login_id == request.scope.login_id
    context = {"one": found, "label": label, "why": why, "is_own": is_own}
    return asked(request, "desk/alarm.html", form, is_open=found.outcome == Outcome.OPEN, **context)


def _told(one: Alarm) -> tuple[str, str]:
    """What the rule is called and says; a rule that is no longer in the file stands for itself."""
    rule = rules_of(one.region_code[:6]).get(one.rule)
    return (rule.label, rule.why.format(count=one.count)) if rule else (one.rule, str(one.count))
