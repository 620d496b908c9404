"""What the family said becomes claims in the words of the determination."""

import pytest

from jiuzhu.intake import steps
from jiuzhu.intake.actions.draft import payload_of
from jiuzhu.intake.declaration import declaration_claims, inferred_claims
from jiuzhu.intake.papers import papers
from jiuzhu.kernel.refusal import Refused
from tests.intake.conftest import ON, filled

pytestmark = pytest.mark.django_db


def claims(draft):
    return {(who, key): value for who, key, value in declaration_claims(payload_of(draft), ON)}


def test_what_was_said_is_claimed(form):
    told = claims(form)
    assert told[0, "income.wage"] == {"per_month": "1200"}
    assert told[0, "illness"] == ["chronic"]
    assert told[2, "study"] == "compulsory"
    assert told[None, "assets.homes"] == [{"area_m2": "86", "use": "live", "grade": "A"}]
    assert told[None, "assets.financial"] == "3200"
    assert told[None, "assume"] == "complete"


def test_what_a_family_does_not_know_stays_unknown(zhou):
    told = claims(filled(zhou, savings={"unsure": "on"}))
    assert (None, "assets.financial") not in told
    assert (None, "assume") not in told


def test_an_income_nobody_can_put_a_number_on_has_no_amount(zhou):
    assert claims(filled(zhou, amount__0__wage={"unsure": "on", "per": "month"}))[0, "income.wage"] == {}


def test_what_was_not_answered_is_not_declared(form):
    payload = payload_of(form)
    payload["person/2"] |= {"study": "", "status": ""}
    payload["things"] |= {"none": False, "unsure": True}
    payload["health"] = {"who": ["unsure"]}
    told = {(who, key) for who, key, _ in declaration_claims(payload, ON)}
    assert not told & {
        (2, "study"),
        (2, "status"),
        (None, "assets.vehicles"),
        (1, "illness"),
        (1, "disability"),
    }


def test_no_vehicle_and_no_illness_are_declared_where_they_were_said(form):
    told = claims(form)
    assert told[None, "assets.vehicles"] == told[1, "illness"] == told[2, "disability"] == []


def test_what_follows_from_a_childs_age_is_inferred_and_not_declared(form):
    payload = payload_of(form)
    keys = {(2, "marital"), (2, "work_capacity"), (2, "employment"), (2, "incomes")}
    assert {(who, key) for who, key, _ in inferred_claims(payload, ON)} == keys
    assert not keys & {(who, key) for who, key, _ in declaration_claims(payload, ON)}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, "请选车；没有车或者说不清"),
        ({"none": "on", "vehicle1": "car"}, "请只留一样"),
        ({"none": "on", "unsure": "on"}, "请只留一样"),
    ],
)
def test_whether_there_is_a_vehicle_is_answered_one_way(zhou, said, wrong):
    with pytest.raises(Refused, match=wrong):
        filled(zhou, things={"shops": "0", "business": "none", **said})


def test_a_page_that_asks_more_than_it_did_is_asked_again(form):
    payload = payload_of(form)
    page = steps.page_of(payload, "things", ON)
    assert steps.is_answered(page, payload)
    del payload["things"]["none"]
    assert not steps.is_answered(page, payload)


def test_no_income_is_said_and_not_left_out(form):
    assert claims(form)[1, "incomes"] == "stated"


@pytest.mark.parametrize(("sources", "needed"), [((), {"身份证正面", "户口簿", "收入证明", "在校证明", "房产证明", "医药费票据"}), (("gongan.huji", "shuiwu.geshui", "jiaoyu.xueji", "ziran.budongchan", "yibao.jiuyi"), {"身份证正面"})])  # fmt: skip
def test_the_list_of_papers_shrinks_by_what_can_be_asked(form, sources, needed):
    assert {one.what for one in papers(payload_of(form), sources).needed} == needed
