"""Set a letter as PDF with typst. Equal content gives equal bytes: no clock, no chance, data only as JSON."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst
from django.conf import settings

from jiuzhu.documents.wording import worded

TEMPLATES = Path(__file__).parent / "letters"
_EPOCH = 1_767_196_800
"""2026-01-01 in Beijing: what every PDF says about its making, since the letter itself carries its date."""
_one_at_a_time = Lock()


def typeset(kind: str, head: Mapping[str, Any], data: Mapping[str, Any]) -> bytes:
    """The PDF of one letter. `head`: authority, number, title, made_on, review_body, link, check_code."""
    content = worded(json.loads(json.dumps({"head": head, "data": data})))
    content["head"]["qr"] = segno.make(head["link"], error="m").svg_inline(border=0, scale=4)
    inputs = {
        "content": json.dumps(content, ensure_ascii=False),
        "fonts": json.dumps(settings.LETTER_FONTS),
        "title_fonts": json.dumps(settings.LETTER_TITLE_FONTS),
    }
    with _one_at_a_time:
        pdf: bytes = _compiler().compile(
            input=str(TEMPLATES / f"{kind}.typ"), format="pdf", sys_inputs=inputs, timestamp=_EPOCH
        )
    return pdf


@cache
def _compiler() -> typst.Compiler:
    """One for the process: reading the fonts costs a quarter of a second, a letter after that some milliseconds."""
    return typst.Compiler(root=str(TEMPLATES), font_paths=[str(_shipped_fonts())])


def _shipped_fonts() -> Path:
    spec = find_spec("noto_cjk_sans_otc")
    if spec is None or spec.origin is None:
        raise RuntimeError("the font package noto-cjk-sans-otc is missing: run make setup")
    return Path(spec.origin).parent
