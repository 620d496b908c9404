"""Answer one question by hand, or give questions back: with the asked side, or with the asking one from a letter."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from jiuzhu.catalogue.edition import current
from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.assist import actions, queries
from jiuzhu.verification.assist.kinds import MAY_ASSIST, Direction, PartState
from jiuzhu.verification.assist.models import Part
from jiuzhu.web.desk.assist_in import reach
from jiuzhu.web.desk.assist_records import Answered
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import now, today


class Back(Ask):
    part_ids = forms.TypedMultipleChoiceField(
        label="退回哪几问", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="为什么退回", max_length=200, help_text="例如：授权书看不清；那里查无此人；不归那里管。"
    )


@officer(*MAY_ASSIST)
def answer(request: Any, direction: str, number: str, part_id: int) -> HttpResponse:
    """Type in what was found of one person in one register."""
    line, parts = parts_of(request, direction, number)
    part = next((one for one in parts if one.pk == part_id), None)
    register = current().registers.get(part.register) if part else None
    if part is None or register is None:
        raise Http404(part_id)
    form = Answered(
        request.POST if request.method == "POST" else None,
        columns=register.fields,
        initial={"as_of": today()},
    )
    if acting(form, actions.answer, number, Direction(direction), part_id, at=now(), by=request.scope):
        done = "已答复对方。" if direction == Direction.IN else "答复已收进核对报告。"
        return said(request, done, f"desk:assist_{direction}", number)
    context = {"line": line, "row": line.row, "part": part, "register": register, "direction": direction}
    return asked(request, "desk/assist/answer.html", form, **context)


@officer(*MAY_ASSIST)
def give_back(request: Any, direction: str, number: str) -> HttpResponse:
    """Return some questions, or all, with the reason."""
    line, parts = parts_of(request, direction, number)
    form = Back(request.POST if request.method == "POST" else None)
    table = current()
    form.fields["part_ids"].choices = [
        (part.pk, f"{part.person.name} · {queries.label_of(part, table)}")
        for part in parts
        if part.state == PartState.OPEN
    ]
    if acting(form, actions.give_back, number, Direction(direction), at=now(), by=request.scope):
        return said(request, "已记下退回。", f"desk:assist_{direction}", number)
    return asked(request, "desk/assist/return.html", form, line=line, row=line.row, direction=direction)


def parts_of(request: Any, direction: str, number: str) -> tuple[queries.Line, list[Part]]:
    """The request's questions as this side may see them. Raises Refused, or Http404 for a direction that is none."""
    if direction == Direction.IN:
        line, grant = reach(request, number)
        if grant is None:
            raise Refused("request_held", "这项协查已经答完、中止、终止，或者您须回避，现在看不到人。")
        return line, [one.part for one in queries.subjects(grant, line.row, today())]
    if direction != Direction.OUT:
        raise Http404(direction)
    found = queries.sent(request.scope, number, today())
    if found is None:
        raise Refused("not_found", "没有这项协查请求，或者不是您的辖区发出的。")
    reached(request, found.row.case_no)
    return found, list(found.row.parts.all())
