"""A rule's expression in Chinese: 若…则…, 低于 and 不低于 as such, every name by its label.

The expression is the one that all readings evaluate, so what people read is what is computed.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.language import TABLES
from jiuzhu.policy.engine.numbers import SQUARE_METRE, in_figures, in_square_metres
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.rows import EACH
from jiuzhu.policy.engine.speech import label_of


@dataclass(frozen=True, slots=True)
class Mention:
    """A rule, number or fact inside a phrase; `figure` is what a number is here and today."""

    name: str
    label: str
    figure: str = ""

    def __str__(self) -> str:
        return f"{self.label}〔{self.figure}〕" if self.figure else self.label


Phrase: TypeAlias = tuple["str | Mention", ...]
_CHOICE, _JOINED, _COMPARED, _SUM, _PRODUCT, _WHOLE = range(6)
"""How tightly a phrase holds together: what is looser than its place stands in brackets."""
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "低于", ast.LtE: "不超过", ast.Gt: "超过", ast.GtE: "不低于", ast.Eq: "等于", ast.NotEq: "不等于",
}  # fmt: skip
_SIGNS: dict[type[ast.operator], str] = {ast.Add: " ＋ ", ast.Sub: " − ", ast.Mult: " × "}
_SPANS = {"age": "的周岁", "months": "的整月数"}
_WHO = {"person": "人", "supporter": "义务人", "parent": "父母"}
_ALL = {"person": "全家", "supporter": "共同生活以外的义务人，", "parent": "孩子的父母，"}
_OF_MANY = {"total": "相加", "lowest": "中最低的", "highest": "中最高的"}


def as_text(phrase: Iterable["str | Mention"]) -> str:
    """A phrase as one line."""
    return "".join(map(str, phrase))


def formula(plan: Plan, version: Version) -> Phrase:
    """How a rule's value comes about."""
    speaker = _Speaker(plan)
    if version.expression is None:
        return _joined(speaker.aggregate(version))
    return _joined(speaker.say(version.expression, _CHOICE, as_condition=version.is_yes_no))


def _joined(pieces: Iterable["str | Mention"]) -> Phrase:
    """Neighbouring text as one piece."""
    found: list[str | Mention] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


class _Speaker:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def aggregate(self, version: Version) -> Iterator["str | Mention"]:
        of, where = version.needs[0], (*version.needs, "")[1]
        if version.kind == "count":
            yield "满足"
            yield from (*self.condition(where), "并且满足") if where else ()
            yield from (*self.condition(of), f"的{_WHO[version.over]}数")
            return
        if version.kind == "value_of":
            yield "第一个满足"
            yield from (
                *self.condition(where),
                f"的{_WHO[version.over]}的 ",
                self.mention(of),
                "（没有就是 0）",
            )
            return
        yield from (*self.condition(where), f"的{_WHO[version.over]}，") if where else (_ALL[version.over],)
        if version.kind in ("any_of", "all_of"):
            yield "至少有一人满足" if version.kind == "any_of" else "人人满足"
            yield from self.condition(of)
        else:
            yield f"{EACH[version.over]}的 "
            yield self.mention(of)
            yield f" {_OF_MANY[version.kind]}"

    def say(self, node: ast.expr, place: int, *, as_condition: bool = False) -> list["str | Mention"]:
        """The phrase of a node, in brackets where it is looser than `place`."""
        hold, pieces = self.phrase(node, as_condition)
        return ["（", *pieces, "）"] if hold < place else pieces

    def phrase(self, node: ast.expr, as_condition: bool) -> tuple[int, list["str | Mention"]]:  # noqa: PLR0911 - one case for each form of the language
        match node:
            case ast.Name(id=name):
                return _WHOLE, self.condition(name) if as_condition else self.amount(name)
            case ast.Constant(value=value):
                return _WHOLE, [("是" if value else "否") if as_condition else _constant(value)]
            case ast.IfExp():
                return _CHOICE, self.choice(node, as_condition)
            case ast.BoolOp():
                word = "，并且 " if isinstance(node.op, ast.And) else "，或者 "
                parts = [self.say(part, _COMPARED, as_condition=True) for part in _flat(node)]
                return _JOINED, _between(word, parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return _COMPARED, ["不满足", *self.say(operand, _WHOLE, as_condition=True)]
            case ast.UnaryOp(operand=operand):
                return _SUM, ["−", *self.say(operand, _PRODUCT)]
            case ast.Compare():
                return _COMPARED, self.compared(node)
            case ast.BinOp():
                return self.arithmetic(node)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return _SUM if name in _SPANS else _CHOICE, self.call(name, arguments)
        raise TypeError(f"not in the language: {ast.dump(node)}")

    def choice(self, node: ast.IfExp, as_condition: bool) -> list["str | Mention"]:
        return [
            "若 ",
            *self.say(node.test, _JOINED, as_condition=True),
            "，则 ",
            *self.say(node.body, _JOINED, as_condition=as_condition),
            "；否则，" if isinstance(node.orelse, ast.IfExp) else "；否则 ",
            *self.say(node.orelse, _CHOICE, as_condition=as_condition),
        ]

    def compared(self, node: ast.Compare) -> list["str | Mention"]:
        sides = [node.left, *node.comparators]
        links = [self.link(sides[i], op, sides[i + 1]) for i, op in enumerate(node.ops)]
        return _between("，并且 ", links)

    def link(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> list["str | Mention"]:
        if isinstance(op, ast.In | ast.NotIn) and isinstance(right, ast.Tuple):
            options = "、".join(self.option(left, element) for element in right.elts)
            among = f"{options} 之一" if len(right.elts) > 1 else options
            return [*self.say(left, _SUM), f" {'不' if isinstance(op, ast.NotIn) else ''}是 {among}"]
        if isinstance(op, ast.Eq | ast.NotEq) and isinstance(right, ast.Constant):
            return self.equal(left, right, isinstance(op, ast.NotEq))
        left, right = _in_square_metres(*_without_hundred(self.plan, left, right))
        return [*self.say(left, _SUM), f" {_COMPARISONS[type(op)]} ", *self.say(right, _SUM)]

    def equal(self, left: ast.expr, right: ast.Constant, is_not: bool) -> list["str | Mention"]:
        name = left.id if isinstance(left, ast.Name) else ""
        if self.unit(name) == "yes_no":
            answer = "是" if bool(right.value) != is_not else "否"
            return [*self.condition(name), f" 为{answer}"]
        if isinstance(right.value, str):
            return [*self.say(left, _SUM), f" {'不' if is_not else ''}是 {self.option(left, right)}"]
        return [*self.say(left, _SUM), f" {'不' if is_not else ''}等于 ", *self.say(right, _SUM)]

    def arithmetic(self, node: ast.BinOp) -> tuple[int, list["str | Mention"]]:
        if isinstance(node.op, ast.FloorDiv):
            dividend, divisor, is_rounded = _division(node)
            how = "四舍五入" if is_rounded else "舍去尾数"
            parts = [*self.say(dividend, _PRODUCT), " ÷ ", *self.say(divisor, _WHOLE)]
            if _is_hundred(divisor) and any(self.unit(name) == "percent" for name in _factors(dividend)):
                parts = self.say(dividend, _PRODUCT)
            return _PRODUCT, [*parts, f"（{how}）"]
        hold = _PRODUCT if isinstance(node.op, ast.Mult) else _SUM
        after = hold + 1 if isinstance(node.op, ast.Sub) else hold
        return hold, [*self.say(node.left, hold), _SIGNS[type(node.op)], *self.say(node.right, after)]

    def call(self, name: str, arguments: list[ast.expr]) -> list["str | Mention"]:
        if name in TABLES:
            return self.band(arguments[0], arguments[1], "不超过" if name == "band" else "不满")
        if name in _SPANS:
            first, last = (self.say(argument, _SUM) for argument in arguments)
            return ["从 ", *first, " 到 ", *last, f" {_SPANS[name]}"]
        if name in ("max", "min") and len(arguments) == 2 and isinstance(arguments[0], ast.Constant):
            bound = "不足" if name == "max" else "超过"
            edge = _constant(arguments[0].value)
            return [*self.say(arguments[1], _JOINED), f"，{bound} {edge} 的按 {edge}"]
        among = _between(" 与 ", [self.say(argument, _SUM) for argument in arguments])
        degree = "较" if len(arguments) == 2 else "最"
        return [*among, f" 中{degree}{'小' if name == 'min' else '大'}的"]

    def band(self, table: ast.expr, x: ast.expr, fits: str) -> list["str | Mention"]:
        pairs = [pair.elts for pair in table.elts if isinstance(pair, ast.Tuple)] if isinstance(table, ast.Tuple) else []  # fmt: skip
        steps = [
            [f"{fits} ", *self.say(upper, _SUM), " 的，", *self.say(result, _SUM)]
            for upper, result in pairs[:-1]
        ]
        rest = [["其余的，", *self.say(result, _SUM)] for _, result in pairs[-1:]]
        return ["按 ", *self.say(x, _SUM), " 分档：", *_between("；", steps + rest)]

    def option(self, left: ast.expr, right: ast.expr) -> str:
        value = right.value if isinstance(right, ast.Constant) else ""
        fact = self.plan.library.facts.get(left.id) if isinstance(left, ast.Name) else None
        return fact.options.get(value, value) if fact and isinstance(value, str) else _constant(value)

    def condition(self, name: str) -> list["str | Mention"]:
        return ["“", self.mention(name), "”"]

    def amount(self, name: str) -> list["str | Mention"]:
        return [self.mention(name), *(["（是为 1，否为 0）"] if self.unit(name) == "yes_no" else [])]

    def mention(self, name: str) -> Mention:
        if name not in self.plan.numbers:
            return Mention(name, in_square_metres(label_of(self.plan, name)))
        number, entry = self.plan.numbers[name]
        return Mention(
            name, in_square_metres(number.label), in_figures(number.unit, entry.value if entry else None)
        )

    def unit(self, name: str) -> str:
        return self.plan.units.get(name, "")


def _between(word: str, parts: list[list["str | Mention"]]) -> list["str | Mention"]:
    found: list[str | Mention] = []
    for part in parts:
        found += [word, *part] if found else part
    return found


def _flat(node: ast.BoolOp) -> Iterator[ast.expr]:
    """The parts of and (or or), those of the same word inside it told beside them."""
    for part in node.values:
        if isinstance(part, ast.BoolOp) and type(part.op) is type(node.op):
            yield from _flat(part)
        else:
            yield part


def _constant(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _is_hundred(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 100


def _factors(node: ast.expr) -> Iterator[str]:
    """The names that are multiplied together in a product."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        yield from _factors(node.left)
        yield from _factors(node.right)
    elif isinstance(node, ast.Name):
        yield node.id


def _without_hundred(plan: Plan, left: ast.expr, right: ast.expr) -> tuple[ast.expr, ast.expr]:
    """`a * 100 < b * percent` is read as a 低于 b × 150%."""
    for here, there, is_left in ((left, right, True), (right, left, False)):
        match here:
            case ast.BinOp(left=bare, op=ast.Mult(), right=hundred) if _is_hundred(hundred):
                if any(plan.units.get(name) == "percent" for name in _factors(there)):
                    return (bare, right) if is_left else (left, bare)
    return left, right


def _in_square_metres(left: ast.expr, right: ast.expr) -> tuple[ast.expr, ast.expr]:
    """`area_cm2 <= a_m2 * 30_000` is read as the area in m² 不超过 a × 3: cm² are told as m² on both sides."""
    for here, there, is_left in ((left, right, True), (right, left, False)):
        match here:
            case ast.BinOp(left=bare, op=ast.Mult(), right=ast.Constant(value=int(factor))) if (
                factor % SQUARE_METRE == 0 and any(name.endswith("_cm2") for name in _factors(there))
            ):
                times = factor // SQUARE_METRE
                told = bare if times == 1 else ast.BinOp(bare, ast.Mult(), ast.Constant(times))
                return (told, right) if is_left else (left, told)
    return left, right


def _division(node: ast.BinOp) -> tuple[ast.expr, ast.expr, bool]:
    """Dividend, divisor, and whether it is rounded: `(x * 2 + n) // (2 * n)` and `(x + n // 2) // n` are x ÷ n, rounded half up."""
    match node:
        case ast.BinOp(
            left=ast.BinOp(
                left=ast.BinOp(left=x, op=ast.Mult(), right=ast.Constant(value=2)),
                op=ast.Add(),
                right=ast.Constant(value=int(half)),
            ),
            right=ast.Constant(value=int(whole)),
        ) if whole == 2 * half:
            return x, ast.Constant(half), True
        case ast.BinOp(
            left=ast.BinOp(left=x, op=ast.Add(), right=ast.Constant(value=int(half))),
            right=ast.Constant(value=int(whole)),
        ) if whole == 2 * half:
            return x, node.right, True
        case ast.BinOp(
            left=ast.BinOp(
                left=ast.BinOp(left=x, op=ast.Mult(), right=ast.Constant(value=2)), op=ast.Add(), right=part
            ),
            right=ast.BinOp(left=ast.Constant(value=2), op=ast.Mult(), right=whole),
        ) if ast.dump(part) == ast.dump(whole):
            return x, whole, True
    return node.left, node.right, False
