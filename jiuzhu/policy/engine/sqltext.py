"""An expression of the language as DuckDB SQL, and the functions of the language as macros."""

import ast
from collections.abc import Mapping

from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.population import word_code

MACROS = (
    # `//` of DuckDB truncates; a divisor is positive by construction
    "CREATE OR REPLACE TEMP MACRO floor_div(a, b) AS (a // b) - CAST(a % b < 0 AS BIGINT)",
    "CREATE OR REPLACE TEMP MACRO a_day(n) AS DATE '1970-01-01' + CAST(n - 719163 AS INTEGER)",
    "CREATE OR REPLACE TEMP MACRO full_months(a, b) AS (year(a_day(b)) - year(a_day(a))) * 12"
    " + month(a_day(b)) - month(a_day(a)) - CAST(day(a_day(b)) < day(a_day(a)) AS BIGINT)",
    "CREATE OR REPLACE TEMP MACRO age_on(born, on_day) AS floor_div(full_months(born, on_day), 12)",
    "CREATE OR REPLACE TEMP MACRO months_to(a, b) AS greatest(0, full_months(a, b))",
)

_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_COMPARE = {ast.Eq: "=", ast.NotEq: "<>", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_CALLED = {"min": "least", "max": "greatest", "pick": "greatest", "age": "age_on", "months": "months_to"}


class Writer:
    """An expression of the language as SQL, as a number (BIGINT) or as yes or no (BOOLEAN)."""

    def __init__(self, plan: Plan, numbers: Mapping[str, int]) -> None:
        self.plan, self.numbers = plan, numbers

    def truth(self, node: ast.expr) -> str:  # noqa: PLR0911 - one case for each form of the language
        """As BOOLEAN; a number is yes if it is not 0."""
        match node:
            case ast.BoolOp(op=op, values=parts):
                joined = (" AND " if isinstance(op, ast.And) else " OR ").join(map(self.truth, parts))
                return f"({joined})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"(NOT {self.truth(operand)})"
            case ast.Compare():
                return self._compare(node)
            case ast.IfExp(test=test, body=yes, orelse=no):
                return f"CASE WHEN {self.truth(test)} THEN {self.truth(yes)} ELSE {self.truth(no)} END"
            case ast.Constant(value=bool() as value):
                return str(value).lower()
            case ast.Name(id=name) if self._is_yes_no(name):
                return quoted(name)
        return f"({self.number(node)} <> 0)"

    def number(self, node: ast.expr) -> str:  # noqa: PLR0911 - one case for each form of the language
        """As BIGINT; yes is 1."""
        match node:
            case ast.Name(id=name) if name in self.numbers:
                return _literal(self.numbers[name])
            case ast.Name(id=name) if not self._is_yes_no(name):
                return quoted(name)
            case ast.Constant(value=int() as value) if not isinstance(value, bool):
                return _literal(value)
            case ast.IfExp(test=test, body=yes, orelse=no):
                return f"CASE WHEN {self.truth(test)} THEN {self.number(yes)} ELSE {self.number(no)} END"
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"(- {self.number(operand)})"
            case ast.BinOp(left=left, op=ast.FloorDiv(), right=right):
                return f"floor_div({self.number(left)}, {self.number(right)})"
            case ast.BinOp(left=left, op=op, right=right):
                return f"({self.number(left)} {_BINARY[type(op)]} {self.number(right)})"
            case ast.Call(func=ast.Name(id="band" | "under" as name), args=[ast.Tuple(elts=pairs), x]):
                return self._band(pairs, x, "<=" if name == "band" else "<")
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return f"{_CALLED[name]}({', '.join(map(self.number, arguments))})"
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.Compare() | ast.Name() | ast.Constant():
                return f"CAST({self.truth(node)} AS BIGINT)"
        raise TypeError(f"not in the language: {ast.dump(node)}")

    def _is_yes_no(self, name: str) -> bool:
        if name in self.plan.library.facts:
            return self.plan.library.facts[name].kind == "yes_no"
        return name in self.plan.by_name and self.plan.by_name[name].version.is_yes_no

    def _band(self, pairs: list[ast.expr], x: ast.expr, fits: str) -> str:
        rows = [(self.number(p.elts[0]), self.number(p.elts[1])) for p in pairs if isinstance(p, ast.Tuple)]
        whens = " ".join(f"WHEN {self.number(x)} {fits} {upper} THEN {result}" for upper, result in rows)
        return f"CASE {whens} ELSE {rows[-1][1]} END"

    def _compare(self, node: ast.Compare) -> str:
        sides = [node.left, *node.comparators]
        links = [self._link(op, sides[i], sides[i + 1]) for i, op in enumerate(node.ops)]
        return f"({' AND '.join(links)})"

    def _link(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> str:
        if isinstance(op, ast.In | ast.NotIn) and isinstance(right, ast.Tuple):
            members = ", ".join(self._member(left, member) for member in right.elts)
            return f"({self.number(left)} {'IN' if isinstance(op, ast.In) else 'NOT IN'} ({members}))"
        return f"{self.number(left)} {_COMPARE[type(op)]} {self._member(left, right)}"

    def _member(self, left: ast.expr, right: ast.expr) -> str:
        """The right side of a comparison; a word becomes its code."""
        if isinstance(left, ast.Name) and isinstance(right, ast.Constant) and isinstance(right.value, str):
            return _literal(word_code(self.plan.library, left.id, right.value))
        return self.number(right)


def _literal(value: int) -> str:
    return f"CAST({int(value)} AS BIGINT)"


def quoted(name: str) -> str:
    """A name as an identifier."""
    return f'"{name}"'
