"""Acts on messages and postings."""

from jiuzhu.notices.actions.message import note_read, note_sending, tell
from jiuzhu.notices.actions.posting import Shown, post, prove_posted, withdraw

__all__ = ["Shown", "note_read", "note_sending", "post", "prove_posted", "tell", "withdraw"]
