"""Primary keys made by the program, for rows whose sealed fields are bound to them before they are inserted."""

import secrets
import threading
import time

_CHANCE = 22
_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """63 bits: 41 of milliseconds, 22 of chance. Grows with time, so that inserts stay at the end of the index.

    Strictly increasing within a process: thousands made in one millisecond never meet.
    """
    global _last  # noqa: PLW0603 - the one counter of this process
    with _lock:
        _last = max(_last + 1, (time.time_ns() // 1_000_000) << _CHANCE | secrets.randbits(_CHANCE))
        return _last
