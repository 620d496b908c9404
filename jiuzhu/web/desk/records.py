"""A signed record on a page: what was seen, said or agreed, and under whose hands."""

import base64
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.documents.queries import Hand, open_signed
from jiuzhu.verification.words import label, told
from jiuzhu.web.desk.case_parts import names_of
from jiuzhu.web.desk.reach import PURPOSE, reached
from jiuzhu.web.ui.formats import day
from jiuzhu.web.ui.guard import officer

LABELS = {
    "visited_on": "哪天去的",
    "present": "家里谁在场",
    "remarks": "看到的",
    "held_on": "哪天开的会",
    "representatives": "其中代表",
    "agreed": "认为属实",
    "conclusion": "结论",
    "said": "家庭怎么说",
    "answer": "怎么答复",
    "ground": "没有人可听取的依据",
    "name": "谁同意",
    "application_no": "哪一份申请",
    "text": "同意什么",
    "principal": "谁委托",
    "agent": "委托给谁",
    "for": "委托什么",
    "on": "日期",
}
"""Parts of records as people call them, in reading order; what is not here (photo numbers) is shown elsewhere."""
_DAYS = ("visited_on", "held_on", "on")
_HEADS = {"present": "到会人数"}


@officer()
@require_GET
def record(request: Any, case_no: str, record_id: int) -> HttpResponse:
    """One record of a case; the look is on the trail."""
    view = reached(request, case_no)
    about = [number for number in (case_no, view.case.application_no) if number]
    try:
        opened = open_signed(request.scope, about, record_id, PURPOSE)
    except ObjectDoesNotExist as missing:
        raise Http404(record_id) from missing
    context = {
        "view": view,
        "record": opened.record,
        "lines": list(_lines(opened.content)),
        "seen": list(_seen(opened.content, names_of(view))),
        "hands": [(hand, _shown(hand)) for hand in opened.hands],
    }
    return render(request, "desk/record.html", context)


def _lines(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, name in LABELS.items():
        value = content.get(key)
        if isinstance(value, int):
            yield _HEADS.get(key, name), f"{value} 人"
        elif value:
            yield name, day(date.fromisoformat(value)) if key in _DAYS else value


def _seen(content: Mapping[str, Any], names: Mapping[int, str]) -> Iterator[tuple[str, str, str]]:
    """What surveyors saw, fact by fact: (whose, which, what)."""
    for one in content.get("seen", []):
        who = names.get(one["person"], "已不共同生活的人") if one["person"] else "全家"
        yield who, label(one["key"]), "，".join(filter(None, (told(one["value"], one["key"]), one["note"])))


def _shown(hand: Hand) -> str:
    """A signature's picture in the page itself: it is small, and has no address of its own."""
    return f"data:image/jpeg;base64,{base64.b64encode(hand.image).decode()}" if hand.image else ""
