"""What the worker can do and what the clock sets off: the tables handed down to `jobs`, which imports nobody above."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jiuzhu.jobs.queue import Kinds


@dataclass(frozen=True)
class Beat:
    """Something done again every so often. `run` gets the moment; it must be safe to repeat."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


KINDS: Kinds = {}
TICKS: tuple[Beat, ...] = ()
