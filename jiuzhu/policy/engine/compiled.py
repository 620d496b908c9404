"""Reading 2 compiled: the same columns by one loop over the households, for installations with the `fast` extra (Numba).

Compiling takes seconds for each set of rules; a folder keeps what was compiled for the next process.
"""

import hashlib
import os
import sys
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from inspect import getsource
from pathlib import Path
from typing import Any

import numba
import numpy as np

from jiuzhu.policy.engine import days
from jiuzhu.policy.engine.columns import empty
from jiuzhu.policy.engine.fold import folded
from jiuzhu.policy.engine.library import BUSINESS_DAY
from jiuzhu.policy.engine.loop import Loop
from jiuzhu.policy.engine.plan import Node, Plan
from jiuzhu.policy.engine.population import Column, Population, checked, needed_numbers, settled
from jiuzhu.policy.engine.rows import OWNER, lineage
from jiuzhu.policy.engine.vector import NEAR


def run(
    plan: Plan,
    population: Population,
    day: int,
    rulings: Mapping[str, int],
    goals: Collection[str],
    *,
    folder: Path | None = None,
    threads: int = 1,
) -> dict[str, Column]:
    """As `columns.run`. Raises OpenNumberError or BadColumnError.

    What was compiled serves all places and days whose rules and switches (numbers that are no amounts) are the same.
    """
    known = settled(plan, rulings)
    nodes, loop, text = _written(plan, known, day, rulings, tuple(goals))
    function = _compiled(text, folder)
    numbers = {name: known.get(name, 0) for name in loop.numbers} | {BUSINESS_DAY: day}
    whole = checked(plan, nodes, population)
    found = {goal: empty(plan.library, whole, goal) for goal in goals}
    inputs = [whole.columns[plan.library.entity(name)][name] for name in loop.facts]
    arguments = (
        NEAR,
        *(whole.edges[entity] for entity in OWNER),
        *(_most_rows(whole, entity) for entity in OWNER),
        *inputs,
        *(found[goal] for goal in goals),
        *(np.int64(value) for value in numbers.values()),
    )
    cuts = [whole.size * part // threads for part in range(threads + 1)]
    if threads == 1:
        function(0, whole.size, *arguments)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda part: function(cuts[part], cuts[part + 1], *arguments), range(threads)))
    return found


def _written(
    plan: Plan, known: Mapping[str, int], day: int, rulings: Mapping[str, int], goals: tuple[str, ...]
) -> tuple[tuple[Node, ...], Loop, str]:
    """The nodes with their switches put in, their loop and its text; made once for a plan."""
    key = ("loop", goals, day, tuple(known.items()))
    found: tuple[tuple[Node, ...], Loop, str] | None = plan.kept.get(key)
    if found is None:
        needed = plan.closure(goals)
        needed_numbers(plan, folded(needed, {**known, BUSINESS_DAY: day}, goals), rulings)
        switches = {name: value for name, value in known.items() if not plan.units[name].startswith("fen")}
        nodes = folded(needed, switches, goals)
        asked = {name for node in nodes for name, _ in node.needs}
        loop = Loop(plan, nodes, goals, (*(name for name in plan.numbers if name in asked), BUSINESS_DAY))
        found = plan.keep(key, (nodes, loop, loop.text()))
    return found


def _most_rows(population: Population, entity: str) -> int:
    """The most rows of an entity that one household has, its members' included."""
    edges = population.edges[entity]
    for above in lineage(OWNER[entity])[:-1]:
        edges = edges[population.edges[above]]
    return int(np.diff(edges).max(initial=0))


@cache
def _compiled(text: str, folder: Path | None) -> Any:
    """The loop as machine code, from the folder if it was compiled before."""
    if folder is None:
        names: dict[str, Any] = {}
        exec(compile(text, "<loop>", "exec"), names)  # noqa: S102 - written from checked trees
        return numba.njit(nogil=True, error_model="numpy")(names["loop"])
    called = (
        f"{text}{getsource(days)}{numba.__version__}"  # Numba does not see that what it inlined has changed
    )
    name = f"loop_{hashlib.sha256(called.encode()).hexdigest()[:16]}"
    path = folder / f"{name}.py"
    if not path.exists():
        whole = path.with_suffix(f".{os.getpid()}")
        whole.write_text(text, encoding="utf-8")
        whole.replace(path)
    spec = spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None  # noqa: S101 - a file that is there
    module = sys.modules[name] = module_from_spec(spec)  # where Numba finds again what it kept
    spec.loader.exec_module(module)
    return numba.njit(nogil=True, error_model="numpy", cache=True)(module.loop)
