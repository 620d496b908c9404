"""`jiuzhu demo`: raise the demonstration world if there is none, run everything on 127.0.0.1 until Ctrl-C."""

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from jiuzhu.cli import setup
from jiuzhu.cli.children import Children
from jiuzhu.cli.options import Options

HOST = "127.0.0.1"
READY_SECONDS = 60


def run(argv: list[str]) -> int:
    options = Options(
        "demo", "准备并启动演示环境（网页、后台、时钟、模拟部门），Ctrl-C 停止；数据留在 var/。"
    )
    options.add_argument(
        "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="端口，默认 8000"
    )
    args = options.parse_args(argv)
    if is_busy(args.port):
        return stop(
            f"端口 {args.port} 已被占用。请换一个：PORT={args.port + 1} make demo", "the port is in use"
        )
    began = time.monotonic()
    setup.prepare()
    from django.conf import settings

    lock = only_one(settings.HOME)
    if lock is None:
        return stop("演示环境已经在运行（同一个 var/ 只能开一份）。", "the demonstration is running already")
    children = Children(settings.HOME / "log")
    try:
        return serve(children, args.port, began)
    except Stopped:
        print("\n▸ 正在停止 · stopping", flush=True)
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        children.stop()
        print("▸ 已全部停止，数据保留在 var/ · stopped, data kept", flush=True)


class Stopped(BaseException):
    """The person at the terminal has had enough."""


def serve(children: Children, port: int, began: float) -> int:
    """Start all, wait until the pages answer, then watch the children until one falls or the person stops."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stopped)
    os.environ["PORT"] = str(port)
    jiuzhu = [sys.executable, "-m", "jiuzhu"]
    for name in ("web", "worker", "tick"):
        children.start(name, [*jiuzhu, name])
    address = f"http://{HOST}:{port}"
    wait_until_healthy(children, f"{address}/health")
    print(
        f"▸ 就绪 · ready（{time.monotonic() - began:.0f} 秒）\n\n  {address}/\n\n  Ctrl-C 停止 · Ctrl-C stops",
        flush=True,
    )
    while (fallen := children.fallen()) is None:
        time.sleep(0.5)
    return stop(f"{fallen} 意外停止：\n{children.last_words(fallen)}", f"{fallen} ended by itself")


def wait_until_healthy(children: Children, address: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not answers(address):
        fallen = children.fallen()
        if fallen or time.monotonic() > deadline:
            name = fallen or "web"
            raise SystemExit(stop(f"{name} 没有起来：\n{children.last_words(name)}", f"{name} did not start"))
        time.sleep(0.2)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def is_busy(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def only_one(home: Path) -> IO[str] | None:
    """Hold the data folder for this process; None when another one has it."""
    lock = (home / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _stopped(*_: object) -> None:
    raise Stopped


def stop(chinese: str, english: str) -> int:
    print(f"✗ {chinese}\n  {english}", file=sys.stderr, flush=True)
    return 1
