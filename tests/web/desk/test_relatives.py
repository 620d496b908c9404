"""Near relatives filed at the desk: for officers and cadres, without the number, taken back by somebody else."""

import pytest

from jiuzhu.casework.actions.open import file_relatives
from jiuzhu.casework.queries import recused
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.org.models import FiledRelative, Office
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import keyed_hash
from tests.casework.conftest import DECIDED, OPENED, POSTED, SETUP

PLACE = "/desk/relatives/"
ZHOU = with_check_digit("51022319820314901")
"""周明贵's number."""


def text(page):
    return page.content.decode()


def told(town, **other):
    return {"who": str(town.li.pk), "relation": "弟弟", "id_number": ZHOU} | other


def test_a_colleagues_relative_is_filed_and_keeps_the_colleague_off(way, at, town):
    assert at("li").get(f"/desk/cases/{way.no}/").status_code == 200
    page = at("chen").post(f"{PLACE}new", told(town), follow=True)
    assert "已备案：李小兰的弟弟" in text(page)
    assert ZHOU not in text(page) and ZHOU[6:14] not in text(page)
    assert Entry.objects.filter(act="org.file_relative", actor=town.scope("chen").actor).count() == 1
    page = at("li").get(f"/desk/cases/{way.no}/")
    assert page.status_code == 403 and "周明贵" not in text(page)


def test_a_cadre_without_a_login_is_filed_by_name_and_joined_to_the_login_later(at, town):
    committee = Office.objects.get(short="三角社区")
    cadre = {"who": "", "official": "杨琴", "office": str(committee.pk)}
    assert at("li").post(f"{PLACE}new", told(town, **cadre)).status_code == 302
    row = FiledRelative.objects.get()
    assert (row.official, row.login, row.office) == ("杨琴", None, committee)
    at("li").post(f"{PLACE}new", told(town, who=str(town.yang.pk)))
    row = FiledRelative.objects.get()
    assert (row.login, row.id_hash) == (town.yang, keyed_hash("id_number", ZHOU))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"who": ""}, "写干部的姓名"),
        ({"who": "", "official": "张书记"}, "要选单位"),
        ({"id_number": "510223198203149010"}, "对不上"),
        ({"id_number": "123"}, "身份证"),
        ({"relation": ""}, "还没有填"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said(at, town, wrong, words):
    page = at("li").post(f"{PLACE}new", told(town, **wrong))
    assert page.status_code in (409, 422) and words in text(page)
    assert not FiledRelative.objects.exists()


def test_a_filing_is_taken_back_by_a_colleague_with_a_reason_and_binds_no_more(way, at, town):
    at("chen").post(f"{PLACE}new", told(town))
    place = f"{PLACE}{FiledRelative.objects.get().pk}/end"
    page = at("li").post(place, {"reason": "不是亲属"})
    assert page.status_code == 409 and "请同事办理" in text(page)
    assert place not in text(at("li").get(PLACE)) and place in text(at("chen").get(PLACE))
    assert at("chen").post(place, {"reason": ""}).status_code == 422
    assert recused(town.scope("li")).exists()
    page = at("chen", POSTED).post(place, {"reason": "号码写错，查了户口簿"}, follow=True)
    assert "2026-11-09 撤回" in text(page) and "号码写错，查了户口簿" in text(page)
    assert not recused(town.scope("li")).exists()
    assert at("li", POSTED).get(f"/desk/cases/{way.no}/").status_code == 200
    assert at("chen", POSTED).post(place, {"reason": "再来"}).status_code == 404
    at("chen", DECIDED).post(f"{PLACE}new", told(town))
    assert FiledRelative.objects.filter(until=None).count() == 1 and recused(town.scope("li")).exists()


def test_what_was_filed_with_a_case_binds_no_more_once_it_is_taken_back(way, at, town):
    at("chen").post(f"{PLACE}new", told(town))
    file_relatives(way.case, [way.household.head], by=SETUP)
    at("chen").post(f"{PLACE}{FiledRelative.objects.get().pk}/end", {"reason": "号码写错"})
    assert not recused(town.scope("li")).exists()
    assert "近亲属备案：" not in text(at("chen").get(f"/desk/cases/{way.no}/"))


def test_another_town_files_and_sees_nothing_here(at, town):
    at("li").post(f"{PLACE}new", told(town), follow=True)
    page = text(at("stranger").get(PLACE))
    assert "李小兰" not in page and "0 条" in page
    assert at("stranger").post(f"{PLACE}new", told(town)).status_code == 422
    assert at("stranger").get(f"{PLACE}{FiledRelative.objects.get().pk}/end").status_code == 404


def test_the_county_files_for_a_town_and_an_assistant_for_nobody(at, town):
    assert at("wang").post(f"{PLACE}new", told(town)).status_code == 302
    assert at("yang").get(PLACE).status_code == 403
    assert PLACE in text(at("li", OPENED).get("/desk/"))
