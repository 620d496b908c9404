"""留痕 of a case as a page: who may open it, what it lists, and that it is a look itself."""

import re

import pytest

from jiuzhu.casework.models import Filing
from jiuzhu.org.actions import file_relative
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.trail.record import look as record_look
from tests.casework.conftest import DECIDED, OPENED, SETUP
from tests.oversight.conftest import officer


@pytest.fixture
def gao(way):
    """高明, supervisor of the county, among those who sit at a desk."""
    way.town.gao = officer("gao", "高明", Role.SUPERVISOR)
    return way.town.gao


def url(way, tail=""):
    return f"/desk/cases/{way.no}/{tail}"


def text(page):
    return page.content.decode()


def test_a_supervisor_reads_who_did_what_and_who_looked(way, at, gao):
    li = at("li")
    li.get(url(way))
    li.post(url(way, f"person/{way.household.head_id}"))
    page = text(at("gao").get(url(way, "trail")))
    for words in (
        "受理立案",
        "看案件",
        "打开证件号和手机号",
        "身份证号、手机号",
        "办理案件",
        "李小兰",
        "三角镇 经办",
        "等封存",
        "看留痕",
    ):
        assert words in page
    assert "510223198203149019" not in page and "casework." not in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COUNTY])
def test_the_auditor_and_the_county_may_read_it_and_are_led_there(way, at, role):
    way.town.other = officer("du", "杜娟", role)
    page = at("other")
    assert "留痕：谁办过、谁看过" in text(page.get(url(way)))
    assert page.get(url(way, "trail")).status_code == 200


@pytest.mark.parametrize("who", ["li", "liu", "yang"])
def test_who_works_in_the_case_may_not_and_sees_no_link(way, at, who):
    page = at(who)
    assert "留痕：谁办过、谁看过" not in text(page.get(url(way)))
    assert page.get(url(way, "trail")).status_code == 403


def test_a_supervisor_with_a_relative_in_the_family_and_one_of_another_place_see_a_lock(way, at, gao):
    file_relative(
        "高明", Office.objects.get(short="区民政局"), gao, "堂兄", "510223198203149019", OPENED, by=SETUP
    )
    Filing.objects.create(case=way.case, relative=gao.filed_relatives.get(), login=gao)
    for no in (way.no, "SJ-2026-9999"):
        page = at("gao").get(f"/desk/cases/{no}/trail")
        assert page.status_code == 403 and "周明贵" not in text(page)
    assert not Entry.objects.filter(act="oversight.trail").exists()


def test_the_filter_shows_acts_or_looks_alone(way, at, gao):
    at("li").get(url(way))
    acts = text(at("gao").get(url(way, "trail?kind=act")))
    looks = text(at("gao").get(url(way, "trail?kind=look")))
    assert "受理立案" in acts and "看案件" not in acts
    assert "看案件" in looks and "受理立案" not in looks
    assert "受理立案" in text(at("gao").get(url(way, "trail?kind=nonsense")))


def test_fifty_stand_on_a_page_the_newest_first_and_the_filter_goes_along(way, at, gao):
    for number in range(60):
        record_look(
            way.town.scope("li"), "casework.view", [f"case:{way.no}"], purpose=f"事由{number}", case_no=way.no
        )
    first = text(at("gao").get(url(way, "trail?kind=look")))
    assert first.count("<tr data-row>") == 50 and "共 61 条" in first
    assert first.index("事由59") < first.index("事由58") and "事由：事由10<" not in first
    following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = text(at("gao").get(url(way, f"trail{following}")))
    assert "事由：事由10<" in second and "事由：事由11<" not in second and "受理立案" not in second
    assert second.count("<tr data-row>") == 11 and 'rel="next"' not in second


def test_the_page_asks_the_same_number_of_questions_for_any_trail(
    way, at, gao, django_assert_max_num_queries
):
    way.to_notice()
    way.prove()
    way.confirm()
    for actor in ("li", "chen", "liu", "wang", "yang", "stranger"):
        record_look(
            way.town.scope(actor), "casework.view", [f"case:{way.no}"], purpose="办案", case_no=way.no
        )
    record_look(Scope.system("tick"), "verification.put", ["person:1"], purpose="apply", case_no=way.no)
    desk = at("gao", DECIDED)
    with django_assert_max_num_queries(16):
        page = text(desk.get(url(way, "trail")))
    assert "申请认定" in page and page.count("<tr data-row>") > 40


def test_no_act_of_the_whole_way_is_without_a_word(way, at, gao):
    way.to_notice()
    way.prove()
    way.confirm()
    page = text(at("gao", DECIDED).get(url(way, "trail?kind=act")))
    assert page.count("<tr data-row>") > 30 and "确认，给予救助" in page
    assert not re.search(r'<th scope="row">[a-z]+\.', page)
