"""A lost password is replaced by one that is used once, by whoever may close the login."""

from datetime import UTC, date, datetime

import pytest

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org import actions
from jiuzhu.org.kinds import SIGN_IN_NAME, Role
from jiuzhu.org.passwords import one_time
from jiuzhu.org.queries import is_full, tallied_name
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from tests.org.conftest import SETUP

pytestmark = pytest.mark.django_db
ON, NOON = date(2026, 11, 20), datetime(2026, 11, 20, 4, tzinfo=UTC)
TOWN, COUNTY, OTHER_COUNTY = "500110103", "500110", "500112"
NEW = "k7wm-4hqx-9fpt"


def test_a_password_for_once_is_long_and_has_no_letters_that_look_alike():
    made = {one_time() for _ in range(200)}
    assert len(made) == 200 and {len(one) for one in made} == {14}
    assert not set("il1o0") & set("".join(made))


def test_the_old_password_is_gone_and_the_new_one_must_be_changed(li, by):
    before = li.get_session_auth_hash()
    actions.reset_password(li, NEW, "忘了密码", ON, by=by)
    li.refresh_from_db()
    assert li.check_password(NEW) and li.must_change
    assert (li.reset_on, li.reset_for) == (ON, "忘了密码")
    assert li.get_session_auth_hash() != before


def test_a_lockout_of_the_name_is_over(li, by):
    for _ in range(5):
        actions.count(SIGN_IN_NAME, tallied_name("LiNa"), NOON, by=SETUP)
    assert is_full(SIGN_IN_NAME, "lina", NOON)
    actions.reset_password(li, NEW, "忘了密码", ON, by=by)
    assert not is_full(SIGN_IN_NAME, "lina", NOON)


def test_it_is_on_the_trail_without_reason_and_password(li, by):
    actions.reset_password(li, NEW, "病糊涂了", ON, by=by)
    entry = Entry.objects.get(act="org.reset_password")
    assert (entry.actor, entry.subject) == (by.actor, f"officer:{li.pk}")
    assert not any(word in str(list(Entry.objects.values())) for word in (NEW, "糊涂", "lina"))


def test_nobody_resets_the_own_password(shi, by):
    with pytest.raises(Refused, match="另一位账号管理员"):
        actions.reset_password(shi, NEW, "忘了密码", ON, by=by)


@pytest.mark.parametrize("place", [(TOWN, Role.CLERK), (OTHER_COUNTY, Role.ADMIN)])
def test_neither_a_clerk_nor_another_countys_administrator_resets_one(li, appoint, place):
    stranger = Scope.of(appoint("fang", *place), ON)
    with pytest.raises(Refused, match="账号管理"):
        actions.reset_password(li, NEW, "忘了密码", ON, by=stranger)


def test_who_works_in_two_counties_is_reset_by_neither_alone(li, by, appoint):
    appoint("lina", OTHER_COUNTY)
    with pytest.raises(Refused):
        actions.reset_password(li, NEW, "忘了密码", ON, by=by)


def test_without_a_reason_no_password_is_reset(li, by):
    with pytest.raises(Refused, match="为什么"):
        actions.reset_password(li, NEW, " ", ON, by=by)


def test_a_closed_login_gets_no_new_password(li, by):
    actions.close_login(li, "退休", ON, by=by)
    with pytest.raises(Refused, match="已经停用"):
        actions.reset_password(li, NEW, "忘了密码", ON, by=by)
    assert not li.has_usable_password()
