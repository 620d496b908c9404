"""The handbooks speak of what is there: every name in quotation marks stands on a page, every command is one."""

import re
from functools import cache

import pytest

from jiuzhu.cli import COMMANDS
from tests.architecture.source import ROOT

BOOKS = sorted((ROOT / "docs" / "handbook").glob("*.md"))
TEXTS = ("html", "py", "js", "yaml")


@cache
def said() -> str:
    """All that the product may say, without the tags between its words."""
    texts = (path.read_text() for end in TEXTS for path in (ROOT / "jiuzhu").rglob(f"*.{end}"))
    return re.sub(r"<[^>]+>", "", "\n".join(texts))


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_what_a_handbook_quotes_is_said_by_the_product(book):
    quoted = [name for told in re.findall(r"“([^”]+)”", book.read_text()) for name in re.split(r"[›…]", told)]
    assert [name for name in quoted if name.strip() and name.strip() not in said()] == []


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_the_commands_of_a_handbook_are_commands(book):
    told = re.findall(r"`jiuzhu (\w+)", book.read_text())
    assert set(told) <= set(COMMANDS)
