"""`jiuzhu policy check`: reads the whole shipped law, with proposed amendments laid upon it if their files are named, and
computes every programme on every day on which something changes.
`jiuzhu policy show`: prints the law (see `policy_show`)."""

import json
import sys
from datetime import date
from functools import reduce
from pathlib import Path

from jiuzhu.cli import policy_show
from jiuzhu.policy.amend import Amendment, AmendmentFault, Faults, amended
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import Edition, shipped
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.family import read
from jiuzhu.policy.programmes import library_of

DONE, FAULTY, WRONG_USE = 0, 1, 64
USAGE = "用法：jiuzhu policy check [修改.json …]\n      jiuzhu policy show 项目 --region 代码 --on 日期 [--area urban|rural] [--against 日期]"


def run(argv: list[str]) -> int:
    """Exit status 0 when nothing is wrong, 1 with the faults, 64 for wrong use."""
    if argv[:1] == ["show"]:
        return policy_show.run(argv[1:])
    if argv[:1] != ["check"] or any(argument.startswith("-") for argument in argv):
        print(USAGE, file=sys.stderr)
        return WRONG_USE
    try:
        edition = reduce(_amended, argv[1:], shipped())
        library = library_of(edition)
        days = {region: _compute_everywhere(edition, region) for region in sorted(library.regions)}
    except (LawFault, Faults) as fault:
        print(fault, file=sys.stderr)
        return FAULTY
    texts = sum(len(group) for group in library.versions.values())
    entries = [entry for number in library.numbers.values() for entry in number.entries]
    unset = sum(entry.value is None for entry in entries)
    print(f"政策版本 {edition.hash[:16]}")
    print(f"规则 {len(library.versions)} 条 {texts} 个版本，都有依据；依据文件 {len(library.sources)} 份")
    print(f"数 {len(library.numbers)} 个 {len(entries)} 段，有值的都有来源；留待人定的 {unset} 段")
    print("无论填什么，没有一条规则的中间值会超出 64 位整数")
    print(f"{len(days)} 个地区在各自的变动日（共 {sum(days.values())} 个）都能计算")
    return DONE


def _amended(edition: Edition, path: str) -> Edition:
    """An edition with the amendment in a file. Raises Faults, which name the file."""
    try:
        return amended(edition, Amendment.from_json(json.loads(Path(path).read_text(encoding="utf-8"))))
    except (OSError, ValueError) as error:
        places = error.faults if isinstance(error, Faults) else [AmendmentFault("文件", f"读不了：{error}")]
        raise Faults(AmendmentFault(f"{path}：{each.place}", each.message) for each in places) from error


def _compute_everywhere(edition: Edition, region: str) -> int:
    """Determines a family of which nothing is known on both sides of every change; the number of changes."""
    changes = library_of(edition).days_of_change(region)
    for day in sorted({day + shift for day in changes for shift in (-1, 0)}):
        for area in ("urban", "rural"):
            told = {"region": region, "area": area, "date": date.fromordinal(day).isoformat()}
            determine(read({**told, "members": [{"id": "a", "relation": "self"}]}), edition)
    return len(changes)
