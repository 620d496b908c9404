"""Every act and every look that can stand on the trail under a case has its word on the page of the trail, and no other."""

import ast
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource, signature, unwrap
from typing import Any, get_type_hints

import pytest

from jiuzhu.oversight.words import FIELDS, WORDS
from tests.architecture.source import ROOT, Module, chain, modules

LOOKS = {"look": 1, "look_within": 2}
"""Which argument names the look."""


def code(module: Module) -> Any:
    return import_module(".".join(module.path.relative_to(ROOT).with_suffix("").parts))


def acts() -> Iterator[tuple[str, Any]]:
    """Names of all acts, and what each does."""
    for module in modules("."):
        for node in module.tree.body:
            for mark in getattr(node, "decorator_list", ()):
                if chain(mark)[-1] == "action":
                    yield mark.args[0].value, getattr(code(module), node.name)


def carries_a_case(act: Any) -> bool:
    """It is given a case, or returns what tells the trail of one: by its `for_trail`, which may hand on another's, or as a row."""
    if "case_no" in signature(act).parameters:
        return True
    made = get_type_hints(unwrap(act))["return"]
    if not hasattr(made, "for_trail"):
        return hasattr(made, "case_no")
    told = getsource(made.for_trail)
    return "case_no" in told or ".for_trail(" in told


def looks() -> Iterator[tuple[str, ast.Call]]:
    """Looks by name; a name that is handed on is told where it comes from."""
    for module in modules("."):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and chain(node.func)[-1] in LOOKS:
                told = node.args[LOOKS[chain(node.func)[-1]]]
                name = told.value if isinstance(told, ast.Constant) else getattr(code(module), told.id, None)
                if name is not None:
                    yield name, node


def given(call: ast.Call, argument: str) -> ast.expr | None:
    return next((one.value for one in call.keywords if one.arg == argument), None)


def is_of_a_case(call: ast.Call) -> bool:
    told = given(call, "case_no")
    return told is not None and getattr(told, "value", None) != ""


def test_what_can_stand_under_a_case_has_a_word_and_nothing_else_has():
    of_acts = {name for name, act in acts() if carries_a_case(act)}
    of_looks = {name for name, call in looks() if is_of_a_case(call)}
    assert len(of_acts) > 100 and len(of_looks) > 15
    assert of_acts | of_looks == set(WORDS)


def test_every_field_that_a_look_at_a_case_opens_by_name_has_a_word():
    opened = {
        one.value
        for _, call in looks()
        if is_of_a_case(call) and isinstance(told := given(call, "fields"), ast.List)
        for one in told.elts
        if isinstance(one, ast.Constant)
    }
    assert opened == set(FIELDS)


@pytest.mark.parametrize(
    ("name", "is_seen"), [("casework.settle", True), ("clocks.start", True), ("org.appoint", False)]
)
def test_an_act_that_carries_a_case_is_seen(name, is_seen):
    assert carries_a_case(dict(acts())[name]) is is_seen
