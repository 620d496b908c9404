"""The catalogue in force as the simulated departments follow it: a class published a second ago is answered."""

import time
from functools import lru_cache

from django.db import connection

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Catalogue


def in_force() -> Catalogue:
    """The catalogue in force, looked up once a second at most."""
    return _in_second(int(time.monotonic()))


@lru_cache(maxsize=1)
def _in_second(second: int) -> Catalogue:
    try:
        return current()
    finally:
        connection.close()  # every request has a thread of its own, and no thread may keep a connection
