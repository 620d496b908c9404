"""Run every module of `tests/bench`, each in a process of its own; fails when a measure is over its limit."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NO_MEASURES = {"__init__", "measure", "register", "byhand"}


def main() -> int:
    names = sorted({path.stem for path in (ROOT / "tests" / "bench").glob("*.py")} - NO_MEASURES)
    commands = [[sys.executable, "-m", f"tests.bench.{name}", *sys.argv[1:]] for name in names]
    return max(subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands)


if __name__ == "__main__":
    raise SystemExit(main())
