"""A simulation as an Excel file: watermarked on every sheet, recorded as a look with its purpose, no formula in it."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django.http import HttpResponse

from jiuzhu.analysis import queries
from jiuzhu.analysis.cells import Group
from jiuzhu.analysis.models import Scenario
from jiuzhu.casework import queries as casework
from jiuzhu.org.queries import region_names
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look
from jiuzhu.web.desk.payments_export import XLSX, Purpose, safe
from jiuzhu.web.desk.simulations import READERS
from jiuzhu.web.desk.simulations_shown import Shown, headline
from jiuzhu.web.ui.acting import acting, asked
from jiuzhu.web.ui.formats import moment
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now

Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]
_CHANGED = ("leaves", "loses", "moves", "gains", "enters")


@officer(*READERS)
def export(request: Any, pk: int) -> HttpResponse:
    """Ask for the purpose, then give the file."""
    row = queries.scenario(request.scope, pk)
    queries.simulation(request.scope, pk)
    form = Purpose(request.POST or None)
    if acting(form, workbook, request.scope, row):
        response = HttpResponse(form.result, content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="simulation-{pk}.xlsx"'
        return response
    return asked(request, "desk/simulations/export.html", form, row=row)


def workbook(scope: Scope, row: Scenario, *, purpose: str) -> bytes:
    """The file, after the look is on the trail. Families one by one only for those in charge of them."""
    is_in_charge = queries.is_in_charge(scope, row)
    shown = Shown.of(row.simulation.totals, is_in_charge)
    sheets = list(_sheets(row, shown))
    seen = [f"scenario:{row.pk}"]
    if is_in_charge:
        lines = [line for kind in _CHANGED for line in queries.families(scope, row.pk, kind)]
        numbers = {
            one.case_no for one in casework.cases(scope).filter(case_no__in=[line.case_no for line in lines])
        }
        seen += [f"case:{number}" for number in sorted(numbers)]
        sheets.append(_families(lines, numbers))
    look(scope, "analysis.export", seen, purpose=purpose, fields=("case_no", "amount"))
    mark = f"内部资料 · {scope.name} · {moment(now())} · {purpose}"
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    for name, head, rows in sheets:
        _write(book, name, head, rows, mark)
    book.close()
    return file.getvalue()


def _sheets(row: Scenario, shown: Shown) -> Iterable[Sheet]:
    said = [
        ("名称", row.title),
        ("结论", headline(shown)),
        ("按哪一天比", str(row.on)),
        ("现行政策版本", row.base_hash[:16]),
        ("拟改政策版本", row.proposed_hash[:16]),
        ("数据底账", row.simulation.extract_hash[:16]),
        ("试算人", row.author_name),
        *((f"假定 {name}", str(value)) for name, value in row.assumed.items()),
        *((f"没有定数：{label}", f"{n} 户算不出") for _, label, n in shown.waiting),
    ]
    yield "说明", ("项目", "内容"), said
    if not shown.is_too_few:
        yield (
            "变化",
            ("怎么变", "户", "每月（元）"),
            [(r.label, r.families, r.fen / 100) for r in shown.fates],
        )
        months = [
            (month, before / 100, after / 100, more / 100) for month, before, after, more in shown.months
        ]
        yield "按月", ("月份", "现行（元）", "拟改（元）", "差（元）"), months
        yield "按镇街", (*_head("镇街"), "减少（户）", "增加（户）"), _town_rows(shown)
        for name, groups in (
            ("按类别", shown.programmes),
            ("按复核分类", shown.classes),
        ):
            yield name, _head(name[1:]), _rows(groups)


def _head(what: str) -> tuple[str, ...]:
    return what, "户", "有变化（户）", "现行（元/月）", "拟改（元/月）", "差（元/月）"


def _town_rows(shown: Shown) -> list[Sequence[Any]]:
    """With who gets less and who gets more, where that may be told."""
    fates = [shown.town_fates.get(group.key, ("—", "—")) for group in shown.towns]
    return [(*row, *told) for row, told in zip(_rows(shown.towns), fates, strict=True)]


def _rows(groups: Iterable[Group]) -> list[Sequence[Any]]:
    return [
        (g.label, g.families, g.changed, g.before_fen / 100, g.after_fen / 100, g.difference_fen / 100)
        for g in groups
    ]


def _families(lines: Sequence[queries.Line], numbers: set[str]) -> Sheet:
    """Cases that the officer may open by number; of the others only what changes."""
    places = region_names({line.village for line in lines} | {line.village[:9] for line in lines})
    rows = [
        (
            line.case_no if line.case_no in numbers else "—",
            places.get(line.village[:9], ""),
            places.get(line.village, ""),
            line.persons,
            line.served_before,
            line.served_after,
            line.before_fen / 100,
            line.after_fen / 100,
            line.difference_fen / 100,
        )
        for line in lines
    ]
    head = (
        "案件号",
        "镇街",
        "村（社区）",
        "人数",
        "现行类别",
        "拟改类别",
        "现行（元/月）",
        "拟改（元/月）",
        "差（元/月）",
    )
    return "逐户", head, rows


def _write(book: Any, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]], mark: str) -> None:
    """One sheet: the watermark above the table and on every printed page, text never a formula."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, safe(mark), book.add_format({"font_color": "#5f686e"}))
    sheet.write_row(1, 0, head, book.add_format({"bold": True, "bottom": 1}))
    for number, row in enumerate(rows, start=2):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, safe(cell))
            else:
                sheet.write_number(number, column, cell)
    sheet.set_column(0, len(head) - 1, 18)
    sheet.set_header(f"&C{mark.replace('&', '&&')[:200]}")
    sheet.set_footer("&C第 &P / &N 页")
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 1)
    sheet.set_paper(9)
    sheet.set_landscape()
