"""The numbers of the law that a step cites: each with its value, place, first day and source, or what a person decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.policy.engine.lists import Addition
from jiuzhu.policy.engine.numbers import Entry, Number
from jiuzhu.policy.engine.plan import Node, Plan

Cited = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided where the law leaves a number open; `value` is in the number's own unit."""

    key: str
    value: int
    reason: str
    by: str


class Citations:
    """What the nodes of one plan cite, told once for all families; whoever gets it does not write in it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._in_force: dict[str, list[Cited]] = {}

    @classmethod
    def of(cls, plan: Plan) -> "Citations":
        """The one that belongs to a plan."""
        kept = plan.kept.get(cls)
        return kept if isinstance(kept, cls) else plan.keep(cls, cls(plan))

    def numbers(self, node: Node, rulings: Mapping[str, Ruling]) -> list[Cited]:
        """The numbers that a node asks for, and the parts of its lists; `rulings` by the name of their number."""
        if rulings and not node.names.isdisjoint(rulings):
            return self._told(node, rulings)
        if node.name not in self._in_force:
            self._in_force[node.name] = self._told(node, {})
        return self._in_force[node.name]

    def _told(self, node: Node, rulings: Mapping[str, Ruling]) -> list[Cited]:
        plan = self.plan
        numbers = [
            _number(plan, *plan.numbers[name], rulings.get(name))
            for name, _ in node.needs
            if name in plan.numbers
        ]
        return numbers + [_part(plan, name, part) for name in node.lists for part in plan.lists[name]]


def _number(plan: Plan, number: Number, entry: Entry | None, ruling: Ruling | None) -> Cited:
    told: Cited = {
        "name": number.name,
        "value": entry.value if entry else None,
        "unit": number.unit,
        "region": entry.region if entry else plan.regions[0],
        "from": date.fromordinal(entry.since).isoformat() if entry else None,
        "source": entry.source if entry else "",
    }
    if told["value"] is None and ruling is not None:
        told |= {
            "value": ruling.value,
            "source": ruling.reason,
            "decided": {"by": ruling.by, "reason": ruling.reason},
        }
    return told


def _part(plan: Plan, name: str, part: Addition) -> Cited:
    """What one document puts on a list, its members in words."""
    return {
        "name": name,
        "value": plan.library.spoken(part.members),
        "unit": "list",
        "region": part.region,
        "from": date.fromordinal(part.since).isoformat(),
        "source": part.source,
    }
