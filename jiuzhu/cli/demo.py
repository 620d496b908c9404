"""`jiuzhu demo`: raise the demonstration world if there is none, run everything on 127.0.0.1 until Ctrl-C."""

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO

from config import env
from jiuzhu.cli import setup
from jiuzhu.cli.children import Children
from jiuzhu.cli.options import Options, django_ready, port

HOST = "127.0.0.1"
READY_SECONDS = 60


TRY = """可以试：
  1. 打开首页，看公示；从“我要申请”进入，按手机页面填一张申请表
  2. 用街镇经办的账号登录，受理、核对、入户调查、提出意见
  3. 用审核确认的账号登录，公示期满后确认；再看“每月发放”
  4. 桌上已有八户，停在不同的步骤：待受理、补正、核对、裁定、公示、异议、已发放
  5. 另开一个终端：.venv/bin/jiuzhu story 列出十三个故事，加名字就从头演一遍；.venv/bin/jiuzhu determine 家庭.yaml 测算一户"""


def run(argv: list[str]) -> int:
    options = Options(
        "demo", "准备并启动演示环境（网页、后台、时钟、模拟部门），Ctrl-C 停止；数据留在 var/。"
    )
    options.add_argument(
        "what",
        nargs="?",
        choices=("run", "prepare", "departments"),
        default="run",
        help="只准备，或只起模拟部门",
    )
    options.add_argument(
        "--port", type=port, default=os.environ.get("PORT", "8000"), help="端口，1 到 65535，默认 8000"
    )
    args = options.parse_args(argv)
    if args.what == "departments":
        return serve_departments(args.port)
    if args.what == "prepare":
        prepare()
        return 0
    if is_busy(args.port):
        return stop(
            f"端口 {args.port} 已被占用。请换一个：PORT={args.port + 1} make demo", "the port is in use"
        )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stopped)
    try:
        return supervise(args.port)
    except Stopped:
        print("▸ 已全部停止，数据保留在 var/ · stopped, data kept", flush=True)
        return 0


def prepare() -> None:
    """Keys, tables and static files, then the demonstration world if there is none."""
    setup.prepare()
    from django.conf import settings
    from django.utils import timezone

    from jiuzhu.cli.kinds import kinds_at
    from jiuzhu.demo import start
    from jiuzhu.demo.stories import begun

    def progress(line: str) -> None:
        print(f"▸ {line}", flush=True)

    start.prepare(progress)
    marker = settings.HOME / "demo" / "begun"
    if begun.left(marker):
        with start.partners(progress) as deliver:
            begun.begin(kinds_at, settings.TODAY or timezone.localdate(), marker, progress, deliver)


def supervise(port: int) -> int:
    """Prepare, run everything as children, and stop them all whatever happens."""
    began = time.monotonic()
    os.environ.setdefault("JIUZHU_DEMO", "1")  # no text message arrives: the pages show the code
    try:
        lock = only_one(env.home())
    except OSError as error:
        return stop(
            f"数据文件夹 {env.home()} 不能写（{error.strerror}）。请检查权限和磁盘，或者用 JIUZHU_HOME 指定别处。",
            "the data folder cannot be written",
        )
    if lock is None:
        return stop("演示环境已经在运行（同一个 var/ 只能开一份）。", "the demonstration is running already")
    children = Children(env.home() / "log")
    try:
        prepare()
        return serve(children, port, began)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print("\n▸ 正在停止 · stopping", flush=True)
        children.stop()
        lock.close()


class Stopped(BaseException):
    """The person at the terminal has had enough."""


def serve(children: Children, port: int, began: float) -> int:
    """Start all, wait until they answer, then watch until one falls or the person stops."""
    jiuzhu = [sys.executable, "-m", "jiuzhu"]
    departments = free_port()
    children.start("departments", [*jiuzhu, "demo", "departments", "--port", str(departments)])
    children.start("web", [*jiuzhu, "web", "--port", str(port)])
    wait_until(children, "departments", lambda: is_busy(departments))
    wait_until(children, "web", lambda: answers(f"http://{HOST}:{port}/health"))
    for name in ("worker", "tick"):
        children.start(name, [*jiuzhu, name])
    print(f"▸ 就绪 · ready（{time.monotonic() - began:.0f} 秒）", flush=True)
    print(welcome(port), flush=True)
    while (fallen := children.fallen()) is None:
        time.sleep(0.5)
    return stop(f"{fallen} 意外停止：\n{children.last_words(fallen)}", f"{fallen} ended by itself")


def welcome(port: int) -> str:
    """Addresses, logins, what to try."""
    from jiuzhu.demo.start import LOGINS

    return f"\n网页 · pages：http://{HOST}:{port}/\n\n{LOGINS}\n\n{TRY}\n\nCtrl-C 停止，数据保留 · Ctrl-C stops, data is kept"


def serve_departments(port: int) -> int:
    """The simulated departments and banks, over HTTP, a database and files, from the world that the product never sees."""
    django_ready()
    from django.conf import settings
    from django.utils import timezone

    from jiuzhu.demo import start
    from jiuzhu.demo.departments import followed, outside, server

    partners, world = settings.HOME / "demo" / "partners", start.raise_world(print)
    world.table = followed.in_force
    outside.equip(partners, world, settings.TODAY or timezone.localdate(), server.secret(partners))
    running = server.start(partners, world, port, followed.in_force)
    server.connect(partners, running.base, settings.GATEWAYS)
    running.join()
    return 0


def wait_until(children: Children, name: str, is_up: Callable[[], bool]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not is_up():
        fallen = children.fallen()
        if fallen or time.monotonic() > deadline:
            late = fallen or name
            raise SystemExit(stop(f"{late} 没有起来：\n{children.last_words(late)}", f"{late} did not start"))
        time.sleep(0.1)


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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def only_one(home: Path) -> IO[str] | None:
    """Hold the data folder for this process, made when it is not there; None when another one has it. OSError when it
    cannot be written."""
    home.mkdir(parents=True, exist_ok=True)
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
