"""One whole entry of a catalogue written otherwise, laid upon its texts. Pure.

An entry stands as its file has it, with its code: `gongan.huji: {…}`, or `- {no: 12, …}` in the list of items.
What was there stays where it is; what is new comes at the end of its file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import yaml

from jiuzhu.catalogue.faults import CatalogueFault
from jiuzhu.catalogue.reading import CLASSES, SINGLE, Texts

ITEMS = "items.yaml"
LOCAL = f"{CLASSES}99-local.yaml"
"""Where registers of the place's own stand: after all that is shipped, so that they never win over it."""
LONGEST_ENTRY = 20_000


@dataclass(frozen=True)
class Change:
    """The text of the entry `code` in the file `path`, as it is to stand."""

    path: str
    code: str
    text: str

    @classmethod
    def from_json(cls, told: Mapping[str, str]) -> "Change":
        return cls(told["path"], told["code"], told["text"])

    def as_json(self) -> dict[str, str]:
        return asdict(self)

    @property
    def label(self) -> str:
        """What the entry calls itself; its code where it says nothing."""
        body = yaml.load(self.text, yaml.CSafeLoader)
        body = body[0] if isinstance(body, list) else body[self.code]
        return str(body["label"]) if isinstance(body, dict) and "label" in body else self.code


def entries(path: str, written: str) -> dict[str, str]:
    """Every entry of a file by its code, in the file's order, without the remarks between them."""
    lines = written.splitlines()
    return {code: "\n".join(lines[first:last]) for code, (first, last) in _spans(path, written).items()}


def entry(texts: Texts, path: str, code: str) -> str:
    """An entry as it stands; "" where there is none."""
    home = home_of(texts, path, code)
    return entries(home, texts.get(home, "")).get(code, "")


def home_of(texts: Texts, path: str, code: str) -> str:
    """The file that holds an entry: a register stands in any of the classes, a new one in the place's own file."""
    if not path.startswith(CLASSES):
        return path
    held = (each for each in texts if each.startswith(CLASSES) and code in _spans(each, texts[each]))
    return next(held, LOCAL)


def laid(texts: Texts, changes: Iterable[Change]) -> dict[str, str]:
    """The texts with these entries in place. Raises CatalogueFault for a text that is not one entry of its code."""
    after = dict(texts)
    for change in changes:
        new = written_of(change).splitlines()
        home = home_of(after, change.path, change.code)
        lines = after.get(home, "").splitlines()
        first, last = _spans(home, after.get(home, "")).get(change.code, (len(lines), len(lines)))
        gap = [""] if home.startswith(CLASSES) and first == len(lines) and lines else []
        after[home] = "\n".join([*lines[:first], *gap, *new, *lines[last:]]) + "\n"
    return after


def written_of(change: Change) -> str:
    """The text of a change without the blank lines around it. Raises CatalogueFault unless it is its one entry."""
    text = "\n".join(line.rstrip() for line in change.text.splitlines()).strip("\n")
    if change.path not in SINGLE and not change.path.startswith(CLASSES):
        raise CatalogueFault(change.path, f"目录里没有这个文件，应为 {CLASSES}… 或者 {'、'.join(SINGLE)}")
    if len(text) > LONGEST_ENTRY:
        raise CatalogueFault(change.code, f"一项至多 {LONGEST_ENTRY} 字")
    try:
        events = list(yaml.parse(text, yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogueFault(change.code, f"不是正确的 YAML：{error}") from error
    if any(isinstance(each, yaml.AliasEvent) or getattr(each, "anchor", None) for each in events):
        raise CatalogueFault(change.code, "不要用 & 和 * 引用，把内容写全")
    spans = _spans(change.path, text)
    if list(spans) != [change.code] or text.splitlines()[0][:1] in (" ", "\t"):
        found = "、".join(spans) or "没有一项"
        raise CatalogueFault(change.code, f"要顶格写，并且只写 {change.code} 这一项；现在写的是：{found}")
    return text


@lru_cache(maxsize=64)
def _spans(path: str, written: str) -> Mapping[str, tuple[int, int]]:
    """First line and the one after the last of each entry by its code, counted from 0."""
    try:
        root = yaml.compose(written, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogueFault(path, f"不是正确的 YAML：{error}") from error
    found = [(_code(path, node), _first_line(node)) for node in _parts(path, root)]
    lines = written.splitlines()
    ends = [first for _, first in found[1:]] + [len(lines)]
    return {code: (first, _last(lines, first, end)) for (code, first), end in zip(found, ends, strict=False)}


def _parts(path: str, root: Any) -> list[Any]:
    """The nodes of a file's entries: (key, value) of a table, items of the list. None for an empty file."""
    if root is None:
        return []
    kind = yaml.SequenceNode if path == ITEMS else yaml.MappingNode
    if not isinstance(root, kind) or root.flow_style:
        raise CatalogueFault(path, "应为一项一行的列表" if path == ITEMS else "应为 代码: 内容 的表")
    parts: list[Any] = root.value
    return parts


def _code(path: str, node: Any) -> str:
    if path != ITEMS:
        return str(node[0].value)
    keys = {key.value: value.value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
    return str(keys.get("no", ""))


def _first_line(node: Any) -> int:
    first: int = (node[0] if isinstance(node, tuple) else node).start_mark.line
    return first


def _last(lines: list[str], first: int, end: int) -> int:
    """The line after an entry's own last one: remarks and blank lines before the next entry are not its own."""
    while end > first + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end
