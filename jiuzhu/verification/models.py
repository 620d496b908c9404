"""Consents, queries, answers, differences and the reports made of them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.catalogue.values import Register
from jiuzhu.registry.models import Household, Person
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField
from jiuzhu.verification.compare import LABELS
from jiuzhu.verification.kinds import Giver, GroundKind, NotAsked, Purpose, Response, State, Way, Why


def live(on: date, prefix: str = "") -> Q:
    """Consents that hold on a day, as `Authorisation.is_live` says of one; `prefix` leads to them ("authorisation__")."""
    days = Q(**{f"{prefix}from_on__lte": on, f"{prefix}until_on__gte": on})
    return days & (Q(**{f"{prefix}revoked_on": None}) | Q(**{f"{prefix}revoked_on__gt": on}))


class Authorisation(models.Model):
    """One person's consent to be looked up: by whom it was given, where, for what, from–until (both count).

    It covers `kinds` of source, of those only `registers` where any is named, and `purposes` alone. `signed_record_id` is
    the signed record that proves it, `withdrawal_record_id` the one that takes it back on paper. `giver` signed in the person's place: a guardian, an agent, an heir. A person outside
    the household can only be looked up under an authorisation of their own (社会救助法 第四十一条).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, models.PROTECT, related_name="authorisations")
    number = models.CharField("授权编号", max_length=32, unique=True)
    kinds = models.JSONField("授权范围")
    registers = models.JSONField("只限这几类数据", default=list)
    purposes = models.JSONField("用途", default=list)
    signed_record_id = models.BigIntegerField("签字记录")
    given_by = models.CharField("由谁授权", max_length=8, choices=Giver)
    giver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="given_authorisations")
    from_on = models.DateField("起")
    until_on = models.DateField("止（含）")
    revoked_on = models.DateField("撤回日期", null=True)
    withdrawal_record_id = models.BigIntegerField("撤回的签字记录", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=models.F("from_on")), name="consent_has_days"),
            models.CheckConstraint(condition=Q(given_by__in=Giver.values), name="consent_giver_is_known"),
            models.CheckConstraint(
                condition=~Q(given_by=Giver.SELF, giver__isnull=False), name="who_consents_alone_names_nobody"
            ),
            models.CheckConstraint(
                condition=~Q(given_by=Giver.HEIR, giver__isnull=True), name="an_heir_is_named"
            ),
            models.CheckConstraint(
                condition=Q(withdrawal_record_id=None) | Q(revoked_on__isnull=False),
                name="a_withdrawal_has_its_day",
            ),
        ]

    def is_live(self, on: date) -> bool:
        """Whether it holds on a day; from the day of revocation on it does not."""
        return self.from_on <= on <= self.until_on and (self.revoked_on is None or on < self.revoked_on)

    def covers(self, register: Register, purpose: str) -> bool:
        """Whether a register may be asked for a purpose under it."""
        named = not self.registers or register.code in self.registers
        return register.kind in self.kinds and named and purpose in self.purposes

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"authorisation:{self.pk}", "refs": {"person": self.person_id}}


class Invitation(models.Model):
    """Somebody who is elsewhere is asked to sign, on their own phone, a consent for one case and one purpose.

    What is signed holds until `until_on`; there is time to answer until `answer_by` (both count). No answer is no consent.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    case_no = models.CharField("案件", max_length=32)
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    is_outside = models.BooleanField("共同生活以外的义务人")
    kinds = models.JSONField("授权范围")
    registers = models.JSONField("只限这几类数据", default=list)
    purpose = models.CharField("用途", max_length=8, choices=Purpose)
    invited_on = models.DateField("请签日期")
    answer_by = models.DateField("答复期限（含）")
    until_on = models.DateField("授权到（含）")
    response = models.CharField("答复", max_length=8, choices=Response, default=Response.WAITING)
    answered_on = models.DateField("答复日期", null=True)
    authorisation = models.OneToOneField(Authorisation, models.PROTECT, null=True, related_name="invitation")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="invitation_has_a_purpose"),
            models.CheckConstraint(
                condition=Q(response=Response.SIGNED, authorisation__isnull=False)
                | Q(response__in=[Response.WAITING, Response.DECLINED], authorisation=None),
                name="a_signed_invitation_has_its_consent",
            ),
            models.UniqueConstraint(
                fields=["case_no", "person"],
                condition=Q(response=Response.WAITING),
                name="a_person_is_invited_once_at_a_time",
            ),
        ]

    def is_open(self, on: date) -> bool:
        """Whether it may still be answered on a day."""
        return self.response == Response.WAITING and on <= self.answer_by

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"invitation:{self.pk}",
            "case_no": self.case_no,
            "refs": {"person": self.person_id, "response": str(self.response)},
        }


class Query(models.Model):
    """One question about one person to one source for one case, or why it was not asked.

    `months` is how far back incomes are asked for. `reuses` is the query of an earlier case whose fresh answer serves
    this one too; `asked_on` is then the day on which that one was asked. `corrects` is the one whose answer, written by
    hand, this one's answer replaces, `correction` why; the old one stays. `article` is the law, also where consent is the
    ground. Of a person of another region, asked about for its centre (协查), there is no household here, and `case_no` is
    the number of that request.
    """

    case_no = models.CharField("案件", max_length=32)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=40)
    is_outside = models.BooleanField("共同生活以外的义务人", default=False)
    purpose = models.CharField("用途", max_length=8, choices=Purpose)
    ground_kind = models.CharField("依据", max_length=8, choices=GroundKind)
    article = models.CharField("法条", max_length=60)
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="queries")
    request_no = models.CharField("查询编号", max_length=32, unique=True)
    asked_on = models.DateField("查询日期")
    months = models.PositiveSmallIntegerField("收入核算月数")
    state = models.CharField("状态", max_length=9, choices=State, default=State.WAITING)
    reason = models.CharField("原因", max_length=16, blank=True)
    attempts = models.PositiveSmallIntegerField("已问次数", default=0)
    ready_at = models.DateTimeField("对方说好的时间", null=True)
    reuses = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    correction = models.CharField("为什么更正", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, correction="") | (Q(corrects__isnull=False) & ~Q(correction="")),
                name="a_correction_says_why",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="query_state_is_known"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="query_has_a_purpose"),
            models.CheckConstraint(condition=~Q(case_no=""), name="query_has_a_case"),
            models.CheckConstraint(
                condition=Q(household__isnull=False) | Q(purpose=Purpose.ASSIST),
                name="only_another_region_has_no_household",
            ),
            models.CheckConstraint(
                condition=Q(state=State.REFUSED)
                | Q(ground_kind=GroundKind.STATUTE) & ~Q(article="")
                | Q(ground_kind=GroundKind.CONSENT, authorisation__isnull=False),
                name="query_has_a_ground",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | Q(reason__in=NotAsked.values),
                name="refused_query_says_why",
            ),
            models.UniqueConstraint(
                fields=["case_no", "person", "source"],
                condition=Q(state__in=[State.WAITING, State.NO_ANSWER]),
                name="a_source_is_asked_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["case_no", "id"], name="queries_of_a_case"),
            models.Index(fields=["household", "asked_on"], name="queries_of_a_household"),
            models.Index(
                fields=["household", "case_no"],
                condition=Q(state__in=[State.WAITING, State.NO_ANSWER]),
                name="queries_asked_in_vain",
            ),
        ]

    def job_key(self, attempt: int) -> str:
        """What the job is called that puts it, and those put with it, when it was put `attempt` times before."""
        return self.request_no + (f".{attempt}" if attempt else "")

    def has_lapsed(self, on: date) -> bool:
        """Whether it was asked under a consent that no longer holds on a day."""
        return self.authorisation is not None and not self.authorisation.is_live(on)

    def for_trail(self) -> dict[str, Any]:
        return {
            "subject": f"query:{self.pk}",
            "case_no": self.case_no,
            "refs": {"person": self.person_id, "source": self.source, "state": str(self.state)},
        }


class Answer(models.Model):
    """What a source said, sealed as it came. `digest` is keyed: it proves sameness without giving the content away.

    `catalogue` is the hash of the one whose fields it was given under; `way` is how it came ("": not noted then); `entered_by` who wrote
    it by hand, "" for a line or file.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    query = models.OneToOneField(Query, models.PROTECT, related_name="answer")
    received_at = models.DateTimeField("收到时间")
    as_of = models.DateField("数据截至")
    rows = models.PositiveIntegerField("记录数")
    records = SealedField("记录")
    digest = models.CharField("摘要", max_length=64)
    is_late = models.BooleanField("报告出具后才到")
    catalogue = models.CharField("核对目录", max_length=64, blank=True)
    way = models.CharField("来路", max_length=9, choices=Way, blank=True)
    entered_by = models.CharField("由谁手工填写", max_length=64, blank=True)


class Difference(models.Model):
    """A fact declared otherwise than found, until somebody explains it. A new finding makes a new row.

    `person` null: of the whole family. `why` classes the explanation ("" where nobody did). `size` is {"fen": …, "permille": …} or {"count": …}: found less declared.
    """

    case_no = models.CharField("案件", max_length=32)
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    key = models.CharField("事实", max_length=60)
    declared = models.JSONField("申报", null=True)
    found = models.JSONField("查到")
    size = models.JSONField("差")
    noticed_on = models.DateField("发现日期")
    is_current = models.BooleanField("现行", default=True)
    why = models.CharField("原因", max_length=12, choices=Why, blank=True)
    explanation = models.CharField("说明", max_length=500, blank=True)
    explained_by = models.CharField("由谁记录说明", max_length=64, blank=True)
    explained_on = models.DateField("说明日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_no", "person", "key"],
                condition=Q(is_current=True, person__isnull=False),
                name="a_fact_of_a_person_differs_once",
            ),
            models.UniqueConstraint(
                fields=["case_no", "key"],
                condition=Q(is_current=True, person=None),
                name="a_fact_of_a_family_differs_once",
            ),
            models.CheckConstraint(
                condition=Q(explanation="", explained_by="", explained_on=None, why="")
                | ~Q(explanation="") & ~Q(explained_by="") & Q(explained_on__isnull=False),
                name="an_explanation_has_an_author",
            ),
        ]
        indexes = [
            models.Index(
                fields=["household", "case_no"],
                condition=Q(is_current=True, explanation=""),
                name="differences_to_explain",
            ),
        ]

    @property
    def label(self) -> str:
        """The fact in Chinese."""
        return LABELS.get(self.key, self.key)

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"difference:{self.pk}", "case_no": self.case_no, "refs": {"key": self.key}}


class Report(models.Model):
    """One version of what is known for a case. A late answer makes the next; none is edited.

    `states` holds {"query", "source", "person", "state"} of every query then; `news` the sources that are new in it;
    `catalogue` the hash of the one in force.
    """

    case_no = models.CharField("案件", max_length=32)
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField("版次")
    made_at = models.DateTimeField("出具时间")
    valid_until = models.DateField("有效至")
    states = models.JSONField("各来源状态")
    news = models.JSONField("新到来源", default=list)
    answers = models.ManyToManyField(Answer, related_name="reports", verbose_name="所据答复")
    catalogue = models.CharField("核对目录", max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_no", "version"], name="a_report_version_is_made_once"),
            models.CheckConstraint(condition=Q(version__gt=0), name="report_versions_begin_at_one"),
        ]
