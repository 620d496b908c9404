"""Write an official letter, and note how it reached the family."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from jiuzhu.documents import forms, store
from jiuzhu.documents.canonical import canonical
from jiuzhu.documents.kinds import Delivery, LetterKind
from jiuzhu.documents.models import Letter, Series
from jiuzhu.documents.typeset import typeset
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Office
from jiuzhu.org.queries import path_names
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import keyed_hash


@action("documents.write_letter")
def write_letter(
    kind: LetterKind,
    case_no: str,
    office: Office,
    data: Mapping[str, Any],
    on: date,
    *,
    by: Scope,
    to_person_id: int | None = None,
    region_code: str = "",
) -> Letter:
    """Number, set and keep a letter of `office`; `data` as `forms` describes for its kind.

    `region_code` is the family's village where it is known, so that its assistant may see the letter.
    """
    kind = LetterKind(kind)
    if by.kind == "officer":
        by.demand(office.region_code)
    forms.check(kind, data)
    letter_id, number = new_id(), _next_number(kind, office, data, on.year)
    body = json.loads(canonical(data))
    code = check_code(number, canonical(body))
    head = {
        "authority": office.name,
        "number": number,
        "title": forms.title(kind, data),
        "subject": forms.subject(data),
        "made_on": on.isoformat(),
        "review_body": _review_body(office),
        "link": f"{settings.PUBLIC_URL}/letter/{letter_id}/{code}",
        "check_code": code,
    }
    return Letter.objects.create(
        id=letter_id,
        number=number,
        kind=kind,
        case_no=case_no,
        office=office,
        region_code=region_code or office.region_code,
        to_person_id=to_person_id,
        data=canonical({"head": head, "data": body}),
        digest=store.put(typeset(kind.value, head, body)),
        check_code=code,
        made_on=on,
    )


@action("documents.deliver_letter")
def deliver_letter(letter: Letter, how: Delivery, on: date, *, by: Scope) -> Letter:
    """Note the day a letter reached the family; time limits of remedies run from it. The first note stands."""
    if by.kind == "officer":
        by.demand(letter.region_code)
    if on < letter.made_on:
        raise Refused(
            "delivered_before_made", "送达日期早于文书的日期，请核对。送达日期应是文书日期当天或者以后。"
        )
    fresh = Letter.objects.filter(pk=letter.pk, delivered_on=None)
    fresh.update(delivered_on=on, delivered_how=Delivery(how))
    letter.refresh_from_db()
    return letter


def check_code(number: str, text: str) -> str:
    """8C41-0D27: what a reader compares by phone; it depends on the number and every word of the letter."""
    digits = keyed_hash("letter", f"{number}|{text}")[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"


def _next_number(kind: LetterKind, office: Office, data: Mapping[str, Any], year: int) -> str:
    prefix = _sign(office) + forms.word(kind, data)
    Series.objects.get_or_create(prefix=prefix, year=year)
    series = Series.objects.select_for_update(of=("self",)).get(prefix=prefix, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{prefix}〔{year}〕{series.last}号"


def _sign(office: Office) -> str:
    """The office's short sign in letter numbers (发文机关代字): 綦三角 for a town, 綦民 for the county bureau."""
    names = path_names(office.region_code)
    if office.level == Level.COUNTY and names:
        return f"{names[0][0]}民"
    if len(names) < 2:
        return office.short
    return names[0][0] + re.sub(r"(街道|镇|乡)$", "", names[1])


def _review_body(office: Office) -> str:
    """Who hears an appeal: the county government, over its bureaus and its towns alike (行政复议法 第二十四条)."""
    names = path_names(office.region_code)
    return f"{names[0]}人民政府" if names else "上一级人民政府"
