"""The law and the kernel are plain Python: no database, no clock, no network. Only faces and commands read the clock."""

import ast
import sys
from collections.abc import Iterator

from tests.architecture.source import DOMAIN, Module, chain, modules

PURE_LIBRARIES = {"jiuzhu", "numpy", "numba", "pyarrow", "yaml", "stdnum"}
CLOCK_METHODS = {
    "now",
    "utcnow",
    "today",
    "localdate",
    "localtime",
    "time",
    "time_ns",
    "monotonic",
    "perf_counter",
}
CLOCK_HOLDERS = {"datetime", "date", "timezone", "time"}
OUTSIDE = {
    "socket",
    "http",
    "urllib",
    "ssl",
    "subprocess",
    "sqlite3",
    "asyncio",
    "threading",
    "random",
    "secrets",
}


def imports(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, (node.module or "").split(".")[0]


def clock_reads(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            *before, method = chain(node.func)
            if method in CLOCK_METHODS and before and before[-1] in CLOCK_HOLDERS:
                yield module.place(node)


def test_the_day_of_a_moment_is_the_offices():
    """`.date()` takes the day in whatever zone the moment is in, and stored ones are in UTC. What has no zone has its day."""
    without_zone = ("kernel/moments.py", "gateways/files/tables.py", "gateways/database.py")
    wrong = [
        module.place(node)
        for module in modules("")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not node.args
        and not str(module.path).endswith(without_zone)
    ]
    assert not wrong


def test_policy_and_kernel_import_only_pure_libraries():
    allowed = (PURE_LIBRARIES | set(sys.stdlib_module_names)) - OUTSIDE
    foreign = [
        f"{module.place(node)} imports {name}"
        for module in modules("policy", "kernel")
        for node, name in imports(module)
        if name not in allowed
    ]
    assert not foreign


def test_only_the_compiled_reading_wants_numba():
    asked = {
        module.path.stem
        for module in modules("policy", "kernel")
        for _, name in imports(module)
        if name == "numba"
    }
    asked |= {
        module.path.stem
        for module in modules("policy")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("jiuzhu.policy.engine.compiled", "jiuzhu.policy.engine.days")
    }
    assert asked == {"compiled", "days"}


def test_only_the_distributed_reading_knows_arrow_and_nothing_knows_spark():
    asked = {
        (name, module.path.stem)
        for module in modules("policy", "kernel", *DOMAIN)
        for _, name in imports(module)
        if name in ("pyspark", "py4j", "pandas") or (name == "pyarrow" and "policy" in module.path.parts)
    }
    assert asked == {("pyarrow", "spark")}


def test_policy_and_kernel_know_no_clock():
    assert not [place for module in modules("policy", "kernel") for place in clock_reads(module)]


def test_the_day_is_an_argument_below_the_faces():
    assert not [place for module in modules(*DOMAIN) for place in clock_reads(module)]


def test_the_clock_is_seen_when_it_is_read():
    source = "from django.utils import timezone\nmoment = timezone.now()\nday = datetime.date.today()\n"
    module = Module(next(modules("kernel")).path, ast.parse(source))
    assert len(list(clock_reads(module))) == 2
