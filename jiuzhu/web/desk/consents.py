"""授权: who of a case has agreed to what, and asking somebody who is elsewhere to sign on their own phone."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse

from jiuzhu.casework.actions import MAY_KEEP_CONSENTS
from jiuzhu.casework.examined import purpose_of
from jiuzhu.casework.queries import View
from jiuzhu.kernel.month import OF_AGE, age_on
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import dead_of
from jiuzhu.verification import actions
from jiuzhu.verification.covered import kinds_told
from jiuzhu.verification.kinds import HOLDERS, Purpose
from jiuzhu.verification.models import Authorisation, Invitation
from jiuzhu.verification.queries import authorisations, invitations
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

OUTSIDE = "outside"


class Wanted(Ask):
    """Whom to ask, and for what; name and number only of somebody outside the family."""

    who = forms.ChoiceField(label="请谁签", widget=forms.RadioSelect)
    name = forms.CharField(label="姓名", required=False, max_length=50, help_text="家庭以外的义务人才要写。")
    id_number = forms.CharField(label="身份证号", required=False, max_length=18)
    phone = forms.CharField(label="手机号", required=False, max_length=17, help_text="登记里有的不用写。")
    kinds = forms.MultipleChoiceField(
        label="要查哪几类",
        help_text="只选这一件用得着的；签的人看得到您选了什么。",
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, label) for kind, label in HOLDERS.items()],
    )

    def __init__(self, people: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.name) for one in people]
        self.fields["who"].choices = [*choices, (OUTSIDE, "不在一起生活的赡养、抚养、扶养义务人")]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("who") == OUTSIDE:
            for name in ("name", "id_number", "phone"):
                if not given.get(name):
                    self.add_error(name, f"{self.fields[name].label}还没有填")
        return given


@officer(Role.CLERK, Role.VERIFIER, Role.COUNTY)
def consents(request: Any, case_no: str) -> HttpResponse:
    """Who of the family has a live consent, who was asked from afar and what they said; and asking somebody."""
    view, on = reached(request, case_no), today()
    adults = [row.person for row in view.members if age_on(row.person.born, on) >= OF_AGE]
    form = Wanted(adults, request.POST if request.method == "POST" else None)
    if acting(form, _invite, view, by=request.scope):
        return said(request, "短信排上了，等本人登录以后自己决定。", "desk:consents", case_no)
    people = [*(row.person for row in view.members), *dead_of(request.scope, view.case.household_id)]
    live = authorisations(request.scope, [one.pk for one in people], on)
    context = {
        "view": view,
        "members": [(who, [(one, _told(one)) for one in live.get(who.pk, [])]) for who in people],
        "may_keep": request.scope.covers(view.case.region_code, *MAY_KEEP_CONSENTS),
        "invitations": [_asked(one) for one in invitations(request.scope, case_no)],
    }
    return asked(request, "desk/consents.html", form, **context)


def _invite(
    view: View, who: str, name: str, id_number: str, phone: str, kinds: list[str], *, by: Scope
) -> Invitation:
    case, on = view.case, today()
    outsider = NewMember(name, id_number, Relation.OTHER)
    member = next((row.person for row in view.members if str(row.person_id) == who), None)
    return actions.invite(
        case.case_no, case.household, member or outsider, kinds, purpose_of(case), on, by=by, phone=phone
    )


def _told(one: Authorisation) -> str:
    purposes = "、".join(Purpose(purpose).label for purpose in one.purposes)
    signer = f"{one.get_given_by_display()}{one.giver.name if one.giver else ''}"
    return f"{kinds_told(one.kinds, one.registers)}；{purposes}；到 {one.until_on}；{signer}签"


def _asked(one: Invitation) -> dict[str, Any]:
    is_withdrawn = one.authorisation is not None and not one.authorisation.is_live(today())
    late = "过了日子没有答" if one.answer_by < today() else f"等到 {one.answer_by}"
    said_so = {"waiting": late, "signed": f"{one.answered_on} 签了", "declined": f"{one.answered_on} 不同意"}
    return {
        "one": one,
        "what": kinds_told(one.kinds, one.registers),
        "said": "撤回了或者到期了" if is_withdrawn else said_so[one.response],
    }
