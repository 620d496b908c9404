"""Does a case notice when the law is changed in one place? Every comparison to its neighbour, every number by one.

    scripts/mutants.py [--only 371000] [--jobs 2] [--sample 40]

Prints each mutant that no case notices, with file:line, and the share that one does; fails below 95%. Those that change nothing are
named with the reason in tests/policy/equivalent.yaml; they count as not noticed. One that is named and noticed fails too.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jiuzhu.policy.edition import shipped
from tests.policy.mutants import is_noticed, reach
from tests.policy.mutations import Mutant, equivalents, mutants, named

ENOUGH = 95


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="files whose path begins with this")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sample", type=int, default=0, help="about so many of them, evenly over the text")
    options = parser.parse_args()
    started = time.monotonic()
    wanted = chosen(options.only, options.sample)
    alive: list[Mutant] = []
    for mutant in survivors(wanted, options.jobs):
        alive.append(mutant)
        print(mutant.told, equivalents().get(named(mutant, shipped()), ""), flush=True)
    return verdict(wanted, alive, time.monotonic() - started)


def verdict(wanted: list[Mutant], alive: list[Mutant], seconds: float) -> int:
    """Prints what came of it; 1 when too few were noticed, or one that is named as changing nothing."""
    without_effect = [one for one in wanted if named(one, shipped()) in equivalents()]
    for mutant in (one for one in without_effect if one not in alive):
        print(f"{mutant.told} 写明不起作用，案例却察觉了：改 tests/policy/equivalent.yaml")
    left = len([one for one in alive if one not in without_effect])
    print(f"{len(alive)} not noticed: {len(alive) - left} change nothing, {left} might")
    noticed = len(wanted) - len(alive)
    share = 100 * noticed / max(1, len(wanted))
    print(f"{noticed} of {len(wanted)} mutants noticed by cases, {share:.1f}%, {seconds:.0f} s")
    return 0 if share >= ENOUGH and len(alive) - left == len(without_effect) else 1


def chosen(only: str, sample: int) -> list[Mutant]:
    """The mutants of the shipped law, or some of them, evenly over the text."""
    every = mutants(shipped(), [path for path in shipped().texts if path.startswith(only)])
    return every[:: max(1, len(every) // sample)] if sample else every


def survivors(wanted: list[Mutant], jobs: int) -> Iterator[Mutant]:
    """Those that no case notices, in their order."""
    reach()  # once, before the workers are forked
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        for mutant, noticed in zip(wanted, pool.map(is_noticed, wanted, chunksize=8), strict=True):
            if not noticed:
                yield mutant


if __name__ == "__main__":
    sys.exit(main())
