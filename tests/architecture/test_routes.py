"""Every route has a guard, and everything a face asks about people begins with a scope."""

import ast
from collections.abc import Iterator
from importlib import import_module
from inspect import signature

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import Module, chain, modules

GUARDS = {"public", "officer", "resident", "token"}
OF_PEOPLE = (
    "analysis",
    "intake",
    "casework",
    "verification",
    "benefits",
    "assessment",
    "registry",
    "documents",
    "notices",
)
PUBLISHED = {
    "notices.queries.public_now",
    "notices.queries.sheets_now",
    "documents.queries.posted_sheet",
    "documents.queries.genuine",
}
"""Questions that anyone may ask: what the law has shown to all, the sheet of it, and whether a letter in hand is ours."""
PLAIN = {"str", "int", "date", "Iterable", "Sequence", "Collection", "list", "tuple", "set", "Month"}


def routes(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        place = f"{above}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from routes(entry, place)
        else:
            yield place, entry


def test_every_route_is_guarded():
    every = dict(routes(get_resolver()))
    assert every
    assert not [
        f"/{place}" for place, entry in every.items() if getattr(entry.callback, "guard", None) not in GUARDS
    ]


def asked_by(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Calls of a function of some package's `queries`, with its dotted name below `jiuzhu`."""
    known = dict(imported_queries(module))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            first, *rest = chain(node.func)
            if first in known and len(rest) <= 1:
                yield node, ".".join([known[first], *rest])


def imported_queries(module: Module) -> Iterator[tuple[str, str]]:
    """Local name → dotted name, for `from jiuzhu.x import queries [as q]` and `from jiuzhu.x.queries import f`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("jiuzhu."):
            package = node.module.removeprefix("jiuzhu.")
            for alias in node.names:
                if alias.name == "queries" or "queries" in package.split("."):
                    yield alias.asname or alias.name, f"{package}.{alias.name}"


def begins_with_a_scope(name: str) -> bool:
    """Its first argument is a scope, or a row that a question with a scope gave."""
    place, function = f"jiuzhu.{name}".rsplit(".", 1)
    asked = getattr(import_module(place), function)
    first = next(iter(signature(asked).parameters.values()), None)
    if isinstance(asked, type) or first is None:
        return isinstance(asked, type)
    kind = getattr(first.annotation, "__name__", str(first.annotation)).split("[")[0]
    return kind not in PLAIN and first.annotation is not first.empty


def test_faces_ask_about_people_with_a_scope_only():
    asked = {
        name: module.place(call)
        for module in modules("web")
        for call, name in asked_by(module)
        if name.split(".")[0] in OF_PEOPLE and name not in PUBLISHED
    }
    assert not {name: place for name, place in asked.items() if not begins_with_a_scope(name)}


@pytest.mark.parametrize(
    ("name", "scoped"),
    [
        ("clocks.queries.running", True),
        ("clocks.queries.of_cases", False),
        ("notices.queries.text_of", True),
        ("notices.queries.public_now", False),
    ],
)
def test_a_question_without_a_scope_is_seen(name, scoped):
    assert begins_with_a_scope(name) is scoped
