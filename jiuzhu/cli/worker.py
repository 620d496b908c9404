"""`jiuzhu worker`: take jobs off the table, one after the other."""

from jiuzhu.cli.options import Options, django_ready
from jiuzhu.cli.stopping import until_stopped

IDLE_SECONDS = 0.5
NO_CARRIER = """▸ 没有接通短信：通道文件（JIUZHU_GATEWAYS）里没有“sms”。短信不会发出，内容留在家庭自己的页面上；
  家庭登录的验证码也发不到手机，只能由村里代办。接通的办法见 docs/handbook/operator.md。"""


def run(argv: list[str]) -> int:
    options = Options("worker", "办理排队的后台事项；收到停止信号，办完手上这一件再停。")
    options.add_argument("--once", action="store_true", help="办完现在到期的就结束")
    args = options.parse_args(argv)
    django_ready()
    from django.db import close_old_connections
    from django.utils import timezone

    from jiuzhu.cli.kinds import KINDS
    from jiuzhu.gateways.carrier import is_connected
    from jiuzhu.jobs.queue import work_once

    if not is_connected():
        print(NO_CARRIER, flush=True)
    for pause in until_stopped(IDLE_SECONDS):
        if work_once(KINDS, now=timezone.now()):
            pause.again()
        elif args.once:
            break
        close_old_connections()
    return 0
