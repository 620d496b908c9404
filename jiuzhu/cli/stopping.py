"""A loop that ends at the next safe point after SIGINT or SIGTERM."""

import signal
import threading
from collections.abc import Iterator


def until_stopped(pause: float) -> Iterator["Pause"]:
    """Yield again and again; between two rounds wait `pause` seconds, unless the round said `again`."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        round_ = Pause(pause)
        yield round_
        stop.wait(round_.seconds)


class Pause:
    """How long to wait after this round."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def again(self) -> None:
        """There is more to do at once."""
        self.seconds = 0
