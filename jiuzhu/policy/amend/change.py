"""An amendment: numbers, additions to open lists and texts of rules, each from a day, each with its document; and the same as plain JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from jiuzhu.policy.amend.faults import AmendmentFault, Faults
from jiuzhu.policy.engine.library import region_of
from jiuzhu.policy.engine.lists import Member


@dataclass(frozen=True, slots=True)
class Source:
    """The document that orders a change, as `sources.yaml` keeps it: `key` is its 文号 (or the short name that laws cite).

    Without a title it is one that the edition lists already.
    """

    key: str
    title: str = ""
    read: str = "全文"


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number of a region from a day on, in town, in country or (None) in both.

    `value` is in the number's own unit (money in 分); None leaves it to a person. `corrects` puts it in the place of
    another value that began on the same day.
    """

    name: str
    region: str
    area: str | None
    value: int | None
    since: date
    source: Source
    note: str = ""
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class ListChange:
    """What a region adds to a list that the law leaves open (等), from a day on. `corrects` puts it in the place of what the
    region added from the same day; then it may be nothing."""

    name: str
    region: str
    members: tuple[Member, ...]
    since: date
    source: Source
    note: str = ""
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class RuleChange:
    """New dated texts of rules; each ends, in its region, the text that was in force before.

    `path` is the file they belong to (`500000/dibao/topup.py`, there already or not), `text` a rule file that holds the
    new texts alone. `corrects` puts them in the place of texts that began on the same day.
    """

    path: str
    text: str
    source: Source
    corrects: bool = False

    @property
    def region(self) -> str:
        return region_of(self.path)


Change = NumberChange | ListChange | RuleChange


@dataclass(frozen=True, slots=True)
class Amendment:
    """Changes that are published together."""

    changes: tuple[Change, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions whose law it changes, each once."""
        return tuple(dict.fromkeys(change.region for change in self.changes))

    def as_json(self) -> dict[str, Any]:
        """Plain values that JSON can hold; `from_json` reads them back."""
        return {"changes": [_plain(change) for change in self.changes]}

    @classmethod
    def from_json(cls, told: Any) -> Self:
        """Raises Faults for what is no amendment."""
        changes = told.get("changes") if isinstance(told, Mapping) else None
        if not isinstance(changes, list) or not changes:
            raise Faults.one("changes", "应是一组改动，至少一项")
        return cls(tuple(_change(about, f"changes[{index}]") for index, about in enumerate(changes)))


def _plain(change: Change) -> dict[str, Any]:
    told = asdict(change)
    if isinstance(change, NumberChange):
        return {"kind": "number", **told, "since": change.since.isoformat()}
    if isinstance(change, ListChange):
        return {"kind": "list", **told, "members": [*change.members], "since": change.since.isoformat()}
    return {"kind": "rule", **told}


_TEXT, _TEXT_OR_NONE, _WHOLE_OR_NONE = (str,), (str, type(None)), (int, type(None))
_MUST: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "number": {
        "name": _TEXT,
        "region": _TEXT,
        "area": _TEXT_OR_NONE,
        "value": _WHOLE_OR_NONE,
        "since": _TEXT,
        "source": (dict,),
    },
    "list": {"name": _TEXT, "region": _TEXT, "members": (list,), "since": _TEXT, "source": (dict,)},
    "rule": {"path": _TEXT, "text": _TEXT, "source": (dict,)},
}
_MAY: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "number": {"note": _TEXT, "corrects": (bool,)},
    "list": {"note": _TEXT, "corrects": (bool,)},
    "rule": {"corrects": (bool,)},
}


def _change(about: Any, place: str) -> Change:
    kind = str(about.get("kind")) if isinstance(about, Mapping) else ""
    if kind not in _MUST:
        raise Faults.one(f"{place}.kind", "只能是 number（数）、list（列表）或 rule（规则）")
    told = {key: value for key, value in about.items() if key != "kind"}
    _check_shape(told, _MUST[kind], _MAY[kind], place)
    _check_shape(told["source"], {"key": _TEXT}, {"title": _TEXT, "read": _TEXT}, f"{place}.source")
    told["source"] = Source(**told["source"])
    if kind == "rule":
        return RuleChange(**told)
    try:
        told["since"] = date.fromisoformat(told["since"])
    except ValueError:
        raise Faults.one(f"{place}.since", f"{told['since']} 不是日期，请写成 2026-07-01") from None
    if kind == "number":
        return NumberChange(**told)
    if any(type(member) not in (str, int) for member in told["members"]):
        raise Faults.one(f"{place}.members", "只能列文字或整数")
    return ListChange(**{**told, "members": tuple(told["members"])})


def _check_shape(
    told: Mapping[str, Any],
    must: Mapping[str, tuple[type, ...]],
    may: Mapping[str, tuple[type, ...]],
    place: str,
) -> None:
    faults = [AmendmentFault(f"{place}.{key}", "没有写") for key in must if key not in told]
    known = {**must, **may}
    for key, value in told.items():
        if key not in known:
            faults.append(AmendmentFault(f"{place}.{key}", "不认识这一项"))
        elif type(value) not in known[key]:
            faults.append(AmendmentFault(f"{place}.{key}", f"写成了 {value!r}，类型不对"))
    if faults:
        raise Faults(faults)
