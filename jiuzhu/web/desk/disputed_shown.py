"""Objections to found facts in the words of the pages that show them."""

from collections.abc import Sequence
from typing import Any

from jiuzhu.casework.disputes import Disputed
from jiuzhu.documents.models import Paper
from jiuzhu.verification.words import told
from jiuzhu.web.ui.formats import day_short


def shown(found: Sequence[Disputed], key: str) -> list[dict[str, Any]]:
    """What was said, the papers, each source and the value before and now."""
    return [
        {
            "on": one.raised_on,
            "says": one.says,
            "papers": [(paper.pk, paper_told(paper)) for paper in one.papers],
            "answers": one.answers,
            "before": told(one.before.value, key),
            "now": told(one.now.value, key) if one.now else _unchanged(one),
            "is_open": one.adoption is None,
        }
        for one in found
    ]


def _unchanged(one: Disputed) -> str:
    if not one.is_answered:
        return "还没有答"
    gone = one.answers and not any(each.now and each.now.rows for each in one.answers)
    had = any(each.before and each.before.rows for each in one.answers)
    return "这次没有查到记录" if gone and had else "和原来一样"


def paper_told(paper: Paper) -> str:
    """A paper in a line: its kind, what was noted, when it came."""
    note = f"：{paper.note}" if paper.note else ""
    return f"{paper.get_kind_display()}{note}（{day_short(paper.taken_on)}）"
