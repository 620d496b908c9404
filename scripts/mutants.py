"""Does a case notice when the law is changed in one place? Every comparison to its neighbour, every number by one.

    scripts/mutants.py [--only 371000] [--jobs 2] [--sample 40]

Prints each mutant that no case notices, with file:line, and the share that one does; fails below 95%.
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
from tests.policy.mutations import Mutant, mutants

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
    alive = 0
    for mutant in survivors(wanted, options.jobs):
        alive += 1
        print(mutant.told, flush=True)
    noticed = len(wanted) - alive
    share = 100 * noticed / max(1, len(wanted))
    seconds = time.monotonic() - started
    print(f"{noticed} of {len(wanted)} mutants noticed by cases, {share:.1f}%, {seconds:.0f} s")
    return 0 if share >= ENOUGH else 1


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
