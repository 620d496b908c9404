"""A county's roster: checked whole, written whole, and written again it adds only what is new."""

import pytest
from django.db import IntegrityError, transaction

from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org import actions
from jiuzhu.org.kinds import ONE_LOGIN, Role
from jiuzhu.org.models import Login, Office, Post, Region
from jiuzhu.org.passwords import one_time
from jiuzhu.org.roster.faults import Faults
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import keyed_hash
from tests.org.conftest import SETUP, SINCE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROSTER = """
divisions:
  - {code: 500112120, name: 洛碛镇}
  - {code: 500112120201, name: 上坝村村民委员会}
offices:
  - {name: 渝北区民政局, short: 区民政局, level: 县, region: 500112, phone: 02300112001}
  - {name: 洛碛镇人民政府, short: 洛碛镇, level: 乡镇, region: 500112120, upper: 渝北区民政局}
officers:
  - {username: fang, name: 方敏, office: 渝北区民政局, posts: [{role: 账号管理, since: 2026-07-01}]}
  - {username: qiu, name: 邱林, office: 洛碛镇人民政府, posts: [{role: 经办, since: 2026-07-01}]}
"""
MORE = """
  - {username: tian, name: 田野, office: 洛碛镇人民政府, posts: [{role: 确认, since: 2026-08-01}]}
"""


def take_up(text=ROSTER, by=SETUP):
    return actions.take_up(text, one_time, by=by)


def wrong(text):
    """Place and message of each fault."""
    with pytest.raises(Faults) as found:
        take_up(text)
    return [(fault.place, fault.message) for fault in found.value.faults]


def changed(old, new, roster=ROSTER):
    assert old in roster
    return roster.replace(old, new, 1)


def test_a_roster_opens_offices_logins_and_posts():
    done = take_up()
    assert (done.offices, len(done.passwords), done.posts) == (2, 2, 2)
    post = Post.objects.select_related("office").get(login__username="qiu")
    assert (post.office.name, post.role, post.since) == ("洛碛镇人民政府", Role.CLERK, SINCE)
    town = post.office
    assert (town.parent.name, town.parent.phone, town.region_code) == (
        "渝北区民政局",
        "02300112001",
        "500112120",
    )
    village = Region.objects.get(code="500112120201")
    assert (village.level, village.parent_code, village.name) == ("village", "500112120", "上坝村村民委员会")
    assert Region.objects.get(code="500110").name == "綦江区"


def test_each_new_login_has_a_password_of_its_own_that_must_be_changed():
    passwords = take_up().passwords
    assert len({password for _, password in passwords}) == 2
    for login, password in passwords:
        login.refresh_from_db()
        assert login.check_password(password) and login.must_change
        assert password not in str(list(Login.objects.values())) + str(list(Entry.objects.values()))


def test_the_same_roster_again_adds_nothing():
    take_up()
    before = [list(table.objects.order_by("pk").values()) for table in (Region, Office, Login, Post)]
    again = take_up()
    assert (again.regions, again.offices, again.passwords, again.posts) == (0, 0, [], 0)
    assert before == [list(table.objects.order_by("pk").values()) for table in (Region, Office, Login, Post)]


def test_more_lines_add_only_what_is_new():
    take_up()
    done = take_up(ROSTER + MORE)
    assert (done.offices, [login.username for login, _ in done.passwords], done.posts) == (0, ["tian"], 1)


def test_what_ended_since_stays_ended():
    take_up()
    qiu = Login.objects.get(username="qiu")
    Post.objects.filter(login=qiu).update(until="2026-11-01")
    Login.objects.filter(pk=qiu.pk).update(is_active=False, closed_on="2026-11-01")
    assert take_up().posts == 0
    assert not Post.objects.filter(login=qiu, until=None).exists()


def test_an_earlier_duty_of_a_business_does_not_keep_from_administering_logins():
    take_up()
    Post.objects.filter(login__username="qiu").update(until="2026-11-01")
    more = "经办, since: 2026-07-01}, {role: 账号管理, since: 2026-11-01}"
    assert take_up(changed("经办, since: 2026-07-01}", more)).posts == 1


def test_it_is_on_the_trail_with_counts_and_without_names():
    take_up()
    entry = Entry.objects.get(act="org.take_up")
    assert (entry.actor, entry.subject) == ("system:setup", "roster")
    assert {"offices": 2, "logins": 2, "posts": 2}.items() <= entry.refs.items()
    assert "方敏" not in str(list(Entry.objects.values()))


def test_every_mistake_is_told_at_once_and_nothing_is_written():
    text = """
divisions:
  - {code: 50011212, name: 洛碛镇}
  - {code: 500112120201, name: 上坝村}
offices:
  - {name: 渝北区民政局, short: 区民政局, level: 区, region: 500112}
  - {name: 洛碛镇人民政府, short: 洛碛镇, level: 乡镇, region: 500112120, upper: 渝北民政局}
officers:
  - {username: Fang, name: 方敏, office: 渝北区民政局, posts: [{role: 管理员, since: 7月1日}]}
  - {username: qiu, nane: 邱林, office: 洛碛镇人民政府, posts: []}
"""
    found = wrong(text)
    assert [place for place, _ in found] == [
        "divisions[0].code",
        "divisions[1].code",
        "offices[0].level",
        "offices[1].region",
        "offices[1].upper",
        "officers[0].posts[0].role",
        "officers[0].posts[0].since",
        "officers[0].username",
        "officers[1]",
        "officers[1].name",
        "officers[1].posts",
    ]
    told = "\n".join(message for _, message in found)
    for words in (
        "县 6 位、乡镇 9 位、村 12 位", "上级 500112120 还没有", "没有“区”，可以写：省、市、县、乡镇、村",
        "是不是 渝北区民政局？", "没有“管理员”，可以写：协理员、经办", "7月1日 不是日期，请写成 2026-07-01",
        "小写字母开头", "没有“nane”这一项，是不是 name？", "还没有写岗位",
    ):  # fmt: skip
        assert words in told
    assert not Region.objects.exists() and not Office.objects.exists() and not Entry.objects.exists()


def test_a_fault_stands_with_its_line():
    with pytest.raises(Faults) as found:
        take_up(changed("role: 经办", "role: 经办人"))
    assert str(found.value).startswith("第 10 行 officers[1].posts[0].role：没有“经办人”，可以写：")


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("short: 区民政局", "short: 民政局", "offices[0].short", "这一项现在是“区民政局”"),
        ("phone: 02300112001", "phone: 12345", "offices[0].phone", "不改已有的"),
        ("level: 乡镇, region: 500112120", "level: 村, region: 500112120201", "offices[1].region", "现在是“500112120”"),
        ("name: 洛碛镇}", "name: 洛渍镇}", "divisions[0].name", "已经有了，叫“洛碛镇”"),
        ("name: 邱林", "name: 邱琳", "officers[1].name", "已经是“邱林”的账号"),
        ("经办, since: 2026-07-01", "经办, since: 2026-08-01", "officers[1].posts[0].since", "从 2026-07-01 起"),
    ],
)  # fmt: skip
def test_a_line_that_contradicts_what_is_there_is_a_fault(old, new, place, words):
    take_up()
    told = dict(wrong(changed(old, new)))
    assert words in told[place]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("region: 500112, ", "region: 500100, ", "officers", ""),
        ("region: 500112, ", "region: 500000, ", "offices[0].level", "重庆市是“省”，这里写“县”"),
        ("region: 500112, ", "region: 500999, ", "offices[0].region", "没有 500999 这个区划"),
        ("region: 500112120,", "region: 500110106,", "offices[1].upper", "管不到 500110106"),
        ("name: 洛碛镇人民政府, short", "name: 渝北区民政局, short", "offices[1].name", "在 offices[0] 已经写过"),
        ("username: qiu", "username: fang", "officers[1].username", "在 officers[0] 已经写过"),
        ("office: 洛碛镇人民政府", "office: 洛碛镇政府", "officers[1].office", "是不是 洛碛镇人民政府？"),
        ("posts: [{role: 经办", "posts: [{role: 账号管理, since: 2026-09-01}, {role: 经办", "officers[1].posts[1].role", "由两个人分别担任"),
        ("posts: [{role: 经办", "posts: [{role: 经办, since: 2026-09-01}, {role: 经办", "officers[1].posts[1].role", "只写一次"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_so_is_a_fault(old, new, place, words):
    if not words:  # a city without counties has a bureau for the whole of it
        assert take_up(changed(old, new)).offices == 2
    else:
        assert words in dict(wrong(changed(old, new)))[place]


KEEPER = ROSTER.replace(
    "officers:",
    """  - {name: 渝北区信访办, short: 信访办, level: 县, region: 500112, department: xinfang}
officers:
  - {username: xu, name: 许静, office: 渝北区信访办, posts: [{role: 部门联络员, since: 2026-07-01}]}""",
)


def test_another_department_has_an_office_and_officers_of_its_own():
    actions.take_up(KEEPER, one_time, by=SETUP, departments=["xinfang"])
    post = Post.objects.select_related("office").get(login__username="xu")
    assert (post.role, post.office.department) == (Role.KEEPER, "xinfang")
    assert actions.take_up(KEEPER, one_time, by=SETUP, departments=["xinfang"]).offices == 0


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("department: xinfang", "department: xinfan", "offices[2].department", "是不是 xinfang？"),
        ("role: 部门联络员", "role: 经办", "officers[0].posts[0].role", "只设部门联络员"),
        ("{role: 经办", "{role: 部门联络员", "officers[2].posts[0].role", "只设在外部门的机构"),
        (
            "部门联络员, since: 2026-07-01}",
            "部门联络员, since: 2026-07-01}, {role: 经办, since: 2026-07-01, office: 洛碛镇人民政府}",
            "officers[0].posts[1].role",
            "不能同时办理救助业务",
        ),
    ],
)
def test_who_answers_for_another_department_stands_apart(old, new, place, words):
    with pytest.raises(Faults) as found:
        actions.take_up(changed(old, new, KEEPER), one_time, by=SETUP, departments=["xinfang"])
    assert words in {fault.place: fault.message for fault in found.value.faults}[place]


def test_an_office_keeps_its_department():
    actions.take_up(KEEPER, one_time, by=SETUP, departments=["xinfang", "gongan"])
    told = changed("department: xinfang", "department: gongan", KEEPER)
    with pytest.raises(Faults, match="这一项现在是“xinfang”"):
        actions.take_up(told, one_time, by=SETUP, departments=["xinfang", "gongan"])


def test_who_already_works_with_families_does_not_get_the_logins_too():
    take_up()
    more = "经办, since: 2026-07-01}, {role: 账号管理, since: 2026-11-01}"
    told = dict(wrong(changed("经办, since: 2026-07-01}", more)))
    assert "不能同时办理救助业务" in told["officers[1].posts[1].role"]


def test_a_closed_login_gets_no_new_post():
    take_up()
    Login.objects.filter(username="qiu").update(is_active=False, closed_on="2026-11-01")
    more = "经办, since: 2026-07-01}, {role: 确认, since: 2026-12-01}"
    told = dict(wrong(changed("经办, since: 2026-07-01}", more)))
    assert "已经停用" in told["officers[1].username"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "最外层应是"), ("- 1", "最外层应是"), ("offices: [", "YAML 读不懂"),
        ("offices: \x00", "YAML 读不懂"),
        ("offices:\n  - {name：渝北区民政局，short：区民政局}", "要写半角的"), ("offices: 渝北区民政局", "应是一张表"),
     ("offices: [渝北区民政局]", "应是“名字: 值”"), ("office: []", "没有“office”这一项，是不是"),
     ("offices:\n  - {name: 甲, name: 乙}", "写了两次")],
)  # fmt: skip
def test_what_is_no_roster_is_told_as_one(text, words):
    assert words in wrong(text)[0][1]


def test_only_the_setup_takes_a_roster_up(appoint):
    shi = Scope.of(appoint("shiyun", "500110", Role.ADMIN), SINCE)
    with pytest.raises(Exception, match="部署"):
        take_up(by=shi)


FANG = with_check_digit("51022319800314901")


def numbered(roster, username, number=FANG):
    return changed(f"{{username: {username}, ", f'{{username: {username}, id_number: "{number}", ', roster)


def test_one_person_has_one_login():
    twice = numbered(numbered(ROSTER, "fang"), "qiu", FANG.lower())
    assert wrong(twice) == [
        ("officers[1].id_number", f"和 officers[0] 是同一个身份证号：{ONE_LOGIN}"),
    ]
    assert not Login.objects.exists()
    take_up(numbered(ROSTER, "fang"))
    assert wrong(numbered(ROSTER + MORE, "tian")) == [
        ("officers[2].id_number", f"这个身份证号已经有账号 fang：{ONE_LOGIN}"),
    ]
    with pytest.raises(Refused, match="已经有账号 fang"):
        actions.enrol("fang2", "方敏", "not-a-real-one", by=SETUP, id_number=FANG)
    assert not Login.objects.filter(username="fang2").exists()


def test_a_number_is_kept_as_a_hash_and_may_be_added_later_but_not_changed():
    take_up()
    assert Login.objects.get(username="fang").id_hash == ""
    again = take_up(numbered(ROSTER, "fang"))
    assert (len(again.passwords), again.posts) == (0, 0)
    assert Login.objects.get(username="fang").id_hash == keyed_hash("id_number", FANG)
    assert FANG not in str(list(Login.objects.values())) + str(list(Entry.objects.values()))
    other = with_check_digit("51022319800314902")
    assert [place for place, _ in wrong(numbered(ROSTER, "fang", other))] == ["officers[0].id_number"]
    take_up()
    assert Login.objects.get(username="fang").id_hash == keyed_hash("id_number", FANG)


def test_a_number_that_cannot_be_one_is_told_without_repeating_it():
    number = FANG[:17] + ("0" if FANG[17] != "0" else "1")
    ((place, message),) = wrong(numbered(ROSTER, "fang", number))
    assert place == "officers[0].id_number" and "最后一位对不上" in message and number not in message


def test_who_comes_back_after_a_closed_login_gets_another_one():
    take_up(numbered(ROSTER, "fang"))
    Login.objects.filter(username="fang").update(is_active=False, closed_on=SINCE)
    take_up(numbered(ROSTER + MORE, "tian"))
    assert Login.objects.filter(id_hash=keyed_hash("id_number", FANG)).count() == 2


def test_two_open_logins_of_one_person_cannot_be_written():
    take_up(numbered(ROSTER, "fang"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Login.objects.filter(username="qiu").update(id_hash=keyed_hash("id_number", FANG))
