"""Faces never write; domain rows change only inside acts, and every public act is on the trail."""

import ast

import pytest

from tests.architecture.source import DOMAIN, Module, chain, modules, writes


def in_actions(module: Module) -> bool:
    return "actions" in module.path.with_suffix("").parts


def public_functions(module: Module) -> list[ast.FunctionDef]:
    return [
        node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def is_act(function: ast.FunctionDef) -> bool:
    return any(chain(mark)[-1:] == ["action"] for mark in function.decorator_list)


def test_faces_write_nothing():
    found = [f"{module.place(call)}" for module in modules("web") for call in writes(module.tree)]
    assert not found


def test_faces_use_no_model_forms():
    found = [
        module.place(node)
        for module in modules("web")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        if any("ModelForm" in alias.name or "modelform" in alias.name for alias in node.names)
    ]
    assert not found


def test_only_action_modules_write_domain_rows():
    found = [
        module.place(call)
        for module in modules(*DOMAIN)
        if not in_actions(module)
        for call in writes(module.tree)
    ]
    assert not found


def test_a_public_function_that_writes_is_an_act():
    found = [
        f"{module.place(function)} {function.name}"
        for module in modules(*DOMAIN)
        if in_actions(module)
        for function in public_functions(module)
        if not is_act(function) and any(writes(function))
    ]
    assert not found


def test_every_act_says_who_acts():
    found = [
        f"{module.place(function)} {function.name}"
        for module in modules(*DOMAIN)
        for function in public_functions(module)
        if is_act(function) and "by" not in {argument.arg for argument in function.args.kwonlyargs}
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "row.save()",
        "Case.objects.create(no=1)",
        "Case.objects.filter(no=1).update(no=2)",
        "cursor.execute('')",
    ],
)
def test_a_write_is_seen(line):
    assert any(writes(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "seen.update(more)",
        "Case.objects.filter(no=1).first()",
        "digest.update(b'')",
        "connection.execute('')",
    ],
)
def test_a_read_is_no_write(line):
    assert not any(writes(ast.parse(line)))
