"""A request between regions, its questions, what the asked centre gave, and how long a county asks others to take."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.registry.models import Household, Person
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField
from jiuzhu.verification.assist.kinds import Direction, PartState, State, Told, Way
from jiuzhu.verification.assist.states import Standing, state_of
from jiuzhu.verification.kinds import Purpose
from jiuzhu.verification.models import Authorisation, Query


class Request(models.Model):
    """One request as one side keeps it; both sides of one installation have a row each, under the same number.

    `region_code` is our region, `peer_code` the other one. `until_on` is the last day on which the asked side sees the
    people. `used_for` is what the asking side may use the answers for. `days`: the working days it is asked to answer in; null where nobody set a number (the law gives none).
    `turn` counts what we told the other side, `peer_turn` is the last that we heard from it.
    """

    number = models.CharField("编号", max_length=32)
    direction = models.CharField("方向", max_length=3, choices=Direction)
    region_code = models.CharField("本方辖区", max_length=12)
    used_for = models.CharField("办什么用", max_length=8, choices=Purpose)
    peer_code = models.CharField("对方区划", max_length=12)
    peer_name = models.CharField("对方单位", max_length=60)
    peer_address = models.CharField("对方地址", max_length=120, blank=True)
    way = models.CharField("怎么送", max_length=6, choices=Way, default=Way.PAPER)
    case_no = models.CharField("案件", max_length=32, blank=True)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("为什么请协查", max_length=300)
    note = models.CharField("补正说明", max_length=300, blank=True)
    until_on = models.DateField("查到哪天为止")
    days = models.PositiveSmallIntegerField("希望几个工作日答复", null=True)
    made_by = models.CharField("经手人", max_length=64)
    made_on = models.DateField("登记日期")
    sent_on = models.DateField("发出日期", null=True)
    suspended_on = models.DateField("中止日期", null=True)
    suspended_for = models.CharField("中止原因", max_length=200, blank=True)
    ended_on = models.DateField("终止日期", null=True)
    ended_for = models.CharField("终止原因", max_length=200, blank=True)
    closed_on = models.DateField("办结日期", null=True)
    turn = models.PositiveIntegerField("送出次数", default=0)
    peer_turn = models.PositiveIntegerField("收到次数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "direction"], name="a_request_is_kept_once_a_side"),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="request_direction_is_known"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="request_way_is_known"),
            models.CheckConstraint(condition=Q(used_for__in=Purpose.values), name="request_has_a_use"),
            models.CheckConstraint(
                condition=Q(direction=Direction.IN, household=None)
                | Q(direction=Direction.OUT, household__isnull=False) & ~Q(case_no=""),
                name="a_request_sent_has_a_case",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_for=""), name="an_ended_request_says_why"
            ),
            models.CheckConstraint(
                condition=Q(suspended_on=None) | ~Q(suspended_for=""), name="a_suspended_request_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["direction", "region_code", "closed_on"], name="requests_of_a_region"),
            models.Index(fields=["case_no"], name="requests_of_a_case"),
        ]

    @property
    def state(self) -> State:
        """Where it stands, from its questions (prefetch `parts` for lists)."""
        standings = [Standing(PartState(part.state), part.is_accepted) for part in self.parts.all()]
        return state_of(self.sent_on, self.suspended_on, self.ended_on, standings)

    @property
    def telling(self) -> str:
        """What the job is called that tells the other side of the newest turn."""
        return f"{self.number}.{self.direction}.{self.turn}"

    @property
    def filed_under(self) -> str:
        """What the trail files it under: the case, or with the asked side the request's own number."""
        return self.case_no or self.number

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"assist:{self.number}",
            "case_no": self.filed_under,
            "refs": {"direction": str(self.direction), "peer": self.peer_code, "turn": self.turn},
        }


class Part(models.Model):
    """One question: one person, one register. `round` grows when it is asked again after a return.

    With the asking side `query` is the question of its case. With the asked side `authorisation` is the consent where
    it is on record here too; `consent_no` is always its number.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    register = models.CharField("数据类", max_length=30)
    article = models.CharField("法条", max_length=60)
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+")
    consent_no = models.CharField("授权编号", max_length=32)
    consent_until = models.DateField("授权到")
    is_outside = models.BooleanField("共同生活以外的义务人", default=False)
    query = models.ForeignKey(Query, models.PROTECT, null=True, related_name="+")
    state = models.CharField("状态", max_length=8, choices=PartState, default=PartState.OPEN)
    returned_for = models.CharField("退回原因", max_length=200, blank=True)
    is_accepted = models.BooleanField("已认可退回", default=False)
    round = models.PositiveSmallIntegerField("第几次请", default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "person", "register"], name="a_register_is_named_once_a_person"
            ),
            models.CheckConstraint(condition=Q(state__in=PartState.values), name="part_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=PartState.RETURNED) | ~Q(returned_for=""), name="a_return_says_why"
            ),
            models.CheckConstraint(
                condition=Q(is_accepted=False) | Q(state=PartState.RETURNED), name="only_a_return_is_accepted"
            ),
        ]

    @property
    def given(self) -> "Given | None":
        """What we answered in the round that it stands in (prefetch `answers` for lists)."""
        return next((one for one in self.answers.all() if one.round == self.round), None)

    def holds(self, on: date) -> bool:
        """Whether the consent it is asked under holds on a day, as far as is known here."""
        return on <= self.consent_until and (self.authorisation is None or self.authorisation.is_live(on))

    def for_trail(self) -> dict[str, Any]:
        refs = {"register": self.register, "state": str(self.state), "person": self.person_id}
        return {"subject": f"assist:{self.request.number}", "case_no": self.request.filed_under, "refs": refs}


class Given(models.Model):
    """What our centre answered to another region's question in one round, sealed; never edited."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    part = models.ForeignKey(Part, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField("第几次请", default=1)
    given_at = models.DateTimeField("答复时间")
    given_by = models.CharField("由谁答复", max_length=64)
    how = models.CharField("怎么查的", max_length=8, choices=Told)
    as_of = models.DateField("数据截至")
    rows = models.PositiveIntegerField("记录数")
    records = SealedField("记录")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "round"], name="a_question_is_answered_once_a_round")
        ]


class AnswerTime(models.Model):
    """How many working days a county asks other regions to answer in: a person set it, for the law gives no number."""

    region_code = models.CharField("辖区", max_length=12, unique=True)
    days = models.PositiveSmallIntegerField("工作日")
    reason = models.CharField("为什么定这么多", max_length=200)
    set_by = models.CharField("由谁定", max_length=64)
    set_name = models.CharField("姓名", max_length=40)
    set_on = models.DateField("哪天定的")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(days__gt=0), name="an_answer_time_has_days")]
