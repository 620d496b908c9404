"""Which question decides most: the one whose answers settle most programmes for certain, read with the engine's own bounds."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from jiuzhu.policy.calculator.prospect import View
from jiuzhu.policy.calculator.told import Told, person_of, topic_of
from jiuzhu.policy.calculator.topics import BY_KEY, NONE, ORDER, Topic
from jiuzhu.policy.engine.call import again, call
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.rows import Changed, Given, Values, difference
from jiuzhu.policy.engine.values import Unknown, Value, high, low
from jiuzhu.policy.family import Faults, flatten
from jiuzhu.policy.outcome import verdict
from jiuzhu.policy.programmes import Programme

_MUCH = "1000000"
_MOST_WORDS = 4
"""Answers of a question that are weighed; the lists begin with the commonest."""
_LEAD = 0.01
"""Two questions that settle as many programmes as this apart are told apart by what is open around them."""


@dataclass(frozen=True)
class Question:
    """One topic, put for the fields for which it matters now."""

    topic: Topic
    fields: tuple[str, ...]

    @property
    def id(self) -> str:
        """What the page calls it: the topic, and whose it is where one person is asked about."""
        return f"{self.topic.key}@{person_of(self.fields[0])}" if self.topic.is_alone else self.topic.key


def questions(told: Told, places: Iterable[str]) -> list[Question]:
    """Every question that could be put now, one for each topic (and person, where it is put alone)."""
    fields = {name for place in places for name in told.fields(place)}
    groups: dict[tuple[str, str], list[str]] = {}
    for name in sorted(fields, key=_in_order):
        topic = BY_KEY[topic_of(name)]
        groups.setdefault((topic.key, person_of(name) if topic.is_alone else ""), []).append(name)
    found = [Question(BY_KEY[key], tuple(names)) for (key, _), names in groups.items()]
    return sorted(found, key=lambda question: ORDER[question.topic.key])


def _in_order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in name.split(".")]


def best(told: Told, views: Sequence[View], places: Mapping[str, Collection[str]]) -> Question | None:
    """The question to put next; `places` are the open ones of each programme. None when no question can change anything."""
    open_ = questions(told, set().union(*places.values()))
    first = next((one for one in open_ if one.topic.key == "members.relation"), None)
    if len(open_) < 2 or first is not None:
        return first or next(iter(open_), None)
    weighing = Weighing(told, views[0], [name for name, found in places.items() if found])
    reach = {
        question.id: sum(_asks(told, question, found) for found in places.values()) for question in open_
    }
    weights: dict[str, float] = {}
    for question in sorted(open_, key=lambda one: -reach[one.id]):
        if reach[question.id] < max(weights.values(), default=0) - _LEAD:
            break  # it settles no more programmes than it reaches
        weights[question.id] = weighing.settles(question)
    most = max(weights.values())
    close = [question for question in open_ if weights.get(question.id, -1) >= most - _LEAD]
    if len(close) == 1:
        return close[0]
    return max(close, key=lambda question: (weighing.opens(question), -ORDER[question.topic.key]))


def _asks(told: Told, question: Question, places: Collection[str]) -> bool:
    """Whether a programme's openness names what a question asks for."""
    return any(name in question.fields for place in places for name in told.fields(place))


@dataclass(frozen=True)
class Weighing:
    """One family and the programmes that are still open for it."""

    told: Told
    view: View
    programmes: Sequence[str]

    def settles(self, question: Question) -> float:
        """How many open programmes an answer settles for certain, and how much it narrows the amounts, whatever else is unknown.

        The mean over its answers: half the weight is on the commonest (mostly 没有), the rest is shared by the others.
        """
        first, *others = _samples(question)
        share = 0.5 / len(others) if others else 0.5
        return 0.5 * self._gain(question, first) + sum(share * self._gain(question, one) for one in others)

    def opens(self, question: Question) -> float:
        """How many of the programmes this question alone would leave open if all else that was not told were none."""
        given = self.view.given
        places = {place for place in self._places if _asks(self.told, question, [place])}
        none, settled = self._none
        changed: Changed = {}
        for name, row, value in given.facts():
            if isinstance(value, Unknown) and any(cause.key in places for cause in value.causes):
                changed.setdefault(name, set()).add(row)
        mixed = _with(none, given, changed)
        values = again(self._plan, settled, mixed, changed)
        return sum(self._width(programme, values) for programme in self._open)

    @cached_property
    def _open(self) -> list[Programme]:
        return [self.view.programmes[name] for name in self.programmes]

    @cached_property
    def _plan(self) -> Plan:
        return self.view.plan.narrowed(tuple(goal for programme in self._open for goal in programme.goals))

    @cached_property
    def _places(self) -> set[str]:
        values = (value for _, _, value in self.view.given.facts())
        return {cause.key for value in values if isinstance(value, Unknown) for cause in value.causes}

    @cached_property
    def _none(self) -> tuple[Given, Values]:
        given = flatten(self.view.family, only="")
        return given, call(self._plan, given, self.view.family.day.toordinal(), {})

    @cached_property
    def _before(self) -> dict[str, float]:
        return {one.name: self._width(one, self.view.values) for one in self._open}

    def _gain(self, question: Question, answers: Mapping[str, Sequence[str]]) -> float:
        """How much less is open with these answers: 1 for each programme settled, a part of 1 for amounts narrowed."""
        told = replace(self.told, raw={**self.told.raw, **answers})
        try:
            _, given = told.given(self.view.family.area)
        except Faults:
            return 0.0
        changed = difference(self.view.given, given)
        if changed is None:
            return 0.0
        changed.pop("in_tekun", None)
        values = again(self._plan, self.view.values, given, changed)
        return sum(
            before - self._width(self.view.programmes[name], values) for name, before in self._before.items()
        )

    def _width(self, programme: Programme, values: Values) -> float:
        """How open a programme is: 1 while it is not known whether, else how far apart its amounts are, between 0 and 1."""
        if programme.qualifies in self.view.plan.missing:
            return 0.0
        answer = verdict(programme, values)
        if isinstance(answer, Unknown):
            return 1.0
        if not answer:
            return 0.0
        names = [
            name for part in programme.amounts for name in (part.goals if part.pick is None else (part.pick,))
        ]
        found = [value for name in names for value in _of(self.view, values, name)]
        least, most = sum(map(low, found)), sum(map(high, found))
        return (most - least) / (2 * most) if most else 0.0


def _of(view: View, values: Values, name: str) -> list[Value]:
    if name not in view.plan.by_name:
        return []
    return [row[name] for row in values.rows(view.plan.library.entity(name))]


def _samples(question: Question) -> list[dict[str, list[str]]]:
    """Answers to weigh: the commonest in every field; then each other answer in one field, the commonest in the rest."""
    common, *others = _texts(question.topic)
    rest = dict.fromkeys(question.fields, common)
    return [rest, *(rest | {question.fields[-1]: texts} for texts in others)]


def _texts(topic: Topic) -> list[list[str]]:
    if topic.kind == "word":
        return [[word] for word in list(topic.options)[:_MOST_WORDS]]
    if topic.kind in ("words", "tasks"):
        return [[NONE], *([word] for word in list(topic.options)[:_MOST_WORDS])]
    return _AGES if topic.unit == "岁" else _LIKELY[topic.kind]


_AGES = [["40"], ["8"], ["70"]]
_LIKELY = {
    "yes_no": [["no"], ["yes"]],
    "who": [[NONE], ["0"]],
    "money": [["0"], [_MUCH]],
    "income": [["0"], [_MUCH]],
    "area": [["60"], ["300"]],
    "months": [["0"], ["1"], ["24"]],
    "count": [["0"], ["1"], ["3"]],
}
"""Answers to weigh, the commonest first."""


def _with(given: Given, other: Given, changed: Changed) -> Given:
    """A family with some facts of another."""
    household = {
        name: other.household[name] if name in changed and name in other.household else value
        for name, value in given.household.items()
    }
    tables = {}
    for entity, table in given.tables.items():
        rows = [
            {
                name: other.table(entity).rows[row][name] if row in changed.get(name, ()) else value
                for name, value in facts.items()
            }
            for row, facts in enumerate(table.rows)
        ]
        tables[entity] = replace(table, rows=rows)
    return Given(household, tables)
