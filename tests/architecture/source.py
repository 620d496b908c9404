"""The product's source as syntax trees, for the rules of the house."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = (
    "oversight",
    "analysis",
    "intake",
    "casework",
    "recheck",
    "verification",
    "benefits",
    "assessment",
    "registry",
    "documents",
    "notices",
    "clocks",
    "lake",
    "editions",
    "catalogue",
    "org",
)
"""Packages that keep records by acts. `jobs`, `trail` and `vault` keep their own rows below them."""
WRITES = {
    "save",
    "create",
    "acreate",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
    "update",
    "execute",
    "executemany",
    "raw",
}
READS_OF_A_MANAGER = {
    "objects",
    "filter",
    "exclude",
    "all",
    "get",
    "select_for_update",
    "order_by",
    "_base_manager",
}


class Module(NamedTuple):
    path: Path
    tree: ast.Module

    def place(self, node: ast.AST) -> str:
        return f"{self.path.relative_to(ROOT)}:{node.lineno}"


@cache
def parse(path: Path) -> Module:
    return Module(path, ast.parse(path.read_text(), filename=str(path)))


def modules(*packages: str) -> Iterator[Module]:
    """Every module of the named packages below `jiuzhu`, migrations left out."""
    for package in packages:
        for path in sorted((ROOT / "jiuzhu" / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield parse(path)


def chain(node: ast.expr) -> list[str]:
    """The names along `a.b(…).c`, from the left: ["a", "b", "c"]."""
    if isinstance(node, ast.Attribute):
        return [*chain(node.value), node.attr]
    if isinstance(node, ast.Call):
        return chain(node.func)
    if isinstance(node, ast.Subscript):
        return chain(node.value)
    return [node.id] if isinstance(node, ast.Name) else [""]


def is_write(call: ast.Call) -> bool:
    """A call that changes rows: a writing method of a manager or queryset, or `row.save()` and `row.delete()`.

    `connection.execute` asks files by DuckDB: Django's connections have cursors for that. `update` belongs to dicts and hashes too, so it counts only after a manager or queryset.
    """
    *before, method = chain(call.func)
    if (
        method not in WRITES
        or not before
        or before[0] == "super"
        or (method, before) == ("execute", ["connection"])
    ):
        return False
    if method in ("update", "create", "delete", "raw"):
        return bool(READS_OF_A_MANAGER & set(before)) or (method == "delete" and not call.args)
    return method != "save" or before[-1] not in ("image", "picture", "book", "document", "workbook")


def writes(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_write(node))
