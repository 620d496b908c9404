"""The derivation of a result: each step with its value, its clause, what it used, and the numbers in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from jiuzhu.policy.engine.citations import Citations, Ruling
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import HOUSEHOLD, Scope, Values
from jiuzhu.policy.engine.speech import Speech
from jiuzhu.policy.engine.values import Unknown, Value

Step = dict[str, Any]


class Derivation:
    """The steps of one evaluated family, each made once, whichever programmes ask for it."""

    def __init__(self, plan: Plan, values: Values, rulings: Mapping[str, Ruling]) -> None:
        self.plan, self.values, self.rulings = plan, values, rulings
        self.speech = Speech.of(plan)
        self.citations = Citations.of(plan)
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
        numbers, texts = self.citations.numbers(node, self.rulings), self.speech.texts(node, values)
        return [
            {
                "rule": name,
                "label": version.label,
                "member": None if ids is None else ids[row],
                "value": plain(scope[0][name]),
                "unit": unit,
                "law": version.law,
                "text": text,
                "uses": self._uses(node, scope, row),
                "numbers": numbers,
            }
            for row, (scope, text) in enumerate(zip(values.scopes[version.entity], texts, strict=True))
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


def plain(value: Value) -> int | str | None:
    """A value for JSON: what is not known is null."""
    return None if isinstance(value, Unknown) else value
