"""Acts of assistance between regions: draft, send, hold, answer, merge, deliver."""

from jiuzhu.verification.assist.actions.again import ask_again
from jiuzhu.verification.assist.actions.answer import answer, answer_from_sources, ask_own, give_back
from jiuzhu.verification.assist.actions.draft import Centre, draft
from jiuzhu.verification.assist.actions.exchange import deliver, take_message
from jiuzhu.verification.assist.actions.hold import end, end_with_case, resume, still_out, suspend
from jiuzhu.verification.assist.actions.lapse import find_lapsed
from jiuzhu.verification.assist.actions.send import send
from jiuzhu.verification.assist.actions.settle import accept_returns
from jiuzhu.verification.assist.actions.time import set_answer_time
from jiuzhu.verification.assist.kinds import TELLING as JOB

__all__ = [
    "JOB",
    "Centre",
    "accept_returns",
    "answer",
    "answer_from_sources",
    "ask_again",
    "ask_own",
    "deliver",
    "draft",
    "end",
    "end_with_case",
    "find_lapsed",
    "give_back",
    "resume",
    "send",
    "set_answer_time",
    "still_out",
    "suspend",
    "take_message",
]
