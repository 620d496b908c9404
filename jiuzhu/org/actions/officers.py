"""Officers: logins, and duties from a day to a day."""

from datetime import date

from django.db.models import Q

from jiuzhu.kernel import idnumber
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions.limit import forgive
from jiuzhu.org.actions.structure import only_setup
from jiuzhu.org.kinds import (
    APART,
    NO_PLACE,
    ONE_LOGIN,
    OWN_PASSWORD,
    SIGN_IN_NAME,
    Role,
    kept_apart,
    may_hold,
)
from jiuzhu.org.models import Login, Office, Post
from jiuzhu.org.passwords import weaknesses
from jiuzhu.org.queries import tallied_name
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash


@action("org.enrol")
def enrol(
    username: str, name: str, password: str, *, by: Scope, must_change: bool = False, id_number: str = ""
) -> Login:
    """Give an officer a login; the same username again is the same login, password untouched.

    `must_change` is for a one-time password: nothing else works before the officer has chosen an own one. `id_number` is
    kept as a keyed hash. Raises Refused for a number that cannot be one, that another open login has, or that is not the
    one this login has.
    """
    only_setup(by)
    login = Login.objects.filter(username=username).first()
    if login is None:
        login = Login(username=username, name=name, must_change=must_change)
        login.set_password(password)
        login.save()
    if id_number:
        _identify(login, id_number)
    return login


@action("org.appoint")
def appoint(login: Login, office: Office, role: Role, on: date, *, by: Scope) -> Post:
    """Give a login a duty in an office from a day on; repeatable.

    Raises Refused when one person would hold roles that are kept apart, now or later, and for a role that has no place
    in the office.
    """
    only_setup(by)
    if not may_hold(role, office.department):
        raise Refused("no_place", f"{office.name}：{NO_PLACE}。")
    if kept_apart(role, Post.objects.filter(_not_over(on), login=login).values_list("role", flat=True)):
        raise Refused("apart", f"{login.name}：{APART}。")
    return Post.objects.get_or_create(
        login=login, office=office, role=role, until=None, defaults={"since": on}
    )[0]


@action("org.end_post")
def end_post(post: Post, reason: str, on: date, *, by: Scope) -> Post:
    """End a duty from a day on, that day not included; what ended before stays as it was.

    Raises Refused for one's own post: nobody can leave an office without an administrator by mistake, or escape one.
    """
    _demand_other(post.login, [post.office.region_code], reason, by)
    Post.objects.filter(_not_over(on), pk=post.pk).update(until=on, ended_for=reason.strip())
    post.refresh_from_db()
    return post


@action("org.close_login")
def close_login(login: Login, reason: str, on: date, *, by: Scope) -> Login:
    """Close a login for good: its sessions end at their next request, its posts end with the day before.

    One administrator is enough, because it must go fast; the administrator may not be the person.
    """
    posts = Post.objects.filter(login=login)
    _demand_other(login, _homes(login, on), reason, by)
    if login.is_active:
        posts.filter(_not_over(on)).update(until=on, ended_for=reason.strip())
        login.is_active, login.closed_on, login.closed_for = False, on, reason.strip()
        login.set_unusable_password()
        login.save(update_fields=["is_active", "closed_on", "closed_for", "password"])
    return login


@action("org.change_password")
def change_password(login: Login, old: str, new: str, *, by: Scope) -> Login:
    """Choose an own password; other sessions of the officer end at their next request.

    Raises Refused for somebody else's, a wrong old one, or a new one that is too weak or the same.
    """
    if by.login_id != login.pk:
        raise Refused("somebody_else", "密码由本人自己改；忘了密码的，请账号管理员重设。")
    if not login.check_password(old):
        raise Refused("wrong_password", "现在的密码不对，请看一下大小写，再写一次。")
    if weak := weaknesses(new, old, login):
        raise Refused("weak_password", "".join(weak))
    login.set_password(new)
    login.must_change = False
    login.save(update_fields=["password", "must_change"])
    return login


@action("org.reset_password")
def reset_password(login: Login, password: str, reason: str, on: date, *, by: Scope) -> Login:
    """Put a one-time password in the place of a lost one: sessions end at their next request, a lockout of the name is over.

    By an administrator, who is somebody else and says why, or by the setup. Raises Refused for a closed login.
    """
    if by.kind == "system":
        reason = "部署人员用命令重设"
    else:
        _demand_other(login, _homes(login, on), reason, by)
    if not login.is_active:
        raise Refused("closed", f"{login.name}的账号已经停用，不再恢复。回来的人另开账号。")
    login.set_password(password)
    login.must_change, login.reset_on, login.reset_for = True, on, reason.strip()
    login.save(update_fields=["password", "must_change", "reset_on", "reset_for"])
    forgive(SIGN_IN_NAME, tallied_name(login.username), by=by)
    forgive(OWN_PASSWORD, str(login.pk), by=by)
    return login


def _identify(login: Login, id_number: str) -> None:
    if wrong := idnumber.fault(id_number, date.max):
        raise Refused("bad_number", f"{login.name}：{wrong}。")
    digest = keyed_hash("id_number", idnumber.normal(id_number))
    if login.id_hash == digest:
        return
    if login.id_hash:
        raise Refused("another_person", f"{login.username} 已经登记了另一个身份证号，不能改成别人的。")
    if other := Login.objects.filter(is_active=True, id_hash=digest).first():
        raise Refused("second_login", f"{login.name}已经有账号 {other.username}：{ONE_LOGIN}。")
    login.id_hash = digest
    login.save(update_fields=["id_hash"])


def _not_over(on: date) -> Q:
    return Q(until=None) | Q(until__gt=on)


def _homes(login: Login, on: date) -> list[str]:
    """Where somebody works; where they did, when that is over."""
    posts = Post.objects.filter(login=login)
    last = posts.filter(_not_over(on)) if posts.filter(_not_over(on)).exists() else posts
    return list(last.values_list("office__region_code", flat=True))


def _demand_other(login: Login, homes: list[str], reason: str, by: Scope) -> None:
    """An administrator of all these places, who is somebody else and says why."""
    for home in homes or [""]:
        by.demand(home, Role.ADMIN)
    if by.login_id == login.pk:
        raise Refused("oneself", "自己的岗位和账号不能自己停、密码不能自己重设，请另一位账号管理员办理。")
    if not reason.strip():
        raise Refused("reason_missing", "请写明为什么，例如：调离、退休、手机丢失。")
