"""Acts of the statutory procedure, one verb a file."""

from jiuzhu.casework.actions.account import Keeper, note_account
from jiuzhu.casework.actions.adjust import CARRY_OUT, carry_out, confirm_reckonings
from jiuzhu.casework.actions.consents import MAY as MAY_KEEP_CONSENTS
from jiuzhu.casework.actions.consents import record_consent, withdraw_consent
from jiuzhu.casework.actions.cooperate import ask_cooperation, take_cooperation
from jiuzhu.casework.actions.decide import confirm, decline
from jiuzhu.casework.actions.dispute import dispute_fact
from jiuzhu.casework.actions.elsewhere import ask_elsewhere
from jiuzhu.casework.actions.finding import review_finding
from jiuzhu.casework.actions.hearing import record_hearing
from jiuzhu.casework.actions.hold import hold_back
from jiuzhu.casework.actions.members import add_member, remove_member
from jiuzhu.casework.actions.notice import appraise, give_notice, prove_posted
from jiuzhu.casework.actions.objection import file_objection, object_to, take_objection
from jiuzhu.casework.actions.open import end_case, foresee, open_case, open_review
from jiuzhu.casework.actions.propose import assess, propose, rework
from jiuzhu.casework.actions.recalculate import RECALCULATE, find_publications, reckon_awards
from jiuzhu.casework.actions.rule import rule, second_ruling
from jiuzhu.casework.actions.settle import change_head, settle
from jiuzhu.casework.actions.survey import adopt_fact, ask_sources, extend, sample, start_survey
from jiuzhu.casework.actions.tell import deliver, tell_differences
from jiuzhu.casework.actions.visit import record_visit

__all__ = [
    "CARRY_OUT",
    "MAY_KEEP_CONSENTS",
    "RECALCULATE",
    "Keeper",
    "add_member",
    "adopt_fact",
    "appraise",
    "ask_cooperation",
    "ask_elsewhere",
    "ask_sources",
    "assess",
    "carry_out",
    "change_head",
    "confirm",
    "confirm_reckonings",
    "decline",
    "deliver",
    "dispute_fact",
    "end_case",
    "extend",
    "file_objection",
    "find_publications",
    "foresee",
    "give_notice",
    "hold_back",
    "note_account",
    "object_to",
    "open_case",
    "open_review",
    "propose",
    "prove_posted",
    "reckon_awards",
    "record_consent",
    "record_hearing",
    "record_visit",
    "remove_member",
    "review_finding",
    "rework",
    "rule",
    "sample",
    "second_ruling",
    "settle",
    "start_survey",
    "take_cooperation",
    "take_objection",
    "tell_differences",
    "withdraw_consent",
]  # fmt: skip
