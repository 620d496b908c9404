"""Random families on the bounds of the law: each is bent toward a few branches of the rules in force, drawn in turn.

What people decide is drawn too: every number that the law leaves open takes in turn the values that the rules tell apart.
"""

import ast
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from heapq import heapify, heappop, heappush
from typing import Any

from jiuzhu.policy.edition import Edition, shipped
from jiuzhu.policy.engine.fold import folded
from jiuzhu.policy.engine.library import BUSINESS_DAY, Fact, Library
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.population import settled
from jiuzhu.policy.engine.rows import ENTITIES, HOUSEHOLD, OWNER, Given
from jiuzhu.policy.facts import FACTS
from jiuzhu.policy.programmes import library_of, plan_for
from tests.policy.sketch import MOST_ROWS, Law, Sketch, Wish

FORMULA = "640104"
"""An invented place that has a formula for support, as no place of the shipped law has: one, and from 2026 the other."""
_FORMULAS = """
support_formula:
  values:
    - {value: 1, from: 2025-01-01, source: 本区办法}
    - {value: 2, from: 2026-01-01, source: 本区办法}
"""
REGIONS = ("130102", "500110", "500112", "371002", "371002100", "371003", "371082", "330108", "330702")
"""A place with the nation's law alone; 綦江 and a district without its own text; 威海's counties and a town; 滨江."""
AIMS = 9
"""Branches that one family is bent toward, at most."""
LOOKS = 20
"""Branches that are looked at for it; those that it takes by itself need no bending."""
COMMON = 2
"""Families that are taken to go the same way unasked where one was met that did."""
Text = tuple[str, int]
"""One dated text of a rule: its file and line."""


@lru_cache(maxsize=1)
def tried() -> Edition:
    """The shipped law, and the invented place."""
    sources = "本区办法: {title: 本区办法, read: 全文}"
    with_sources = shipped().with_overlay(f"{FORMULA}/sources.yaml", sources)
    return with_sources.with_overlay(f"{FORMULA}/numbers.yaml", _FORMULAS)


@dataclass(frozen=True, slots=True)
class Here:
    """The law of a place on a day, with what people decide where it is open, and the seed of the families drawn for it."""

    region: str
    area: str
    day: int
    seed: str = ""
    rulings: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def plan(self) -> Plan:
        return plan_for(tried(), self.region, self.area, self.day)

    @property
    def texts(self) -> set[Text]:
        return {(node.version.path, node.version.line) for node in self.plan.nodes}

    @property
    def known(self) -> dict[str, int]:
        """Every number, and the day."""
        return {**settled(self.plan, self.rulings), BUSINESS_DAY: self.day}

    @property
    def live(self) -> tuple[Node, ...]:
        """The rules with the numbers put in."""
        return _live(self)

    def __str__(self) -> str:
        return f"{self.region} {self.area} {date.fromordinal(self.day)} seed {self.seed}"


@lru_cache(maxsize=64)
def _live(here: Here) -> tuple[Node, ...]:
    return folded(here.plan.nodes, here.known, list(here.plan.by_name))


def places(seed: int, count: int) -> list[Here]:
    """So many laws: twice those that together have every text, in town and country; each region; others at random."""
    dice, areas = random.Random(seed), ("urban", "rural")
    every = [*_with_every_text()]
    rest = [
        (region, day)
        for region in REGIONS
        for change in library_of(tried()).days_of_change(region)
        for day in (change - 1, change)
    ]
    dice.shuffle(rest)
    one_each = [next(place for place in rest if place[0] == region) for region in REGIONS]
    every += [(FORMULA, date(year, 7, 1).toordinal()) for year in (2025, 2026)]
    chosen = [(*place, area) for area in areas for place in every]
    chosen += [(*place, dice.choice(areas)) for place in (*one_each, *rest)]
    turns = _Turns(library_of(tried()), dice)
    found: list[Here] = []
    before: dict[tuple[str, int], dict[str, int]] = {}
    for region, day, area in list(dict.fromkeys(chosen))[:count]:
        plan = plan_for(tried(), region, area, day)
        rulings = turns.rulings(plan, before.get((region, day), {}))
        before[region, day] = rulings
        found.append(Here(region, area, day, f"{seed}/{len(found)}", rulings))
    return found


@lru_cache(maxsize=1)
def _with_every_text() -> tuple[tuple[str, int], ...]:
    """The fewest regions and days (nearly) whose laws together have every text that is in force anywhere."""
    days_of = library_of(tried()).days_of_change
    texts = {(region, day): Here(region, "urban", day).texts for region in REGIONS for day in days_of(region)}
    found: list[tuple[str, int]] = []
    left = set[Text]().union(*texts.values())
    while left:
        best = max(texts, key=lambda place: len(texts[place] & left))
        left -= texts.pop(best)
        found.append(best)
    return tuple(found)


class _Turns:
    """What an open number is taken to be: each of its values once, then again in another order, so that no two go in step."""

    def __init__(self, library: Library, dice: random.Random) -> None:
        compared = _compared(library)
        self.values: dict[str, list[int]] = {}
        self.left: dict[str, list[int]] = {name: [] for name in library.numbers}
        self.dice = dice
        for name, number in library.numbers.items():
            least, most = number.widest
            near = {value for at in compared[name] for value in (at - 1, at, at + 1)}
            if number.unit.startswith("fen"):
                near |= {1, 2_500_000, 5_000_000} if "year" in number.unit else {1, 50_000, 4_000_000}
            else:
                near |= {0, 1} if most == 1 else {0, 60} if not near else set()
            values = sorted(value for value in near if least <= value <= most)
            self.values[name] = values

    def rulings(self, plan: Plan, before: Mapping[str, int]) -> dict[str, int]:
        """A value of each number that is open; not the one it had before in the same place on the same day."""
        found: dict[str, int] = {}
        for name, (_, entry) in plan.numbers.items():
            if entry is None or entry.value is None:
                found[name] = self.next(name, before.get(name))
        return found

    def next(self, name: str, before: int | None) -> int:
        left, values = self.left[name], self.values[name]
        if not [value for value in left if value != before]:
            left += self.dice.sample(values, len(values))
        value = next((value for value in left if value != before), left[0])
        left.remove(value)
        return value


def _compared(library: Library) -> dict[str, set[int]]:
    """For each number of the law the constants, and the values of other numbers, that rules compare it with."""
    found: dict[str, set[int]] = {name: set() for name in library.numbers}
    values = {
        name: {entry.value for entry in number.entries if entry.value is not None}
        for name, number in library.numbers.items()
    }
    for version in (version for group in library.versions.values() for version in group):
        for node in ast.walk(version.expression or ast.Constant(0)):
            if not isinstance(node, ast.Compare):
                continue
            sides = [node.left, *node.comparators]
            sides += [one for side in sides if isinstance(side, ast.Tuple) for one in side.elts]
            told = {
                one.value for one in sides if isinstance(one, ast.Constant) and isinstance(one.value, int)
            }
            names = {one.id for one in sides if isinstance(one, ast.Name) and one.id in found}
            for name in names:
                found[name] |= told.union(*(values[other] for other in names - {name}))
    return found


def drawn(seed: int, laws: int, families: int) -> Iterator[tuple[Here, list[Given]]]:
    """So many laws, and so many families for each; everything is known of them."""
    reached = _Reached()
    for here in places(seed, laws):
        yield here, list(_families(here, families, random.Random(here.seed), reached))


class _Reached:
    """How often families were seen to take each branch, under how many laws."""

    def __init__(self) -> None:
        self.times: Counter[tuple[Text, int]] = Counter()
        self.laws: Counter[Text] = Counter()


class _Aim:
    """A branch to bend families toward: those seldom reached come first."""

    def __init__(self, node: Node, number: int, wishes: Sequence[Wish], reached: _Reached) -> None:
        text = (node.version.path, node.version.line)
        self.entity, self.wishes, self.reached, self.key = (
            node.version.entity,
            wishes,
            reached,
            (text, number),
        )
        self.failed = 0

    def __lt__(self, other: "_Aim") -> bool:
        return self.often < other.often

    @property
    def often(self) -> float:
        return self.reached.times[self.key] / self.reached.laws[self.key[0]] + max(0, self.failed - 6)

    def is_met(self, sketch: Sketch) -> bool:
        """Whether a row takes this branch."""
        return any(
            all(bool(sketch.of(what, (self.entity, row))) is want for what, want in self.wishes)
            for row in range(len(sketch.rows[self.entity]))
        )

    def bend(self, sketch: Sketch) -> None:
        """Has one row take this branch, if it can be done in a few tries; a row that there is, or a new one."""
        if not sketch.rows[self.entity]:
            sketch.add(self.entity, sketch.dice.randrange(len(sketch.rows[OWNER[self.entity]])))
        for _ in range(3):
            row = sketch.dice.randrange(len(sketch.rows[self.entity]))
            if sketch.wish(self.wishes, (self.entity, row)):
                return

    def count(self, times: int) -> None:
        self.failed = 0 if times else self.failed + 1
        self.reached.times[self.key] += times


def _families(here: Here, count: int, dice: random.Random, reached: _Reached) -> Iterator[Given]:
    expressions = {node.name: node.version.expression for node in here.live if node.version.expression}
    law = Law(here.plan, here.known, expressions, {entity: _blank(entity, here.day) for entity in ENTITIES})
    reached.laws.update(here.texts)
    aims = [_Aim(node, n, wishes, reached) for node, n, wishes in _open_ways(here)]
    dice.shuffle(aims)
    heapify(aims)
    for _ in range(count):
        sketch = _begun(Sketch(law, dice), here.day)
        looked_at = [heappop(aims) for _ in range(min(LOOKS, len(aims)))]
        missed = [aim for aim in looked_at if not aim.is_met(sketch)]
        for aim in reversed(missed[:AIMS]):  # the rarest last, so that no other undoes it
            aim.bend(sketch)
        for aim in looked_at:
            if aim not in missed:
                aim.count(COMMON)
            elif aim in missed[:AIMS]:
                aim.count(aim.is_met(sketch))
            heappush(aims, aim)
        yield sketch.given()


def _open_ways(here: Here) -> list[tuple[Node, int, Sequence[Wish]]]:
    """The ways through each rule, numbered, but for those that the numbers of the law have closed."""
    every = [(node, n, wishes) for node in here.plan.nodes for n, wishes in enumerate(ways(node))]
    asked = {}
    for at, (node, _, wishes) in enumerate(every):
        held = [what if want else ast.UnaryOp(ast.Not(), what) for what, want in wishes]
        version = replace(
            node.version,
            name=f"{at}",
            is_yes_no=True,
            expression=ast.BoolOp(ast.And(), [*held, ast.Constant(1)]),
        )
        asked[version.name] = replace(node, name=version.name, version=version)
    constants = {
        node.name: node.version.expression.value
        for node in here.live
        if isinstance(node.version.expression, ast.Constant)
    }
    closed = {node.name for node in folded(asked.values(), here.known | constants, asked) if is_no(node)}
    return [one for at, one in enumerate(every) if f"{at}" not in closed]


def is_no(node: Node) -> bool:
    """Whether a rule is no, whatever the family."""
    return isinstance(node.version.expression, ast.Constant) and not node.version.expression.value


def ways(node: Node) -> Iterator[Sequence[Wish]]:
    """What has to hold for each way through a rule: each `if`, each operand of `and` and `or`, each row of a table, yes and no."""
    expression = node.version.expression
    if node.version.is_yes_no:
        yield from _answers(expression or ast.Name(node.name), [])
    if expression is not None:
        yield from _ways(expression, [])


def _answers(what: ast.expr, reach: list[Wish]) -> Iterator[Sequence[Wish]]:
    """Yes and no of a rule, in each of its parts that may give the answer."""
    if isinstance(what, ast.IfExp):
        for want, part in ((True, what.body), (False, what.orelse)):
            yield from _answers(part, [*reach, (what.test, want)])
    else:
        yield from _outcomes(what, reach)


def _outcomes(what: ast.expr, reach: list[Wish]) -> Iterator[Sequence[Wish]]:
    """Yes and no; of `and` and `or` the operands tell, as the last one that is asked decides."""
    inner = what.operand if isinstance(what, ast.UnaryOp) else what
    if not isinstance(inner, ast.BoolOp):
        yield from ([*reach, (what, want)] for want in (True, False))


def _ways(what: ast.expr, reach: list[Wish]) -> Iterator[Sequence[Wish]]:
    match what:
        case ast.IfExp(test=test, body=yes, orelse=no):
            yield from _outcomes(test, reach)
            yield from _ways(test, reach)
            for want, part in ((True, yes), (False, no)):
                yield from _ways(part, [*reach, (test, want)])
        case ast.BoolOp(op=op, values=parts):
            for part in parts:
                yield from _outcomes(part, reach)
                yield from _ways(part, reach)
                reach = [*reach, (part, isinstance(op, ast.And))]
        case ast.Call(func=ast.Name(id="band" | "under" as name), args=[ast.Tuple(elts=pairs), x]):
            fits = ast.LtE() if name == "band" else ast.Lt()
            for pair in (pair for pair in pairs if isinstance(pair, ast.Tuple)):
                test = ast.Compare(x, [fits], [pair.elts[0]])
                yield [*reach, (test, True)]
                reach = [*reach, (test, False)]
            yield reach
        case _:
            for part in ast.iter_child_nodes(what):
                if isinstance(part, ast.expr):
                    yield from _ways(part, reach)


def _begun(sketch: Sketch, day: int) -> Sketch:
    """Rows of every entity, some unremarkable, some with a third of their facts out of the ordinary."""
    dice = sketch.dice
    for _ in range(dice.choice([1, 1, 2, 2, 3, 4, MOST_ROWS["person"]])):
        sketch.add("person", 0)
    for _ in range(dice.choice([0, 0, 0, 1, 2])):
        sketch.add("supporter", 0)
    for person in range(len(sketch.rows["person"])):
        for who in dice.choice([(), (), (), (), ("father", "mother")]):
            sketch.rows["parent"][sketch.add("parent", person)]["parent_who"] = who
    if dice.random() < 0.5:
        sketch.rows[HOUSEHOLD][0]["event_kind"] = dice.choice(list(FACTS["event_kind"].options))
    for entity in ENTITIES:
        for number, row in enumerate(sketch.rows[entity]):
            if entity == "person":
                row["relation"] = "self" if number == 0 else dice.choice(_RELATIONS)
            facts = _FACTS[entity]
            for fact in dice.sample(facts, len(facts) // dice.choice([100, 16, 8, 3])):
                row[fact.name] = _anything(fact, day, dice)
    return sketch


_FACTS = {entity: [fact for fact in FACTS.values() if fact.entity == entity] for entity in ENTITIES}
_RELATIONS = [word for word in FACTS["relation"].options if word != "self"]


def _blank(entity: str, day: int) -> dict[str, Any]:
    """None, no, nothing; a grown-up of forty, everything for two years."""
    return {fact.name: _usual(fact, day) for fact in _FACTS[entity]}


def _usual(fact: Fact, day: int) -> Any:
    if fact.options:
        return next(iter(fact.options))
    if fact.kind == "day":
        return max(1, day - (15_000 if fact.name.endswith("born_on") else 800))
    return False if fact.kind == "yes_no" else -1 if fact.low == -1 else 0


def _anything(fact: Fact, day: int, dice: random.Random) -> Any:
    """Any value it can be, the ends of what it can be among them."""
    if fact.options:
        return dice.choice(list(fact.options))
    least, most = fact.widest
    match fact.kind:
        case "yes_no":
            return dice.random() < 0.7
        case "day":
            return dice.choice(
                [day - 1, day, day + 1, day - dice.randrange(800), day - dice.randrange(34_000)]
            )
        case "count":
            return min(most, dice.choice([least, dice.randint(0, 8), dice.randint(0, 130), most]))
    return dice.choice([least, most, *(dice.randrange(10 ** dice.randint(2, 8)) for _ in range(8))])
