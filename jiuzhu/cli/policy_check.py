"""`jiuzhu policy check`: reads the whole shipped law, with proposed amendments laid upon it if their files are named, computes
every programme on every day on which something changes, and looks for rules that nobody uses and rules without a case."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from pathlib import Path

from jiuzhu.policy.amend import Amendment, AmendmentFault, Faults, amended
from jiuzhu.policy.casefile import Case, read_cases, shown
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import Edition, shipped
from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.policy.family import read
from jiuzhu.policy.gaps import wanted
from jiuzhu.policy.programmes import library_of, plan_for, programmes_of

DONE, FAULTY, WRONG_USE = 0, 1, 64
CASES = Path(__file__).parents[2] / "tests" / "policy" / "cases"
"""Where the cases are in a checkout; an installed product has none."""
_AREAS = ("urban", "rural")
_NOBODY = [{"id": "a", "relation": "self"}]


def run(argv: list[str]) -> int:
    """Exit status 0 when nothing is wrong, 1 with the faults, 64 for wrong use."""
    if any(argument.startswith("-") for argument in argv):
        print("用法：jiuzhu policy check [修改.json …]", file=sys.stderr)
        return WRONG_USE
    folder = CASES if CASES.is_dir() and not argv else None
    try:
        for line in check(reduce(_amended, argv, shipped()), folder):
            print(line)
    except (LawFault, Faults) as fault:
        print(fault, file=sys.stderr)
        return FAULTY
    return DONE


def _amended(edition: Edition, path: str) -> Edition:
    """An edition with the amendment in a file. Raises Faults, which name the file."""
    try:
        return amended(edition, Amendment.from_json(json.loads(Path(path).read_text(encoding="utf-8"))))
    except (OSError, ValueError) as error:
        places = error.faults if isinstance(error, Faults) else [AmendmentFault("文件", f"读不了：{error}")]
        raise Faults(AmendmentFault(f"{path}：{each.place}", each.message) for each in places) from error


def check(edition: Edition, folder: Path | None) -> Iterator[str]:
    """What was found in order, line by line; `folder` holds the cases. Raises LawFault with what is not."""
    library = library_of(edition)
    texts = sum(len(group) for group in library.versions.values())
    entries = [entry for number in library.numbers.values() for entry in number.entries]
    unset = sum(entry.value is None for entry in entries)
    yield f"政策版本 {edition.hash[:16]}"
    yield f"规则 {len(library.versions)} 条 {texts} 个版本，都有依据；依据文件 {len(library.sources)} 份"
    yield f"数 {len(library.numbers)} 个 {len(entries)} 段，有值的都有来源；没有值的 {unset} 段（jiuzhu policy open）"
    yield "同一天没有两个版本、两个值；无论填什么，没有一条规则的中间值会超出 64 位整数"
    wanted(edition)
    days = {region: compute_everywhere(edition, region) for region in sorted(library.regions)}
    yield f"{len(days)} 个地区在各自的变动日（共 {sum(days.values())} 个）都能计算"
    refuse(dead(edition))
    yield "没有用不到的规则和数：每一条在某个地区、某一天都有项目用到"
    if folder is None:
        yield "没有核对每条规则有没有算例：算例随源代码，修改在公布以前也还没有"
        return
    cases = list(read_folder(folder))
    refuse(without_a_case(library, shown(cases, edition)))
    yield f"算例 {len(cases)} 个，每条规则的每个版本都有算例，每个算例都有出处或者手算"


def refuse(faults: list[Fault]) -> None:
    """Raises LawFault if anything is wrong."""
    if faults:
        raise LawFault(faults)


def compute_everywhere(edition: Edition, region: str) -> int:
    """Determines, in every stretch between two changes, a family of which nothing is known; the number of changes."""
    refuse(_unnamed(edition, region))
    changes = library_of(edition).days_of_change(region)
    for day in (min(changes, default=2) - 1, *changes):
        for area in _AREAS:
            told = {"region": region, "area": area, "date": date.fromordinal(day).isoformat()}
            determine(read({**told, "members": _NOBODY}), edition)
    return len(changes)


def dead(edition: Edition) -> list[Fault]:
    """Rules (in each dated text) and numbers that no programme of any place reaches on any day."""
    library = library_of(edition)
    texts: set[tuple[str, int]] = set()
    numbers: set[str] = set()
    for region in library.regions:
        changes = library.days_of_change(region)
        for day in (min(changes, default=2) - 1, *changes):
            for area in _AREAS:
                plan = plan_for(edition, region, area, day)
                texts |= {(node.version.path, node.version.line) for node in plan.nodes}
                numbers |= plan.numbers.keys()
    found = [
        Fault(version.path, version.line, f"{name}：没有一个地区、没有一天有项目用到这条规则")
        for name, group in library.versions.items()
        for version in group
        if (version.path, version.line) not in texts
    ]
    for name, number in library.numbers.items():
        if name not in numbers:
            path, line = (
                (number.entries[0].path, number.entries[0].line) if number.entries else ("numbers.yaml", 0)
            )
            found.append(Fault(path, line, f"{name}：没有一条规则用到这个数"))
    return found


def without_a_case(library: Library, shown_places: set[tuple[str, int]]) -> list[Fault]:
    """Every dated text of a rule that no case reaches."""
    return [
        Fault(version.path, version.line, f"{name}：没有算例，请在 tests/policy/cases 里写一个")
        for name, group in library.versions.items()
        for version in group
        if (version.path, version.line) not in shown_places
    ]


def read_folder(folder: Path) -> Iterator[Case]:
    """The cases of every file. Raises LawFault for a name that two files use."""
    names: dict[str, Case] = {}
    for path in sorted(folder.glob("*.yaml")):
        for case in read_cases(path.name, path.read_text(encoding="utf-8")):
            if case.name in names:
                other = names[case.name]
                raise LawFault(
                    [Fault(case.path, case.line, f"与 {other.path}:{other.line} 的算例重名：{case.name}")]
                )
            names[case.name] = case
            yield case


def _unnamed(edition: Edition, region: str) -> list[Fault]:
    held: Mapping[str, object] = programmes_of(edition, region)
    return [
        Fault("programmes.yaml", 0, f"{region} 没有叫 {name} 的项目{neighbours(name, PROGRAMMES)}")
        for name in held
        if name not in PROGRAMMES
    ]
