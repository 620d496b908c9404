"""Acts that build and change the organisation, and count what has a limit."""

from jiuzhu.org.actions.limit import count, forget_tallies, forgive, spend
from jiuzhu.org.actions.officers import (
    appoint,
    change_password,
    close_login,
    end_post,
    enrol,
    reset_password,
)  # fmt: skip
from jiuzhu.org.actions.relatives import end_relative, file_relative
from jiuzhu.org.actions.roster import take_up
from jiuzhu.org.actions.structure import load_regions, open_office

__all__ = [
    "appoint", "change_password", "close_login", "count", "end_post", "end_relative", "enrol", "file_relative", "forget_tallies",
    "forgive", "load_regions", "open_office", "reset_password", "spend", "take_up",
]  # fmt: skip
