"""Words of a round: what set it off, how far it is, what became of a finding."""

from django.db import models

ROUND = "recheck.round"
"""The job that goes on with a round."""
FOLLOW = "recheck.follow"
"""The job that follows a delivery."""


class Trigger(models.TextChoices):
    SCHEDULE = "schedule", "定期"
    DEMAND = "demand", "临时发起"
    DELIVERY = "delivery", "新到数据"


class State(models.TextChoices):
    RUNNING = "running", "进行中"
    PAUSED = "paused", "暂停"
    DONE = "done", "完成"


class Outcome(models.TextChoices):
    """What became of a finding. GONE: a later round no longer finds it."""

    OPEN = "open", "待走访"
    REVIEW = "review", "开了复核"
    NO_MATTER = "no_matter", "核实无异"
    GONE = "gone", "后来的数据已经一致"
