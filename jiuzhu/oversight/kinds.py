"""What a supervisor says of an alarm."""

from django.db import models


class Outcome(models.TextChoices):
    OPEN = "open", "还没有人看"
    FINE = "fine", "看过，没有异常"
    HANDED = "handed", "移交"
