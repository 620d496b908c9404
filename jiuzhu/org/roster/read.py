"""A roster's text to rows. What a row says wrongly is a fault and reads as nothing, so that the rest is checked all the same.

divisions: [{code, name}]                                 # what does not come with the product
offices:   [{name, short, level, region, upper, phone, department}]   # the last three may be left out
officers:  [{username, name, id_number, office, posts: [{role, since, office}]}]   # id_number may be left out; a post's office, when it is another
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from jiuzhu.kernel import idnumber
from jiuzhu.org.kinds import LEVEL_LABELS, ROLE_LABELS, Level, Role
from jiuzhu.org.roster.faults import At, Fault
from jiuzhu.policy.engine.faults import LawFault, neighbours
from jiuzhu.policy.engine.lawyaml import Lined, load_text
from jiuzhu.policy.engine.numbers import is_region

TABLES = ("divisions", "offices", "officers")
_LEVELS = {label: level for level, label in LEVEL_LABELS.items()}
_ROLES = {label: role for role, label in ROLE_LABELS.items()}
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")


@dataclass(frozen=True)
class Division:
    at: At
    code: str
    name: str


@dataclass(frozen=True)
class OfficeRow:
    at: At
    name: str
    short: str
    level: Level | None
    region: str
    upper: str
    phone: str
    department: str


@dataclass(frozen=True)
class PostRow:
    at: At
    office: str
    role: Role | None
    since: date | None


@dataclass(frozen=True)
class OfficerRow:
    at: At
    username: str
    name: str
    id_number: str
    posts: tuple[PostRow, ...]


@dataclass(frozen=True)
class Roster:
    divisions: tuple[Division, ...] = ()
    offices: tuple[OfficeRow, ...] = ()
    officers: tuple[OfficerRow, ...] = ()


def read(text: str) -> tuple[Roster, list[Fault]]:
    """The rows of a roster, and what is wrong with each taken by itself."""
    try:
        table = load_text("", text)
    except LawFault as wrong:
        return Roster(), [Fault(one.line, "文件", one.message) for one in wrong.faults]
    except yaml.YAMLError as wrong:  # a character that no text has
        return Roster(), [Fault(0, "文件", f"YAML 读不懂：{str(wrong).splitlines()[0]}")]
    if not isinstance(table, Lined):
        return Roster(), [
            Fault(0, "文件", f"最外层应是 {'、'.join(TABLES)} 三张表，照样子 docs/handbook/staff.yaml 写")
        ]
    reader = _Reader()
    reader.only_known("文件", table, TABLES)
    roster = Roster(
        tuple(reader.division(at) for at in reader.rows(table, "divisions", "divisions")),
        tuple(reader.office(at) for at in reader.rows(table, "offices", "offices")),
        tuple(reader.officer(at) for at in reader.rows(table, "officers", "officers")),
    )
    return roster, reader.faults


class _Reader:
    """Reads row by row and keeps what was wrong."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def division(self, at: At) -> Division:
        self.only_known(at.place, at.row, ("code", "name"))
        return Division(at, self.code(at, "code"), self.text(at, "name", 60))

    def office(self, at: At) -> OfficeRow:
        self.only_known(
            at.place, at.row, ("name", "short", "level", "region", "upper", "phone", "department")
        )
        return OfficeRow(
            at,
            self.text(at, "name", 60),
            self.text(at, "short", 20),
            self.word(at, "level", _LEVELS),
            self.code(at, "region"),
            self.text(at, "upper", 60, may_lack=True),
            self.text(at, "phone", 20, may_lack=True),
            self.text(at, "department", 40, may_lack=True),
        )

    def officer(self, at: At) -> OfficerRow:
        self.only_known(at.place, at.row, ("username", "name", "id_number", "office", "posts"))
        username, office = self.text(at, "username", 40), self.text(at, "office", 60)
        if username and not _USERNAME.fullmatch(username):
            self.no(
                at,
                "username",
                f"{username} 不能作用户名：用小写字母开头，只用小写字母、数字和 . _ -，2 到 40 个字",
            )
            username = ""
        posts = tuple(self.post(one, office) for one in self.rows(at.row, "posts", f"{at.place}.posts"))
        if not at.row.get("posts"):
            self.no(at, "posts", "还没有写岗位，至少写一个：posts: [{role: 经办, since: 2026-07-01}]")
        return OfficerRow(at, username, self.text(at, "name", 40), self.number(at), posts)

    def number(self, at: At) -> str:
        """An identity number, "" where there is none or one that cannot be; what is wrong never repeats it."""
        number = self.text(at, "id_number", 24, may_lack=True)
        if number and (wrong := idnumber.fault(number, date.max)):
            self.no(at, "id_number", wrong)
            return ""
        return idnumber.normal(number)

    def post(self, at: At, office: str) -> PostRow:
        self.only_known(at.place, at.row, ("role", "since", "office"))
        return PostRow(
            at,
            self.text(at, "office", 60, may_lack=True) or office,
            self.word(at, "role", _ROLES),
            self.day(at, "since"),
        )

    def rows(self, table: Lined, key: str, place: str) -> Iterator[At]:
        """The rows of a list of mappings; a list that is not there has none."""
        found = table.get(key) or []
        if not isinstance(found, list):
            self.faults.append(Fault(table.line_of(key), place, "应是一张表，每行以“- ”开头"))
            return
        for number, row in enumerate(found):
            if isinstance(row, Lined):
                yield At(f"{place}[{number}]", row)
            else:
                self.faults.append(
                    Fault(table.line_of(key), f"{place}[{number}]", "应是“名字: 值”，不是一个值")
                )

    def only_known(self, place: str, row: Lined, known: tuple[str, ...]) -> None:
        for key in row:
            if key not in known:
                told = f"没有“{key}”这一项{neighbours(key, known) or '，'}可以写：{'、'.join(known)}"
                if "：" in key or "，" in key:
                    told = (
                        f"“{key}”里的冒号和逗号要写半角的，冒号后面空一格，例如 name: 石芸, short: 区民政局"
                    )
                self.faults.append(Fault(row.line_of(key), place, told))

    def text(self, at: At, key: str, most: int, *, may_lack: bool = False) -> str:
        value: Any = at.row.get(key, "")
        if not isinstance(value, str):
            self.no(at, key, "这里只写文字")
        elif not value.strip():
            if not may_lack:
                self.no(at, key, "还没有写")
        elif len(value.strip()) > most:
            self.no(at, key, f"现在 {len(value.strip())} 个字，最多 {most} 个")
        else:
            return value.strip()
        return ""

    def code(self, at: At, key: str) -> str:
        code = self.text(at, key, 20)
        if code and not is_region(code):
            self.no(at, key, f"{code} 不是区划代码：县 6 位、乡镇 9 位、村 12 位数字")
            return ""
        return code

    def word(self, at: At, key: str, known: Mapping[str, Any]) -> Any:
        word = self.text(at, key, 20)
        if word and word not in known:
            self.no(at, key, f"没有“{word}”，可以写：{'、'.join(known)}")
        return known.get(word)

    def day(self, at: At, key: str) -> date | None:
        text = self.text(at, key, 20)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.no(at, key, f"{text} 不是日期，请写成 2026-07-01")
            return None

    def no(self, at: At, key: str, message: str) -> None:
        self.faults.append(at.fault(key, message))
