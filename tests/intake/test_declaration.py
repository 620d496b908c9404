"""What the family said becomes claims in the words of the determination."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.intake import steps
from jiuzhu.intake.actions import save_step, submit
from jiuzhu.intake.actions.draft import payload_of
from jiuzhu.intake.declaration import declaration_claims, inferred_claims
from jiuzhu.intake.form.means import WAYS
from jiuzhu.intake.papers import papers
from jiuzhu.kernel.refusal import Refused
from jiuzhu.vault.seal import reveal
from tests.intake.conftest import AT, LUO, ON, PAGES, YUHAN, filled, scope_of, signature

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


@pytest.mark.parametrize(("count", "claimed"), [("0", {(None, "assets.homes"): []}), ("unsure", {})])
def test_no_home_is_said_and_one_of_which_nothing_is_known_is_not_claimed(zhou, count, claimed):
    told = claims(filled(zhou, homes={"count": count}, home1=None))
    assert {place: value for place, value in told.items() if place[1] == "assets.homes"} == claimed
    assert ((None, "assume") in told) == (count == "0")


def test_each_home_has_a_page_of_its_own(zhou, form):
    form = save_step(form, "homes", {"count": "2"}, AT, by=scope_of(zhou))
    assert steps.following(payload_of(form), "homes", ON).id == "home2"
    form = save_step(form, "home2", {"area": "60", "use": "let"}, AT, by=scope_of(zhou))
    assert claims(form)[None, "assets.homes"][1] == {"area_m2": "60", "use": "let"}
    form = save_step(form, "homes", {"count": "1"}, AT, by=scope_of(zhou))
    assert len(claims(form)[None, "assets.homes"]) == 1


def test_an_income_nobody_can_put_a_number_on_has_no_amount(zhou):
    assert claims(filled(zhou, amount__0__wage={"unsure": "on", "per": "month"}))[0, "income.wage"] == {}


def test_what_was_not_answered_is_not_declared(form):
    payload = payload_of(form)
    payload["things"] |= {"none": False, "unsure": True}
    payload["health"] = {"who": ["unsure"]}
    told = {(who, key) for who, key, _ in declaration_claims(payload, ON)}
    assert not told & {
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


def test_only_work_is_helped_with_what_work_costs():
    told = {"members": ["0"], "person/0": PAGES["person/0"], "living/0": {"ways": [*WAYS]}}
    pages = [page for page in steps.pages(told, ON) if page.id.startswith("amount/")]
    hints = {page.id.split("/")[2]: page.questions[0].hint + page.why for page in pages}
    assert hints.keys() == WAYS.keys() and all(hints.values())
    assert [way for way, hint in hints.items() if "车费" in hint] == ["wage"]


def test_no_income_is_said_and_not_left_out(form):
    assert claims(form)[1, "incomes"] == "stated"


@pytest.mark.parametrize(("sources", "needed"), [((), {"身份证正面", "户口簿", "收入证明", "在校证明", "房产证明", "医药费票据"}), (("gongan.huji", "shuiwu.geshui", "jiaoyu.xueji", "ziran.budongchan", "yibao.jiuyi"), {"身份证正面"})])  # fmt: skip
def test_the_list_of_papers_shrinks_by_what_can_be_asked(form, sources, needed):
    assert {one.what for one in papers(payload_of(form), sources, ON).needed} == needed


ILL = {"disability": "physical", "grade": "1", "illness": ["major"], "medical": "9000"}


def taken_back(zhou, form):
    """The form after the illness of 周明贵, and an income that he could not say, were ticked, told and unticked."""
    by = scope_of(zhou)
    unsure = {"unsure": "on", "per": "month"}
    for page, told in (
        ("ill/0", ILL), ("amount/0/wage", unsure), ("health", {"who": ["none"]}), ("living/0", {"ways": ["none"]}),
    ):  # fmt: skip
        form = save_step(form, page, told, AT, by=by)
    return form


def test_what_a_family_took_back_is_declared_no_more(zhou, form):
    form = taken_back(zhou, form)
    told = claims(form)
    assert told[0, "disability"] == told[0, "illness"] == []
    assert (0, "expenses.medical") not in told
    assert (0, "income.wage") not in told
    assert told[None, "assume"] == "complete"
    wanted = {one.what for one in papers(payload_of(form), (), ON).needed}
    assert not wanted & {"残疾证", "医药费票据", "收入证明"}


def test_what_a_family_took_back_is_not_kept_with_the_application(zhou, form):
    application = submit(taken_back(zhou, form), ON, by=scope_of(zhou), consents={"1": signature()})
    for kept in (application, application.draft):
        assert not {"ill/0", "amount/0/wage"} & json.loads(reveal(kept, "payload")).keys()


def whole():
    """The answers of the family, clean, without a database."""
    told = {"members": ["0", "1", "2"]}
    raw = PAGES | {"person/1": LUO, "about/1": LUO, "person/2": YUHAN, "about/2": YUHAN}
    told |= {page: answers for page, answers in raw.items() if page.startswith(("person/", "about/"))}
    for page in ("living/0", "health", "homes"):
        told[page] = raw[page]
    return told | {
        page.id: steps.answers(page, raw[page.id], told, ON)
        for page in steps.pages(told, ON)
        if page.questions
    }


LEFT = st.dictionaries(
    st.sampled_from(["ill/1", "ill/2", "living/2", "amount/1/wage", "amount/0/pension", "amount/2/wage"]),
    st.sampled_from([ILL, {"ways": ["wage"]}, {"ways": ["unsure"]}, {"unsure": True, "none": False, "amount": "", "per": "month"}]),
)  # fmt: skip


@given(left=LEFT)
def test_what_is_declared_depends_on_the_pages_that_are_shown_alone(left):
    told = whole()
    assert declaration_claims(told | left, ON) == declaration_claims(told, ON)
    assert papers(told | left, (), ON) == papers(told, (), ON)
