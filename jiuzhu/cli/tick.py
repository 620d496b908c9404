"""`jiuzhu tick`: what is due by the clock, every second. It enqueues and seals; the work itself is the worker's."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from jiuzhu.cli.options import Options, django_ready
from jiuzhu.cli.stopping import until_stopped

if TYPE_CHECKING:
    from jiuzhu.cli.kinds import Beat

log = logging.getLogger(__name__)


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
        now = timezone.now()
        due = [beat for beat in TICKS if now >= next_at[beat]]
        run_each(due, now)
        next_at |= {beat: now + beat.every for beat in due}
        if args.once:
            break
        close_old_connections()
    return 0


def run_each(due: "Iterable[Beat]", now: datetime) -> None:
    """Run each of these beats; one that fails is logged and comes again in its turn, and the others run all the same."""
    for beat in due:
        try:
            beat.run(now)
        except Exception:
            log.exception("beat %s failed", beat.name)
