"""Run the command behind each part of `docs/evidence/*.yaml` and write `evidence/<name>.md` with the figures they printed."""

import re
import subprocess
import sys
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
    names = sys.argv[1:] or [path.stem for path in sorted((ROOT / "docs" / "evidence").glob("*.yaml"))]
    EVIDENCE.mkdir(exist_ok=True)
    return max(write_table(name) for name in names)


def write_table(name: str) -> int:
    table = yaml.safe_load((ROOT / "docs" / "evidence" / f"{name}.yaml").read_text())
    rows = list(run_parts(table["parts"]))
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    lines = [
        f"# {table['title']}",
        "",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {commit}",
        "",
        "| 部分 part | 命令 command | 数字 figures | 秒 s | |",
        "|---|---|---|---|---|",
        *(row for row, _ in rows),
    ]
    target = EVIDENCE / f"{name}.md"
    target.write_text("\n".join(lines) + "\n")
    print(f"\n{target.read_text()}\n→ {target.relative_to(ROOT)}")
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
