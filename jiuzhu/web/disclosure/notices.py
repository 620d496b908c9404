"""Notices that stand today, by town and village; one sheet; whom to call. What is over is gone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.documents.queries import posted_sheet
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.kinds import PostingKind
from jiuzhu.notices.queries import Hung, Posted, public_now, sheets_now
from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Office
from jiuzhu.org.queries import office_of, region_names
from jiuzhu.web.ui.guard import public
from jiuzhu.web.ui.today import today
from jiuzhu.web.ui.whole import whole

PAGE = 50
"""Sheets on a page."""
GONE = "这张公示已经到期或者撤下，网上不再能查到。觉得不对，仍可以打监督电话反映。"


@dataclass(frozen=True)
class Sheet:
    """What hangs on one village's board: families of one notice, posted together."""

    town: str
    village: str
    region_code: str
    rows: Sequence[Posted]

    @property
    def first(self) -> Posted:
        return self.rows[0]

    @property
    def kind(self) -> PostingKind:
        return PostingKind(self.first.kind)

    @property
    def place(self) -> str:
        return f"{self.town}{self.village}"

    @property
    def programmes(self) -> str:
        return "、".join(dict.fromkeys(row.programme for row in self.rows))


def _together(row: Posted) -> tuple[Any, ...]:
    return row.region_code, row.from_on, row.until_on, row.kind


def sheets(rows: Sequence[Posted]) -> list[Sheet]:
    """Postings as the sheets they hang on: by village, kind and days."""
    codes = {code for row in rows for code in (row.region_code, row.region_code[:9])}
    names = region_names(codes)
    return [
        Sheet(names.get(key[0][:9], ""), names.get(key[0], ""), key[0], list(found))
        for key, found in groupby(sorted(rows, key=_together), key=_together)
    ]


def sheet_of(posting: int) -> Sheet:
    """The sheet that a posting hangs on today; raises Refused once it is over."""
    standing = public_now(today())
    mine = next((row for row in standing if row.id == posting), None)
    if mine is None:
        raise Refused("not_found", GONE)
    return sheets([row for row in standing if _together(row) == _together(mine)])[0]


@public
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """The sheets that stand today, fifty a page; `?town=` narrows to one town. Four queries."""
    hung = sheets_now(today())
    towns: Counter[str] = Counter()
    for sheet in hung:
        towns[sheet.region_code[:9]] += sheet.families
    town = request.GET.get("town", "") if request.GET.get("town") in towns else ""
    mine = [sheet for sheet in hung if sheet.region_code.startswith(town)]
    after = whole(request.GET.get("after", "")) or 0
    names = region_names(towns)
    context = {
        "sheets": _shown(mine[after : after + PAGE]),
        "total": len(mine),
        "next": after + PAGE if len(mine) > after + PAGE else None,
        "towns": [(code, names.get(code, ""), number) for code, number in towns.items()],
        "town": town,
        "families": towns.total(),
    }
    return render(request, "disclosure/notices.html", context)


def _shown(chosen: Sequence[Hung]) -> list[Sheet]:
    """These sheets with the families on them."""
    if not chosen:
        return []
    places = {sheet.place for sheet in chosen}
    rows = public_now(today(), *{sheet.region_code for sheet in chosen})
    return sheets([row for row in rows if _together(row) in places])


@public
@require_GET
def notice(request: HttpRequest, posting: int) -> HttpResponse:
    """One sheet, as it hangs in the village, with how to object."""
    sheet, on = sheet_of(posting), today()
    first, last = sheet.first.first_day, sheet.first.until_on
    days = [first.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
    printed = [row for row in sheet.rows if row.sheet_id]
    context = {
        "sheet": sheet,
        "posting": posting,
        "on": on,
        "left": min((last - on).days, len(days)),
        "number": len(days),
        "printed": printed,
        "days": days if len(days) <= 10 else [],
        "town_office": office_of(sheet.region_code, Level.TOWN),
        "county_office": office_of(sheet.region_code, Level.COUNTY),
    }
    return render(request, "disclosure/notice.html", context)


@public
@require_GET
def printed_sheet(request: HttpRequest, posting: int) -> HttpResponse:
    """The sheet as it was made for the village board, while it hangs there."""
    row = next(one for one in sheet_of(posting).rows if one.id == posting)
    if row.sheet_id is None:
        raise Http404(posting)
    content = posted_sheet(row.sheet_id)
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": "inline"})


@public
@require_GET
def supervision(request: HttpRequest) -> HttpResponse:
    """Whom to call when something is wrong: county bureaus and town governments."""
    own = Office.objects.filter(level__in=[Level.COUNTY, Level.TOWN], department="")
    offices = own.exclude(phone="").order_by("region_code")
    return render(request, "disclosure/supervision.html", {"offices": offices})
