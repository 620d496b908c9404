"""Regions, offices, logins and posts, and the relatives that officers have filed."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from jiuzhu.org.kinds import ROLE_LABELS, Level, Role


class Region(models.Model):
    """An administrative division while it had this code and name (区划会撤并改名，所以有起止)."""

    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=8)
    parent_code = models.CharField("上级代码", max_length=12, blank=True)
    since = models.DateField("起", null=True)
    until = models.DateField("止（不含）", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(until=None), name="a_code_names_one_region"),
            models.CheckConstraint(condition=Q(level__in=[*Level]), name="region_level_is_known"),
        ]
        indexes = [models.Index(fields=["parent_code"], name="region_children")]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A unit that acts for a region: the county bureau, a town government, a village committee.

    `department`: the code under which the catalogue knows another department, or an institution, whose officers answer
    here by hand; "" for our own offices.
    """

    name = models.CharField("名称", max_length=60, unique=True)
    short = models.CharField("简称", max_length=20)
    level = models.CharField("级别", max_length=8)
    region_code = models.CharField("辖区代码", max_length=12, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    phone = models.CharField("对外电话", max_length=20, blank=True)
    department = models.CharField("外部门代码", max_length=40, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(level__in=[*Level]), name="office_level_is_known")]

    def __str__(self) -> str:
        return self.name


class LoginManager(BaseUserManager):
    def get_by_natural_key(self, username: str) -> "Login":
        return self.get(username=username)


class Login(AbstractBaseUser):
    """An officer who can sign in. There is no superuser: what one may do follows from posts alone.

    `id_hash`: the keyed hash of the officer's identity number, "" for who has not told it: duties that are kept apart
    among persons are kept apart among logins only as far as one person has one.
    """

    username = models.CharField("用户名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    id_hash = models.CharField("证件摘要", max_length=64, blank=True)
    is_active = models.BooleanField("在用", default=True)
    must_change = models.BooleanField("要先改密码", default=False)
    reset_on = models.DateField("重设密码日期", null=True)
    reset_for = models.CharField("重设密码原因", max_length=200, blank=True)
    closed_on = models.DateField("停用日期", null=True)
    closed_for = models.CharField("停用原因", max_length=200, blank=True)

    USERNAME_FIELD = "username"
    objects = LoginManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=True, closed_on=None) | Q(is_active=False, closed_on__isnull=False),
                name="a_closed_login_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["id_hash"],
                condition=Q(is_active=True) & ~Q(id_hash=""),
                name="a_person_has_one_login",
            ),
        ]

    def __str__(self) -> str:
        return f"officer:{self.pk}"

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"officer:{self.pk}", "refs": {"is_active": self.is_active}}


class Post(models.Model):
    """A login's duty in an office, from–to."""

    login = models.ForeignKey(Login, models.PROTECT, related_name="posts")
    office = models.ForeignKey(Office, models.PROTECT, related_name="posts")
    role = models.CharField(
        "岗位", max_length=16, choices=[(role.value, label) for role, label in ROLE_LABELS.items()]
    )
    since = models.DateField("起")
    until = models.DateField("止（不含）", null=True)
    ended_for = models.CharField("结束原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["login", "office", "role"], condition=Q(until=None), name="a_post_is_held_once"
            ),
            models.CheckConstraint(condition=Q(role__in=[*Role]), name="post_role_is_known"),
        ]

    def for_trail(self) -> dict[str, Any]:
        refs = {"post": self.pk, "role": self.role, "until": str(self.until or "")}
        return {"subject": f"officer:{self.login_id}", "refs": refs}


def held(on: date) -> Q:
    """Posts that are held on a day: begun, and not ended."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


class Tally(models.Model):
    """How often something was tried under one limit, kept by a keyed hash until its time is over, by every process."""

    limit = models.CharField("限制", max_length=32)
    key = models.CharField("摘要", max_length=64)
    count = models.PositiveSmallIntegerField("次数", default=0)
    until_at = models.DateTimeField("到期", db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["limit", "key"], name="a_thing_is_tallied_once")]

    def for_trail(self) -> dict[str, Any]:
        return {"subject": f"limit:{self.limit}", "refs": {"count": self.count}}


class FiledRelative(models.Model):
    """A near relative of an officer or village cadre (近亲属备案，民发57 第11条), found by the keyed hash of the number. What was taken
    back (`until`) keeps nobody off any more."""

    official = models.CharField("经办人员或村居干部", max_length=40)
    office = models.ForeignKey(Office, models.PROTECT)
    login = models.ForeignKey(Login, models.PROTECT, null=True, related_name="filed_relatives")
    relation = models.CharField("关系", max_length=20)
    id_hash = models.CharField("亲属证件摘要", max_length=64, db_index=True)
    filed_on = models.DateField("备案日期")
    until = models.DateField("撤回日期", null=True)
    ended_for = models.CharField("撤回原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["official", "office", "id_hash"],
                condition=Q(until=None),
                name="a_relative_is_filed_once",
            ),
        ]

    def for_trail(self) -> dict[str, Any]:
        refs = {"officer": self.login_id, "office": self.office_id, "until": str(self.until or "")}
        return {"subject": f"relative:{self.pk}", "refs": refs}
