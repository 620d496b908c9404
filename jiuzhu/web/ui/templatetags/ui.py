"""Tags and filters of all faces; built into every template. What they say is decided in the modules beside this one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    ImageField,
    RadioSelect,
    Textarea,
)
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiuzhu.clocks.queries import Reading
from jiuzhu.vault import masks
from jiuzhu.web.ui import clock as clocks
from jiuzhu.web.ui import formats, session
from jiuzhu.web.ui.family import Relative, tree
from jiuzhu.web.ui.fields import MoneyField, echo
from jiuzhu.web.ui.marks import MARKS
from jiuzhu.web.ui.numerals import yuan_in_words
from jiuzhu.web.ui.today import now, today

register = template.Library()

for _filter in (
    formats.money,
    formats.money_brief,
    formats.money_signed,
    formats.money_large,
    formats.day,
    formats.day_in_year,
    formats.day_short,
    formats.day_iso,
    formats.weekday,
    formats.hour,
    formats.moment,
    formats.moment_short,
    formats.percent,
    formats.share,
    formats.count,
    formats.duration,
    masks.mask_id,
    masks.mask_phone,
    masks.mask_card,
    masks.mask_name,
    yuan_in_words,
):
    register.filter(_filter.__name__, _filter)
register.simple_tag(formats.days_between)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; it never stands without a word beside it, so it is hidden from screen readers."""
    return format_html(
        '<svg class="jz-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/tabler-icons/icons.svg"),
        name,
    )


@register.simple_tag
def mark(source: str) -> SafeString:
    """The source mark of a fact: declared, carried, record, visit, neighbour, estimate, bank."""
    one = MARKS[source]
    return format_html(
        '<span class="jz-mark is-{}" title="{}" role="img" aria-label="{}">{}</span>',
        one.tone,
        one.word,
        one.word,
        one.sign,
    )


@register.simple_tag
def short(value: date | None) -> SafeString:
    """11-20 to see, 11月20日 to hear."""
    if value is None:
        return SafeString(formats.NOT_KNOWN)
    return format_html(
        '<time class="jz-keep" datetime="{}"><span aria-hidden="true">{}</span><span class="jz-sr">{}</span></time>',
        value.isoformat(),
        formats.day_short(value),
        formats.day_in_year(value),
    )


@register.simple_tag
def yuan(fen: int | None) -> SafeString:
    """936.00 元, read with its unit and never broken."""
    return format_html('<span class="jz-keep">{} 元</span>', formats.money(fen))


@register.inclusion_tag("ui/clock.html")
def clock(reading: Reading) -> dict[str, Any]:
    """The face of a deadline."""
    return {"face": clocks.face(reading)}


@register.inclusion_tag("ui/way.html")
def way(reading: Reading, word: str = "", is_wide: bool = False) -> dict[str, Any]:
    """How far a case has come: 第 14 / 20 个工作日, with a bar."""
    tone = {"late": "late", "missed": "late", "today": "soon", "soon": "soon"}.get(reading.state, "")
    if not tone and reading.share >= 80 and reading.state == "on_time":
        tone = "soon"
    return {"reading": reading, "word": word, "is_wide": is_wide, "tone": tone}


@register.inclusion_tag("ui/family.html")
def family(relatives: Sequence[Relative], id: str = "family") -> dict[str, Any]:
    """The family tree: square man, circle woman, thick applicant, dashed living elsewhere."""
    return {"tree": tree(relatives), "id": id}


@register.inclusion_tag("ui/field.html")
def jz_field(field: BoundField, unit: str = "", rows: int = 3) -> dict[str, Any]:
    """A field with its label, hint, errors and input tied together for eyes and for screen readers."""
    widget, is_money = field.field.widget, isinstance(field.field, MoneyField)
    is_file, is_photo = isinstance(widget, FileInput), isinstance(field.field, ImageField)
    is_box = isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple)
    attrs: dict[str, Any] = {} if is_box else {"class": "jz-input" + (" is-money" if is_money else "")}
    if is_file:
        attrs = {"class": "jz-sr", "data-file": ""} | ({"accept": "image/*"} if is_photo else {})
    if field.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(widget, Textarea):
        attrs["rows"] = rows
    return {
        "field": field,
        "unit": "元" if is_money else unit,
        "is_money": is_money,
        "is_file": is_file,
        "is_photo": is_photo,
        "echo": echo(field.value(), field.field.is_monthly(field.form)) if is_money else "",
        "is_single": isinstance(widget, CheckboxInput),
        "is_choice": is_box,
        "is_group": widget.use_fieldset,
        "control": field.as_widget(attrs=attrs),
    }


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """This page's query string with some keys changed; None takes a key out. Filters live in the address."""
    asked = context["request"].GET.copy()
    for key, value in changes.items():
        asked.pop(key, None)
        if value not in (None, ""):
            asked[key] = str(value)
    return f"?{asked.urlencode()}"


@register.filter
def split(words: str) -> list[str]:
    """ "a b c" as a list, for short fixed lists in templates."""
    return words.split()


@register.filter
def named(names: Mapping[str, str], key: str) -> str:
    """What a code is called; a code without a name stands for itself."""
    return names.get(key, key)


@register.filter
def numbers(last: int) -> range:
    """1 to `last`."""
    return range(1, last + 1)


@register.simple_tag
def business_day() -> date:
    """Today, for pages."""
    return today()


@register.simple_tag
def printed_at() -> str:
    """The moment a page was made, for its printed footer."""
    return formats.moment(now())


@register.simple_tag(takes_context=True)
def session_ends(context: template.Context) -> int | str:
    """When this login ends (seconds since 1970), empty for visitors."""
    request = context.get("request")
    return session.ends_at(request) or "" if request else ""
