"""`jiuzhu policy …`: the law checked, printed, its gaps, and a fine for deceit."""

import sys
from collections.abc import Callable, Mapping

from jiuzhu.cli import policy_check, policy_fine, policy_open, policy_show

WRONG_USE = 64
USAGE = """用法：jiuzhu policy check [修改.json …]
      jiuzhu policy show 项目 --region 代码 --on 日期 [--area urban|rural] [--against 日期]
      jiuzhu policy open [--region 代码] [--on 日期]
      jiuzhu policy fine 骗取的元数 --acted 行为日 [--decided 决定日]"""
_COMMANDS: Mapping[str, Callable[[list[str]], int]] = {
    "check": policy_check.run,
    "show": policy_show.run,
    "open": policy_open.run,
    "fine": policy_fine.run,
}


def run(argv: list[str]) -> int:
    """The exit status of the named command; 64 when none is named."""
    if argv and argv[0] in _COMMANDS:
        return _COMMANDS[argv[0]](argv[1:])
    print(USAGE, file=sys.stderr)
    return WRONG_USE
