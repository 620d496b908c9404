"""Run the command behind each part of `docs/evidence/*.yaml` and write `evidence/<name>.md` with the figures they printed.

    scripts/evidence.py [law-as-code …] [--part mutants]

With --part only the parts whose name or command has that text are run, and printed, not written: a table is of one run.
"""

import argparse
import re
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
EVIDENCE = ROOT / "evidence"


def main() -> int:
    """All tables, or those named on the command line; 1 when a command failed or printed no figure."""
    every = [path.stem for path in sorted((ROOT / "docs" / "evidence").glob("*.yaml"))]
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "tables", nargs="*", metavar="TABLE", help=f"all of them, or some: {', '.join(every)}"
    )
    options.add_argument("--part", default="", metavar="TEXT", help="only parts with this in name or command")
    asked = options.parse_args()
    if unknown := sorted({*asked.tables} - {*every}):
        options.error(f"没有 {', '.join(unknown)}；有：{', '.join(every)}")
    return max([table(name, asked.part) for name in asked.tables or every])


def table(name: str, only: str) -> int:
    """One table, run and written; or some of its parts, run and printed."""
    told = yaml.safe_load((ROOT / "docs" / "evidence" / f"{name}.yaml").read_text())
    parts = [part for part in told["parts"] if only in f"{part['part']} {part['command']}"]
    rows = list(run_parts(parts))
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    lines = [
        f"# {told['title']}",
        "",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {commit}",
        "",
        "| 部分 part | 命令 command | 数字 figures | 秒 s | |",
        "|---|---|---|---|---|",
        *(row for row, _ in rows),
    ]
    print("\n" + "\n".join(lines))
    if not only:
        EVIDENCE.mkdir(exist_ok=True)
        target = EVIDENCE / f"{name}.md"
        target.write_text("\n".join(lines) + "\n")
        print(f"\n→ {target.relative_to(ROOT)}")
    return 0 if all(is_good for _, is_good in rows) else 1


def run_parts(parts: list[dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    """One table row a part, and whether its command succeeded and printed its figure."""
    for part in parts:
        print(f"▸ {part['part']}：{part['command']}", flush=True)
        began = time.monotonic()
        done = subprocess.run(  # noqa: S602 - our own table
            part["command"],
            shell=True,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - began
        found = [
            " ".join(match.group(1).split())
            for match in re.finditer(part["figure"], done.stdout, re.MULTILINE)
        ]
        is_good = done.returncode == 0 and bool(found)
        if not is_good:
            print(done.stdout[-3000:])
        figures = "<br>".join(found) or "–"
        mark = "✓" if is_good else f"✗ ({done.returncode})"
        yield f"| {part['part']} | `{part['command']}` | {figures} | {seconds:.0f} | {mark} |", is_good


if __name__ == "__main__":
    raise SystemExit(main())
