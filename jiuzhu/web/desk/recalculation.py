"""One need of a publication's recalculation: the families, what one press confirms, and what it leaves with the reason."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.casework import actions, recalculations
from jiuzhu.casework.kinds import BY_REVIEW, Need
from jiuzhu.casework.models import Recalculation
from jiuzhu.casework.recalculations import MAY_RAISE, MAY_REVIEW
from jiuzhu.editions import queries
from jiuzhu.org.kinds import Role
from jiuzhu.web.desk.amendments import show
from jiuzhu.web.desk.reach import OPENS_PAPERS
from jiuzhu.web.ui.acting import said
from jiuzhu.web.ui.formats import money
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today
from jiuzhu.web.ui.whole import whole

MAY = tuple(role for role in Role if role in {*MAY_RAISE, *MAY_REVIEW})
TITLES = {
    Need.RAISE: "增发的 {n} 户：每月共增 {rise} 元",
    Need.ARREARS: "待遇已经结束、要补发的 {n} 户：共补 {back} 元",
    Need.LOWER: "会减少的 {n} 户：先听取意见",
    Need.STOPS: "不再符合的 {n} 户：先听取意见",
    Need.UNDECIDED: "要人定的 {n} 户",
    Need.SAME: "金额不变的 {n} 户",
}

VERBS = {Need.RAISE: "增发", Need.ARREARS: "补发"}


@officer()
@require_GET
def families(request: Any, amendment_id: int, need: str) -> HttpResponse:
    """The families of one need, 50 a page (`?after=`)."""
    found, work = _found(request, amendment_id)
    which = _need(need)
    after = whole(request.GET.get("after", "")) or 0
    rows = recalculations.lines(request.scope, work, which, after)
    tally = next(one for one in recalculations.summary(request.scope, work) if one.need == which)
    can_act = which != Need.SAME and request.scope.is_(*(MAY_REVIEW if which in BY_REVIEW else MAY_RAISE))
    context = {
        "shown": show([found])[0],
        "need": which,
        "title": TITLES[which].format(n=tally.count, rise=money(tally.rise_fen), back=money(tally.back_fen)),
        "tally": tally,
        "rows": rows,
        "opens_papers": request.scope.is_(*OPENS_PAPERS),
        "next": rows[-1].row.pk if len(rows) == recalculations.PAGE else None,
        "total": tally.count,
        "preview": recalculations.preview(request.scope, work, which, today()) if can_act else None,
        "by_review": which in BY_REVIEW,
        "verb": VERBS.get(which, ""),
    }
    return render(request, "desk/recalculation.html", context)


@officer(*MAY)
@require_POST
def confirm(request: Any, amendment_id: int, need: str) -> HttpResponse:
    """Confirm every family of this need that the preview names."""
    _, work = _found(request, amendment_id)
    which = _need(need)
    actions.confirm_reckonings(work.pk, which, today(), now(), by=request.scope)
    what = "开复核" if which in BY_REVIEW else VERBS[which]
    return said(
        request,
        f"已确认{what}，后台正在逐户办理；没办成的会带着原因回到这张名单。",
        "desk:recalculation",
        amendment_id,
        need,
    )


def _found(request: Any, amendment_id: int) -> tuple[queries.Told, Recalculation]:
    found = queries.amendment(request.scope, amendment_id)
    work = recalculations.recalculation_of(found.row) if found else None
    if found is None or work is None:
        raise Http404(amendment_id)
    return found, work


def _need(text: str) -> Need:
    try:
        return Need(text)
    except ValueError:
        raise Http404(text) from None
