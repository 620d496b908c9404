"""YAML of the law: mappings whose every leaf is text, and which know their lines."""

from functools import lru_cache
from typing import Any

import yaml

from jiuzhu.policy.engine.faults import Fault, LawFault


class Lined(dict[str, Any]):
    """A mapping that knows on which line each of its keys stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """The line of a key; of one that is not there, where the mapping begins."""
        return self.lines.get(key, self.line)


class _Loader(yaml.CBaseLoader):
    """Makes only text, lists and Lined mappings; a key twice is refused."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        found = Lined(node.start_mark.line + 1)
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise yaml.MarkedYAMLError(problem=f"{name} 写了两次", problem_mark=key.start_mark)
            found[name] = self.construct_object(value, deep=True)
            found.lines[name] = key.start_mark.line + 1
        return found


@lru_cache(maxsize=1024)
def load_yaml(path: str, text: str) -> Lined:
    """A mapping whose every leaf is text (YAML 1.2 with strings only), only to be read: editions that hold the same
    file share it. Raises LawFault for anything else."""
    found = load_text(path, text)
    if not isinstance(found, Lined):
        raise LawFault([Fault(path, 0, "最外层应是“名字: …”")])
    return found


def load_text(path: str, text: str) -> Any:
    """Whatever the text holds: text, lists and Lined mappings. Raises LawFault for what is no YAML."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a base loader: it makes only text
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise LawFault([Fault(path, line, f"YAML 读不懂：{error.problem}")]) from error
