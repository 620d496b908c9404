"""People, families with dated membership, and the standings that decisions gave them."""

from django.db import models
from django.db.models import Q

from jiuzhu.registry.kinds import RELATION_LABELS, Area, Relation, Sex
from jiuzhu.vault.ids import new_id
from jiuzhu.vault.seal import SealedField


class Person(models.Model):
    """One human being, once: found by the keyed hash of the identity number, whatever the name is written like."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.CharField("姓名", max_length=50)
    initials = models.CharField("拼音首字母", max_length=50)
    id_number = SealedField("身份证号")
    id_hash = models.CharField("证件摘要", max_length=64, unique=True)
    sex = models.CharField("性别", max_length=6)
    born = models.DateField("出生日期")
    phone = SealedField("电话", null=True)
    told_phone = SealedField("申请时写的电话", null=True)
    """Where messages go while no office has noted a phone; it opens nothing."""
    registered_region = models.CharField("户籍地", max_length=12, blank=True)
    died_on = models.DateField("死亡日期", null=True)
    home_town = models.CharField("现住镇街", max_length=9, blank=True)
    """Where the household lives; kept beside the name, so that a clerk's search reads only the own town."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sex__in=[*Sex]), name="person_sex_is_known")]
        indexes = [
            models.Index(fields=["home_town", "name"], name="person_by_town_and_name"),
            models.Index(fields=["home_town", "initials"], name="person_by_town_and_initials"),
            models.Index(fields=["name"], name="person_by_name"),
            models.Index(fields=["initials"], name="person_by_initials"),
        ]

    def for_trail(self) -> dict[str, str]:
        return {"subject": f"person:{self.pk}"}


class Household(models.Model):
    """A family that lives together (共同生活的家庭) and where it lives."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    region_code = models.CharField("居住地（村、社区）", max_length=12)
    area = models.CharField("城乡", max_length=6)
    address = SealedField("门牌地址", null=True)
    head = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(area__in=[*Area]), name="household_area_is_known")]
        indexes = [models.Index(fields=["region_code", "id"], name="households_of_a_region")]


class Membership(models.Model):
    """Who belongs to a family, from–to. Ended, never deleted; a person is in one family at a time."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    relation = models.CharField(
        "与户主关系", max_length=12, choices=[(kind.value, label) for kind, label in RELATION_LABELS.items()]
    )
    since = models.DateField("起")
    until = models.DateField("止（不含）", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="a_person_lives_in_one_household"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until=None, relation="self"),
                name="a_household_has_one_head",
            ),
            models.CheckConstraint(condition=Q(relation__in=[*Relation]), name="relation_is_known"),
        ]


class Standing(models.Model):
    """认定身份: what a decision made a family (or one person of it), month by month."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="standings")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="standings")
    programme = models.CharField("类别", max_length=24)
    decision_no = models.CharField("决定编号", max_length=40)
    from_month = models.IntegerField("起月")
    until_month = models.IntegerField("止月（不含）", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "programme"],
                condition=Q(until_month=None, person=None),
                name="a_household_stands_once_in_a_programme",
            ),
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(until_month=None, person__isnull=False),
                name="a_person_stands_once_in_a_programme",
            ),
        ]
