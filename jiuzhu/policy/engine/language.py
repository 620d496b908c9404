"""The language of rules: which Python a rule may use, and its body as one expression.

A rule file imports only from this module, so that it reads and lints as Python; it is never imported,
its text is parsed. Allowed in a body: assignment, if/elif/else, return, and/or/not, comparisons, `+ - * //`,
conditional expressions, membership in a constant tuple or a list of `numbers.yaml`, `min max age months band under pick`.
"""

import ast
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from jiuzhu.policy.engine import builtins
from jiuzhu.policy.engine.builtins import age, band, months, pick, under
from jiuzhu.policy.engine.faults import Fault, LawFault

__all__ = [
    "age",
    "all_of",
    "any_of",
    "band",
    "count",
    "highest",
    "lowest",
    "months",
    "pick",
    "rule",
    "total",
    "under",
    "value_of",
]

CALLS: dict[str, Callable[..., Any]] = {
    "min": min,
    "max": max,
    "age": builtins.age,
    "months": builtins.months,
    "pick": builtins.pick,
    "band": builtins.band,
    "under": builtins.under,
}
TABLES = ("band", "under")
AGGREGATES = ("total", "count", "any_of", "all_of", "lowest", "highest", "value_of")
_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)


def rule(**_about: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Marks a rule: law, since, until, of (one of `rows.ENTITIES`; the household if left out), says, yes, no."""
    return lambda function: function


def total(of: str, **_about: str) -> int:
    """The sum of a value over the rows of one owner (members of a household, parents of a child), or over those `where` holds."""
    raise NotImplementedError("rule files are parsed, not run")


count = any_of = all_of = lowest = highest = total


def value_of(of: str, *, where: str, **_about: str) -> int:
    """The value of the first row for which `where` holds (the applicant's, the spouse's, the guardian's); 0 or no if there is none."""
    raise NotImplementedError("rule files are parsed, not run")


def one_expression(function: ast.FunctionDef, path: str) -> ast.expr:
    """The body of a rule as one expression over its arguments. Raises LawFault with every place it breaks the language."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    expression = _Body(path, {argument.arg for argument in function.args.args}).read(
        body, {}, function.lineno
    )
    checker = _Checker(path)
    checker.visit(expression)
    if checker.faults:
        raise LawFault(checker.faults)
    return expression


class _Body:
    """Folds assignments and branches into one expression; a name is replaced by what it stands for."""

    def __init__(self, path: str, arguments: set[str]) -> None:
        self.path, self.arguments = path, arguments

    def fault(self, line: int, message: str) -> LawFault:
        return LawFault([Fault(self.path, line, message)])

    def read(self, body: list[ast.stmt], known: dict[str, ast.expr], line: int) -> ast.expr:
        if not body:
            raise self.fault(line, "有的分支没有 return：每条路都要给出结果")
        head, rest = body[0], body[1:]
        match head:
            case ast.Return(value=ast.expr() as value):
                return self.inline(value, known)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if name in self.arguments:
                    raise self.fault(head.lineno, f"参数 {name} 不能重新赋值，请换一个名字")
                return self.read(rest, {**known, name: self.inline(value, known)}, head.lineno)
            case ast.If(test=test, body=yes, orelse=no):
                choice = ast.IfExp(
                    test=self.inline(test, known),
                    body=self.read(yes + rest, known, head.lineno),
                    orelse=self.read(no + rest, known, head.lineno),
                )
                return ast.copy_location(choice, head)
        raise self.fault(head.lineno, f"规则里不能写 {_named(head)}；只能用赋值、if/elif/else 和 return")

    def inline(self, expression: ast.expr, known: dict[str, ast.expr]) -> ast.expr:
        inlined = _Inline(known).visit(
            deepcopy(expression)
        )  # the author's own tree is read again in other branches
        assert isinstance(inlined, ast.expr)  # noqa: S101 - NodeTransformer is untyped
        return inlined


class _Inline(ast.NodeTransformer):
    def __init__(self, known: dict[str, ast.expr]) -> None:
        self.known = known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.known.get(node.id, node)


class _Checker(ast.NodeVisitor):
    """Refuses whatever is not in the language, with the line and what to write instead."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []

    def no(self, node: ast.AST, message: str) -> None:
        self.faults.append(Fault(self.path, getattr(node, "lineno", 0), message))

    def generic_visit(self, node: ast.AST) -> None:
        self.no(node, f"规则里不能写 {_named(node)}")

    def visit_Name(self, node: ast.Name) -> None:
        """Whether the name exists is checked when the library is linked."""

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, float):
            self.no(node, f"{node.value} 是小数：金额用分、比例用千分比或百分比，都写成整数")
        elif not isinstance(node.value, int | str):
            self.no(node, f"规则里不能写 {node.value!r}")

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Div):
            self.no(node, "不能用 /：整数除法用 //（向下取整），取整方向要有依据")
        elif not isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.FloorDiv):
            self.no(node, f"规则里不能写 {_named(node.op)}")
        elif isinstance(node.op, ast.FloorDiv) and not _is_positive(node.right):
            self.no(node, "除数必须一看就大于 0：写成正整数或 max(1, …)")
        self.visit(node.left)
        self.visit(node.right)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if not isinstance(node.op, ast.Not | ast.USub):
            self.no(node, f"规则里不能写 {_named(node.op)}")
        self.visit(node.operand)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for part in node.values:
            self.visit(part)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        for part in (node.test, node.body, node.orelse):
            self.visit(part)

    def visit_Compare(self, node: ast.Compare) -> None:
        self.visit(node.left)
        for operator, right in zip(node.ops, node.comparators, strict=True):
            if not isinstance(operator, _COMPARISONS):
                self.no(node, f"规则里不能写 {_named(operator)}")
            elif isinstance(operator, ast.In | ast.NotIn):
                elements = right.elts if isinstance(right, ast.Tuple) else []
                is_told = bool(elements) and all(isinstance(e, ast.Constant) for e in elements)
                if not (is_told or isinstance(right, ast.Name)) or len(node.ops) > 1:
                    self.no(node, 'in 的右边只能是写明的几个值，例如 in ("a", "b")，或者一个列表的名字')
                continue
            self.visit(right)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else "…"
        if name not in CALLS or node.keywords:
            self.no(node, f"不能调用 {name}：只能用 {'、'.join(CALLS)}")
            return
        arguments = list(node.args)
        if name in TABLES:
            table = arguments.pop(0) if arguments else None
            pairs = table.elts if isinstance(table, ast.Tuple) else []
            if not pairs or not all(isinstance(pair, ast.Tuple) and len(pair.elts) == 2 for pair in pairs):
                self.no(node, f"{name} 的第一个参数是分档表：((上限, 结果), …)")
            arguments += [part for pair in pairs if isinstance(pair, ast.Tuple) for part in pair.elts]
        for argument in arguments:
            self.visit(argument)


def _is_positive(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=int() as value):
            return value > 0
        case ast.Call(func=ast.Name(id="max"), args=arguments):
            return any(_is_positive(argument) for argument in arguments)
        case ast.BinOp(op=ast.Mult(), left=left, right=right):
            return _is_positive(left) and _is_positive(right)
    return False


def _named(node: ast.AST) -> str:
    words = {
        "For": "for 循环",
        "While": "while 循环",
        "Import": "import",
        "ImportFrom": "import",
        "Attribute": "带点的名字",
        "Lambda": "lambda",
        "With": "with",
        "Try": "try",
        "Expr": "没有结果的语句",
        "JoinedStr": "f 字符串",
        "Pow": "**",
        "Mod": "%",
        "Subscript": "下标",
        "Is": "is",
        "IsNot": "is not",
    }
    kind = type(node).__name__
    return words.get(kind, kind)
