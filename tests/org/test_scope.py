"""How far each kind of scope reaches: one place never reads another's families."""

from datetime import date

import pytest

from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Level, Role, prefix
from jiuzhu.org.models import Login, Region
from jiuzhu.org.queries import officers
from jiuzhu.org.scope import Scope
from tests.org.conftest import PLACES

VILLAGE, TOWN, OTHER_TOWN, OTHER_COUNTY = "500110103201", "500110103", "500110104", "500112"
ON = date(2026, 11, 20)
RESIDENT = Scope.resident(5, 77)
GRANT = Scope.grant("XZ-2026-01", "SJ-2026-01", ON, ON)
SYSTEM = Scope.system("clock")


def officer(*duties):
    return Scope("officer", "officer:1", "王璐", duties, login_id=1)


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("500000", "50"),
        ("500100", "5001"),
        ("500110", "500110"),
        ("500110103", "500110103"),
        ("500110100", "500110100"),
        (VILLAGE, VILLAGE),
        ("", ""),
    ],
)
def test_a_place_holds_the_codes_that_begin_with(code, digits):
    assert prefix(code) == digits


REACH = {
    "500000": {*PLACES},
    "500100": {*PLACES} - {"500000"},
    "500110": {"500110", TOWN, VILLAGE, OTHER_TOWN},
    TOWN: {TOWN, VILLAGE},
    VILLAGE: {VILLAGE},
    OTHER_COUNTY: {OTHER_COUNTY},
}


@pytest.mark.parametrize("home", REACH)
def test_an_officer_covers_the_home_and_what_lies_in_it(home):
    scope = officer((Role.CLERK, home))
    assert {code for code in PLACES if scope.covers(code)} == REACH[home]


@pytest.mark.django_db
@pytest.mark.parametrize("home", REACH)
def test_rows_within_are_those_that_are_covered(home):
    Region.objects.bulk_create(
        Region(code=code, name=name, level=level) for code, (name, level) in PLACES.items()
    )
    found = officer((Role.CLERK, home)).within(Region.objects.all(), "code")
    assert set(found.values_list("code", flat=True)) == REACH[home]


@pytest.mark.django_db
def test_rows_within_two_posts_are_those_of_both():
    Region.objects.bulk_create(Region(code=code, name="", level=Level.TOWN) for code in PLACES)
    scope = officer((Role.CLERK, TOWN), (Role.PAYER, OTHER_COUNTY))
    found = scope.within(Region.objects.all(), "code").values_list("code", flat=True)
    assert set(found) == REACH[TOWN] | REACH[OTHER_COUNTY]


def test_a_role_counts_only_where_it_is_held():
    scope = officer((Role.CLERK, TOWN), (Role.CONFIRMER, OTHER_TOWN))
    assert scope.covers(TOWN, Role.CLERK)
    assert not scope.covers(TOWN, Role.CONFIRMER)
    assert scope.covers(TOWN, Role.CONFIRMER, Role.CLERK)


def test_what_waits_in_one_role_is_asked_for_in_its_places_alone():
    both = Scope("officer", "officer:1", duties=(("county", "500110"), ("clerk", "500110114")))
    assert both.only(Role.CLERK).regions == ("500110114",)
    assert both.only(Role.CLERK).actor == both.actor
    assert both.only(Role.PAYER).regions == ()
    assert Scope.system("clock").only(Role.CLERK).covers("500110")


def test_a_refusal_names_whom_to_ask():
    with pytest.raises(Refused, match="经办、确认办理") as refused:
        officer((Role.CLERK, OTHER_TOWN)).demand(TOWN, Role.CLERK, Role.CONFIRMER)
    assert refused.value.code == "not_in_scope"


def test_who_covers_a_place_is_not_refused():
    assert officer((Role.CLERK, "500110")).demand(VILLAGE, Role.CLERK) is None


@pytest.mark.parametrize("scope", [RESIDENT, GRANT], ids=["resident", "grant"])
def test_residents_and_grants_reach_no_region(scope):
    assert not any(scope.covers(code) or scope.covers(code, *Role) for code in PLACES)
    assert not scope.is_(*Role)
    with pytest.raises(PermissionError):
        scope.within(Region.objects.all(), "code")
    with pytest.raises(Refused):
        scope.demand(TOWN)


def test_a_resident_is_on_the_trail_by_number_never_by_name():
    scope = Scope.resident(5, 77, "冉光明")
    assert (scope.actor, scope.person_id) == ("resident:5", 77)
    assert "冉光明" not in str(scope.for_trail())


def test_a_grant_is_one_case_to_its_last_day():
    assert (GRANT.actor, GRANT.case_no) == ("grant:XZ-2026-01", "SJ-2026-01")
    with pytest.raises(Refused, match="到 2026-11-20 为止，已经结束"):
        Scope.grant("XZ-2026-01", "SJ-2026-01", ON, date(2026, 11, 21))


@pytest.mark.django_db
def test_a_system_task_reaches_the_whole_country_or_its_region():
    Region.objects.bulk_create(Region(code=code, name="", level=Level.TOWN) for code in PLACES)
    assert SYSTEM.within(Region.objects.all(), "code").count() == len(PLACES)
    here = Scope.system("clock", "500110")
    assert here.within(Region.objects.all(), "code").count() == len(REACH["500110"])
    assert here.covers(TOWN, Role.CONFIRMER) and not here.covers(OTHER_COUNTY)


def test_an_officer_without_duties_reaches_nothing(db):
    Region.objects.create(code=TOWN, name="", level=Level.TOWN)
    assert not officer().covers(TOWN)
    assert not officer().within(Region.objects.all(), "code").exists()


def test_an_officer_has_the_posts_held_now(appoint):
    appoint("wanglu", TOWN)
    scope = Scope.of(appoint("wanglu", OTHER_TOWN, Role.CONFIRMER), ON)
    assert set(scope.duties) == {("clerk", TOWN), ("confirmer", OTHER_TOWN)}
    assert scope.roles == {"clerk", "confirmer"}


def test_who_answers_for_a_department_reaches_its_questions_and_no_family(xu):
    scope = Scope.of(xu, ON)
    assert scope.keeps == (("xinfang", "500110"),)
    assert scope.regions == () and not scope.covers(TOWN)
    assert scope.covers(TOWN, Role.KEEPER)


def test_a_clerk_answers_for_no_department(appoint):
    assert Scope.of(appoint("wanglu", TOWN), ON).keeps == ()


def test_a_post_that_ended_gives_nothing(appoint):
    login = appoint("wanglu", TOWN)
    login.posts.update(until="2026-11-01")
    with pytest.raises(Refused, match="没有任何岗位"):
        Scope.of(login, ON)


@pytest.mark.parametrize(
    ("since", "until", "is_held"),
    [
        ("2026-11-20", None, True),
        ("2026-11-21", None, False),
        ("2026-07-01", "2026-11-21", True),
        ("2026-07-01", "2026-11-20", False),
    ],
)
def test_a_post_counts_from_its_first_day_to_the_one_before_its_end(appoint, since, until, is_held):
    login = appoint("wanglu", TOWN)
    login.posts.update(since=since, until=until)
    assert bool(officers(TOWN, Role.CLERK, ON)) == is_held
    if not is_held:
        with pytest.raises(Refused, match="没有任何岗位"):
            Scope.of(login, ON)


def test_a_post_held_again_counts_again(appoint):
    login = appoint("wanglu", TOWN)
    login.posts.update(until="2026-11-01")
    assert Scope.of(appoint("wanglu", TOWN), ON).regions == (TOWN,)


def test_a_login_that_was_closed_has_no_scope(appoint):
    login = appoint("wanglu", TOWN)
    Login.objects.update(is_active=False, closed_on=ON)
    with pytest.raises(Refused):
        Scope.of(login, ON)


def test_a_scope_takes_one_query(appoint, django_assert_num_queries):
    login = appoint("wanglu", TOWN)
    with django_assert_num_queries(1):
        Scope.of(login, ON)
