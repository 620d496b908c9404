"""Whatever opens what departments said is a look that has a limit: no page of a case is drawn without one."""

import ast
from inspect import getsourcefile, unwrap
from pathlib import Path

from django.urls import get_resolver

from jiuzhu.org.looking import COUNTED
from tests.architecture.source import ROOT, Module, chain, modules, parse
from tests.architecture.test_routes import routes

OPENERS = ("reached", "open_person", "open_answer", "granted", "trail_of")
"""What a view of a case begins with; each records a counted look."""


def functions(module: Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)}


def calls(module: Module, name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """The last names of everything that a function of a module calls, through functions of the same module."""
    own = functions(module)
    found: set[str] = set()
    for node in ast.walk(own[name]):
        if isinstance(node, ast.Call):
            called = chain(node.func)[-1]
            found.add(called)
            if called in own and called not in seen:
                found |= calls(module, called, seen | {name, called})
    return found


def test_every_page_of_a_case_begins_with_a_counted_look():
    pages = {
        place: entry.callback
        for place, entry in routes(get_resolver())
        if place.startswith("desk/cases/<str:case_no>")
    }
    assert len(pages) > 15
    without = []
    for place, guarded in pages.items():
        view = unwrap(guarded)
        module = parse(Path(getsourcefile(view)))
        if not calls(module, view.__name__) & set(OPENERS):
            without.append(place)
    assert not without


def test_answers_and_numbers_are_revealed_to_readers_behind_a_counted_look_only():
    """In the questions of `verification` and `registry`: who reveals a value for a page, looks within the limits first."""
    found = []
    for module in modules("verification/queries", "registry"):
        if "actions" in module.path.stem:
            continue
        for name in functions(module):
            shown = {"reveal", "answers_of"} & calls(module, name)
            if name.startswith("_") or not shown or name.startswith("masked_") or name == "answers_of":
                continue
            if not {"look_within", "look"} & calls(module, name):
                found.append(f"{module.path.relative_to(ROOT)} {name}")
    assert not found


def test_every_look_that_is_counted_is_made_within_its_limit_and_nowhere_else():
    made: dict[str, set[str]] = {}
    for module in modules(
        "org", "registry", "verification", "casework", "intake", "web", "documents", "recheck", "oversight"
    ):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and chain(node.func)[-1] in ("look", "look_within"):
                names = [one.value for one in node.args if isinstance(one, ast.Constant)]
                for name in names:
                    made.setdefault(str(name), set()).add(chain(node.func)[-1])
    counted = [act for acts, _ in COUNTED.values() for act in acts]
    assert {act: made.get(act) for act in counted} == {act: {"look_within"} for act in counted}
