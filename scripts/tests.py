"""Run the test suite in parts and add the parts up. The last line is `N passed, N failed` for all of them.

Parts: `check` (format, lint, types, rules of the house), `sqlite` (`quick`: without what is marked slow), `postgres`, `browser`, the
measures of `bench`, `crowds` (a population, a simulation) and `lakes`; `deep`, `faces` (pages and stories on PostgreSQL), `spark`; `law` is
what is deep about the law alone. What the whole took is told apart by what it proves, as `docs/test-budget.md` shares it out.
What a part needs and the machine cannot give is named loudly; with CI=true it is a failure.
"""

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import reports
import system

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FACES = ("web", "demo")
"""Pages without a browser, and the stories: on SQLite each time, on PostgreSQL among the long proofs; the acts they do are tested on both."""
TWO_WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""A file to a worker, in the order of `tests/conftest.py`; by the number of its tests a file of one long test came last."""
ON_POSTGRESQL = ("-p", "tests.plugins.postgres")
WAY_LIMIT, LAW_LIMIT, MEANS_LIMIT = 600, 420, 300
"""Seconds on two cores, of the 25 minutes that are there when all is built."""
SLOWEST = ("--durations=12", "--durations-min=5")
SUITES = {
    "quick": ("quick",),
    "all": ("check", "sqlite", "postgres", "browser", "bench", "crowds", "lakes"),
    "deep": ("deep", "faces", "spark"),
    "law": ("law", "spark"),
}
MEASURES = {
    "bench": ("determination", "month", "pages"),
    "crowds": ("population", "simulate"),
    "lakes": ("lake", "city", "report"),
}
LAW = (
    "tests/policy/", "tests/analysis/", "tests/editions/", "tests/web/api/", "tests/web/citizen/test_calculator/",
    "tests/web/desk/test_simulations/", "tests/web/desk/test_asking_a_simulation/", "tests/web/desk/test_simulated_families/",
    "tests/web/desk/test_amendments/", "tests/casework/test_recalculation/",
    "tests/casework/test_arrears/", "tests/casework/test_confirming_raises/", "tests/casework/test_letter_of_a_raise/",
    "tests/browser/test_policy/", "tests/browser/test_simulations/", "tests/browser/test_amendments/",
    "tests/browser/test_calculator/",
)  # fmt: skip
"""The proofs of the law as code: readings, cases, changes and their simulation, the calculator, what follows a publication."""
MEANS = (
    "tests/catalogue/", "tests/lake/", "tests/recheck/", "tests/verification/", "tests/gateways/", "tests/oversight/",
    "tests/demo/test_every_source/", "tests/demo/test_records/", "tests/demo/test_outside/", "tests/demo/test_three_kinds/",
    "tests/cli/test_catalogue/", "tests/cli/test_lake/", "tests/web/desk/test_answers/", "tests/web/desk/test_assist/",
    "tests/web/desk/test_catalogue/", "tests/web/desk/test_entry/", "tests/web/desk/test_oversight/", "tests/web/desk/test_report_print/", "tests/browser/test_answers/", "tests/browser/test_assist/",
    "tests/browser/test_by_hand/", "tests/browser/test_catalogue/", "tests/browser/test_entry/", "tests/browser/test_lawful/",
    "tests/browser/test_rounds/",
)  # fmt: skip
"""The proofs of means verification: catalogue, connectors, lake, answers and reports, rounds, requests between regions."""
SPARK = "tests/deep/test_spark.py"
"""Wants Java and the extra `spark`, which is there for this part alone."""
OF_THE_LAW = ("tests/deep", "tests/policy", "tests/web/api")


@dataclass
class Part:
    """One command and what came of it."""

    name: str
    seconds: float = 0
    tally: Counter[str] = field(default_factory=Counter)
    lacking: str = ""

    def line(self) -> str:
        outcome = self.lacking or f"{self.tally['passed']} passed, {self.tally['failed']} failed"
        skipped = f", {self.tally['skipped']} skipped" if self.tally["skipped"] else ""
        return f"  {self.name:<9}{self.seconds:6.0f} s   {outcome}{skipped}"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("suite", choices=SUITES)
    suite = options.parse_args().suite
    parts = [run(name) for name in SUITES[suite]]
    total: Counter[str] = sum((part.tally for part in parts), Counter())
    print("\n── 结果 · results " + "─" * 40)
    print("\n".join(part.line() for part in parts))
    if suite == "all":
        print("\n".join(shares(parts)))
    lacking = [part for part in parts if part.lacking]
    for part in lacking:
        print(f"\n!! 没有测试 {part.name}：{part.lacking}\n!! NOT TESTED: {part.name}")
    total["failed"] += len(lacking) if os.environ.get("CI") == "true" else 0
    print(f"\n{total['passed']} passed, {total['failed']} failed", flush=True)
    return 1 if total["failed"] else 0


def shares(parts: list[Part]) -> Iterator[str]:
    """How the time falls to the family's way, the law as code and verification; of a part that proves several, as its tests took."""
    law = sum(part.seconds * law_in(part) for part in parts)
    means = sum(part.seconds * means_in(part) for part in parts)
    way = sum(part.seconds for part in parts) - law - means
    yield "  其中 · of which"
    yield f"  一户人家，从申请到发放 · one family, all the way {way:6.0f} s，限 {WAY_LIMIT} s"
    yield f"  法规 · the law as code                          {law:6.0f} s，限 {LAW_LIMIT} s"
    yield f"  家庭经济状况核对 · means verification           {means:6.0f} s，限 {MEANS_LIMIT} s"


def law_in(part: Part) -> float:
    """The share of a part that proves the law as code, by the seconds its tests took; 0 to 1."""
    return float(part.name == "crowds") if part.name in MEASURES else share_of(part, LAW)


def means_in(part: Part) -> float:
    """The share of a part that proves verification; 0 to 1."""
    return float(part.name == "lakes") if part.name in MEASURES else share_of(part, MEANS)


def share_of(part: Part, folders: tuple[str, ...]) -> float:
    report = reports.of(part.name)
    return reports.seconds(report, folders) / max(1.0, reports.seconds(report)) if report.exists() else 0.0


def run(name: str) -> Part:
    part = Part(name)
    print(f"\n── {name} " + "─" * (56 - len(name)), flush=True)
    started = time.monotonic()
    if name == "check" or name in MEASURES:
        command = ["make", "--no-print-directory", "check"]
        if name in MEASURES:
            command = [sys.executable, "scripts/bench.py", "--small", *MEASURES[name]]
        status = subprocess.run(command, cwd=ROOT, check=False).returncode
        part.tally["failed" if status else "passed"] += 1
    elif name == "browser" and (absent := system.provide()):
        part.lacking = lacks(absent)
    elif name == "spark":
        with_spark(part)
    else:
        pytest(part, *arguments(name))
    part.seconds = time.monotonic() - started
    return part


def lacks(packages: list[str]) -> str:
    return f"缺少 {' '.join(packages)}（apt install {' '.join(packages)}）"


def with_spark(part: Part) -> None:
    """The distributed reading, with the extra put in before and taken out after."""
    if absent := system.provide(system.JAVA):
        part.lacking = lacks(absent)
        return
    bootstrap = [sys.executable, "scripts/bootstrap.py"]
    try:
        if subprocess.run([*bootstrap, "--extra", "spark"], cwd=ROOT, check=False).returncode:
            part.lacking = "装不上 spark（PySpark），请看上面 uv 的说明"
            return
        pytest(part, SPARK, "-m", "deep", "-s", "-v")
    finally:
        subprocess.run(bootstrap, cwd=ROOT, check=False)


def arguments(name: str) -> list[str]:
    """What pytest is asked to run in a part; the rules of the house are part of `check`."""
    if name == "browser":
        return ["tests/browser", "-m", "not deep", *SLOWEST, *TWO_WORKERS]
    if name in ("deep", "law"):
        folders = OF_THE_LAW if name == "law" else ()
        return [*folders, "-m", "deep", "-s", "-v", f"--ignore={SPARK}"]
    unwanted = "browser or deep or slow" if name == "quick" else "browser or deep"
    common = ["-m", f"not ({unwanted})", *SLOWEST, *TWO_WORKERS]
    if name == "faces":
        return [*ON_POSTGRESQL, *common, *(f"tests/{folder}" for folder in FACES)]
    plugin, leave_out = (ON_POSTGRESQL, FACES) if name == "postgres" else ((), ())
    unread = [f"--ignore=tests/{folder}" for folder in ("architecture", "browser", "deep", *leave_out)]
    return [*plugin, *unread, *common]


def pytest(part: Part, *args: str) -> None:
    """Run pytest and count from its own report, which is kept; a run that broke before any test is one failure."""
    report = reports.of(part.name)
    report.unlink(missing_ok=True)
    command = [BIN / "pytest", f"--junit-xml={report}", *args]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    if report.exists():
        part.tally.update(reports.tally(report))
    if status and not part.tally["failed"]:
        part.tally["failed"] = 1


if __name__ == "__main__":
    raise SystemExit(main())
