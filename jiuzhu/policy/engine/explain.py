"""The derivation of a result: each step with its value, its clause, what it used, and the numbers in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.policy.engine.declare import PLACE
from jiuzhu.policy.engine.lists import Addition
from jiuzhu.policy.engine.numbers import Entry, Number
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import HOUSEHOLD, Scope, Values
from jiuzhu.policy.engine.values import Unknown, Value

Step = dict[str, Any]
_MOST_TOLD = 10
_AREAS = {"urban": "城市", "rural": "农村"}


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
        self.plan, self.values = plan, values
        self.used = {
            name: _number(plan, number, entry, rulings) for name, (number, entry) in plan.numbers.items()
        }
        self.listed = {
            name: [_part(plan, name, part) for part in parts] for name, parts in plan.lists.items()
        }
        self.made: dict[str, list[Step]] = {}

    def steps(self, nodes: Iterable[Node]) -> list[Step]:
        """One step for each of these nodes (and each of its rows), in their order."""
        found: list[Step] = []
        for node in nodes:
            if node.name not in self.made:
                self.made[node.name] = self._of(node)
            found += self.made[node.name]
        return found

    def _of(self, node: Node) -> list[Step]:
        numbers = [self.used[name] for name, _ in node.needs if name in self.used]
        numbers += [told for name in node.lists for told in self.listed[name]]
        return [self._step(node, row, numbers) for row in range(len(self.values.scopes[node.version.entity]))]

    def _step(self, node: Node, row: int, numbers: list[dict[str, Any]]) -> Step:
        version, values = node.version, self.values
        scope = values.scopes[version.entity][row]
        if version.kind == "rule":
            uses = {name: plain(scope[up][name]) for name, up in node.needs}
        else:
            uses = {
                f"{name}[{values.ids[version.over][number]}]": plain(
                    values.scopes[version.over][number][0][name]
                )
                for number in values.groups[version.over][row]
                for name, _ in node.needs
            }
        return {
            "rule": node.name,
            "label": version.label,
            "member": None if version.entity == HOUSEHOLD else values.ids[version.entity][row],
            "value": plain(scope[0][node.name]),
            "unit": self.plan.units[node.name],
            "law": version.law,
            "text": text(self.plan, node, values, row),
            "uses": uses,
            "numbers": numbers,
        }


def _number(plan: Plan, number: Number, entry: Entry | None, rulings: Mapping[str, Ruling]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": number.name,
        "value": entry.value if entry else None,
        "unit": number.unit,
        "region": entry.region if entry else plan.regions[0],
        "from": date.fromordinal(entry.since).isoformat() if entry else None,
        "source": entry.source if entry else "",
    }
    if told["value"] is None and number.name in rulings:
        ruling = rulings[number.name]
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
    return None if value.__class__ is Unknown else value  # type: ignore[return-value]  # no class is derived from Unknown


def text(plan: Plan, node: Node, values: Values, row: int = 0) -> str:
    """The step of one row in Chinese with its numbers in place: the rule's own words, else what it was made of."""
    version = node.version
    scope = values.scopes[version.entity][row]
    value = scope[0][node.name]
    if isinstance(value, Unknown):
        return f"还不能确定：{why_open(plan, value)}"
    words = version.words.get("says")
    if version.is_yes_no:
        words = version.words.get("yes" if value else "no", words)
    if words is not None:
        return fill(plan, words, node, scope)
    if version.kind != "rule":
        return _summed(plan, node, values, row)
    return "，".join(f"{label_of(plan, name)} {show(plan, name, scope[up][name])}" for name, up in node.needs)


def fill(plan: Plan, words: str, node: Node, scope: Scope) -> str:
    """Puts values into a rule's words: `{name}` is a value of the row or of whom it belongs to, `{area}` 城市 or 农村."""
    told = _pieces(words)
    if len(told) == 1:
        return words
    pieces = list(told)
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        if name == "area":
            pieces[place] = _AREAS[plan.area]
            continue
        if name == "this":
            name = node.name
        for own in scope:
            if name in own:
                pieces[place] = show(plan, name, own[name])
                break
    return "".join(pieces)


@cache
def _pieces(words: str) -> tuple[str, ...]:
    """Literal text and names by turns."""
    return tuple(PLACE.split(words))


def _summed(plan: Plan, node: Node, values: Values, row: int) -> str:
    of, where = node.version.needs[0], (*node.version.needs, "")[1]
    over, parts = node.version.over, []
    scopes = values.scopes[over]
    chosen = [number for number in values.groups[over][row] if not where or scopes[number][0][where]]
    for number in chosen[:1] if node.version.kind == "value_of" else chosen:
        value, member = scopes[number][0][of], values.ids[over][number]
        if value:
            is_said = node.version.is_yes_no or value is True
            parts.append(member if is_said else f"{member} {show(plan, of, value)}")
    joined = ("＋" if node.version.kind == "total" else "、").join(parts)
    return joined or "没有"


def why_open(plan: Plan, value: Unknown) -> str:
    """What keeps a value open, in Chinese: 缺少…；法律没有写明…."""
    open_numbers = sorted(cause.key for cause in value.causes if cause.kind == "number")
    numbers = [plan.library.numbers[key].label for key in open_numbers]
    facts = sorted({cause.key for cause in value.causes if cause.kind == "fact"})
    more = f" 等 {len(facts)} 项" if len(facts) > _MOST_TOLD else ""
    told = ["缺少 " + "、".join(facts[:_MOST_TOLD]) + more] if facts else []
    told += ["需要人工确定：" + "、".join(numbers)] if numbers else []
    return "；".join(told)


def label_of(plan: Plan, name: str) -> str:
    """The Chinese label of a rule, number or fact."""
    if name in plan.by_name:
        return plan.by_name[name].version.label
    if name in plan.numbers:
        return plan.numbers[name][0].label
    return plan.library.facts[name].label if name in plan.library.facts else "业务日期"


def show(plan: Plan, name: str, value: Value) -> str:
    """A value as people read it: yuan, a day, 是 or 否, a word."""
    if isinstance(value, Unknown):
        return "（不详）"
    if isinstance(value, str):
        return plan.library.facts[name].options[value]
    return _SHOWN.get(plan.units.get(name, "day").partition("/")[0], str)(value)


def _yes(value: Any) -> str:
    return "是" if value else "否"


_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "fen": spoken_yuan,
    "yes_no": _yes,
    "day": lambda value: date.fromordinal(value).isoformat(),
    "percent": lambda value: f"{value}%",
}
