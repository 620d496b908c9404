"""Run modules of `tests/bench`, each in a process of its own; fails when a measure is over its limit.

Small ones run two at a time: what is compared is CPU time within one process, so that both halves of a ratio have the same neighbour.

scripts/bench.py [--small] [--large] [determination population …]
"""

import argparse
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BESIDE = 2
NO_MEASURES = {"__init__", "measure", "register", "byhand"}


def main() -> int:
    every = sorted({path.stem for path in (ROOT / "tests" / "bench").glob("*.py")} - NO_MEASURES)
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("names", nargs="*", metavar="NAME", help=f"all of them, or some: {', '.join(every)}")
    options.add_argument("--small", action="store_true", help="a tenth of the size; only ratios fail")
    options.add_argument(
        "--large", action="store_true", help="ten times the size too, where a measure has it"
    )
    asked = options.parse_args()
    if unknown := sorted({*asked.names} - {*every}):
        options.error(f"没有 {', '.join(unknown)}；有：{', '.join(every)}")
    sizes = [f"--{size}" for size in ("small", "large") if getattr(asked, size)]
    commands = [[sys.executable, "-m", f"tests.bench.{name}", *sizes] for name in asked.names or every]
    with ThreadPoolExecutor(BESIDE if asked.small else 1) as several:
        return max(
            several.map(lambda command: subprocess.run(command, cwd=ROOT, check=False).returncode, commands)
        )


if __name__ == "__main__":
    raise SystemExit(main())
