"""核对目录: which registers may be asked, what each holds, on what ground and for what; the items and templates over them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.catalogue.actions import MAY_PROPOSE
from jiuzhu.catalogue.change import LOCAL
from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.kinds import Group
from jiuzhu.catalogue.queries import of_entry
from jiuzhu.catalogue.values import Catalogue, Department, Item, Register
from jiuzhu.catalogue.words import NO_RECORD, TYPES, held_by, way
from jiuzhu.org.kinds import Role
from jiuzhu.verification.kinds import Purpose
from jiuzhu.verification.words import label
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today

READERS = (Role.VERIFIER, Role.COUNTY, Role.AUDITOR)
SHOWN: Mapping[str, tuple[str, Callable[[Register], bool]]] = {
    "": ("全部", lambda one: True),
    "consent": ("凭本人授权才问", lambda one: one.needs_consent),
    "weak": ("只作线索", lambda one: one.is_weak),
    "reconstructed": ("没有公开字段表", lambda one: one.is_reconstructed),
}
"""What the list may be narrowed to, by the word in the address."""


@officer(*READERS)
@require_GET
def catalogue(request: Any) -> HttpResponse:
    """All registers by department; `?find=` looks in names, holders and fields, `?show=` narrows to a mark."""
    table = current()
    text, show = request.GET.get("find", "").strip(), request.GET.get("show", "")
    show = show if show in SHOWN else ""
    found = [one for one in table.registers.values() if _says(table, one, text)]
    rows = [one for one in found if SHOWN[show][1](one)]
    context = {
        "table": table,
        "text": text,
        "show": show,
        "chips": [(key, word, sum(map(is_one, found))) for key, (word, is_one) in SHOWN.items()],
        "groups": list(_by_department(table, rows)),
        "count": len(rows),
        "institutions": sum(table.institutions.values()),
        "may_propose": request.scope.is_(*MAY_PROPOSE),
    }
    return render(request, "desk/catalogue/list.html", context)


@officer(*READERS)
@require_GET
def register(request: Any, code: str) -> HttpResponse:
    """One register: columns, facts, items, who holds it, who may ask it, its grounds by date."""
    table = current()
    one = table.registers.get(code)
    if one is None:
        raise Http404(code)
    holders = table.holders(code)
    article = one.article(today())
    context = {
        "one": one,
        "fields": [(field, TYPES[field.type], "、".join(field.words.values())) for field in one.fields.values()],
        "facts": [(_named(fact.key), fact.key, way(fact, one.fields)) for fact in one.facts],
        "items": [_item(table, item) for item in table.items if item.register == code],
        "held_by": held_by(table, one),
        "holders": holders if len(holders) > 1 else (),
        "hub": holders[0].hub,
        "templates": [
            (each, Purpose(each.purpose).label) for each in table.templates.values() if code in each.registers
        ],
        "grounds": [(since, law, law == article) for since, law in reversed(one.grounds)],
        "no_record": NO_RECORD[one.none_is_none],
        "total": one.fields[one.total].label if one.total else "",
        "changes": of_entry(request.scope, code),
        "local": LOCAL,
        "may_propose": request.scope.is_(*MAY_PROPOSE),
    }  # fmt: skip
    return render(request, "desk/catalogue/register.html", context)


@officer(*READERS)
@require_GET
def items(request: Any) -> HttpResponse:
    """The list of items to verify by its parts, and the templates: which purpose asks which registers."""
    table = current()
    own = {group: [_item(table, item) for item in table.items if item.group is group] for group in Group}
    context = {
        "groups": [(group, rows) for group, rows in own.items() if rows],
        "count": len(table.items),
        "by_hand": sum(item.fact is None for item in table.items),
        "templates": [
            (each, Purpose(each.purpose).label, [table.registers[code] for code in each.registers])
            for each in table.templates.values()
        ],
        "may_propose": request.scope.is_(*MAY_PROPOSE),
    }
    return render(request, "desk/catalogue/items.html", context)


def _named(key: str) -> str:
    """What a fact is called; of a part that has no name of its own, what it is a part of."""
    whole = key.rpartition(".")[0]
    return f"{label(whole)}的一部分" if label(key) == key and label(whole) != whole else label(key)


def _says(table: Catalogue, one: Register, text: str) -> bool:
    """Whether a register has the text in its names, those of its holders, or of its columns."""
    said = [one.code, one.label, one.office, one.department.label]
    said += [holder.label for holder in table.holders(one.code)]
    said += [field.label for field in one.fields.values()]
    return not text or any(text.lower() in each.lower() for each in said)


def _by_department(
    table: Catalogue, rows: list[Register]
) -> Iterator[tuple[Department, list[tuple[Register, str, str]]]]:
    """The registers with who holds each and today's ground, department by department."""
    for department in table.departments.values():
        own = [one for one in rows if one.department.code == department.code]
        if own:
            yield department, [(one, held_by(table, one), one.article(today())) for one in own]


def _item(table: Catalogue, item: Item) -> dict[str, Any]:
    one = table.registers.get(item.register)
    return {
        "item": item,
        "register": one,
        "way": way(item.fact, one.fields) if one and item.fact else "",
        "against": label(item.against) if item.against else "",
    }
