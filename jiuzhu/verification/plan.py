"""Whom a request asks, and how far back: by the templates of its purpose and of the programmes a family is examined for. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jiuzhu.catalogue.values import Catalogue, Source, Template
from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.found import YEAR
from jiuzhu.verification.kinds import Purpose

TEMPLATES = {
    Purpose.APPLY: "dibao",
    Purpose.REVIEW: "review",
    Purpose.MONITOR: "monitor",
    Purpose.ASSIST: "assist",
    Purpose.AUDIT: "audit",
}
"""The template of a purpose. An application that is examined for more than 低保 is asked by the other programmes' too."""


@dataclass(frozen=True)
class Plan:
    """What is asked: `sources` about the family, `of_supporters` about those outside it; `months` back by source."""

    templates: tuple[str, ...]
    sources: tuple[Source, ...]
    of_supporters: tuple[Source, ...]
    months: Mapping[str, int]


def plan_for(
    table: Catalogue, purpose: Purpose, programmes: Iterable[str] = (), only: Iterable[str] | None = None
) -> Plan:
    """The union of the purpose's template and those named as the programmes are; `only` asks these codes and no others.

    A programme without a template of its own (低保边缘, 单人保, 渐退) is decided from what 低保 asks. Of several windows
    the longest counts. Raises Refused for a template whose window is no part of a year: incomes could not be averaged.
    """
    named = (code for code in programmes if code in table.templates)
    templates = tuple(dict.fromkeys((TEMPLATES[purpose], *named)))
    chosen = [table.templates[code] for code in templates]
    for one in chosen:
        if not one.months or YEAR % one.months:
            raise Refused(
                "bad_window",
                f"核对方案“{one.label}”往前看 {one.months} 个月，应是 1 到 12 里能整除 12 的，请先改目录。",
            )
    wanting = [one.code for one in chosen if one.has_supporters]
    codes = None if only is None else list(only)
    sources = table.asked(*templates) if codes is None else [table.sources[code] for code in codes]
    of_supporters = table.asked(*wanting) if codes is None else sources if wanting else []
    months = {each.code: _longest(chosen, each) for each in sources}
    return Plan(templates, tuple(sources), tuple(of_supporters), months)


def _longest(chosen: Iterable[Template], source: Source) -> int:
    return max((one.months for one in chosen if source.register.code in one.registers), default=YEAR)
