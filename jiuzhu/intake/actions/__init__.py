"""Acts at the door, one verb a file."""

from jiuzhu.intake.actions.accept import accept
from jiuzhu.intake.actions.correct import request_correction, supply, turn_away
from jiuzhu.intake.actions.draft import open_draft, remove_person, save_step
from jiuzhu.intake.actions.login import enter, meet, send_code
from jiuzhu.intake.actions.phone import note_phone, note_phone_by_card
from jiuzhu.intake.actions.submit import submit
from jiuzhu.intake.actions.withdraw import end_unsupplied, withdraw

__all__ = [
    "accept", "end_unsupplied", "enter", "meet", "note_phone", "note_phone_by_card", "open_draft", "remove_person",
    "request_correction", "save_step", "send_code", "submit", "supply", "turn_away", "withdraw",
]  # fmt: skip
