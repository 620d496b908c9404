"""`jiuzhu tick`: what is due by the clock, every second. It enqueues and seals; the work itself is the worker's."""

from jiuzhu.cli.options import Options, django_ready
from jiuzhu.cli.stopping import until_stopped


def run(argv: list[str]) -> int:
    options = Options("tick", "按时登记到期事项、封存留痕。")
    options.add_argument("--once", action="store_true", help="各做一遍就结束")
    args = options.parse_args(argv)
    django_ready()
    from django.db import close_old_connections
    from django.utils import timezone

    from jiuzhu.cli.kinds import TICKS

    next_at = dict.fromkeys(TICKS, timezone.now())
    for _ in until_stopped(1):
        for beat in TICKS:
            now = timezone.now()
            if now >= next_at[beat]:
                beat.run(now)
                next_at[beat] = now + beat.every
        if args.once:
            break
        close_old_connections()
    return 0
