"""The only place where faces read the clock. `JIUZHU_TODAY` fixes the business day for a demonstration or a test."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The business day in Asia/Shanghai."""
    return settings.TODAY or timezone.localdate()


def now() -> datetime:
    """This moment, aware; on a fixed business day the hour is the real one."""
    moment = timezone.localtime()
    return datetime.combine(settings.TODAY, moment.timetz()) if settings.TODAY else moment
