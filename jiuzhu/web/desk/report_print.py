"""The verification report on paper (PDF) and for machines (JSON): the same page, the same look, nothing kept."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from jiuzhu.casework.evidence import PROMISE, STATED
from jiuzhu.casework.queries import View
from jiuzhu.documents.actions.letter import check_code
from jiuzhu.documents.canonical import canonical
from jiuzhu.documents.typeset import typeset
from jiuzhu.kernel.moments import day_of
from jiuzhu.org.kinds import Level
from jiuzhu.org.queries import office_of, region_names
from jiuzhu.verification.queries import Page, Row, Tile
from jiuzhu.verification.queries import report as report_of
from jiuzhu.verification.words import PLACE, difference, label, told
from jiuzhu.web.desk.case_parts import names_of
from jiuzhu.web.desk.reach import PURPOSE, reached
from jiuzhu.web.ui.guard import officer

LAWS = ("社会救助法 第四十一条", "民发〔2021〕57号 第十八条")
MISSING = {"no_record": "没有记录", "no_answer": "问了没有答", "refused": "没有问"}


@officer()
@require_GET
def pdf(request: Any, case_no: str) -> HttpResponse:
    """The newest version as an official sheet."""
    view, page = _opened(request, case_no)
    data = told_in_words(view, page)
    office = office_of(view.case.region_code[:6], Level.COUNTY)
    number = f"{case_no} 核对第 {page.version} 版"
    head = {
        "authority": office.name if office else "",
        "number": number,
        "title": "家庭经济状况核对报告",
        "subject": "核对报告",
        "made_on": day_of(page.made_at).isoformat() if page.made_at else "",
        "review_body": "",
        "link": settings.PUBLIC_URL + reverse("desk:report", args=[case_no]),
        "check_code": check_code(number, canonical(data)),
    }
    named = {"Content-Disposition": f'inline; filename="{case_no}-{page.version}.pdf"'}
    return HttpResponse(typeset("report", head, data), "application/pdf", headers=named)


@officer()
@require_GET
def as_json(request: Any, case_no: str) -> HttpResponse:
    """The newest version for other programs of the office, under this officer's own reach and login."""
    view, page = _opened(request, case_no)
    said = {"case_no": case_no, **told_in_words(view, page)}
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def told_in_words(view: View, page: Page) -> dict[str, Any]:
    """What a report says, in the words of its page; amounts and days already written out."""
    names = names_of(view)
    rows = [row for row in page.rows if row.key not in (PROMISE, STATED)]
    places = region_names(
        code for row in rows if row.key == PLACE for code in (row.declared, row.found) if code
    )
    return {
        "family": f"{view.case.applicant.name}家庭",
        "members": len(view.members),
        "purpose": f"办理 {view.case.case_no}",
        "version": page.version,
        "made_on": day_of(page.made_at).isoformat() if page.made_at else "",
        "until_on": page.valid_until.isoformat() if page.valid_until else "",
        "conclusion": _conclusion(page),
        "sources": [_source(tile) for tile in page.tiles],
        "rows": [_row(row, names, places) for row in rows],
        "laws": list(LAWS),
    }


def _opened(request: Any, case_no: str) -> tuple[View, Page]:
    view = reached(request, case_no)
    try:
        page = report_of(request.scope, case_no, purpose=PURPOSE)
    except PermissionError:
        raise Http404(case_no) from None
    if not page.version:
        raise Http404(case_no)
    return view, page


def _conclusion(page: Page) -> str:
    if page.can_conclude:
        return "问过的都答了，不一致的都说明了"
    open_ones = [f"{row.label}待说明" for row in page.open_rows]
    return "还有：" + "、".join([*open_ones, *(f"{tile.register.label}没有答" for tile in page.unheard)])


def _source(tile: Tile) -> dict[str, Any]:
    holders = f"（{len(tile.holders)} 家）" if tile.holders else ""
    reused = f"（沿用 {tile.reused[0]} 等 {len(tile.reused)} 份答复）" if tile.reused else ""
    came = f"（{tile.came_by}）" if tile.ways else ""
    return {
        "code": tile.register.code,
        "what": f"{tile.register.label}{holders}",
        "state": (f"{tile.label}：{tile.reason}" if tile.reason else tile.label) + came + reused,
        "rows": tile.rows,
        "as_of": tile.as_of.isoformat() if tile.as_of else "—",
    }


def _row(row: Row, names: dict[int, str], places: dict[str, str]) -> dict[str, str]:
    believed = [told(row.adopted.value, row.key, places), row.adopted.reason] if row.adopted else []
    if row.difference and not row.adopted:
        believed = [row.difference.explanation or "待家庭说明"]
    return {
        "who": names.get(row.person_id, "外面的人") if row.person_id else "全家",
        "what": label(row.key),
        "declared": told(row.declared, row.key, places) if row.declared is not None else "没有申报",
        "found": told(row.found, row.key, places) if row.found is not None else MISSING.get(row.state, "—"),
        "size": difference(row.size, row.key) if row.size else "",
        "believed": "：".join(believed),
    }
