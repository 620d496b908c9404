"""The law with one thing in it changed: each comparison to its neighbour, each number by one, one member off a list."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from jiuzhu.policy.edition import Edition

_NEIGHBOUR: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
_VALUE = re.compile(r"(?<=value: )(-?\d+|true|false|\[[^]]*\])(?=[,}])")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: `start` to `end` of the file's text (in characters) become `after`."""

    path: str
    line: int
    kind: str
    before: str
    after: str
    start: int
    end: int

    def in_edition(self, edition: Edition) -> Edition:
        """The edition with this change made."""
        text = edition.texts[self.path]
        return edition.with_overlay(self.path, text[: self.start] + self.after + text[self.end :])

    @property
    def told(self) -> str:
        """file:line and what became of what."""
        return f"{self.path}:{self.line}  {self.kind}  {self.before} → {self.after}"


Named = tuple[str, str, str]
"""A mutant by its file, the line it stands in and `before → after`: the number of the line moves."""


@cache
def equivalents() -> dict[Named, str]:
    """The mutants that change nothing, whatever the family, and why."""
    told = yaml.safe_load((Path(__file__).parent / "equivalent.yaml").read_text(encoding="utf-8"))
    return {
        (one["path"], line, change): one["why"]
        for one in told
        for line in one["lines"]
        for change in one["changes"]
    }


def named(mutant: Mutant, edition: Edition) -> Named:
    line = edition.texts[mutant.path].splitlines()[mutant.line - 1].strip()
    return mutant.path, line, f"{mutant.before} → {mutant.after}"


def mutants(edition: Edition, paths: list[str]) -> list[Mutant]:
    """Every mutant of these files, in the order of the text."""
    return [mutant for path in sorted(paths) for mutant in _of_file(path, edition.texts[path])]


def _of_file(path: str, text: str) -> Iterator[Mutant]:
    if path.endswith("numbers.yaml"):
        yield from _of_numbers(path, text)
    elif path.endswith(".py"):
        yield from _Rules(path, text).mutants()


def _of_numbers(path: str, text: str) -> Iterator[Mutant]:
    """Each dated value, one more and one less; a yes becomes a no; a list loses each of its members."""
    for found in _VALUE.finditer(text):
        before, line = found[0], text.count("\n", 0, found.start()) + 1
        for after in _other_values(before):
            yield Mutant(path, line, "数", before, after, *found.span())


def _other_values(value: str) -> Iterator[str]:
    if value in ("true", "false"):
        yield "false" if value == "true" else "true"
    elif value.startswith("["):
        members = [member.strip() for member in value[1:-1].split(",") if member.strip()]
        for one in members:
            yield f"[{', '.join(member for member in members if member != one)}]"
    else:
        yield str(int(value) + 1)
        yield str(int(value) - 1)


def _moot(node: ast.AST) -> Iterator[ast.AST]:
    """The last bound of a `band`: what is beyond it falls to the last tier anyway."""
    match node:
        case ast.Call(func=ast.Name(id="band"), args=[ast.Tuple(elts=[*_, ast.Tuple(elts=[bound, _])]), *_]):
            yield bound


class _Rules:
    """The mutants of one file of rules."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.lines = text.splitlines(keepends=True)
        self.begins = [0]
        for line in self.lines:
            self.begins.append(self.begins[-1] + len(line))

    def mutants(self) -> Iterator[Mutant]:
        for statement in ast.parse(self.text).body:
            if isinstance(statement, ast.FunctionDef):
                body = statement.body[1:] if ast.get_docstring(statement) else statement.body
                nodes = [node for part in body for node in ast.walk(part)]
                moot = {id(bound) for node in nodes for bound in _moot(node)}
                for node in nodes:
                    if id(node) not in moot:
                        yield from self.of_node(node)

    def of_node(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                for side, op, other in zip([left, *comparators], ops, comparators, strict=False):
                    yield self.of_comparison(side, op, other)
                    if isinstance(op, ast.In | ast.NotIn) and isinstance(other, ast.Tuple):
                        yield from self.of_members(other)
            case ast.Constant(value=bool() as value):
                yield self.mutant(node, "是否", str(value), str(not value))
            case ast.Constant(value=int() as value):
                for after in (value + 1, value - 1):
                    yield self.mutant(node, "常数", str(value), str(after))

    def of_comparison(self, side: ast.expr, op: ast.cmpop, other: ast.expr) -> Mutant:
        before, after = _NEIGHBOUR[type(op)]
        assert side.end_lineno is not None and side.end_col_offset is not None
        gap = self.at(side.end_lineno, side.end_col_offset)
        start = self.text.index(before, gap)
        line = self.text.count("\n", 0, start) + 1
        assert start < self.at(other.lineno, other.col_offset)
        return Mutant(self.path, line, "比较", before, after, start, start + len(before))

    def of_members(self, members: ast.Tuple) -> Iterator[Mutant]:
        """A word that is taken off: another of the tuple in its place."""
        words = [e for e in members.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        for index, word in enumerate(words):
            other = words[index - 1]
            if other is not word:
                yield self.mutant(word, "列举", f'"{word.value}"', f'"{other.value}"')

    def mutant(self, node: ast.expr, kind: str, before: str, after: str) -> Mutant:
        start = self.at(node.lineno, node.col_offset)
        return Mutant(self.path, node.lineno, kind, before, after, start, start + len(before))

    def at(self, line: int, column: int) -> int:
        """Characters before a place; columns of a syntax tree count bytes."""
        return self.begins[line - 1] + len(self.lines[line - 1].encode()[:column].decode())
