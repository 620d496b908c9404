"""How the values of a plan are said in Chinese: worked out once for the plan, whichever families it decides."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.policy.engine.declare import PLACE
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import Scope, Values
from jiuzhu.policy.engine.values import Unknown, Value

_MOST_TOLD = 10
UNKNOWN = "（不详）"
_AREAS = {"urban": "城市", "rural": "农村"}

Shown = Callable[[Value], str]
Place = tuple[str, int, Shown]
"""Where a value goes into a sentence: (its name, how far above the row it is, how it is shown)."""


class Sentence:
    """Words with places for values, taken apart once."""

    def __init__(self, pieces: Iterable[str | Place]) -> None:
        told = list(pieces)
        self.words = "".join(piece.replace("%", "%%") if isinstance(piece, str) else "%s" for piece in told)
        self.places = [piece for piece in told if not isinstance(piece, str)]

    def of(self, scope: Scope) -> str:
        """With the values of one row in their places."""
        return self.words % tuple([show(scope[up][name]) for name, up, show in self.places])


class Speech:
    """The sentences of one plan, each taken apart once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._shown: dict[str, Shown] = {}
        self._sentences: dict[str, tuple[Sentence | None, Sentence | None]] = {}

    @classmethod
    def of(cls, plan: Plan) -> "Speech":
        """The one that belongs to a plan."""
        kept = plan.kept.get(cls)
        return kept if isinstance(kept, cls) else plan.keep(cls, cls(plan))

    def texts(self, node: Node, values: Values) -> list[str]:
        """The step of each row with its numbers in place: the rule's own words, else what it was made of."""
        name, told = node.name, self._told(node)
        found: list[str] = []
        for row, scope in enumerate(values.scopes[node.version.entity]):
            value = scope[0][name]
            if isinstance(value, Unknown):
                found.append(f"还不能确定：{self.why_open(value)}")
                continue
            sentence = told[bool(value)]
            found.append(self._summed(node, values, row) if sentence is None else sentence.of(scope))
        return found

    def why_open(self, value: Unknown) -> str:
        """What keeps a value open: 缺少…；法律没有写明…."""
        open_numbers = sorted(cause.key for cause in value.causes if cause.kind == "number")
        numbers = [self.plan.library.numbers[key].label for key in open_numbers]
        facts = sorted({cause.key for cause in value.causes if cause.kind == "fact"})
        more = f" 等 {len(facts)} 项" if len(facts) > _MOST_TOLD else ""
        told = ["缺少 " + "、".join(facts[:_MOST_TOLD]) + more] if facts else []
        told += ["需要人工确定：" + "、".join(numbers)] if numbers else []
        return "；".join(told)

    def shown(self, name: str) -> Shown:
        """How the values of this name are read: yuan, a day, 是 or 否, a word."""
        if name not in self._shown:
            self._shown[name] = self._shower(name)
        return self._shown[name]

    def _shower(self, name: str) -> Shown:
        fact = self.plan.library.facts.get(name)
        options = fact.options if fact else {}
        how = _HOW.get(self.plan.units.get(name, "day").partition("/")[0], str)

        if options:
            return lambda value: (
                UNKNOWN
                if isinstance(value, Unknown)
                else options[value]
                if isinstance(value, str)
                else how(value)
            )
        return lambda value: UNKNOWN if isinstance(value, Unknown) else how(value)

    def _told(self, node: Node) -> tuple[Sentence | None, Sentence | None]:
        """What a step says when it is no (or 0), and otherwise."""
        if node.name not in self._sentences:
            self._sentences[node.name] = (self._sentence(node, False), self._sentence(node, True))
        return self._sentences[node.name]

    def _sentence(self, node: Node, is_yes: bool) -> Sentence | None:
        """None of an aggregate without words: what it says depends on its rows."""
        version = node.version
        words = version.words.get("says")
        if version.is_yes_no:
            words = version.words.get("yes" if is_yes else "no", words)
        if words is not None:
            return Sentence(self._parsed(words, node))
        return Sentence(self._listed(node)) if version.kind == "rule" else None

    def _parsed(self, words: str, node: Node) -> Iterator[str | Place]:
        """`{name}` is a value of the row or of whom it belongs to, `{this}` the rule's own, `{area}` 城市 or 农村."""
        for place, piece in enumerate(PLACE.split(words)):
            if place % 2 == 0:
                yield piece
            elif piece == "area":
                yield _AREAS[self.plan.area]
            else:
                name = node.name if piece == "this" else piece
                yield name, self.plan.library.levels_up(node.version.entity, name), self.shown(name)

    def _listed(self, node: Node) -> Iterator[str | Place]:
        for place, (name, up) in enumerate(node.needs):
            yield f"{'，' if place else ''}{label_of(self.plan, name)} "
            yield name, up, self.shown(name)

    def _summed(self, node: Node, values: Values, row: int) -> str:
        of, where = node.version.needs[0], (*node.version.needs, "")[1]
        over, parts, show = node.version.over, [], self.shown(of)
        scopes = values.scopes[over]
        chosen = [number for number in values.groups[over][row] if not where or scopes[number][0][where]]
        for number in chosen[:1] if node.version.kind == "value_of" else chosen:
            value, member = scopes[number][0][of], values.ids[over][number]
            if value:
                is_said = node.version.is_yes_no or value is True
                parts.append(member if is_said else f"{member} {show(value)}")
        joined = ("＋" if node.version.kind == "total" else "、").join(parts)
        return joined or "没有"


def label_of(plan: Plan, name: str) -> str:
    """The Chinese label of a rule, number or fact."""
    if name in plan.by_name:
        return plan.by_name[name].version.label
    if name in plan.numbers:
        return plan.numbers[name][0].label
    return plan.library.facts[name].label if name in plan.library.facts else "业务日期"


def _yes(value: Any) -> str:
    return "是" if value else "否"


_HOW: Mapping[str, Callable[[Any], str]] = {
    "fen": spoken_yuan,
    "yes_no": _yes,
    "day": lambda value: date.fromordinal(value).isoformat(),
    "percent": lambda value: f"{value}%",
}
