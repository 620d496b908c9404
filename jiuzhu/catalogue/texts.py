"""The catalogue that comes with the product. Needs no database."""

from functools import cache
from pathlib import Path

from jiuzhu.catalogue.reading import read
from jiuzhu.catalogue.values import Catalogue

FOLDER = Path(__file__).with_name("shipped")


@cache
def shipped_texts() -> dict[str, str]:
    """The shipped texts by their path in the folder."""
    return {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(FOLDER.rglob("*.yaml"))
    }


@cache
def shipped() -> Catalogue:
    """The shipped catalogue."""
    return read(shipped_texts())
