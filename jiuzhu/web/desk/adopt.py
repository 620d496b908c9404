"""Choose which value of a fact to believe, with the reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from jiuzhu.assessment.kinds import shown_as
from jiuzhu.assessment.models import Claim
from jiuzhu.casework import actions
from jiuzhu.casework.disputes import disputes
from jiuzhu.casework.evidence import Fact, evidence
from jiuzhu.casework.weighing import Weighed, weighed
from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.org.kinds import Role
from jiuzhu.org.queries import region_names
from jiuzhu.verification.kinds import Why
from jiuzhu.verification.words import PLACE, difference, label, told
from jiuzhu.web.desk.case_parts import names_of
from jiuzhu.web.desk.disputed_shown import shown
from jiuzhu.web.desk.reach import PURPOSE, reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.fields import MoneyField
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.marks import MARKS
from jiuzhu.web.ui.today import today
from jiuzhu.web.ui.whole import whole

OTHER = "other"


class Choice(Ask):
    """One of the values that were claimed, or (for money) one that the officer works out."""

    chosen = forms.ChoiceField(label="采信哪一个", widget=forms.RadioSelect)
    amount = MoneyField(label="另外核定的金额（每月）", required=False, yearly=True)
    why = forms.ChoiceField(
        label="为什么不一致", choices=[("", "请选一个"), *Why.choices], help_text="听家庭说明以后再选。"
    )
    reason = forms.CharField(
        label="家庭怎么说、为什么这样采信",
        help_text="写清楚听了什么、看了什么凭据。",
        max_length=300,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, fact: Fact, scale: Weighed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = {str(claim.pk): claim for claim in fact.said.values()}
        places = places_in([fact])
        choices = [
            (pk, _choice(self.claims[pk], told(self.claims[pk].value, fact.key, places), scale))
            for pk in map(str, scale.advice.order)
        ]
        self.fields["chosen"].initial = str(scale.advice.advised or "")
        if fact.difference is None:
            del self.fields["why"]
        if fact.key.startswith("income."):
            choices.append((OTHER, "按规则或凭据另外核定"))
        else:
            del self.fields["amount"]
        self.fields["chosen"].choices = choices

    def clean(self) -> dict[str, Any]:
        """The act's keywords: value, source_kind, reason."""
        told_so = super().clean() or {}
        more = {"why": told_so["why"]} if told_so.get("why") else {}
        chosen, amount = told_so.get("chosen"), told_so.pop("amount", None)
        if chosen == OTHER and amount is None and not self.errors:
            self.add_error("amount", "另外核定要写每月多少元")
        if self.errors:
            return told_so
        if chosen == OTHER:
            return {
                "value": {"per_month": plain_yuan(amount)},
                "source_kind": "estimate",
                "reason": told_so["reason"],
            } | more
        claim = self.claims[chosen]
        return {"value": claim.value, "source_kind": claim.source_kind, "reason": told_so["reason"]} | more


def _choice(claim: Claim, value: str, scale: Weighed) -> str:
    """One value with what stands for it and against it."""
    said = (
        f"{MARKS[shown_as(claim.source_kind, claim.source_ref)].word}：{value}（{claim.true_on.isoformat()}）"
    )
    if claim.pk == scale.advice.advised:
        return f"{said} · 建议采信"
    against = scale.advice.against.get(claim.pk)
    return f"{said} · {against}" if against else said


def places_in(facts: Iterable[Fact]) -> dict[str, str]:
    """Names of the regions that facts speak of, by code; one query."""
    return region_names(claim.value for fact in facts if fact.key == PLACE for claim in fact.said.values())


@officer(Role.CLERK, Role.COUNTY)
def adopt(request: Any, case_no: str) -> HttpResponse:
    """Adopt a value of one fact (`?person=&key=`); a difference it had is settled by it."""
    view = reached(request, case_no)
    fact = _fact(request, view)
    scale = weighed(view.case, fact.key, fact.said.values(), today())
    form = Choice(request.POST or None, fact=fact, scale=scale)
    size = fact.difference.size if fact.difference else fact.seen_apart
    place = {"person_id": fact.person_id, "key": fact.key}
    if acting(form, actions.adopt_fact, case_no, on=today(), by=request.scope, **place):
        return said(request, f"已采信：{label(fact.key)}。", "desk:case", case_no)
    context = {
        "view": view,
        "who": names_of(view).get(fact.person_id or 0, "全家"),
        "what": label(fact.key),
        "advice": scale.advice,
        "disputed": shown(
            disputes(request.scope, view.case, fact.person_id, fact.key, PURPOSE)[:1], fact.key
        ),
        "differs": difference(size, fact.key) if size else "",
    }
    return asked(request, "desk/adopt.html", form, **context)


def _fact(request: Any, view: Any) -> Fact:
    key = request.GET.get("key", "")
    wanted = (whole(request.GET.get("person", "")), key)
    found = evidence(view.case)
    fact = next((one for one in found.facts if (one.person_id, one.key) == wanted), None)
    if fact is None or not fact.said:
        raise Http404(key)
    return fact
