"""What departments said, closer: two versions of a report beside each other, one source's own records opened for a purpose."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jiuzhu.catalogue.values import Field
from jiuzhu.kernel.fen import yuan
from jiuzhu.org.queries import region_names
from jiuzhu.vault.masks import mask_card, mask_id
from jiuzhu.verification.queries import Changes, Opened, answered, changes, open_answer
from jiuzhu.verification.words import PLACE, label, told
from jiuzhu.web.desk.case_parts import names_of
from jiuzhu.web.desk.reach import PURPOSE, reached
from jiuzhu.web.desk.verification import MAY_OPEN
from jiuzhu.web.ui.acting import Ask, asked
from jiuzhu.web.ui.formats import NOT_KNOWN
from jiuzhu.web.ui.guard import officer

SHOWN_FOR = 300
"""Seconds for which opened records stay on the screen."""
PURPOSES = ("核对这一处不一致", "家庭有异议，复查", "审计或者监督检查")


@officer()
@require_GET
def version(request: Any, case_no: str, version: int) -> HttpResponse:
    """What is new in one version of a report against the one before it."""
    view = reached(request, case_no)
    try:
        found = changes(request.scope, case_no, version, purpose=PURPOSE)
    except PermissionError:  # nothing was asked for this case yet
        found = None
    if found is None:
        raise Http404(version)
    names = names_of(view)
    context = {
        "view": view,
        "found": found,
        "moved": [
            (
                row,
                names.get(row.person_id, "外面的人"),
                row.before.label if row.before else "没有要求查",
                row.after.label,
                row.correction,
            )
            for row in found.moved
        ],
        "facts": _facts(found, names),
    }
    return render(request, "desk/version.html", context)


def _facts(found: Changes, names: dict[int, str]) -> list[tuple[str, str, str, str]]:
    """Who, which fact, what was found before and after, in words."""
    codes = {value for row in found.facts if row.key == PLACE for value in (row.before, row.after) if value}
    places = region_names(codes)
    return [
        (
            names.get(row.person_id, "外面的人"),
            label(row.key),
            "还没有查到" if row.before is None else told(row.before, row.key, places),
            "这一版没有" if row.after is None else told(row.after, row.key, places),
        )
        for row in found.facts
    ]


class Reason(Ask):
    """Why somebody's records are opened; it goes on the trail."""

    purpose = forms.ChoiceField(
        label="为什么要看原始答复",
        help_text="会记在留痕里，本人可以查到谁看过。",
        widget=forms.RadioSelect,
        choices=[(one, one) for one in PURPOSES],
    )


@officer(*MAY_OPEN)
def answer(request: Any, case_no: str, query_id: int) -> HttpResponse:
    """One source's own records of one person: first the purpose, then the records for a few minutes."""
    view = reached(request, case_no)
    try:
        query = next((one for one in answered(request.scope, case_no) if one.pk == query_id), None)
    except PermissionError:  # nothing was asked for this case yet
        query = None
    if query is None:
        raise Http404(query_id)
    context = {"view": view, "query": query, "who": names_of(view).get(query.person_id, "外面的人")}
    form = Reason(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return asked(request, "desk/answer.html", form, **context)
    purpose = form.cleaned_data["purpose"]
    opened = open_answer(request.scope, query_id, purpose=purpose)
    if opened is None:
        raise Http404(query_id)
    context |= {"opened": opened, "purpose": purpose, "minutes": SHOWN_FOR // 60}
    page = render(request, "desk/answer.html", context | {"columns": _columns(opened), "rows": _rows(opened)})
    page.headers["Refresh"] = f"{SHOWN_FOR};url={reverse('desk:report', args=[case_no])}"
    return page


def _columns(opened: Opened) -> list[Field]:
    return list(opened.source.fields.values())


def _rows(opened: Opened) -> list[list[tuple[str, bool]]]:
    """Each record's values in words, and whether a column is a number."""
    return [
        [
            (spoken(field, record.get(field.name)), field.type in ("fen", "int", "dm2"))
            for field in _columns(opened)
        ]
        for record in opened.records
    ]


def spoken(field: Field, value: Any) -> str:
    """A value of an answer as an officer reads it."""
    if field.type == "enum":
        return field.words.get(value, value)
    if value in (None, ""):
        return NOT_KNOWN
    return mask_card(str(value)) if field.name == "number" else _SHOWN.get(field.type, str)(value)


_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "fen": lambda value: yuan(int(value)),
    "dm2": lambda value: f"{int(value) / 100:g} ㎡",
    "flag": lambda value: "是" if value else "否",
    "id": mask_id,
}
"""How a column of each type is read; others are shown as they came."""
