"""The text of a loop that computes a population household by household: what `compiled` turns into machine code."""

import ast
from collections.abc import Collection

from jiuzhu.policy.engine.fold import unshared
from jiuzhu.policy.engine.language import TABLES
from jiuzhu.policy.engine.plan import Node, Phase, Plan, phases
from jiuzhu.policy.engine.population import word_code
from jiuzhu.policy.engine.rows import HOUSEHOLD, OWNER, lineage


class Loop:
    """The text of the loop: for each household its phases, each over the rows of one entity.

    Names: `f_` a column of facts, `o_` of results, `s_` values kept for a later phase of the same household, `v_` one value,
    `n_` a number of the law, `i_` the row an entity's loop is at, `b_` the household's first row of an entity.
    """

    def __init__(
        self, plan: Plan, nodes: Collection[Node], goals: tuple[str, ...], numbers: tuple[str, ...]
    ) -> None:
        self.plan, self.goals, self.numbers = plan, goals, numbers
        self.phases = phases(nodes)
        needs = dict.fromkeys(name for node in nodes for name, _ in node.needs)
        self.facts = tuple(name for name in needs if name in plan.library.facts)
        self.kept = self._kept()
        self.lines: list[str] = []

    def _kept(self) -> tuple[str, ...]:
        """Values of rows that a later phase needs and that are no results."""
        library, found, made = self.plan.library, dict[str, None](), set[str]()
        for phase in self.phases:
            needed = [name for node in (*phase.rules, *phase.sums) for name, _ in node.needs]
            found |= dict.fromkeys(name for name in needed if name in made and name not in self.goals)
            made |= {n.name for n in (*phase.rules, *phase.sums) if library.entity(n.name) != HOUSEHOLD}
        return tuple(found)

    def text(self) -> str:
        names = [f"edges_{entity}" for entity in OWNER] + [f"most_{entity}" for entity in OWNER]
        names += [f"f_{name}" for name in self.facts] + [f"o_{goal}" for goal in self.goals]
        names += [f"n_{name}" for name in self.numbers]
        self.lines = [
            "import numpy as np",
            "from jiuzhu.policy.engine.days import age, months",
            f"def loop(first, last, near, {', '.join(names)}):",
        ]
        for name in self.kept:
            kind = "bool_" if self.plan.library.is_yes_no(name) else "int64"
            self.put(1, f"s_{name} = np.empty(most_{self.plan.library.entity(name)}, np.{kind})")
        self.put(1, "for i_household in range(first, last):")
        for entity, owner in OWNER.items():
            self.put(2, f"b_{entity} = edges_{entity}[{'b_' + owner if owner in OWNER else 'i_household'}]")
        for name in self.facts:
            if self.plan.library.entity(name) == HOUSEHOLD:
                self.put(2, self.load(name))
        for phase in self.phases:
            self.phase(phase)
        return "\n".join([*self.lines, ""])

    def put(self, depth: int, line: str) -> None:
        self.lines.append("    " * depth + line)

    def phase(self, phase: Phase) -> None:
        """One pass over the rows of an entity, inside those of their owners."""
        inner = 2
        needed = {name for node in (*phase.rules, *phase.sums) for name, _ in node.needs}
        made = {node.name for node in phase.rules}
        for entity in reversed(lineage(phase.entity)[:-1]):
            if entity == phase.entity:
                for node in phase.sums:
                    self.put(inner, f"v_{node.name} = {_NEUTRAL.get(node.version.kind, 0)}")
                    self.put(inner, f"any_{node.name} = False")
            above = f"i_{OWNER[entity]}"
            self.put(inner, f"for i_{entity} in range(edges_{entity}[{above}], edges_{entity}[{above} + 1]):")
            inner += 1
            for name in sorted(needed - made):
                if self.plan.library.entity(name) == entity and name not in self.numbers:
                    self.put(inner, self.load(name))
        for node in phase.rules:
            assert node.version.expression is not None  # noqa: S101 - rules have one
            kind = "bool" if node.version.is_yes_no else "int"
            expression = ast.unparse(
                _Scalar(self.plan, self.numbers).visit(unshared(node.version.expression))
            )
            self.put(inner, f"v_{node.name} = {kind}({expression})")
            self.store(inner, node.name, phase.entity)
        for node in phase.sums:
            self.accumulate(inner, node)
        for node in phase.sums:
            kind = "bool" if node.version.is_yes_no else "int"
            self.put(inner - 1, f"v_{node.name} = {kind}(v_{node.name})")
            self.store(inner - 1, node.name, node.version.entity)

    def load(self, name: str) -> str:
        place = self.place(name)
        return f"v_{name} = {place} != 0" if self.plan.library.is_yes_no(name) else f"v_{name} = {place}"

    def place(self, name: str) -> str:
        entity = self.plan.library.entity(name)
        if name in self.kept:
            return f"s_{name}[i_{entity} - b_{entity}]"
        return f"{'f' if name in self.facts else 'o'}_{name}[i_{entity}]"

    def store(self, depth: int, name: str, entity: str) -> None:
        if name in self.goals or name in self.kept:
            self.put(depth, f"{self.place(name)} = v_{name}")

    def accumulate(self, depth: int, node: Node) -> None:
        name, kind = f"v_{node.name}", node.version.kind
        of, *where = (f"v_{need}" for need, _ in node.needs)
        for condition in where:
            self.put(depth, f"if {condition}:")
            depth += 1
        match kind:
            case "total" | "count":
                self.put(depth, f"{name} += {of}")
            case "any_of" | "all_of":
                self.put(depth, f"{name} = {name} {'or' if kind == 'any_of' else 'and'} {of} != 0")
            case _:
                better = {"lowest": f" or {of} < {name}", "highest": f" or {of} > {name}"}.get(kind, "")
                self.put(depth, f"if not any_{node.name}{better}:")
                self.put(depth + 1, f"{name} = {of} + 0")
                self.put(depth, f"any_{node.name} = True")


_NEUTRAL = {"any_of": "False", "all_of": "True"}


class _Scalar(ast.NodeTransformer):
    """An expression of the language for one row: words are codes, tables are choices."""

    def __init__(self, plan: Plan, numbers: Collection[str]) -> None:
        self.plan, self.numbers = plan, numbers

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(f"{'n' if node.id in self.numbers else 'v'}_{node.id}", ast.Load())

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        operand = self.visit(node.operand)
        if isinstance(node.op, ast.Not):
            return ast.UnaryOp(node.op, operand)
        return ast.BinOp(ast.Constant(0), ast.Sub(), operand)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        if not isinstance(node.ops[0], ast.In | ast.NotIn):
            sides = [self.visit(node.left), *(self.member(node.left, right) for right in node.comparators)]
            return ast.Compare(sides[0], node.ops, sides[1:])
        members = node.comparators[0].elts if isinstance(node.comparators[0], ast.Tuple) else []
        tests: list[ast.expr] = [
            ast.Compare(self.visit(node.left), [ast.Eq()], [self.member(node.left, member)])
            for member in members
        ]
        found = ast.BoolOp(ast.Or(), tests) if len(tests) > 1 else tests[0]
        return found if isinstance(node.ops[0], ast.In) else ast.UnaryOp(ast.Not(), found)

    def member(self, left: ast.expr, right: ast.expr) -> ast.expr:
        """The right side of a comparison; a word becomes its code."""
        if isinstance(left, ast.Name) and isinstance(right, ast.Constant) and isinstance(right.value, str):
            return ast.Constant(word_code(self.plan.library, left.id, right.value))
        found: ast.expr = self.visit(right)
        return found

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in TABLES and isinstance(node.args[0], ast.Tuple):
            return self.table(name, node.args[0].elts, node.args[1])
        arguments = [self.visit(argument) for argument in node.args]
        if name in ("age", "months"):
            arguments.insert(0, ast.Name("near", ast.Load()))
        return ast.Call(ast.Name("max" if name == "pick" else name, ast.Load()), arguments, [])

    def table(self, name: str, pairs: list[ast.expr], x: ast.expr) -> ast.expr:
        fits = ast.LtE() if name == "band" else ast.Lt()
        rows = [[self.visit(part) for part in pair.elts] for pair in pairs if isinstance(pair, ast.Tuple)]
        found: ast.expr = rows[-1][1]
        for upper, result in reversed(rows[:-1]):
            found = ast.IfExp(ast.Compare(self.visit(x), [fits], [upper]), result, found)
        return found
