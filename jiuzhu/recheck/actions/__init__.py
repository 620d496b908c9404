"""Acts of re-verification: begin a round, by hand or by calendar, go on with it, pause and resume it, settle a finding; let go of what no round rests on."""

from jiuzhu.recheck.actions.begin import JOB, begin, pause, resume
from jiuzhu.recheck.actions.follow import follow
from jiuzhu.recheck.actions.go_on import go_on
from jiuzhu.recheck.actions.retire import retire
from jiuzhu.recheck.actions.schedule import MAY_SET, PURPOSES, begin_due, end_schedule, set_schedule
from jiuzhu.recheck.actions.settle import settle

__all__ = [
    "JOB",
    "MAY_SET",
    "PURPOSES",
    "begin",
    "begin_due",
    "end_schedule",
    "follow",
    "go_on",
    "pause",
    "resume",
    "retire",
    "set_schedule",
    "settle",
]
