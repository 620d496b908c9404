"""Every kind of job that acts enqueue is one that the worker can do."""

import ast
from importlib import import_module

from jiuzhu.cli.kinds import KINDS
from tests.architecture.source import DOMAIN, ROOT, chain, modules


def enqueued():
    """The values of the constants that `enqueue(KIND, …)` and `repeat(KIND, …)` are called with in domain packages."""
    for module in modules(*DOMAIN):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and chain(node.func) in (["enqueue"], ["repeat"]):
                name = ".".join(module.path.relative_to(ROOT).with_suffix("").parts)
                yield getattr(import_module(name), chain(node.args[0])[-1])


def test_every_job_that_is_enqueued_can_be_done():
    kinds = set(enqueued())
    assert kinds
    assert kinds <= KINDS.keys()
