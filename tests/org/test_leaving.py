"""Officers leave: an administrator, who is somebody else, ends a post or closes a login, and it counts at once."""

from datetime import date

import pytest

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org import actions
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office, Region
from jiuzhu.org.queries import administered, staff
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from tests.org.conftest import PLACES, SETUP, SINCE, open_office

pytestmark = pytest.mark.django_db
ON, TOWN, OTHER_TOWN, COUNTY, OTHER_COUNTY = date(2026, 11, 20), "500110103", "500110104", "500110", "500112"


def test_an_ended_post_counts_no_more_from_that_day(li, by):
    actions.end_post(li.posts.get(), "调离", ON, by=by)
    assert Scope.of(li, date(2026, 11, 19)).regions == (TOWN,)
    with pytest.raises(Refused, match="没有任何岗位"):
        Scope.of(li, ON)


def test_ending_one_post_leaves_the_others(li, by, appoint):
    appoint("lina", OTHER_TOWN)
    actions.end_post(li.posts.get(office__region_code=TOWN), "轮岗", ON, by=by)
    assert Scope.of(li, ON).regions == (OTHER_TOWN,)


def test_a_post_ends_once(li, by):
    for day, reason in ((ON, "调离"), (date(2026, 12, 1), "退休")):
        post = actions.end_post(li.posts.get(), reason, day, by=by)
    assert (post.until, post.ended_for) == (ON, "调离")


def test_a_closed_login_has_neither_posts_nor_password(li, by):
    actions.close_login(li, "手机丢失", ON, by=by)
    li.refresh_from_db()
    assert not li.is_active and not li.has_usable_password()
    assert (li.closed_on, li.closed_for) == (ON, "手机丢失")
    assert not li.posts.filter(until=None).exists()


def test_leaving_is_on_the_trail_without_its_reason(li, by):
    actions.end_post(li.posts.get(), "生病住院", ON, by=by)
    actions.close_login(li, "生病住院", ON, by=by)
    entries = Entry.objects.filter(act__in=["org.end_post", "org.close_login"]).order_by("pk")
    assert {(row.actor, row.subject) for row in entries} == {(by.actor, f"officer:{li.pk}")}
    assert entries.count() == 2 and "住院" not in str(list(entries.values()))


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(li, by, reason):
    with pytest.raises(Refused, match="为什么"):
        actions.close_login(li, reason, ON, by=by)


def test_nobody_stops_themselves(shi, by):
    with pytest.raises(Refused, match="另一位账号管理员"):
        actions.end_post(shi.posts.get(), "退休", ON, by=by)
    with pytest.raises(Refused, match="另一位账号管理员"):
        actions.close_login(shi, "退休", ON, by=by)


def test_a_clerk_stops_nobody(li, appoint):
    with pytest.raises(Refused, match="账号管理"):
        actions.close_login(li, "不喜欢", ON, by=Scope.of(appoint("wanglu", TOWN), ON))


def test_another_countys_administrator_stops_nobody_here(li, appoint):
    stranger = Scope.of(appoint("fang", OTHER_COUNTY, Role.ADMIN), ON)
    with pytest.raises(Refused, match="账号管理"):
        actions.end_post(li.posts.get(), "调离", ON, by=stranger)
    assert not administered(stranger).filter(login=li).exists()


def test_who_works_in_two_counties_is_closed_by_neither_alone(li, by, appoint):
    appoint("lina", OTHER_COUNTY)
    with pytest.raises(Refused):
        actions.close_login(li, "调离", ON, by=by)


def test_who_administers_logins_works_with_no_family(li, shi):
    office = Office.objects.get(region_code=TOWN)
    with pytest.raises(Refused, match="两个人分别担任"):
        actions.appoint(li, office, Role.ADMIN, SINCE, by=SETUP)
    with pytest.raises(Refused, match="两个人分别担任"):
        actions.appoint(shi, office, Role.CLERK, SINCE, by=SETUP)


def test_who_works_with_families_from_next_month_does_not_administer_logins_until_then(appoint):
    login = appoint("lina", TOWN)
    login.posts.update(since=date(2026, 12, 1))
    with pytest.raises(Refused, match="两个人分别担任"):
        actions.appoint(login, Office.objects.get(region_code=TOWN), Role.ADMIN, ON, by=SETUP)


def test_who_answers_for_another_department_does_nothing_else(li, shi, xu):
    petitions, town = xu.posts.get().office, Office.objects.get(region_code=TOWN)
    for login, office, role in ((li, petitions, Role.KEEPER), (shi, petitions, Role.KEEPER)):
        with pytest.raises(Refused, match="互相兼任"):
            actions.appoint(login, office, role, SINCE, by=SETUP)
    for login, office, role in ((xu, petitions, Role.CLERK), (xu, town, Role.KEEPER)):
        with pytest.raises(Refused, match="外部门的机构"):
            actions.appoint(login, office, role, SINCE, by=SETUP)


def test_the_administrator_closes_the_login_of_another_departments_officer(xu, by):
    actions.close_login(xu, "调离", ON, by=by)
    assert not xu.is_active


def test_who_administers_logins_reaches_no_family(by):
    Region.objects.bulk_create(
        Region(code=code, name=name, level=level) for code, (name, level) in PLACES.items()
    )
    assert by.regions == () and not by.covers(TOWN)
    assert not by.within(Region.objects.all(), "code").exists()


def test_the_administrator_sees_who_works_here_and_who_did(li, shi, by, appoint):
    wang = appoint("wanglu", OTHER_TOWN)
    appoint("fang", OTHER_COUNTY)
    actions.close_login(li, "退休", ON, by=by)
    found = {one.login: [post.office.region_code for post in one.posts] for one in staff(by, ON)}
    assert found == {shi: [COUNTY], wang: [OTHER_TOWN], li: []}
    assert [one.login for one in staff(by, ON, "wang")] == [wang]


def test_everybody_else_sees_nobody(li, appoint):
    assert staff(Scope.of(appoint("wanglu", COUNTY, Role.COUNTY), ON), ON) == []
    assert open_office(COUNTY)
