"""An edition: everything published, as one value with one canonical text and one hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

ENGINE = 1
"""The number of the engine's semantics: it changes when the same edition and facts could give another result."""

_KINDS = (".py", ".yaml")


@dataclass(frozen=True, slots=True)
class Edition:
    """Texts by path (rules, numbers, sources, programmes). Two editions with the same texts have the same hash."""

    texts: Mapping[str, str]
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        canonical = json.dumps(dict(sorted(self.texts.items())), ensure_ascii=False, separators=(",", ":"))
        object.__setattr__(self, "hash", hashlib.sha256(canonical.encode()).hexdigest())

    def __hash__(self) -> int:
        return hash(self.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edition) and self.hash == other.hash

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> "Edition":
        """An edition of these texts, line ends made one."""
        return cls({path: text.replace("\r\n", "\n") for path, text in sorted(texts.items())})

    def with_overlay(self, path: str, text: str) -> "Edition":
        """This edition with one file put in place of, or beside, what is there."""
        return Edition.from_texts({**self.texts, path: text})


@cache
def shipped() -> Edition:
    """The edition that comes with the product: all files under `policy/law`."""
    root = files("jiuzhu.policy") / "law"
    return Edition.from_texts(dict(_texts(root, "")))


def _texts(folder: Traversable, path: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{path}{item.name}"
        if item.is_dir() and item.name != "__pycache__":
            found += _texts(item, f"{name}/")
        elif item.name.endswith(_KINDS) and item.name != "__init__.py":
            found.append((name, item.read_text(encoding="utf-8")))
    return found
