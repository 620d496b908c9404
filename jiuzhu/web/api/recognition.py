"""`POST /api/recognition`: whether one person is on the register, for a department that gives another assistance (互认)."""

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse

from jiuzhu.casework.recognised import LAW, recognised
from jiuzhu.kernel import idnumber
from jiuzhu.org.looking import of_departments
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.trail.queries import asked
from jiuzhu.web.api.bearer import department
from jiuzhu.web.api.determine import is_too_large
from jiuzhu.web.api.refused import refuse, said
from jiuzhu.web.ui.today import today

PURPOSES = {
    "medical": "医疗救助",
    "education": "教育救助",
    "housing": "住房救助",
    "employment": "就业救助",
    "emergency": "受灾人员救助",
    "temporary": "临时救助",
    "legal_aid": "法律援助",
    "utility": "水电气等费用减免",
}
"""What a department may ask for."""
MATTER = r"^[A-Za-z0-9][A-Za-z0-9_-]{2,39}$"
"""A department's own number of the matter."""
_ID_LIKE = re.compile(r"\d{15,}")


@department
def recognise(request: Any) -> HttpResponse:
    """200 with the categories, [] for anybody else; 422 with what is wrong in the question; 429 when the key has asked enough."""
    if request.method != "POST":
        return refuse(405)
    if is_too_large(request):
        return refuse(413)
    if request.content_type != "application/json" and request.body:
        return refuse(415)
    told = _read(request)
    if wrong := _wrong(told, request.purposes):
        return said({"code": "bad_question", "message": f"有 {len(wrong)} 处要改。", "faults": wrong}, 422)
    hour, day = of_departments()
    asked_hour, asked_day = asked(request.scope.actor)
    if asked_hour >= hour or asked_day >= day:
        return refuse(429)
    on = today()
    found = recognised(request.scope, told["id_number"], on, purpose=told["purpose"], matter=told["matter"])
    standings = [
        {
            "category": one.category,
            "label": PROGRAMMES[one.category],
            "since": str(one.since),
            "until": str(one.until) if one.until else None,
            "decision_no": one.decision_no,
            "decided_on": one.decided_on.isoformat() if one.decided_on else None,
        }
        for one in found
    ]
    return said({"date": on.isoformat(), "on_register": bool(standings), "standings": standings})


def _read(request: HttpRequest) -> dict[str, Any]:
    """The object of the question; {} for whatever is none."""
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _wrong(told: dict[str, Any], purposes: frozenset[str]) -> list[dict[str, str]]:
    """Everything that is wrong with a question, each with its place; nothing of it depends on who is on the register."""
    found = {}
    number = told.get("id_number")
    if not isinstance(number, str) or idnumber.fault(number, today()):
        found["id_number"] = "身份证号不对，请看看 18 位数字和校验码"
    purpose = told.get("purpose")
    if not isinstance(purpose, str) or purpose not in purposes:
        found["purpose"] = f"这把钥匙只能为这些事问：{'、'.join(sorted(purposes))}"
    if told.get("ground") != LAW:
        found["ground"] = f"依据写：{LAW}"
    matter = told.get("matter")
    if not isinstance(matter, str) or not re.fullmatch(MATTER, matter) or _ID_LIKE.search(matter):
        found["matter"] = "写本部门这件事的编号：3 到 40 个字母、数字、- 或 _，不能是身份证号"
    found |= dict.fromkeys(told.keys() - {"id_number", "purpose", "ground", "matter"}, "不认识的键")
    return [{"place": place, "message": message} for place, message in found.items()]
