"""What was told to a family, and what was posted for the village."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from jiuzhu.notices.kinds import Channel, Outcome, PostingKind
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField


def first_full_day(posted_on: date) -> date:
    """The first day of a public notice: the one after posting."""
    return posted_on + timedelta(days=1)


class Message(models.Model):
    """Something said to one person about a case. Inserted by the act that gives cause; sent after it, by a job.

    The times are set once each: sent (with the partner's receipt), read (opened on the person's own page). After
    `until_at` a text message is worth nothing (a one-time code) and is not sent any more.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    person_id = models.BigIntegerField("给谁")
    case_no = models.CharField("申请或案件", max_length=32)
    kind = models.CharField("方式", max_length=8, choices=Channel)
    phone = SealedField("发往", null=True)
    body = SealedField("内容")
    told_on = models.DateField("告知日期")
    until_at = models.DateTimeField("过时不发", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    receipt = models.CharField("回执", max_length=64, blank=True)
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Channel.values), name="channel_is_known"),
            models.CheckConstraint(
                condition=~Q(kind="sms") | Q(phone__isnull=False), name="a_text_message_has_a_phone"
            ),
            models.CheckConstraint(
                condition=Q(receipt="") | Q(sent_at__isnull=False), name="receipt_follows_sending"
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "id"], name="messages_of_a_person"),
            models.Index(fields=["case_no", "id"], name="messages_of_a_case"),
        ]

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"message:{self.pk}",
            "case_no": self.case_no,
            "refs": {"person": self.person_id, "kind": self.kind},
        }


class Sending(models.Model):
    """One try to hand a text message to the carrier, and what came of it. Inserted once.

    `reason` is a key of `gateways.carrier.REFUSALS` or a `gateways.envelope.Silence`, never the partner's own words.
    """

    message = models.ForeignKey(Message, models.PROTECT, related_name="sendings")
    at = models.DateTimeField("时间")
    outcome = models.CharField("结果", max_length=16, choices=Outcome)
    reason = models.CharField("原因", max_length=32, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="sending_outcome_is_known"),
            models.UniqueConstraint(
                fields=["message"], condition=~Q(outcome="no_answer"), name="a_message_is_settled_once"
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        told = self.message.for_trail()
        return told | {"refs": {"kind": self.message.kind, "outcome": self.outcome, "reason": self.reason}}


class Posting(models.Model):
    """One family on public notice in its village, from–to.

    The columns name, members, programme, monthly_fen are all that the public may see (民发〔2021〕57号 第24条):
    there is no place to store anything else. Of a minor the name is the guardian's (`is_guardian`). Sheet and proof are rows of `documents`.
    """

    case_no = models.CharField("案件", max_length=32, db_index=True)
    region_code = models.CharField("村（社区）", max_length=12)
    kind = models.CharField("种类", max_length=10, choices=PostingKind)
    name = models.CharField("申请人姓名", max_length=60)
    is_guardian = models.BooleanField("姓名是监护人的", default=False)
    members = models.PositiveSmallIntegerField("家庭人数")
    programme = models.CharField("保障类型", max_length=20)
    monthly_fen = models.PositiveBigIntegerField("每月金额（分）")
    from_on = models.DateField("张贴日")
    until_on = models.DateField("止（含）")
    sheet = models.ForeignKey("documents.Letter", models.PROTECT, null=True, related_name="+")
    proof = models.ForeignKey("documents.Paper", models.PROTECT, null=True, related_name="+")
    proved_on = models.DateField("张贴证明日期", null=True)
    withdrawn_on = models.DateField("撤下日期", null=True)
    withdrawn_for = models.CharField("撤下原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PostingKind.values), name="posting_kind_is_known"),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="posting_lasts_a_day"),
            models.CheckConstraint(condition=Q(members__gt=0), name="posted_family_has_members"),
            models.CheckConstraint(
                condition=Q(proof=None, proved_on=None) | Q(proof__isnull=False, proved_on__isnull=False),
                name="posting_proof_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["case_no", "kind", "from_on"],
                condition=Q(withdrawn_on=None),
                name="a_case_is_posted_once_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["region_code", "until_on"], condition=Q(withdrawn_on=None), name="postings_standing"
            )
        ]

    @property
    def shown(self) -> dict[str, Any]:
        """Exactly what the public sees of the family."""
        return {
            "name": self.name,
            "members": self.members,
            "programme": self.programme,
            "monthly_fen": self.monthly_fen,
        }

    @property
    def first_day(self) -> date:
        return first_full_day(self.from_on)

    def state(self, on: date) -> str:
        """withdrawn, before, current or over, as it stands on a day."""
        if self.withdrawn_on is not None and on >= self.withdrawn_on:
            return "withdrawn"
        if on < self.from_on:
            return "before"
        return "current" if on <= self.until_on else "over"

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"posting:{self.pk}", "case_no": self.case_no, "refs": {"kind": self.kind}}
