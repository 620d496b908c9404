"""The two commands on a machine that knows nothing of us: an empty folder, an empty HOME, an empty environment."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import outside
import reports
import system

ROOT = Path(__file__).resolve().parent.parent
KEPT = re.compile(
    r"PATH|LANG|(PIP|UV)_(\w*INDEX\w*|CERT|CONFIG_FILE|FIND_LINKS|DEFAULT_TIMEOUT)|SSL_CERT_(FILE|DIR)"
    r"|(REQUESTS|CURL)_CA_BUNDLE|(?i:https?_proxy|all_proxy|no_proxy)"
)
"""All that the clean environment keeps: where programs are, the language, package mirrors and certificates."""
READY = "就绪 · ready（"
FIRST_START_SECONDS, LATER_START_SECONDS, STOP_SECONDS = 300, 15, 20


class Tally:
    """What was proved, what was not, and how long it took."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def check(self, holds: bool, what: str) -> None:
        print(f"  {'✓' if holds else '✗'} {what}")
        self.passed, self.failed = self.passed + holds, self.failed + (not holds)


def main() -> int:
    tally = Tally()
    work = Path(tempfile.mkdtemp(prefix="jz-"))
    work.chmod(0o711)  # PostgreSQL's unprivileged owner must pass through
    try:
        prove(work, tally)
    finally:
        left = processes_in(work)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(work, ignore_errors=True)
    print(f"\n{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


def prove(work: Path, tally: Tally) -> None:
    with section("系统软件包 · system packages"):
        absent = system.provide()
        tally.check(not absent, f"Chromium 和中文字体 · {'缺 ' + ' '.join(absent) if absent else '都有'}")
    before = outside.Outside()
    checkout = work / "jiuzhu"
    env = clean_environment(work)
    with section("克隆 · clone"):
        if subprocess.run(
            ["git", "-C", ROOT, "status", "--porcelain"], capture_output=True, check=True
        ).stdout:
            print("  ! 有未提交的改动，不在此次验证之内 · uncommitted changes are not part of this")
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, checkout], check=True)
    with section("make demo，第一次 · first"):
        try_demo(checkout, env, FIRST_START_SECONDS, tally)
        tally.check(not any((work / "home").iterdir()), "HOME 仍是空的 · HOME is still empty")
    keys = checkout / "var" / "keys.json"
    kept = keys.read_bytes() if keys.exists() else b""
    with section("make demo，第二次 · again"):
        try_demo(checkout, env, LATER_START_SECONDS, tally)
        tally.check(bool(kept) and keys.read_bytes() == kept, "数据还在 · the data is kept")
    with section("make reset"):
        answer(checkout, env, "n")
        tally.check(keys.exists(), "回答 n 不删除 · n keeps")
        answer(checkout, env, "y")
        tally.check(not (checkout / "var").exists(), "回答 y 删除 var/ · y deletes var/")
    with section("make test"):
        run_tests(checkout, {**env, "CI": "true"}, tally)
        shutil.copytree(checkout / reports.FOLDER, ROOT / reports.FOLDER, dirs_exist_ok=True)
    with section("没有碰外面 · nothing outside was touched"):
        touched = [*before.changes(), *(str(path) for path in (work / "home").iterdir())]
        tally.check(not touched, "检出目录和临时目录以外没有变化 " + " ".join(touched[:20]))
        tally.check(not processes_in(work), "没有留下进程 · no process is left")


def try_demo(checkout: Path, env: Mapping[str, str], limit: int, tally: Tally) -> None:
    """Start, look at the first page without login, interrupt as a terminal does, see that all is gone."""
    port = free_port()
    began = time.monotonic()
    demo = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=checkout,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    watchdog = threading.Timer(2 * limit, os.killpg, (demo.pid, signal.SIGKILL))
    watchdog.start()
    is_ready = any(READY in shown(line) for line in demo.stdout)
    watchdog.cancel()
    seconds = time.monotonic() - began
    tally.check(
        is_ready and seconds < limit, f"{seconds:.0f} 秒就绪，限 {limit} 秒 · ready in {seconds:.0f} s"
    )
    if is_ready:
        tally.check(opens_without_login(f"http://127.0.0.1:{port}/"), "/ 不登录就能打开 · / answers 200")
    os.killpg(demo.pid, signal.SIGINT)
    try:
        demo.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(demo.pid, signal.SIGKILL)
    tally.check(not processes_in(checkout), "Ctrl-C 停得干净 · Ctrl-C leaves no process")


def run_tests(checkout: Path, env: Mapping[str, str], tally: Tally) -> None:
    """The whole suite; its closing line is added to ours."""
    running = subprocess.Popen(
        ["make", "test"], cwd=checkout, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    closing = None
    for line in running.stdout:
        closing = re.fullmatch(r"(\d+) passed, (\d+) failed", shown(line).strip()) or closing
    running.wait()
    if closing is None:
        tally.check(False, "make test 没有跑完 · make test did not come to its end")
    else:
        tally.passed += int(closing[1])
        tally.failed += int(closing[2])


def clean_environment(work: Path) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)}
    pip = Path.home() / ".config/pip/pip.conf"
    if pip.exists():
        env.setdefault("PIP_CONFIG_FILE", str(pip))
    for name in ("home", "tmp"):
        (work / name).mkdir(mode=0o755)
    return env | {"HOME": str(work / "home"), "TMPDIR": str(work / "tmp")}


def answer(checkout: Path, env: Mapping[str, str], word: str) -> None:
    subprocess.run(["make", "reset"], cwd=checkout, env=env, input=f"{word}\n", text=True, check=False)


def opens_without_login(address: str) -> bool:
    with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 - our own address
        return bool(page.status == 200 and page.url == address)


def processes_in(folder: Path) -> list[int]:
    """Processes whose program, arguments or working folder lie in `folder`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            cwd, arguments = os.readlink(entry / "cwd"), (entry / "cmdline").read_text()
        except OSError:
            continue
        if cwd.startswith(f"{folder}/") or cwd == str(folder) or f"{folder}/" in arguments:
            found.append(int(entry.name))
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def shown(line: str) -> str:
    print(f"  │ {line}", end="", flush=True)
    return line


@contextmanager
def section(title: str) -> Iterator[None]:
    print(f"\n══ {title}", flush=True)
    began = time.monotonic()
    yield
    print(f"  （{time.monotonic() - began:.0f} 秒）", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
