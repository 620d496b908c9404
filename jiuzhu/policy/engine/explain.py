"""The derivation of a result: each step with its value, its clause, what it used, and the numbers in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.policy.engine.lists import Addition
from jiuzhu.policy.engine.numbers import Entry, Number
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import HOUSEHOLD, Scope, Values
from jiuzhu.policy.engine.speech import Speech
from jiuzhu.policy.engine.values import Unknown, Value

Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided where the law leaves a number open; `value` is in the number's own unit."""

    key: str
    value: int
    reason: str
    by: str


class Derivation:
    """The steps of one evaluated family, each made once, whichever programmes ask for it."""

    def __init__(self, plan: Plan, values: Values, rulings: Mapping[str, Ruling]) -> None:
        self.plan, self.values, self.rulings = plan, values, rulings
        self.speech = Speech.of(plan)
        self.cited: dict[str, dict[str, Any]] = {}
        self.made: dict[str, list[Step]] = {}

    def steps(self, nodes: Iterable[Node]) -> list[Step]:
        """One step for each of these nodes (and each of its rows), in their order."""
        found: list[Step] = []
        for node in nodes:
            made = self.made.get(node.name)
            if made is None:
                made = self.made[node.name] = self._of(node)
            found += made
        return found

    def _of(self, node: Node) -> list[Step]:
        version, values = node.version, self.values
        name, unit = node.name, self.plan.units[node.name]
        ids = None if version.entity == HOUSEHOLD else values.ids[version.entity]
        numbers = self._numbers(node)
        return [
            {
                "rule": name,
                "label": version.label,
                "member": None if ids is None else ids[row],
                "value": plain(scope[0][name]),
                "unit": unit,
                "law": version.law,
                "text": self.speech.text(node, values, row),
                "uses": self._uses(node, scope, row),
                "numbers": numbers,
            }
            for row, scope in enumerate(values.scopes[version.entity])
        ]

    def _uses(self, node: Node, scope: Scope, row: int) -> dict[str, int | str | None]:
        """What a step was made of; a value of another row is named with whose it is."""
        if node.version.kind == "rule":
            return {
                name: None if isinstance(value := scope[up][name], Unknown) else value
                for name, up in node.needs
            }
        over, values = node.version.over, self.values
        rows, ids = values.scopes[over], values.ids[over]
        return {
            f"{name}[{ids[number]}]": plain(rows[number][0][name])
            for number in values.groups[over][row]
            for name, _ in node.needs
        }

    def _numbers(self, node: Node) -> list[dict[str, Any]]:
        """The numbers of the law, and the parts of its lists, that a step asked for."""
        numbers = [self._number(name) for name, _ in node.needs if name in self.plan.numbers]
        return numbers + [
            _part(self.plan, name, part) for name in node.lists for part in self.plan.lists[name]
        ]

    def _number(self, name: str) -> dict[str, Any]:
        if name not in self.cited:
            self.cited[name] = _cited(self.plan, *self.plan.numbers[name], self.rulings.get(name))
        return self.cited[name]


def _cited(plan: Plan, number: Number, entry: Entry | None, ruling: Ruling | None) -> dict[str, Any]:
    told: dict[str, Any] = {
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


def _part(plan: Plan, name: str, part: Addition) -> dict[str, Any]:
    """What one document puts on a list, its members in words."""
    return {
        "name": name,
        "value": plan.library.spoken(part.members),
        "unit": "list",
        "region": part.region,
        "from": date.fromordinal(part.since).isoformat(),
        "source": part.source,
    }


def plain(value: Value) -> int | str | None:
    """A value for JSON: what is not known is null."""
    return None if isinstance(value, Unknown) else value
