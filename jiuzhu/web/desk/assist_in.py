"""What another region asks of us: the people under a read-only grant, our own sources, the answer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.verification.assist import actions, queries
from jiuzhu.verification.assist.centres import partner
from jiuzhu.verification.assist.kinds import MAY_ASSIST, Direction, PartState
from jiuzhu.verification.kinds import SETTLED
from jiuzhu.web.ui.acting import Ask, acting, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today


@officer(*MAY_ASSIST)
@require_GET
def received(request: Any, number: str) -> HttpResponse:
    """Whom they ask about and what, while it may be seen; afterwards only how many were answered."""
    line, grant = reach(request, number)
    found = queries.subjects(grant, line.row, today()) if grant else []
    context = {
        "line": line,
        "row": line.row,
        "untold": queries.untold(line.row),
        "is_seen": grant is not None,
        "subjects": [(one, _stand(one)) for one in found],
        "unseen": line.asked - len(found),
        "is_open": grant is not None and any(one.part.state == PartState.OPEN for one in found),
        "has_key": partner(line.row.peer_code) is not None,
        "OPEN": PartState.OPEN,
        "direction": Direction.IN,
    }
    return render(request, "desk/assist/received.html", context)


@officer(*MAY_ASSIST)
@require_POST
def ask_own(request: Any, number: str, part_id: int) -> HttpResponse:
    """Ask our own holders of one register."""
    return _pressed(
        request, number, "已向本地来源发出查询，答复到了在这里看。",
        actions.ask_own, part_id, on=today(),
    )  # fmt: skip


@officer(*MAY_ASSIST)
@require_POST
def use(request: Any, number: str, part_id: int) -> HttpResponse:
    """Answer with what our own sources said."""
    return _pressed(
        request, number, "已用本地来源的答复回了对方。", actions.answer_from_sources, part_id, at=now()
    )


def reach(request: Any, number: str) -> tuple[queries.Line, Scope | None]:
    """The request, and the grant of its people. Raises Refused out of reach, or past its end."""
    found = queries.granted(request.scope, number, today())
    if found is None:
        raise Refused("not_found", "没有这项协查请求，或者请的不是您的辖区。")
    return found


def _pressed(request: Any, number: str, done: str, does: Any, part_id: int, **more: Any) -> HttpResponse:
    form = Ask({})
    if acting(form, does, number, part_id, by=request.scope, **more):
        return said(request, done, "desk:assist_in", number)
    if form.refusal is None:
        raise ValueError("an empty form is always right")
    raise form.refusal


def _stand(one: queries.Subject) -> dict[str, int]:
    """How many of our own sources were asked, and how many answered with how many records."""
    answered = sum(query.state in SETTLED for query in one.queries)
    return {"asked": len(one.queries), "answered": answered, "silent": len(one.queries) - answered}
