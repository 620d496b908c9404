"""Every kind of job that acts enqueue is one that the worker can do."""

import ast
import re

from jiuzhu.cli.kinds import KINDS
from tests.architecture.source import DOMAIN, chain, modules


def enqueued():
    """The values of the constants that `enqueue(KIND, …)` is called with in domain packages."""
    for module in modules(*DOMAIN):
        constants = dict(re.findall(r'^([A-Z_]+) = "([a-z_.]+)"$', module.path.read_text(), re.MULTILINE))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and chain(node.func) == ["enqueue"]:
                name = chain(node.args[0])[-1]
                yield constants.get(name, name)


def test_every_job_that_is_enqueued_can_be_done():
    kinds = {kind for kind in enqueued() if "." in kind}
    assert kinds
    assert kinds <= KINDS.keys()
