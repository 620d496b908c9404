"""What the last whole run of the tests said of some folders: `scripts/reports.py tests/demo tests/gateways`.

Each part of `make test` (`scripts/tests.py`) leaves pytest's own report in `.tools/reports`; `.ci/run` brings those of its clean
clone home. Refuses reports of another commit than the one that is checked out.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(".tools") / "reports"


def folder() -> Path:
    """Where the reports of this commit are."""
    return ROOT / FOLDER / _asked("rev-parse", "--short=12", "HEAD")


def of(part: str) -> Path:
    """Where the report of a part is written."""
    folder().mkdir(parents=True, exist_ok=True)
    return folder() / f"{part}.xml"


def tally(report: Path, folders: tuple[str, ...] = ()) -> Counter[str]:
    """How many tests passed, failed and were skipped; with `folders`, of those that lie in them."""
    found: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest's own report
        if not folders or _place(case).startswith(folders):
            found[_outcome(case)] += 1
    return found


def seconds(report: Path, folders: tuple[str, ...] = ("",)) -> float:
    """What the tests of some folders (of all) took, one after the other."""
    cases = ElementTree.parse(report).iter("testcase")  # noqa: S314 - pytest's own report
    return sum(float(case.get("time", 0)) for case in cases if _place(case).startswith(folders))


def _place(case: ElementTree.Element) -> str:
    return case.get("classname", "").replace(".", "/") + "/"


def _outcome(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "passed" if case.find("skipped") is None else "skipped"


def _asked(*question: str) -> str:
    answer = subprocess.run(["git", *question], cwd=ROOT, capture_output=True, text=True, check=False)
    return answer.stdout.strip()


def lines(folders: tuple[str, ...]) -> Iterator[tuple[str, Counter[str]]]:
    """(part, tally) of every part that has tests in these folders."""
    for report in sorted(folder().glob("*.xml")):
        counted = tally(report, folders)
        if counted:
            yield report.stem, counted


def main() -> int:
    """1 when something failed, nothing was run, or what is checked out is not what was run."""
    if _asked("status", "--porcelain") or not folder().exists():
        print(
            "没有这个版本的测试报告，请提交后运行 make test 或 .ci/run · no reports of this commit: run the tests"
        )
        return 1
    folders = tuple(f"{argument.removesuffix('.py').rstrip('/')}/" for argument in sys.argv[1:])
    total: Counter[str] = Counter()
    for part, counted in lines(folders):
        total += counted
        print(f"{part}: {counted['passed']} passed, {counted['failed']} failed")
    return 0 if total["passed"] and not total["failed"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
