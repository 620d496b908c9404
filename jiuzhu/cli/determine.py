"""`jiuzhu determine FILE… [--json]`: families in, determinations out; `-` reads and writes JSON lines. Needs no database."""

import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.family import Faults, read
from jiuzhu.policy.printed import as_text

DONE, BAD_FILE, WRONG_USE, BUG = 0, 2, 64, 70
USAGE = "用法：jiuzhu determine 家庭.yaml … [--json]\n      jiuzhu determine -        （逐行读 JSON，逐行写 JSON）"


def run(argv: list[str]) -> int:
    """Runs the command; the exit status is that of the contract: 0, 2 a bad file, 64 wrong use, 70 a bug."""
    paths = [argument for argument in argv if argument != "--json"]
    unknown = [path for path in paths if path.startswith("-") and path != "-"]
    if "-h" in unknown or "--help" in unknown:
        print(USAGE)
        return DONE
    if unknown or not paths:
        print((f"没有 {unknown[0]} 这个选项\n" if unknown else "") + USAGE, file=sys.stderr)
        return WRONG_USE
    try:
        return max(_one(path, as_json="--json" in argv) for path in paths)
    except BrokenPipeError:
        return DONE
    except Exception:
        traceback.print_exc()
        return BUG


def _one(path: str, *, as_json: bool) -> int:
    status = DONE
    for name, text, lines in _texts(path):
        try:
            if isinstance(text, OSError):
                raise Faults.one("文件", f"打不开：{text.strerror}")
            result = determine(read(text, as_json=lines or path.endswith(".json")), shipped())
        except Faults as faults:
            status = BAD_FILE
            _tell_faults(name, faults, as_line=lines)
        else:
            print(
                json.dumps(result, ensure_ascii=False) if as_json or lines else as_text(result), flush=lines
            )
    return status


def _texts(path: str) -> Iterator[tuple[str, Any, bool]]:
    """(name, text or the reason why it cannot be read, is a JSON line)."""
    if path == "-":
        for number, line in enumerate(sys.stdin.buffer, 1):
            if line.strip():
                yield f"第 {number} 行", line, True
        return
    try:
        yield path, Path(path).read_bytes(), False
    except OSError as error:
        yield path, error, False


def _tell_faults(name: str, faults: Faults, *, as_line: bool) -> None:
    if as_line:
        print(json.dumps({"faults": faults.as_list()}, ensure_ascii=False), flush=True)
        return
    for fault in faults.faults:
        print(f"{name}：{fault.place}：{fault.message}", file=sys.stderr)
