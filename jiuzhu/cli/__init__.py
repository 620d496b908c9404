"""The `jiuzhu` command, one module a subcommand. Hands the table of job kinds down to `jobs`."""

import sys
from importlib import import_module

WRONG_USE = 64
COMMANDS = {
    "determine": "测算一户（或多户）能享受什么、享受多少",
    "policy": "收录的法律和标准：policy check 检查，policy show 印成中文",
    "catalogue": "核对目录：按单位列出数据类；catalogue 代码 看一类；catalogue check 检查",
    "redetermine": "用存下的事实和政策版本重新计算一个案件，逐位比对",
    "setup": "准备密钥、数据库和静态文件，可以重复执行",
    "staff": "按一份名单开机构、账号和岗位；--password 给一个账号重设密码",
    "web": "启动网页服务",
    "worker": "办理排队的后台事项",
    "tick": "按时登记到期事项、封存留痕",
    "trail": "留痕：trail verify 校验，trail export 导出",
    "story": "把一个固定故事从申请演到结果，逐步核对；不带名字就列出全部",
    "lake": "数据湖：各来源最近一次送达；lake reply 写回执，lake check 核对文件，lake erase 删除一个人",
    "city": "造一座合成城市的底账，给政策试算用",
    "demo": "准备并启动演示环境，Ctrl-C 停止",
}


def main(argv: list[str] | None = None) -> int:
    """Run one subcommand, each in its own module with `run(argv) -> int`; imported only when it is asked for."""
    name, *rest = (sys.argv[1:] if argv is None else argv) or ["help"]
    if name in ("help", "-h", "--help"):
        print(usage())
        return 0
    if name not in COMMANDS:
        print(f"没有“{name}”这个命令。\n{usage()}", file=sys.stderr)
        return WRONG_USE
    run = import_module(f"jiuzhu.cli.{name}").run
    return int(run(rest))


def usage() -> str:
    lines = [f"  {name:<12}{what}" for name, what in COMMANDS.items()]
    return "\n".join(["用法：jiuzhu 命令 [参数…]", *lines, "各命令的参数见 jiuzhu 命令 --help"])
