"""The letter of a request (协查函, 复函) as PDF, and the signed file for a system that no line reaches."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jiuzhu.catalogue.edition import current
from jiuzhu.documents.actions.letter import check_code
from jiuzhu.documents.canonical import canonical
from jiuzhu.documents.typeset import typeset
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.verification.assist import queries
from jiuzhu.verification.assist.centres import name_of, partner
from jiuzhu.verification.assist.kinds import MAY_ASSIST, Direction
from jiuzhu.verification.assist.models import Request
from jiuzhu.verification.assist.paper import signed
from jiuzhu.verification.assist.telling import message
from jiuzhu.web.desk.assist_in import reach
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today


@officer(*MAY_ASSIST)
@require_GET
def letter(request: Any, direction: str, number: str) -> HttpResponse:
    """What goes by post: who is asked about, which registers, under which consents; with the asked side what came of it."""
    row, scope = _row(request, direction, number)
    numbers = queries.open_numbers(scope, row, today(), purpose=f"协查函 {number}")
    is_out, table = row.direction == Direction.OUT, current()
    data = {
        "to": row.peer_name,
        "reason": row.reason,
        "note": row.note,
        "until_on": row.until_on.isoformat(),
        "days": row.days or 0,
        "is_out": is_out,
        "parts": [
            {
                "name": part.person.name,
                "number": numbers[part.person_id],
                "what": queries.label_of(part, table),
                "consent": f"{part.consent_no}，到 {part.consent_until.isoformat()}",
                "state": part.get_state_display() + (f"：{part.returned_for}" if part.returned_for else ""),
            }
            for part in row.parts.select_related("person", "authorisation").order_by("pk")
            if part.holds(today())
        ],
        "laws": ["民发〔2022〕83号 三(二)", "社会救助法 第四十一条"],
    }
    head = {
        "authority": name_of(row.region_code),
        "number": row.number,
        "title": "关于请协助核查家庭经济状况的函" if is_out else "关于协助核查情况的复函",
        "subject": "协查函" if is_out else "复函",
        "made_on": (row.sent_on or row.made_on if is_out else today()).isoformat(),
        "review_body": "",
        "link": settings.PUBLIC_URL + reverse(f"desk:assist_{direction}", args=[number]),
        "check_code": check_code(row.number, canonical(data)),
    }
    named = {"Content-Disposition": f'inline; filename="{number}.pdf"'}
    return HttpResponse(typeset("assist", head, data), "application/pdf", headers=named)


@officer(*MAY_ASSIST)
@require_POST
def as_file(request: Any, direction: str, number: str) -> HttpResponse:
    """The request, or the answers, signed with the key shared with that region."""
    row, scope = _row(request, direction, number)
    to = partner(row.peer_code)
    if to is None:
        raise Refused("no_key", "还没有和这个地区约定密钥，不能出文件。请用协查函，或者请管理员约定。")
    if not row.turn:
        raise Refused("not_sent", "还没有可以送的：请先发出请求，或者先答复一问，再出文件。")
    queries.open_numbers(scope, row, today(), purpose=f"协查文件 {number}")
    named = {"Content-Disposition": f'attachment; filename="{number}-{row.turn}.json"'}
    return HttpResponse(signed(message(row, today()), to, now()), "application/json", headers=named)


def _row(request: Any, direction: str, number: str) -> tuple[Request, Scope]:
    """The request, and the scope that may open its numbers."""
    if direction == Direction.IN:
        line, grant = reach(request, number)
        if grant is None:
            raise Refused("request_held", "这项协查已经答完、中止、终止，或者您须回避，现在看不到人。")
        return line.row, grant
    if direction != Direction.OUT:
        raise Http404(direction)
    found = queries.sent(request.scope, number, today())
    if found is None:
        raise Refused("not_found", "没有这项协查请求，或者不是您的辖区发出的。")
    reached(request, found.row.case_no)
    return found.row, request.scope
