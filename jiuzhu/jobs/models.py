"""One row a job: what, when due, who holds it, how it ended."""

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """Something to be done later, at least once. `key` makes enqueuing repeatable; the work itself must be too."""

    kind = models.CharField("种类", max_length=48)
    key = models.CharField("键", max_length=128)
    payload = models.JSONField("参数", default=dict)
    due_at = models.DateTimeField("应做时间")
    leased_until = models.DateTimeField("占用到", null=True)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    done_at = models.DateTimeField("完成时间", null=True)
    gave_up_at = models.DateTimeField("放弃时间", null=True)
    error = models.CharField("最后一次错误", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="a_job_is_enqueued_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, gave_up_at=None), name="jobs_waiting"),
        ]
