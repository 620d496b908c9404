"""How often each rule of the law took each of its branches over the drawn families: `make branches` prints the table.

A branch is an outcome of an `if`, of an operand of `and` or `or` when it was asked, and of a yes-or-no rule as a whole.
The author's own functions are run, with a mark on each condition.
"""

import ast
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from jiuzhu.policy.engine.call import call
from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.fold import folded
from jiuzhu.policy.engine.language import CALLS
from jiuzhu.policy.engine.lists import members, with_members
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import Given
from tests.policy.drawn import Here, Text, drawn, tried

LEAST, HOPED = 0.003, 0.01
"""The share of the families that must have taken each branch, of those whose law leaves it open; the table tells which are below
the share that is hoped for. Between them lies what the dice do when the law changes elsewhere.
"""
SEED, LAWS, FAMILIES = 20_261, 33, 155
"""What `make test` draws: so many families for each of so many laws."""

UNREACHABLE: Mapping[tuple[str, str, bool], str] = {
    ("linshi_is_recognised", "dibian_qualifies", True): (
        "重庆第四类对象的人均收入已超过低保标准二倍，不可能还在一点五倍以内"
    ),
    ("linshi_quick_fits", "linshi_is_quick", True): "2026 年意见公布以前没有小额快救",
}
"""Branches (rule, condition, outcome) that no family can take in one of the rule's texts, and why."""
_JOB = "job_subsidy_receives and job_subsidy_was_unemployed and job_subsidy_is_due"
HARD: Mapping[tuple[str, str, bool], str] = {
    (
        "job_subsidy_qualifies",
        condition,
        True,
    ): "要在保、刚就业、裁定为登记失业，而且低保金减少：现在弯不出来，由案例证明"
    for condition in ("job_subsidy_is_due", _JOB)
}
"""Branches that families can take and drawn ones seldom do: the casebook has them."""


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
    def is_unreachable(self) -> bool:
        return self.key in UNREACHABLE

    @property
    def key(self) -> tuple[str, str, bool]:
        return self.rule, self.condition, self.outcome

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule}：{self.condition} {'是' if self.outcome else '否'}"


class Count:
    """By how many families each branch was taken, and of how many."""

    def __init__(self) -> None:
        self._taken: Counter[int] = Counter()
        self._now: set[int] = set()
        self._branches: list[Branch] = []
        """Two a condition: where it does not hold and where it does."""
        self._own: dict[Text, slice] = {}
        self._marked: dict[Text, Callable[..., Any]] = {}
        self._laws: list[tuple[Here, int]] = []

    def add(self, here: Here, families: Sequence[Given]) -> None:
        """Runs families under the law of one place and day."""
        nodes = tuple(
            replace(node, version=self._with_marks(here.plan, node.version)) for node in here.plan.nodes
        )
        marked = replace(here.plan, nodes=nodes)
        for given in families:
            self._now.clear()
            call(marked, given, here.day, here.rulings)
            self._taken.update(self._now)
        self._laws.append((here, len(families)))

    def shares(self) -> dict[Branch, tuple[float, int]]:
        """The share of the families that took each branch, the rarest first, and of how many families.

        Where that is little, only those count whose law has not settled the branch by its numbers and other texts.
        """
        families: Counter[Text] = Counter()
        for here, count in self._laws:
            families.update(dict.fromkeys(here.texts & self._own.keys(), count))
        of = {n: families[text] for text, own in self._own.items() for n in range(own.start, own.stop)}
        rare = {n for n in of if self._taken[n] < of[n] * LEAST}
        of |= dict.fromkeys(rare, 0)
        for here, count in self._laws:
            for number in self._open(here, rare):
                of[number] += count
        found = {self._branches[n]: (self._taken[n] / max(1, of[n]), of[n]) for n in of}
        return dict(sorted(found.items(), key=lambda item: (item[1], item[0])))

    def _open(self, here: Here, numbers: Collection[int]) -> Iterator[int]:
        """The branches that the numbers and texts of a law do not settle."""
        constants = {
            node.name: node.version.expression.value
            for node in here.live
            if isinstance(node.version.expression, ast.Constant)
        }
        asked: dict[str, Node] = {}
        for node in here.plan.nodes:
            own = self._own.get(_text(node.version), slice(0, 0))
            for number in (n for n in range(own.start, own.stop) if n in numbers):
                way = ast.BoolOp(ast.And(), [*self._branches[number].way, ast.Constant(True)])
                version = replace(node.version, name=str(number), is_yes_no=True, expression=way)
                asked[version.name] = replace(node, name=version.name, version=version)
        for node in folded(asked.values(), here.known | constants, asked):
            if not (isinstance(node.version.expression, ast.Constant) and not node.version.expression.value):
                yield int(node.name)

    def _with_marks(self, plan: Plan, version: Version) -> Version:
        if version.function is None:
            return version
        if _text(version) not in self._marked:
            self._marked[_text(version)] = self._written(version)
        needs = tuple(argument.arg for argument in _source(version).args.args)
        own = replace(version, needs=needs, function=self._marked[_text(version)])
        lists = {name: members(plan.lists[name]) for name in needs if name in plan.lists}
        return with_members(own, lists) if lists else own

    def _written(self, version: Version) -> Callable[..., Any]:
        """The author's function, every condition in it asked through `mark`."""
        source, first = _source(version), len(self._branches)
        source.decorator_list = []
        _Marks(version, self._branches).visit(source)
        self._own[_text(version)] = slice(first, len(self._branches))
        module = ast.fix_missing_locations(ast.Module([source], []))
        names: dict[str, Any] = {**CALLS, "mark": self._mark}
        exec(compile(module, version.path, "exec"), names)  # noqa: S102 - the shipped law
        made: Callable[..., Any] = names[version.name]
        return made

    def _mark(self, number: int, outcome: Any) -> Any:
        self._now.add(number + 1 if outcome else number)
        return outcome


class _Marks(ast.NodeTransformer):
    """Wraps conditions in calls of `mark`, and notes what has to hold for each of them to be asked."""

    def __init__(self, version: Version, found: list[Branch]) -> None:
        self.version, self.found = version, found
        self.way: list[ast.expr] = []
        self.local: dict[str, ast.expr] = {}

    def marked(self, condition: ast.expr) -> ast.expr:
        number, version, way = len(self.found), self.version, [*self.way]
        place = (version.path, condition.lineno, version.name, ast.unparse(condition))
        for outcome in (False, True):
            self.found.append(Branch(*place, outcome, (*way, self.told(condition, outcome))))
        return ast.Call(ast.Name("mark", ast.Load()), [ast.Constant(number), self.visit(condition)], [])

    def told(self, condition: ast.expr, outcome: bool) -> ast.expr:
        """That it holds, or does not, in terms of the rule's arguments."""
        whole = _Told(self.local).visit(deepcopy(condition))
        return whole if outcome else ast.UnaryOp(ast.Not(), whole)

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        name, value = node.targets[0], self.told(node.value, True)
        assert isinstance(name, ast.Name)
        marked = ast.Assign([name], self.visit(node.value))
        self.local[name.id] = value
        return marked

    def visit_If(self, node: ast.If) -> ast.stmt:
        way, (yes, no) = [*self.way], (self.told(node.test, outcome) for outcome in (True, False))
        test = self.marked(node.test)
        parts = []
        for held, statements in ((yes, node.body), (no, node.orelse)):
            self.way = [*way, held]
            parts.append([self.visit(statement) for statement in statements])
        leaves = isinstance(node.body[-1], ast.Return)
        self.way = [*way, no] if leaves else way
        return ast.If(test, *parts)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        return ast.IfExp(self.marked(node.test), self.visit(node.body), self.visit(node.orelse))

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        way, parts = [*self.way], []
        for part in node.values:
            held = self.told(part, isinstance(node.op, ast.And))
            parts.append(self.marked(part))
            self.way = [*self.way, held]
        self.way = way
        return ast.BoolOp(node.op, parts)

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        assert node.value is not None
        is_asked = self.version.is_yes_no and not isinstance(node.value, ast.Constant)
        return ast.Return(self.marked(node.value) if is_asked else self.visit(node.value))


class _Told(ast.NodeTransformer):
    def __init__(self, local: Mapping[str, ast.expr]) -> None:
        self.local = local

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.local.get(node.id, node)


def _text(version: Version) -> Text:
    return version.path, version.line


def _source(version: Version) -> ast.FunctionDef:
    """The author's own text of a rule."""
    for statement in ast.parse(tried().texts[version.path]).body:
        if isinstance(statement, ast.FunctionDef) and statement.lineno == version.line:
            return statement
    raise LookupError(f"{version.path}:{version.line}")


def counted() -> Count:
    """The branches of the families that `make test` draws."""
    count = Count()
    for here, families in drawn(SEED, LAWS, FAMILIES):
        count.add(here, families)
    return count


def main() -> int:
    shares = counted().shares()
    for branch, (share, of) in shares.items():
        why = {**UNREACHABLE, **HARD}.get(branch.key, "")
        print(f"{share:7.2%} / {of:5}  {branch}  {why}")  # noqa: T201 - what the command is for
    low = [branch for branch, (share, _) in shares.items() if share < HOPED and not branch.is_unreachable]
    print(f"{len(shares)} 个分支，{len(low)} 个低于 {HOPED:.0%}，{len(UNREACHABLE)} 个到不了")  # noqa: T201
    return bool(seldom(shares))


def seldom(shares: Mapping[Branch, tuple[float, int]]) -> list[str]:
    """The branches that too few families took, with their share; but for those that are listed."""
    listed = {*UNREACHABLE, *HARD}
    return [f"{b} {share:.2%}" for b, (share, _) in shares.items() if share < LEAST and b.key not in listed]


if __name__ == "__main__":
    sys.exit(main())
