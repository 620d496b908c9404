"""Propose a change of the catalogue: choose an entry, write it otherwise, hand it to a second person."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from jiuzhu.catalogue import actions, queries
from jiuzhu.catalogue.actions import MAY_PROPOSE
from jiuzhu.catalogue.change import LOCAL, Change, entries
from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.faults import CatalogueFault
from jiuzhu.catalogue.kinds import Period
from jiuzhu.catalogue.reading import CLASSES
from jiuzhu.catalogue.words import TYPES
from jiuzhu.kernel.refusal import Refused
from jiuzhu.web.desk.catalogue_changes import FILES, what
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

HOLDERS = "institutions.yaml"
KINDS = {
    "government": "机关和群团，按法律问",
    "utility": "公用企业、慈善，凭本人授权",
    "financial": "金融机构，凭本人授权",
    "payment": "支付机构，凭本人授权",
}
NEW = {
    LOCAL: """danwei.shuju:
  department: minzheng
  label: 这一类叫什么
  kind: government
  ground: inquiry
  basis: 字段出自哪份文件
  period: monthly
  freshness_days: 30
  no_record: unknown
  match: [id_number]
  fields:
    since: {label: 起始日期, type: date}
    amount_fen: {label: 金额, type: fen}
  facts: []
""",
    HOLDERS: "danwei.shuju:\n  names:\n    danwei.shuju.a: 某机构\n",
    "items.yaml": '- {"no": 97, group: people, label: 这一项叫什么, class: gongan.huji, count: true}\n',
    "templates.yaml": "fangan:\n  label: 这个方案叫什么\n  purpose: apply\n  months: 12\n  supporters: false\n  classes:\n    - gongan.huji\n",
    "departments.yaml": "danwei: {label: 单位名称, kind: government}\n",
    "grounds.yaml": "yiju:\n  - {law: 文件名称 第几条, since: 2026-07-01}\n",
}
"""What a new entry of each file begins with."""


class Proposal(Ask):
    """The text of one entry, and why."""

    text = forms.CharField(
        label="这一项的写法",
        help_text="整项顶格写，缩进用两个空格；没有动的行照原样留着。",
        widget=forms.Textarea({"spellcheck": "false", "wrap": "off"}),
        strip=False,
    )
    holders = forms.CharField(
        label="由几家机构保管的，名单一起写",
        help_text="代码以这一类的代码开头，例如 danwei.shuju.a；只由一个单位保管的不用写。",
        required=False,
        widget=forms.Textarea({"spellcheck": "false", "wrap": "off"}),
        strip=False,
    )
    reason = forms.CharField(
        label="为什么改", max_length=500, help_text="依据哪份文件、哪个部门的函，或者更正什么错误。", widget=forms.Textarea
    )  # fmt: skip

    def __init__(self, *args: Any, path: str, has_holders: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.path = path
        if not has_holders:
            del self.fields["holders"]


@officer(*MAY_PROPOSE)
def propose(request: Any) -> HttpResponse:
    """Choose an entry (`?entry=path|code`) or the kind of a new one (`?new=path`), write it, hand it in."""
    given = request.GET.get("entry", "") or request.GET.get("new", "")
    path, _, code = given.partition("|")
    held = queries.entries_in_force(request.scope)
    before = _text_of(held, path, code)
    if before is None:
        return render(request, "desk/catalogue/choose.html", {"offers": _offers(held), "new": _kinds()})
    is_new = not code
    form = Proposal(
        request.POST or None,
        path=path,
        has_holders=is_new and path == LOCAL,
        initial={"text": before},
    )
    if acting(form, _proposed, path, code, by=request.scope):
        told = "已提出，等另一位同事复核发布；在那以前什么都不变。"
        return said(request, told, "desk:catalogue_change", form.result.pk)
    context = {"what": what(path), "code": code, "is_new": is_new, "rows": min(30, before.count("\n") + 2)}
    if path.startswith(CLASSES):
        context["words"] = _words()
    return asked(request, "desk/catalogue/propose.html", form, **context)


def _words() -> list[tuple[str, list[tuple[str, str]]]]:
    """The codes that a register may name, and what each means."""
    table = current()
    grounds = {one.ground: one.article(today()) for one in table.registers.values()}
    return [
        ("kind：谁保管，凭什么问", list(KINDS.items())),
        ("ground：依据", list(grounds.items())),
        ("period：多久来一次", [(each.value, each.label) for each in Period]),
        ("type：字段怎样写", list(TYPES.items())),
        ("department：单位", [(code, each.label) for code, each in table.departments.items()]),
    ]


def _proposed(path: str, code: str, *, text: str, reason: str, by: Any, holders: str = "") -> Any:
    """Hand in what was written; a new entry's code is the one that it begins with."""
    parts = [(path, text)] + ([(HOLDERS, holders)] if holders.strip() else [])
    changes = [
        Change(where, code if where == path and code else _code_in(where, one), one) for where, one in parts
    ]
    return actions.propose(changes, reason, today(), by=by)  # fmt: skip


def _code_in(path: str, text: str) -> str:
    try:
        return next(iter(entries(path, text)), "")
    except CatalogueFault as fault:
        raise Refused("catalogue_unfit", f"{fault}。请照这个位置改好再提。") from fault


def _text_of(held: Mapping[str, Mapping[str, str]], path: str, code: str) -> str | None:
    """The text that the form begins with; None for what is no entry."""
    if not code:
        return NEW.get(path)
    return next(
        (own[code] + "\n" for where, own in held.items() if _is_file(where, path) and code in own), None
    )


def _is_file(where: str, path: str) -> bool:
    return where == path or (path.startswith(CLASSES) and where.startswith(CLASSES))


def _offers(held: Mapping[str, Mapping[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every entry there is, by kind: (数据类, [(value of the choice, its label and code)])."""
    found: dict[str, list[tuple[str, str]]] = {label: [] for label in FILES.values()}
    for path, own in held.items():
        for code, text in own.items():
            label = Change(path, code, text).label
            found[what(path)].append((f"{path}|{code}", label if label == code else f"{label}（{code}）"))
    return list(found.items())


def _kinds() -> list[tuple[str, str]]:
    return [(path, what(path)) for path in NEW]
