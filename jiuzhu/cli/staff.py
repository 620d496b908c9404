"""`jiuzhu staff FILE`: offices, logins and posts from a county's roster, with the one-time passwords of the new logins.
`jiuzhu staff --password USERNAME`: a new one-time password for who is locked out."""

import os
import sys
from pathlib import Path
from typing import Any

from jiuzhu.cli.options import Options, django_ready

DONE, BAD_FILE, WRONG_USE = 0, 2, 64
Rows = list[tuple[str, str, str]]
"""Username, name and one-time password of each login that got one."""
EXAMPLE = Path(__file__).parents[2] / "docs" / "handbook" / "staff.yaml"


class WrongError(Exception):
    """What was asked cannot be done; says in Chinese why, and what would be right."""


def run(argv: list[str]) -> int:
    """Exit status 0; 2 with everything that is wrong with the file, and nothing written; 64 for wrong use."""
    options = Options(
        "staff",
        f"按一份名单开机构、账号和岗位：只加新的，不改已有的，可以重复执行。名单照样子 {EXAMPLE} 写。",
    )
    options.add_argument("file", nargs="?", help="名单（YAML）")
    options.add_argument("--password", metavar="用户名", help="不读名单，给这个账号重设一次性密码")
    options.add_argument("--out", type=Path, metavar="文件", help="一次性密码写进这个新文件，不印在屏幕上")
    args = options.parse_args(argv)
    if bool(args.file) == bool(args.password):
        options.error("写一份名单，或者写 --password 用户名，两样写一样")
    if args.out and args.out.exists():
        options.error(f"--out {args.out} 已经有了，不覆盖，请换一个名字")
    django_ready()
    from django.db import transaction

    from jiuzhu.kernel.refusal import Refused

    try:
        with transaction.atomic():
            counts, rows = _reset(args.password) if args.password else _take_up(args.file)
            if args.out and rows:
                write_new(args.out, table(rows))
    except (WrongError, Refused) as wrong:
        print(f"{wrong}\n什么也没有写。", file=sys.stderr)
        return BAD_FILE
    print(counts)
    if rows:
        print(f"一次性密码写在 {args.out}\n" if args.out else table(rows), end="")
        print("请当面交给本人；第一次登录必须改成自己的密码。这里只出现这一次，系统里没有存。")
    elif args.out:
        print(f"没有新账号，没有写 {args.out}")
    return DONE


def _take_up(name: str) -> tuple[str, Rows]:
    """Raises WrongError for a file that cannot be read, or with all that is wrong in it."""
    from jiuzhu.catalogue.answering import answerers
    from jiuzhu.catalogue.edition import current
    from jiuzhu.org.actions import take_up
    from jiuzhu.org.passwords import one_time
    from jiuzhu.org.roster.faults import Faults

    try:
        text = Path(name).read_text(encoding="utf-8-sig")
    except OSError as wrong:
        raise WrongError(f"{name}：打不开：{wrong.strerror}") from wrong
    except UnicodeDecodeError as wrong:
        raise WrongError(f"{name}：不是 UTF-8 文字，请另存为 UTF-8 再试") from wrong
    try:
        done = take_up(text, one_time, by=_setup(), departments=answerers(current()))
    except Faults as wrong:
        raise WrongError("\n".join(f"{name}：{fault}" for fault in wrong.faults)) from wrong
    counts = (
        f"新增机构 {done.offices}、账号 {len(done.passwords)}、岗位 {done.posts}；行政区划 {done.regions}"
    )
    return counts, [(login.username, login.name, password) for login, password in done.passwords]


def _reset(username: str) -> tuple[str, Rows]:
    """Raises WrongError for a username that nobody has, Refused for a login that is closed."""
    from jiuzhu.org.actions import reset_password
    from jiuzhu.org.models import Login
    from jiuzhu.org.passwords import one_time
    from jiuzhu.web.ui.today import today

    login, password = Login.objects.filter(username=username).first(), one_time()
    if login is None:
        raise WrongError(f"没有“{username}”这个用户名：看一下大小写，或者在“人员”页上找")
    reset_password(login, password, "", today(), by=_setup())
    return f"{login.name}的密码已重设，登录着的地方马上失效。", [(login.username, login.name, password)]


def table(rows: Rows) -> str:
    """Username, name and password, with tabs between them, for paper or a spreadsheet."""
    return "".join("\t".join(row) + "\n" for row in [("用户名", "姓名", "一次性密码"), *rows])


def write_new(path: Path, text: str) -> None:
    """Write a file that only its owner reads. Raises WrongError when there is one already, or no place for it."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as wrong:
        raise WrongError(f"{path}：写不了：{wrong.strerror}") from wrong


def _setup() -> Any:
    from jiuzhu.org.scope import Scope

    return Scope.system("setup")
