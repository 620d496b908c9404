"""Every answer of a form in words, with the way back to its page: what a family checks before handing in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from jiuzhu.intake import steps
from jiuzhu.intake.answers import in_words


@dataclass(frozen=True)
class Answered:
    """One page: its title, where to change it, and its answers as (question, answer)."""

    title: str
    href: str
    lines: tuple[tuple[str, str], ...]


def answered(
    payload: steps.Payload, on: date, way: Callable[[str], str], names: dict[str, str]
) -> list[Answered]:
    """All pages with questions but the last one, in order; `names` are those of places by code."""
    return [
        Answered(page.title, way(page.id), tuple(_lines(page, payload.get(page.id, {}), names)))
        for page in steps.pages(payload, on)
        if page.questions and page.id != steps.CHECK_PAGE
    ]


def _lines(page: steps.Page, told: steps.Answers, names: dict[str, str]) -> Sequence[tuple[str, str]]:
    found = [(question, told.get(question.key)) for question in page.questions]
    lines = [(question.label, in_words(question, value, names)) for question, value in found if value]
    if len(page.questions) == 1:  # the title asks it already
        lines = [("", words) for _, words in lines]
    return lines or [("", "没有")]
