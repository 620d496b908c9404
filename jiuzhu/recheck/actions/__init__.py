"""Acts of re-verification: begin a round, go on with it, pause and resume it, settle a finding."""

from jiuzhu.recheck.actions.begin import JOB, begin, pause, resume
from jiuzhu.recheck.actions.follow import FOLLOW, find_deliveries, follow_delivery
from jiuzhu.recheck.actions.go_on import go_on
from jiuzhu.recheck.actions.settle import settle

__all__ = [
    "FOLLOW",
    "JOB",
    "begin",
    "find_deliveries",
    "follow_delivery",
    "go_on",
    "pause",
    "resume",
    "settle",
]
