"""The law in force for one programme, place and day, as people read it: conditions, amounts, and what they are made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from jiuzhu.policy import facts
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.declare import EARLIEST, LATEST, PLACE
from jiuzhu.policy.engine.lists import Addition
from jiuzhu.policy.engine.numbers import Entry, Number, in_figures, in_square_metres
from jiuzhu.policy.engine.phrase import Mention, Phrase, formula
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.rows import EACH, HOUSEHOLD
from jiuzhu.policy.programmes import Programme, plan_for, programmes_of

AREAS = {"urban": "城市", "rural": "农村"}
CONDITIONS, AMOUNTS, INCOME, MEMBERS = "要符合的条件", "给多少", "收入怎么算", "谁算一家人"
_BLANK = "＿＿"
_WORDS = {"yes": "符合时", "no": "不符合时", "says": "写作"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a clause uses: what holds here today, who set it, since when, by which document."""

    name: str
    label: str
    value: str
    is_open: bool
    region: str
    since: int
    until: int
    source: str
    note: str
    law: str

    @property
    def days(self) -> str:
        return _days(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule in force; days are day numbers.

    `words` are (when it is said, what is said): names are numbers of the law, or blanks for the family's own values.
    """

    name: str
    label: str
    text: str
    whose: str
    """每人, 每名义务人…; empty for the household's own."""
    law: str
    region: str
    since: int
    until: int
    words: tuple[tuple[str, Phrase], ...]
    formula: Phrase
    figures: tuple[Figure, ...]

    @property
    def days(self) -> str:
        return _days(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Section:
    """Clauses under one heading, each before what it is made of."""

    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Statute:
    """A programme as it stands on a day. Without sections when the law of that day does not know it."""

    programme: str
    title: str
    sections: tuple[Section, ...]
    documents: tuple[tuple[str, str], ...]
    """Every document that a clause or a number cites: (how it is cited, its full title)."""

    @property
    def clauses(self) -> Iterator[Clause]:
        return (clause for section in self.sections for clause in section.clauses)

    @property
    def figures(self) -> dict[str, Figure]:
        """Every number that its clauses use, by name."""
        return {figure.name: figure for clause in self.clauses for figure in clause.figures}


def statute(edition: Edition, name: str, region: str, area: str, day: int) -> Statute:
    """A programme of a region on a day number. Raises KeyError for one that the region does not have at all."""
    plan = plan_for(edition, region, area, day)
    programme = programmes_of(edition, region)[name]
    left = {node.name for node in plan.closure(programme.goals)}
    if programme.qualifies in plan.missing:
        left = set()
    found = {}
    for title, goals in _starts(programme).items():
        nodes = [node for node in _top_down(plan, goals) if node.name in left]
        left -= {node.name for node in nodes}
        found[title] = Section(title, tuple(_clause(plan, node) for node in nodes))
    told = (found[title] for title in (CONDITIONS, AMOUNTS, INCOME, MEMBERS))
    sections = tuple(section for section in told if section.clauses)
    return Statute(name, facts.PROGRAMMES[name], sections, tuple(_documents(plan, sections)))


def _starts(programme: Programme) -> dict[str, list[str]]:
    """Where each section begins. A clause stands in the first that reaches it: the most general first."""
    return {
        MEMBERS: ["members"],
        INCOME: ["income_per_head_fen", *programme.shows],
        CONDITIONS: [programme.qualifies, *(name for group in programme.conditions for name in group)],
        AMOUNTS: [name for part in programme.parts for name in part.goals],
    }


def _top_down(plan: Plan, goals: Iterable[str]) -> Iterator[Node]:
    """Each goal, then what it is made of, nearest first."""
    seen: set[str] = set()
    waiting = [goal for goal in goals if goal in plan.by_name]
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        node = plan.by_name[name]
        yield node
        below = [need for need, _ in node.needs] + list(node.version.mentions)
        waiting += [need for need in below if need in plan.by_name]


def _documents(plan: Plan, sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    clauses = [clause for section in sections for clause in section.clauses]
    cited = [part.split(" ")[0] for clause in clauses for part in clause.law.split("；")]
    cited += [figure.source for clause in clauses for figure in clause.figures]
    for name in dict.fromkeys(cited):
        if name in plan.library.sources:
            yield name, plan.library.sources[name].get("title", name)


def _clause(plan: Plan, node: Node) -> Clause:
    version = node.version
    numbers = [name for name in (*version.needs, *version.mentions) if name in plan.numbers]
    return Clause(
        name=node.name,
        label=version.label,
        text=version.doc,
        whose="" if version.entity == HOUSEHOLD else EACH[version.entity],
        law=version.law,
        region=version.region,
        since=version.since,
        until=version.until,
        words=tuple((_WORDS[key], _filled(plan, words)) for key, words in version.words.items()),
        formula=formula(plan, version),
        figures=(
            *(_figure(plan, *plan.numbers[name]) for name in dict.fromkeys(numbers)),
            *(_listed(plan, name, part) for name in node.lists for part in plan.lists[name]),
        ),
    )


def _filled(plan: Plan, words: str) -> Phrase:
    """A rule's words with the numbers of the law in place; the family's own values stay blank."""
    pieces: list[str | Mention] = list(PLACE.split(words))
    for place in range(1, len(pieces), 2):
        name = str(pieces[place])
        if name == "area":
            pieces[place] = AREAS[plan.area]
        elif name in plan.numbers:
            number, entry = plan.numbers[name]
            value = in_figures(number.unit, entry.value if entry else None).removesuffix(" 元")
            pieces[place] = Mention(name, number.label, value)
        else:
            pieces[place] = _BLANK
    return tuple(piece for piece in pieces if piece)


def spoken(words: Phrase) -> str:
    """A rule's words as one line, its numbers as they are today."""
    return "".join(piece.figure if isinstance(piece, Mention) else piece for piece in words)


def _listed(plan: Plan, name: str, part: Addition) -> Figure:
    """What one document puts on a list."""
    known = plan.library.lists[name]
    return Figure(
        name=f"{name}@{part.region}.{part.since}",
        label=known.label,
        value=plan.library.spoken(part.members),
        is_open=False,
        region=part.region,
        since=part.since,
        until=part.until,
        source=part.source,
        note="",
        law=known.law,
    )


def _figure(plan: Plan, number: Number, entry: Entry | None) -> Figure:
    value = entry.value if entry else None
    return Figure(
        name=number.name,
        label=in_square_metres(number.label),
        value=in_figures(number.unit, value),
        is_open=value is None,
        region=entry.region if entry else plan.regions[0],
        since=entry.since if entry else 0,
        until=entry.until if entry else 0,
        source=entry.source if entry else "",
        note=entry.note if entry else "没有收录",
        law=number.law,
    )


def _days(since: int, until: int) -> str:
    """2025-07-01 起 / 2021-07-01 至 2026-06-30 / empty when it has no known beginning and no end."""
    first = "" if since <= EARLIEST else date.fromordinal(since).isoformat()
    if until >= LATEST or not until:
        return f"{first} 起" if first else ""
    return f"{first} 至 {date.fromordinal(until)}".strip()
