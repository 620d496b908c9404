"""What is done to the lake: taking a delivery in, retiring old ones, erasing a person, tidying up."""

from jiuzhu.lake.actions.collect import JOB, collect, remind
from jiuzhu.lake.actions.enrol import enrol, numbered
from jiuzhu.lake.actions.erase import erase_person, finish_erasing
from jiuzhu.lake.actions.keep import keep, send_back
from jiuzhu.lake.actions.retire import retire
from jiuzhu.lake.actions.sweep import tidy
from jiuzhu.lake.actions.take_in import take_in

__all__ = [
    "JOB",
    "collect",
    "enrol",
    "erase_person",
    "finish_erasing",
    "keep",
    "numbered",
    "remind",
    "retire",
    "send_back",
    "take_in",
    "tidy",
]
