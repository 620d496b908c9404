"""Acts on money: each is one transaction and one entry on the trail."""

from jiuzhu.benefits.actions.account import change_payee, open_account
from jiuzhu.benefits.actions.approve import approve_batch
from jiuzhu.benefits.actions.award import change, grant, settle_ended, stop
from jiuzhu.benefits.actions.close import close_batch
from jiuzhu.benefits.actions.file import write_file
from jiuzhu.benefits.actions.hold import clear, hold, keep_held, release, void
from jiuzhu.benefits.actions.reissue import owe_no_more, reissue
from jiuzhu.benefits.actions.reply import read_reply, settle
from jiuzhu.benefits.actions.run import propose_month, propose_supplement
from jiuzhu.benefits.actions.send import fetch_again, note_sent, send_batch

__all__ = [
    "approve_batch",
    "change",
    "change_payee",
    "clear",
    "close_batch",
    "fetch_again",
    "grant",
    "hold",
    "keep_held",
    "note_sent",
    "open_account",
    "owe_no_more",
    "propose_month",
    "propose_supplement",
    "read_reply",
    "reissue",
    "release",
    "send_batch",
    "settle",
    "settle_ended",
    "stop",
    "void",
    "write_file",
]
