"""The job that tells the other side how a request stands with us; where it goes by paper there is none."""

from datetime import datetime

from jiuzhu.jobs.queue import enqueue
from jiuzhu.verification.assist.kinds import TELLING, Way
from jiuzhu.verification.assist.models import Request


def count_turn(row: Request, due_at: datetime) -> None:
    """Something changed that the other side must know: the next turn, and a job that tells it. The caller saves the row."""
    row.turn += 1
    if row.way != Way.PAPER:
        enqueue(TELLING, row.telling, {"request": row.pk}, due_at=due_at)
