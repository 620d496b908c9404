"""`jiuzhu lake`: what every source has delivered last. `jiuzhu lake reply NUMBER`: the reply to a sender.
`jiuzhu lake check`: whether every file is there and is what its row says. `jiuzhu lake erase`: one person taken out, by
an officer who signs for it."""

import sys
from getpass import getpass
from pathlib import Path

from jiuzhu.cli.options import Options, django_ready
from jiuzhu.cli.staff import WrongError, write_new

DONE, DAMAGED, REFUSED = 0, 1, 2


def run(argv: list[str]) -> int:
    """Exit status 0; 1 when a file is damaged; 2 with what was wrong."""
    options = Options(
        "lake",
        "数据湖：各来源最近一次送达；lake reply 编号 写回执，lake check 核对文件，lake erase 应本人要求删除一个人的数据。",
    )
    options.add_argument(
        "act",
        nargs="?",
        choices=["reply", "check", "erase"],
        help="不写就列出各来源；erase 会问身份证号和密码",
    )
    options.add_argument("number", nargs="?", help="送达编号（reply）")
    options.add_argument("--out", type=Path, metavar="文件", help="回执写到哪里，默认 回执-编号.csv")
    options.add_argument("--by", metavar="用户名", help="哪位区级审核人员决定删除（erase）")
    options.add_argument("--reason", metavar="理由", help="为什么删除，记入留痕，不写姓名和号码（erase）")
    args = options.parse_args(argv)
    if (args.act == "erase") != bool(args.by and args.reason):
        options.error("erase 后面写 --by 用户名 --reason 理由，别的不用写")
    if (args.act == "reply") != bool(args.number):
        options.error("reply 后面写一个送达编号，别的不用写")
    django_ready()
    from jiuzhu.kernel.refusal import Refused

    try:
        if args.act == "reply":
            return _reply(args.number, args.out or Path(f"回执-{args.number}.csv"))
        if args.act == "erase":
            return _erase(args.by, args.reason)
        return _check() if args.act == "check" else _list()
    except (WrongError, Refused) as wrong:
        print(wrong, file=sys.stderr)
        return REFUSED


def _list() -> int:
    from jiuzhu.catalogue.edition import current
    from jiuzhu.lake.queries import standings
    from jiuzhu.org.scope import Scope
    from jiuzhu.web.ui.today import today

    found = standings(Scope.system("lake"), current(), today())
    silent = [one for one in found if one.newest is None]
    for one in found:
        if one.newest is not None:
            row = one.newest
            stale = f"，已过期（{one.source.freshness_days} 天内有效）" if one.is_stale else ""
            print(
                f"{one.source.code:<24}{row.number}  截止 {row.as_of}（{one.days} 天前{stale}）  "
                f"{row.rows:,} 行 {row.people:,} 人  隔离 {row.quarantined} 行  {row.get_state_display()}"
            )
    print(f"{len(found)} 个来源，{len(found) - len(silent)} 个送过数据，{len(silent)} 个没有送过。")
    return DONE


def _reply(number: str, out: Path) -> int:
    from jiuzhu.catalogue.edition import current
    from jiuzhu.lake.queries import reply
    from jiuzhu.org.scope import Scope

    write_new(out, reply(Scope.system("lake"), number, current()).decode())
    print(f"回执写在 {out}，可以直接交给送数据的部门。")
    return DONE


def _check() -> int:
    from jiuzhu.lake.queries import damaged
    from jiuzhu.org.scope import Scope

    rows, count = damaged(Scope.system("lake"))
    for row in rows:
        print(
            f"✗ {row.number}：{row.path} 不在了，或者内容不是收下的那一份。请从备份恢复这个文件，或者请部门重送。"
        )
    print(f"{count} 份文件，{len(rows)} 份有问题。")
    return DAMAGED if rows else DONE


def _erase(username: str, reason: str) -> int:
    """The officer's password and the person's number are asked for, so that no history of commands keeps them."""
    from django.contrib.auth import authenticate

    from jiuzhu.org.scope import Scope
    from jiuzhu.verification.actions import erase_delivered
    from jiuzhu.web.ui.today import today

    login = authenticate(username=username, password=_asked(f"{username} 的密码："))
    if login is None:
        raise WrongError("用户名或密码不对，什么也没有删。请由决定删除的人自己输入密码，再试一次。")
    changed = erase_delivered(_asked("要删除的人的身份证号："), reason, today(), by=Scope.of(login, today()))
    print(f"已删除，改写了 {changed} 份文件，记入留痕。部门以后再送来的数据里有这个人，会当作新的人收下。")
    return DONE


def _asked(what: str) -> str:
    return getpass(what) if sys.stdin.isatty() else sys.stdin.readline().strip()
