"""Acts of re-verification: begin a round, go on with it, pause and resume it, settle a finding; start again what was given up."""

from jiuzhu.recheck.actions.begin import begin, pause, resume
from jiuzhu.recheck.actions.follow import find_deliveries, follow_delivery
from jiuzhu.recheck.actions.go_on import go_on
from jiuzhu.recheck.actions.settle import settle
from jiuzhu.recheck.actions.start_again import start_again

__all__ = [
    "begin",
    "find_deliveries",
    "follow_delivery",
    "go_on",
    "pause",
    "resume",
    "settle",
    "start_again",
]
