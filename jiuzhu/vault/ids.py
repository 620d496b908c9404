"""Primary keys made by the program, for rows whose sealed fields are bound to them before they are inserted."""

import secrets
import time


def new_id() -> int:
    """63 bits: 41 of milliseconds, 22 of chance. Grows with time, so that inserts stay at the end of the index."""
    return (time.time_ns() // 1_000_000) << 22 | secrets.randbits(22)
