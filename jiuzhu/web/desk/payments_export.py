"""The month's lines as an Excel file: watermarked on every page, recorded as a look with its purpose."""

import io
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django import forms
from django.db.models import Count, Sum
from django.http import HttpResponse

from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look
from jiuzhu.web.desk.payments import MAY_EXPORT
from jiuzhu.web.desk.payments_apart import home_of, lines_apart
from jiuzhu.web.desk.payments_lists import Shown, due_of, lines_of
from jiuzhu.web.desk.payments_month import Place
from jiuzhu.web.ui.acting import Ask, acting, asked
from jiuzhu.web.ui.formats import moment
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now

HEAD = ("户主", "案件号", "村（社区）", "类别", "分项", "所属月", "金额（元）", "批次")
WIDTHS = (16, 20, 18, 16, 20, 10, 14, 26)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Purpose(Ask):
    """Why the list leaves the product."""

    purpose = forms.CharField(
        label="用途", max_length=80, help_text="写进每一页的水印，也记进留痕，例如：财政局对账。"
    )


@officer(*MAY_EXPORT)
def export(request: Any, region: str, fund: str, month: str) -> HttpResponse:
    """Ask for the purpose, then give the file."""
    place = Place.read(region, fund, month)
    request.scope.demand(place.region)
    form = Purpose(request.POST or None)
    if acting(form, workbook, request.scope, place):
        response = HttpResponse(form.result, content_type=XLSX)
        name = f"{place.fund.value}-{place.region}-{place.month}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return asked(request, "desk/payments/export.html", form, place=place)


def workbook(scope: Scope, place: Place, *, purpose: str) -> bytes:
    """The file, after the look at all its families is on the trail. Families of relatives stand in one row together."""
    shown, kept = lines_apart(scope, lines_of(scope, place))
    lines = list(shown)
    awards = sorted({due_of(line).award_id for line in lines})
    look(
        scope,
        "benefits.export_month",
        [f"award:{pk}" for pk in awards],
        purpose=purpose,
        fields=("name", "case_no", "part", "amount"),
    )
    names = region_names(due_of(line).award.region_code for line in lines)
    mark = f"{scope.name} · {moment(now())} · {purpose}"
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(f"{place.fund.label}{place.month}")
    _dress(book, sheet, mark)
    for number, line in enumerate(lines, start=2):
        _write(sheet, number, line, names)
    left = kept.order_by().aggregate(families=Count(home_of(kept), distinct=True), fen=Sum("amount_fen"))
    if left["families"]:
        told = f"另有 {left['families']} 户由其他同事看（备案的近亲属，回避）"
        sheet.write_string(len(lines) + 2, 0, told)
        sheet.write_number(len(lines) + 2, HEAD.index("金额（元）"), left["fen"] / 100)
    book.close()
    return file.getvalue()


def _dress(book: Any, sheet: Any, mark: str) -> None:
    """Head, widths, and the watermark: above the table, and on every printed page."""
    quiet, bold = book.add_format({"font_color": "#5f686e"}), book.add_format({"bold": True, "bottom": 1})
    sheet.write_string(0, 0, safe(f"内部资料 · {mark}"), quiet)
    sheet.write_row(1, 0, HEAD, bold)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    printed = mark.replace("&", "&&")[:200]
    sheet.set_header(f"&C内部资料 · {printed}")
    sheet.set_footer("&C第 &P / &N 页")
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 1)
    sheet.set_paper(9)
    sheet.set_landscape()


def _write(sheet: Any, row: int, line: Any, names: dict[str, str]) -> None:
    shown = Shown.of(line, names)
    texts = (shown.name, shown.case_no, shown.village, shown.programme, shown.part, str(shown.month))
    for column, text in enumerate(texts):
        sheet.write_string(row, column, safe(text))
    sheet.write_number(row, len(texts), shown.fen / 100)
    sheet.write_string(row, len(texts) + 1, shown.batch)


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
