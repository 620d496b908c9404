"""A family that can be bent until a rule says what is wanted of it: the way back from a condition of the law to the facts it reads.

What a comparison leaves open is chosen at its bound: the value itself, one less, one more.
"""

import ast
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from types import CodeType
from typing import Any

from jiuzhu.policy.engine.language import CALLS
from jiuzhu.policy.engine.library import Fact
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import ENTITIES, HOUSEHOLD, OWNER, Given, Table
from jiuzhu.policy.engine.values import LAST_DAY

Place = tuple[str, int]
"""An entity and the number of a row."""
Wish = tuple[ast.expr, bool]
MOST_ROWS = {"person": 6, "supporter": 3, "parent": 2}
_STEPS = 80
"""How far one wish is followed into the rules it hangs on."""
_OPPOSITE: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_AT_THE_BOUND: Mapping[type[ast.cmpop], Sequence[int]] = {
    ast.Eq: (0,), ast.NotEq: (-1, 1), ast.Lt: (-1, -1, -500), ast.LtE: (0, 0, -1), ast.Gt: (1, 1, 500), ast.GtE: (0, 0, 1),
}  # fmt: skip

_REACH: dict[str, Any] = {"__builtins__": {}, **CALLS}
"""What an expression of the law may call."""

_SUMMED: Mapping[str, Callable[[list[Any]], Any]] = {
    "total": sum,
    "count": sum,
    "any_of": any,
    "all_of": all,
    "lowest": lambda values: min(values, default=0),
    "highest": lambda values: max(values, default=0),
    "value_of": lambda values: values[0] if values else 0,
}


class Law:
    """What sketches of one place and day share."""

    def __init__(
        self,
        plan: Plan,
        known: Mapping[str, int],
        expressions: Mapping[str, ast.expr],
        blank: Mapping[str, Mapping[str, Any]],
    ) -> None:
        """`known` are the numbers and the business day, `expressions` the rules with these put in,
        `blank` is the row of an entity of which nothing is remarkable.
        """
        self.plan, self.known, self.expressions, self.blank = plan, known, expressions, blank
        self.nodes = plan.by_name
        self.facts: Mapping[str, Fact] = plan.library.facts
        names = [*self.facts, *self.nodes]
        self.entity = {name: plan.library.entity(name) for name in names}
        self.hang_on: dict[str, list[str]] = {name: [] for name in names}
        """The rules that a fact has a say in, and those that a rule has."""
        below: dict[str, set[str]] = {}
        for node in plan.nodes:
            needs = [need for need in node.version.needs if need in self.hang_on]
            below[node.name] = {*needs, *(name for need in needs for name in below.get(need, ()))}
            for name in below[node.name]:
                self.hang_on[name].append(node.name)


class Sketch:
    """The rows of one family, and the value of every rule as far as somebody asks."""

    def __init__(self, law: Law, dice: random.Random) -> None:
        self.law, self.dice = law, dice
        self.rows: dict[str, list[dict[str, Any]]] = {entity: [] for entity in ENTITIES}
        self.owners: dict[str, list[int]] = {entity: [] for entity in OWNER}
        self.rows[HOUSEHOLD].append(dict(law.blank[HOUSEHOLD]))
        self.made: dict[str, dict[int, Any]] = {}
        self.steps = 0

    def given(self) -> Given:
        """The family as the engine takes it, the rows of one owner together."""
        tables, place = {}, {HOUSEHOLD: {0: 0}}
        for entity, owner in OWNER.items():
            order = sorted(
                range(len(self.rows[entity])), key=lambda n: (place[owner][self.owners[entity][n]], n)
            )
            place[entity] = {old: new for new, old in enumerate(order)}
            rows = [dict(self.rows[entity][number]) for number in order]
            owners = [place[owner][self.owners[entity][number]] for number in order]
            tables[entity] = Table(rows, owners, [f"{entity}{number}" for number in range(len(order))])
        return Given(dict(self.rows[HOUSEHOLD][0]), tables)

    def add(self, entity: str, owner: int) -> int:
        """One more row of an owner."""
        self.rows[entity].append(dict(self.law.blank[entity]))
        self.owners[entity].append(owner)
        self.made.clear()
        return len(self.rows[entity]) - 1

    def group(self, entity: str, owner: int) -> list[int]:
        return [number for number, own in enumerate(self.owners[entity]) if own == owner]

    def set(self, name: str, at: Place, value: Any) -> None:
        """A fact told otherwise, within its bounds."""
        fact, (entity, row) = self.law.facts[name], self.above(at, self.law.entity[name])
        if not isinstance(value, str):
            least, most = fact.widest
            value = max(least, min(most, int(value)))
            value = list(fact.options)[value] if fact.options else value
            value = bool(value) if fact.kind == "yes_no" else value
        if self.rows[entity][row][name] != value:
            self.rows[entity][row][name] = value
            for rule in self.law.hang_on[name]:
                self.made.pop(rule, None)

    def above(self, at: Place, entity: str) -> Place:
        """The row itself, or the one of that entity which it belongs to."""
        own, row = at
        while own != entity:
            row, own = (self.owners[own][row], OWNER[own])
        return own, row

    def value(self, name: str, at: Place) -> Any:
        """The value of a fact, a number or a rule for a row."""
        law = self.law
        if name in law.known:
            return law.known[name]
        own, row = at
        entity = law.entity[name]
        while own != entity:
            row, own = self.owners[own][row], OWNER[own]
        if name in law.facts:
            return self.rows[own][row][name]
        made = self.made.setdefault(name, {})
        if row not in made:
            made[row] = self._computed(law.nodes[name], (own, row))
        return made[row]

    def _computed(self, node: Node, at: Place) -> Any:
        version = node.version
        if version.function is not None:
            found = version.function(*[self.value(need, at) for need in version.needs])
            return bool(found) if version.is_yes_no else int(found)
        of, *where = version.needs
        rows = [(version.over, number) for number in self.group(version.over, at[1])]
        values = [self.value(of, row) for row in rows if not where or self.value(where[0], row)]
        return _SUMMED[version.kind](values)

    def of(self, expression: ast.expr, at: Place) -> Any:
        """The value of an expression for a row, as Python has it."""
        return eval(_code(expression), _REACH, _Names(self, at))  # noqa: S307 - from checked trees

    def wish(self, wishes: Sequence[Wish], at: Place) -> bool:
        """Bends the family until all of it holds, as far as that can be done in so many steps; whether it does."""
        for _ in range(3):
            open_ = [(what, want) for what, want in wishes if bool(self.of(what, at)) is not want]
            if not open_:
                return True
            for what, want in open_:
                self.steps = _STEPS
                self.make(what, want, at)
        return all(bool(self.of(what, at)) is want for what, want in wishes)

    def make(self, what: ast.expr, want: bool, at: Place) -> None:
        """Bends the family until a condition holds, or does not."""
        self.steps -= 1
        if self.steps < 0 or bool(self.of(what, at)) is want:
            return
        match what:
            case ast.Name(id=name) if name in self.law.nodes:
                node = self.law.nodes[name]
                at = self.above(at, node.version.entity)
                if node.version.expression is None:
                    self._make_sum(node, want, at)
                else:
                    self.make(self.law.expressions[name], want, at)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.make(operand, not want, at)
            case ast.BoolOp(op=op, values=parts):
                every = isinstance(op, ast.And) is want
                for part in parts if every else self.dice.sample(parts, 1):
                    self.make(part, want, at)
            case ast.IfExp(test=test, body=yes, orelse=no):
                possible = [part for part in (yes, no) if not _is_constant(part, not want)]
                chosen = self.dice.choice(possible or [yes, no])
                self.make(test, chosen is yes, at)
                self.make(chosen, want, at)
            case ast.Compare(left=left, ops=operators, comparators=rights):
                sides = [left, *rights]
                links = list(zip(sides, operators, rights, strict=False))
                for one, operator, other in links if want else self.dice.sample(links, 1):
                    kind = type(operator) if want else _OPPOSITE[type(operator)]
                    self._compare(one, kind, other, at)
            case _:
                self.aim(what, int(want), at)

    def _compare(self, left: ast.expr, kind: type[ast.cmpop], right: ast.expr, at: Place) -> None:
        if kind in (ast.In, ast.NotIn):
            members = [self.of(member, at) for member in right.elts] if isinstance(right, ast.Tuple) else []
            self.aim(left, self._member(left, members, kind is ast.In), at)
            return
        one, other = self.of(left, at), self.of(right, at)
        if isinstance(one, str) or isinstance(other, str):
            self.aim(left, self._member(left, [other], kind is ast.Eq), at)
            return
        beyond = self.dice.choice(_AT_THE_BOUND[kind])
        movable = [side for side in (left, right) if self.movable(side)]
        if not movable:
            return
        if self.dice.choice(movable) is left:
            self.aim(left, other + beyond, at)
        else:
            self.aim(right, one - beyond, at)

    def _member(self, left: ast.expr, members: Sequence[Any], is_in: bool) -> Any:
        if is_in:
            return self.dice.choice(members)
        if isinstance(left, ast.Name) and left.id in self.law.facts and self.law.facts[left.id].options:
            others = [word for word in self.law.facts[left.id].options if word not in members]
            return self.dice.choice(others or list(members))
        return self.dice.choice([min(members) - 1, max(members) + 1])

    def movable(self, what: ast.expr) -> bool:
        """Whether facts have a say in it."""
        return any(name in self.law.entity for name in _named(what))

    def aim(self, what: ast.expr, target: Any, at: Place) -> None:
        """Bends the family until an expression is (nearly) a value."""
        self.steps -= 1
        if self.steps < 0:
            return
        match what:
            case ast.Name(id=name):
                self._aim_name(name, target, at)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                self.aim(operand, -target, at)
            case ast.BinOp():
                self._aim_term(what, target, at)
            case ast.IfExp(test=test, body=yes, orelse=no):
                now = bool(self.of(test, at))
                if not self.movable(yes if now else no):
                    now = not now
                    self.make(test, now, at)
                self.aim(yes if now else no, target, at)
            case ast.Call():
                self._aim_call(what, target, at)
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp():
                self.make(what, bool(target), at)

    def _aim_name(self, name: str, target: Any, at: Place) -> None:
        if name in self.law.facts:
            self.set(name, at, target)
        elif name in self.law.nodes:
            node = self.law.nodes[name]
            at = self.above(at, node.version.entity)
            if node.version.is_yes_no:
                self.make(ast.Name(name), bool(target), at)
            elif node.version.expression is None:
                self._aim_sum(node, target, at)
            else:
                self.aim(self.law.expressions[name], target, at)

    def _aim_call(self, what: ast.Call, target: int, at: Place) -> None:
        match what:
            case ast.Call(func=ast.Name(id="age" | "months" as name), args=[start, end]):
                self._aim_time(start, end, target * (12 if name == "age" else 1), at)
            case ast.Call(func=ast.Name(id="band" | "under" as name), args=[ast.Tuple(elts=pairs), x]):
                uppers = [self.of(pair.elts[0], at) for pair in pairs if isinstance(pair, ast.Tuple)]
                self.aim(x, self.dice.choice(uppers) + self.dice.choice((-1, 0, 1)), at)
            case ast.Call(args=arguments):
                movable = [argument for argument in arguments if self.movable(argument)]
                if movable:
                    self.aim(self.dice.choice(movable), target, at)

    def _aim_term(self, what: ast.BinOp, target: int, at: Place) -> None:
        movable = [side for side in (what.left, what.right) if self.movable(side)]
        if not movable:
            return
        left, right = self.of(what.left, at), self.of(what.right, at)
        is_left = self.dice.choice(movable) is what.left
        match what.op:
            case ast.Add():
                wanted = target - (right if is_left else left)
            case ast.Sub():
                wanted = target + right if is_left else left - target
            case ast.Mult():
                by = right if is_left else left
                wanted = target // by + self.dice.choice((0, 0, 1)) if by else 0
            case _:
                wanted = target * right + self.dice.choice((0, right - 1)) if is_left else right
        self.aim(what.left if is_left else what.right, wanted, at)

    def _aim_time(self, start: ast.expr, end: ast.expr, months: int, at: Place) -> None:
        """So many full months: since today, or since the first day on which it is still so many."""
        back, (moved, fixed) = (1, (start, end)) if self.movable(start) else (-1, (end, start))
        on = self.of(fixed, at)
        first, last = _shifted(on, -back * (months + 1)) + 1, _shifted(on, -back * months)
        self.aim(moved, self.dice.choice((first, last, last)), at)

    def _rows(self, node: Node, owner: int, least: int) -> list[Place]:
        """The rows that are summed, in any order; as many are added as it takes, within reason."""
        over = node.version.over
        while len(found := self.group(over, owner)) < min(least, MOST_ROWS[over]):
            self.add(over, owner)
        return [(over, number) for number in self.dice.sample(found, len(found))]

    def _make_sum(self, node: Node, want: bool, at: Place) -> None:
        """`any_of`, `all_of`, and the answer of one row."""
        of, *where = [ast.Name(name) for name in node.version.needs]
        decisive = node.version.kind != "all_of"
        if want is decisive:
            rows = self._rows(node, at[1], 1)[:1]
            for row in rows:
                for condition in where:
                    self.make(condition, True, row)
                self.make(of, decisive, row)
            return
        for row in self._rows(node, at[1], 0):
            if not where or self.of(where[0], row):
                self.make(self.dice.choice([of, *where]) if decisive else of, not decisive, row)

    def _aim_sum(self, node: Node, target: int, at: Place) -> None:
        of, *where = [ast.Name(name) for name in node.version.needs]
        if self.law.plan.library.is_yes_no(of.id):
            self._aim_count(node, of, where, target, at)
            return
        for row in self._rows(node, at[1], 1)[:1]:
            for condition in where:
                self.make(condition, True, row)
            rest = self.value(node.name, at) - self.value(of.id, row) if node.version.kind == "total" else 0
            self.aim(of, target - rest, row)

    def _aim_count(self, node: Node, of: ast.Name, where: list[ast.Name], target: int, at: Place) -> None:
        for row in self._rows(node, at[1], target):
            counted = bool(self.value(of.id, row)) and all(self.value(one.id, row) for one in where)
            short = target - self.value(node.name, at)
            if short > 0 and not counted:
                for condition in (*where, of):
                    self.make(condition, True, row)
            elif short < 0 and counted:
                self.make(self.dice.choice([of, *where]), False, row)


class _Names:
    """Every name as it is for one row, computed when it is asked for."""

    def __init__(self, sketch: Sketch, at: Place) -> None:
        self.sketch, self.at = sketch, at

    def __getitem__(self, name: str) -> Any:
        return self.sketch.value(name, self.at)


@lru_cache(maxsize=65_536)
def _named(what: ast.expr) -> frozenset[str]:
    return frozenset(part.id for part in ast.walk(what) if isinstance(part, ast.Name))


@lru_cache(maxsize=65_536)
def _code(what: ast.expr) -> CodeType:
    return compile(ast.unparse(what), "<sketch>", "eval")


def _is_constant(what: ast.expr, value: bool) -> bool:
    return isinstance(what, ast.Constant) and bool(what.value) is value


def _shifted(on: int, months: int) -> int:
    """The day so many months later, as `months` counts them; within the calendar."""
    day = date.fromordinal(max(1, min(LAST_DAY, on)))
    count = day.year * 12 + day.month - 1 + months
    count = max(12, min(9999 * 12 + 11, count))
    first = date(count // 12, count % 12 + 1, 1)
    following = first + timedelta(days=32) if first.year < 9999 or first.month < 12 else date.max
    longest = (following.replace(day=1) - first).days if following != date.max else 31
    return first.toordinal() + min(day.day, longest) - 1
