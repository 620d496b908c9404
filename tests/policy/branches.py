"""How often each rule of the law took each of its branches over the drawn families: `make branches` prints the table.

A branch is an outcome of an `if`, of an operand of `and` or `or` when it was asked, and of a yes-or-no rule as a whole. It is counted by
families: of those whose law has that text in force and does not close the branch by its numbers, how many have a row that takes it.
"""

import ast
import sys
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from jiuzhu.policy.engine import columns
from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.lists import members, with_members
from jiuzhu.policy.engine.plan import Node
from jiuzhu.policy.engine.population import Column, Population, encode
from jiuzhu.policy.engine.rows import HOUSEHOLD, OWNER
from jiuzhu.policy.engine.vector import owners
from tests.policy.drawn import Here, drawn, is_no, tried

LEAST = 0.01
"""The share of the families that must have taken each branch, of those whose law leaves it open."""
SEED, LAWS, FAMILIES = 20_261, 33, 155
"""What `make test` draws: so many families for each of so many laws."""

UNREACHABLE: Mapping[tuple[str, str, bool], str] = {
    ("linshi_is_recognised", "dibian_qualifies", True): (
        "重庆第四类对象的人均收入已超过低保标准二倍，不可能还在一点五倍以内"
    ),
    ("linshi_quick_fits", "linshi_is_quick", True): "2026 年意见公布以前没有小额快救",
}
"""Branches (rule, condition, outcome) that no family can take in one of the rule's texts, and why."""


@dataclass(frozen=True, slots=True, order=True)
class Branch:
    """One outcome of one condition; `way` is all that has to hold for it to be taken."""

    path: str
    line: int
    rule: str
    condition: str
    outcome: bool
    way: tuple[ast.expr, ...] = field(compare=False)

    @property
    def key(self) -> tuple[str, str, bool]:
        return self.rule, self.condition, self.outcome

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule}：{self.condition} {'是' if self.outcome else '否'}"


class Count:
    """By how many families each branch was taken, and of how many."""

    def __init__(self) -> None:
        self.taken: Counter[Branch] = Counter()
        self.of: Counter[Branch] = Counter()

    def add(self, here: Here, population: Population) -> None:
        """Asks of each branch of the law of a place and day, as if it were one more rule, which families take it."""
        asked = _asked(here)
        library = here.plan.library
        versions = {name: (node.version,) for name, (_, node) in asked.items()}
        plan = replace(
            here.plan,
            library=replace(library, versions={**library.versions, **versions}),
            nodes=(*here.plan.nodes, *(node for _, node in asked.values())),
        )
        nodes, _ = columns.prepared(plan, here.day, here.rulings, [*asked])
        closed = {node.name for node in nodes if is_no(node)}
        rows = columns.run(plan, population, here.day, here.rulings, [*asked])
        for name, (branch, node) in asked.items():
            self.of[branch] += 0 if name in closed else population.size
            self.taken[branch] += _families_in(rows[name], node.version.entity, population)

    def shares(self) -> dict[Branch, tuple[float, int]]:
        """The share of the families that took each branch, the rarest first, and of how many families."""
        found = {
            branch: (taken / max(1, self.of[branch]), self.of[branch]) for branch, taken in self.taken.items()
        }
        return dict(sorted(found.items(), key=lambda item: (item[1], item[0])))


def _families_in(rows: Column, entity: str, population: Population) -> int:
    """How many families have one of these rows."""
    numbers = np.flatnonzero(rows)
    while entity != HOUSEHOLD:
        numbers, entity = owners(population.edges[entity])[numbers], OWNER[entity]
    return len(np.unique(numbers))


def _asked(here: Here) -> dict[str, tuple["Branch", Node]]:
    """Each branch of the texts in force, and a rule that says whether a row takes it."""
    found: dict[str, tuple[Branch, Node]] = {}
    for node in (node for node in here.plan.nodes if node.version.function):
        lists = {name: members(here.plan.lists[name]) for name in node.lists}
        for number, branch in enumerate(branches_of(node.version)):
            name = f"{node.name}_{number}"
            way = ast.BoolOp(ast.And(), [*branch.way, ast.Constant(True)])
            version = replace(node.version, name=name, is_yes_no=True, expression=way)
            version = with_members(version, lists) if lists else version
            found[name] = branch, replace(node, name=name, version=version)
    return found


def branches_of(version: Version) -> list["Branch"]:
    """The branches of one text of a rule, in the author's order: where a condition does not hold, and where it does."""
    return _branches(version.path, version.line, version.name, version.is_yes_no)


@cache
def _branches(path: str, line: int, rule: str, is_yes_no: bool) -> list["Branch"]:
    reader = _Reader(path, rule, is_yes_no)
    for statement in _source(path, line).body:
        reader.visit(statement)
    return reader.found


class _Reader(ast.NodeVisitor):
    """Notes each condition of a rule, and what has to hold for it to be asked."""

    def __init__(self, path: str, rule: str, is_yes_no: bool) -> None:
        self.path, self.rule, self.is_yes_no = path, rule, is_yes_no
        self.found: list[Branch] = []
        self.way: list[ast.expr] = []
        self.local: dict[str, ast.expr] = {}

    def ask(self, condition: ast.expr) -> None:
        place = (self.path, condition.lineno, self.rule, ast.unparse(condition))
        for outcome in (False, True):
            self.found.append(Branch(*place, outcome, (*self.way, self.told(condition, outcome))))
        self.visit(condition)

    def told(self, condition: ast.expr, outcome: bool) -> ast.expr:
        """That it holds, or does not, in terms of the rule's arguments."""
        whole = _Told(self.local).visit(deepcopy(condition))
        return whole if outcome else ast.UnaryOp(ast.Not(), whole)

    def visit_Assign(self, node: ast.Assign) -> None:
        name = node.targets[0]
        assert isinstance(name, ast.Name)
        self.visit(node.value)
        self.local[name.id] = self.told(node.value, True)

    def visit_If(self, node: ast.If) -> None:
        way, (yes, no) = self.way, (self.told(node.test, outcome) for outcome in (True, False))
        self.ask(node.test)
        for held, statements in ((yes, node.body), (no, node.orelse)):
            self.way = [*way, held]
            for statement in statements:
                self.visit(statement)
        self.way = [*way, no] if isinstance(node.body[-1], ast.Return) else way

    def visit_IfExp(self, node: ast.IfExp) -> None:
        way = self.way
        self.ask(node.test)
        for outcome, part in ((True, node.body), (False, node.orelse)):
            self.way = [*way, self.told(node.test, outcome)]
            self.visit(part)
        self.way = way

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        way = self.way
        for part in node.values:
            held = self.told(part, isinstance(node.op, ast.And))
            self.ask(part)
            self.way = [*self.way, held]
        self.way = way

    def visit_Return(self, node: ast.Return) -> None:
        assert node.value is not None
        if self.is_yes_no and not isinstance(node.value, ast.Constant):
            self.ask(node.value)
        else:
            self.visit(node.value)


class _Told(ast.NodeTransformer):
    def __init__(self, local: Mapping[str, ast.expr]) -> None:
        self.local = local

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.local.get(node.id, node)


def _source(path: str, line: int) -> ast.FunctionDef:
    """The author's own text of a rule."""
    return next(one for one in _functions(path) if one.lineno == line)


@cache
def _functions(path: str) -> list[ast.FunctionDef]:
    return [one for one in ast.parse(tried().texts[path]).body if isinstance(one, ast.FunctionDef)]


def counted() -> Count:
    """The branches of the families that `make test` draws."""
    count = Count()
    for here, families in drawn(SEED, LAWS, FAMILIES):
        count.add(here, encode(here.plan.library, families))
    return count


def main() -> int:
    shares = counted().shares()
    for branch, (share, of) in shares.items():
        print(f"{share:7.2%} / {of:5}  {branch}  {UNREACHABLE.get(branch.key, '')}")  # noqa: T201 - what the command is for
    low = seldom(shares)
    print(f"{len(shares)} 个分支，{len(low)} 个低于 {LEAST:.0%}，{len(UNREACHABLE)} 个到不了")  # noqa: T201
    return bool(low)


def seldom(shares: Mapping[Branch, tuple[float, int]]) -> list[str]:
    """The branches that too few families took, with their share; but for those that none can take."""
    return [
        f"{b} {share:.2%}" for b, (share, _) in shares.items() if share < LEAST and b.key not in UNREACHABLE
    ]


if __name__ == "__main__":
    sys.exit(main())
