"""Throw the demonstration's data away, after asking: `make reset`. With the standard library alone."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "demo.lock"
"""What `jiuzhu/cli/demo.py` holds while a demonstration runs; where there is none, the data are not a demonstration's."""


def main() -> int:
    home = Path(os.environ.get("JIUZHU_HOME") or ROOT / "var").expanduser().resolve()
    if not home.exists():
        print(f"{home} 没有数据，不用删除 · nothing to delete")
        return 0
    if not (home / LOCK).exists():
        print(f"✗ {home} 里不是演示环境的数据，没有删除 · no demonstration's data, kept", file=sys.stderr)
        return 1
    if is_in_use(home):
        print("✗ 演示环境正在运行，请先按 Ctrl-C 停止 · stop the demonstration first", file=sys.stderr)
        return 1
    print(f"将删除 {home} 里的全部演示数据，确定吗？Delete all data there? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        print("没有删除 · kept")
        return 0
    shutil.rmtree(home)
    print("已删除 · deleted")
    return 0


def is_in_use(home: Path) -> bool:
    with (home / LOCK).open("r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
