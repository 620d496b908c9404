"""Acts of re-verification: begin a round, by hand or by calendar, go on, pause and resume, settle a finding; let go of what no round
rests on; start again what was given up."""

from jiuzhu.recheck.actions.begin import begin, pause, resume
from jiuzhu.recheck.actions.follow import find_deliveries, follow_delivery
from jiuzhu.recheck.actions.go_on import go_on
from jiuzhu.recheck.actions.retire import retire
from jiuzhu.recheck.actions.schedule import MAY_SET, PURPOSES, begin_due, end_schedule, set_schedule
from jiuzhu.recheck.actions.settle import settle
from jiuzhu.recheck.actions.start_again import start_again

__all__ = [
    "MAY_SET",
    "PURPOSES",
    "begin",
    "begin_due",
    "end_schedule",
    "find_deliveries",
    "follow_delivery",
    "go_on",
    "pause",
    "resume",
    "retire",
    "set_schedule",
    "settle",
    "start_again",
]
