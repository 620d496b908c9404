"""Files of cases: families a lawyer can read, with what the law gives each and where that comes from.

A file is a list of cases, or `{given: what all its families share, cases: […]}` (a region's file names its region once).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.lawyaml import Lined, load_text
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.policy.family import Faults, read
from jiuzhu.policy.programmes import plan_for, programmes_of

DEFAULTS = {"region": "500110", "area": "urban", "date": "2025-08-01", "assume": "complete"}
_KEYS = ("name", "source", "by hand", "given", "on", "of", "expect")
_WHOLE = ("classification", "granted", "outside", "values")
_TOLD = (
    "status", "basis", "shape", "monthly", "once", "range", "steps", "hours", "from", "decide", "first_missing", "missing",
    "says", "parts", "persons", "excluded_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One case as written, the family with what its file shares; its place is where its name stands."""

    written: Mapping[str, Any]
    path: str
    line: int

    @property
    def name(self) -> str:
        return str(self.written["name"])

    @property
    def days(self) -> list[str]:
        """The days it is determined on: its own, or each day of `on`."""
        return list(self.written["on"]) if "on" in self.written else [self.told()["date"]]

    def told(self, **more: str) -> dict[str, Any]:
        """The family as the contract writes it; a key that is null is left out."""
        family = {**DEFAULTS, **self.written["given"], **more}
        return {key: value for key, value in family.items() if value != "null"}

    @property
    def programmes(self) -> frozenset[str]:
        """The programmes whose result it tells; the whole classification is 特困, 低保, 边缘, 单人保 and 刚性支出."""
        expect = self.written.get("expect", {})
        found = {name for name in expect if name in PROGRAMMES}
        found |= {self.written.get("of", "dibao")} if "on" in self.written or "values" in expect else set()
        if expect.keys() & {"classification", "granted", "outside"}:
            found |= {"tekun", "dibao", "dibian", "single_person", "gangxing"}
        return frozenset(found)


def read_cases(path: str, text: str) -> list[Case]:
    """The cases of one file. Raises LawFault with all that is wrong, each with the line of its case."""
    book = load_text(path, text)
    shared: Mapping[str, Any] = {}
    if isinstance(book, Lined):
        if set(book) != {"given", "cases"} or not isinstance(book["given"], Lined):
            raise LawFault(
                [Fault(path, book.line, "算例文件应是一列算例，或者 {given: 共有的, cases: [算例, …]}")]
            )
        shared, book = book["given"], book["cases"]
    if not isinstance(book, list):
        raise LawFault([Fault(path, 1, "算例文件应是一列算例，每个以 - name: 开头")])
    faults: list[Fault] = []
    found: dict[str, Case] = {}
    for index, about in enumerate(book):
        line = about.line if isinstance(about, Lined) else 1
        wrong = list(_wrong(about, index, shared))
        if not wrong and about["name"] in found:
            wrong = [f"与第 {found[about['name']].line} 行的算例重名：{about['name']}"]
        faults += [Fault(path, line, message) for message in wrong]
        if not wrong:
            written = {**about, "given": {**shared, **about["given"]}}
            found[about["name"]] = Case(written, path, line)
    if faults:
        raise LawFault(faults)
    return list(found.values())


def _wrong(about: Any, index: int, shared: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(about, Lined) or not about.get("name"):
        yield f"第 {index + 1} 个算例没有 name"
        return
    what = f"算例“{about['name']}”"
    yield from (f"{what}不认识 {key}{neighbours(key, _KEYS)}" for key in about if key not in _KEYS)
    if not (about.get("source") or about.get("by hand")):
        yield f"{what}没有 source（出处和数），也没有 by hand（手算）"
    if not isinstance(about.get("given"), Lined):
        yield f"{what}没有 given（家庭的情况）"
        return
    if not ("expect" in about or "on" in about):
        yield f"{what}没有 expect（应得的结果），也没有 on（各日应得的金额）"
    yield from (f"{what}的 {message}" for message in _unexpected(about.get("expect", Lined(about.line))))
    case = Case({**about, "given": {**shared, **about["given"]}}, "", 0)
    for day in case.days:
        try:
            read(case.told(date=day))
        except Faults as faults:
            yield from (f"{what}的 given：{fault.place} {fault.message}" for fault in faults.faults)
            return


def _unexpected(expect: Any) -> Iterator[str]:
    if not isinstance(expect, Lined):
        yield "expect 应是一组“项目: {…}”"
        return
    for key, told in expect.items():
        if key not in (*PROGRAMMES, *_WHOLE):
            yield f"expect 不认识 {key}{neighbours(key, (*PROGRAMMES, *_WHOLE))}"
        elif key in PROGRAMMES and not isinstance(told, Lined):
            yield f"expect.{key} 应写成 {{status: eligible, monthly: …}}"
        elif key in PROGRAMMES:
            yield from (
                f"expect.{key} 不认识 {one}{neighbours(one, _TOLD)}" for one in told if one not in _TOLD
            )


def shown(cases: Iterable[Case], edition: Edition) -> set[tuple[str, int]]:
    """(file, line) of every rule by which some case's result is reached."""
    found: set[tuple[str, int]] = set()
    asked = {
        (told["region"], told["area"], day, case.programmes)
        for case in cases
        for told in (case.told(),)
        for day in case.days
    }
    for region, area, day, programmes in sorted(asked, key=lambda one: (*one[:3], sorted(one[3]))):
        plan = plan_for(edition, region, area, date.fromisoformat(day).toordinal())
        held = programmes_of(edition, region)
        goals = [
            goal
            for name in sorted(programmes)
            if name in held
            for goal in (*held[name].goals, held[name].offset)
        ]
        found |= {(node.version.path, node.version.line) for node in plan.closure(tuple(goals))}
    return found
