"""What another town asks of mine: take it on, and see the one family that it is about."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from jiuzhu.casework import queries
from jiuzhu.casework.actions import take_cooperation
from jiuzhu.casework.cooperation import granted
from jiuzhu.kernel.month import age_on
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.queries import office_of, path_names
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import masked_phone, open_addresses
from jiuzhu.web.desk.case_parts import kin
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today


@officer(Role.CLERK)
def cooperation(request: Any, number: str) -> HttpResponse:
    """Before it is taken: who asks and for what. After: whom to visit, where, and whom to call. Nothing of the evidence."""
    on = today()
    found = granted(request.scope, number, on)
    if found is None:
        raise Refused("not_found", "没有这项协助请求，或者它已经办完、到期，或者请的不是您的镇街。")
    row, scope = found
    context = {"row": row, "office": office_of(row.case.region_code, Level.TOWN)}
    if scope is not None:
        return render(request, "desk/cooperation.html", context | _family(scope, row.case.case_no, number))
    form = Ask(request.POST if request.method == "POST" else None)
    if acting(form, take_cooperation, number, on, by=request.scope):
        return said(request, "接下了。请和对方约好时间，一同入户。", "desk:cooperation", number)
    return asked(request, "desk/cooperation.html", form, **context)


def _family(scope: Scope, case_no: str, number: str) -> dict[str, Any]:
    on, purpose = today(), f"协助入户 {number}"
    view = queries.view(scope, case_no, on, purpose=purpose)
    if view is None:
        raise Refused("recused", "这一户有您的近亲属，您要回避，请由其他同事协助。")
    household = view.case.household
    addresses = open_addresses(scope, [household], purpose=purpose, case_no=case_no)
    return {
        "view": view,
        "place": path_names(view.case.region_code),
        "address": addresses[household.pk],
        "phone": masked_phone(view.case.applicant),
        "members": [(one.person.name, kin(one), age_on(one.person.born, on)) for one in view.members],
    }
