"""The catalogue's pages: find a register, read it, write it otherwise, publish as another."""

import pytest
from django.urls import reverse

from jiuzhu.catalogue.edition import current, shipped
from jiuzhu.catalogue.models import CatalogueChange
from jiuzhu.org.actions import appoint, enrol
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office
from tests.casework.conftest import OPENED, SETUP
from tests.catalogue.conftest import PLACES

pytestmark = pytest.mark.slow

PLACE = "/desk/catalogue/"
NEW = f"{PLACE}changes/new"
VEHICLES = f"{NEW}?entry=classes/99-local.yaml%7Cgongan.cheliang"


@pytest.fixture
def centre(town, at):
    """The county's verifier and a second officer of the county; `centre("he")` sits down as one of them."""
    bureau = Office.objects.get(region_code="500110")
    people = {"he": ("何清", Role.VERIFIER), "fang": ("方敏", Role.COUNTY), "ding": ("丁一", Role.AUDITOR)}
    for name, (chinese, role) in people.items():
        login = enrol(name, chinese, "not-a-real-one", by=SETUP)
        appoint(login, bureau, role, OPENED, by=SETUP)
        setattr(town, name, login)
    return at


def text(page):
    return page.content.decode()


def written(desk):
    """The text that the form begins with."""
    return desk.get(VEHICLES).context["form"].initial["text"]


def propose(centre, by="he", days="10", **other):
    desk = centre(by)
    new = written(desk).replace("freshness_days: 30", f"freshness_days: {days}")
    return desk.post(VEHICLES, {"text": new, "reason": "交巡警支队来函", **other})


def proposed(centre):
    page = propose(centre)
    assert page.status_code == 302, text(page)
    return CatalogueChange.objects.latest("pk")


def test_the_list_shows_every_register_by_department(centre):
    page = text(centre("he").get(PLACE))
    assert all(one.label in page for one in shipped().registers.values())
    assert "30 家，经平台一次问到" in page and "凭本人授权才问" in page


def test_a_word_or_a_mark_narrows_the_list(centre):
    desk = centre("he")
    found = desk.get(f"{PLACE}?find=号牌").context
    assert "gongan.cheliang" in [one.code for _, rows in found["groups"] for one, *_ in rows]
    assert found["count"] < len(shipped().registers)
    weak = desk.get(f"{PLACE}?show=weak").context
    assert weak["count"] == sum(one.is_weak for one in shipped().registers.values())
    assert "清除筛选" in text(desk.get(f"{PLACE}?find=没有这样的词"))


def test_every_register_has_a_page(centre):
    desk = centre("ding")
    for code, one in shipped().registers.items():
        page = text(desk.get(f"{PLACE}registers/{code}/"))
        assert all(field.label in page for field in one.fields.values()), code
        assert "提出改动" not in page


def test_a_register_shows_holders_items_templates_and_grounds(centre):
    page = text(centre("he").get(f"{PLACE}registers/bank/"))
    assert all(holder.label in page for holder in shipped().holders("bank"))
    assert "社会救助法 第四十一条" in page and "2026-07-01 起" in page
    assert "低保和低保边缘" in page and "改机构名单" in page


def test_items_and_templates_are_listed(centre):
    page = text(centre("he").get(f"{PLACE}items"))
    assert all(item.label in page for item in shipped().items)
    assert "入户时问" in page and "动态监测" in page


@pytest.mark.parametrize("place", ["", "registers/bank/", "items", "changes/", "changes/new"])
def test_a_clerk_of_a_town_has_no_business_there(centre, place):
    assert centre("li").get(f"{PLACE}{place}").status_code == 403


def test_the_header_offers_it_to_who_may_read_it(centre):
    assert 'href="/desk/catalogue/"' in text(centre("he").get("/desk/", follow=True))
    assert 'href="/desk/catalogue/"' not in text(centre("li").get("/desk/"))


def test_a_change_waits_for_another_and_is_published(centre):
    row = proposed(centre)
    place = f"{PLACE}changes/{row.pk}/"
    assert "另一位区级审核复核发布" in text(centre("he").get(place))
    assert centre("he").post(f"{place}publish").status_code == 403
    assert "复核目录改动：改数据类“公安车辆”" in text(centre("wang").get("/desk/"))
    page = text(centre("wang").get(place))
    assert "<del>freshness_days: 30</del>" in page and "<ins>freshness_days: 10</ins>" in page
    assert current().registers["gongan.cheliang"].freshness_days == 30
    centre("wang").post(f"{place}publish")
    assert current().registers["gongan.cheliang"].freshness_days == 10
    assert "已发布" in text(centre("ding").get(place))
    assert "第 1 次改动" in text(centre("he").get(f"{PLACE}registers/gongan.cheliang/"))


def test_who_proposed_as_the_county_does_not_publish(centre):
    assert propose(centre, by="wang").status_code == 302
    row = CatalogueChange.objects.get()
    page = centre("wang").post(f"{PLACE}changes/{row.pk}/publish")
    assert page.status_code == 409 and "不能是同一个人" in text(page)
    assert centre("fang").post(f"{PLACE}changes/{row.pk}/publish").status_code == 302


def test_a_fault_comes_back_with_its_place_and_what_was_typed(centre):
    page = propose(centre, days="很多")
    assert page.status_code == 409
    assert "gongan.cheliang.freshness_days：应为" in text(page)
    assert "freshness_days: 很多" in text(page)


def test_without_a_reason_nothing_is_proposed(centre):
    page = propose(centre, reason="")
    assert page.status_code == 422 and "为什么改还没有填" in text(page)
    assert not CatalogueChange.objects.exists()


def test_a_new_register_comes_with_its_institutions(centre):
    holders = "minzheng.yanglao:\n  names:\n    minzheng.yanglao.a: 乐升坪敬老院\n    minzheng.yanglao.b: 古南敬老院\n"
    told = {"text": PLACES, "holders": holders, "reason": "新接通"}
    desk = centre("he")
    assert desk.post(f"{NEW}?new=classes/99-local.yaml", told).status_code == 302
    row = CatalogueChange.objects.get()
    centre("wang").post(f"{PLACE}changes/{row.pk}/publish")
    assert [one.label for one in current().holders("minzheng.yanglao")] == ["乐升坪敬老院", "古南敬老院"]
    assert "没有方案问它" in text(centre("he").get(f"{PLACE}registers/minzheng.yanglao/"))


@pytest.mark.parametrize(
    "new",
    [
        "classes/99-local.yaml", "institutions.yaml", "items.yaml", "templates.yaml", "departments.yaml", "grounds.yaml",
    ],
)  # fmt: skip
def test_every_kind_of_entry_may_be_begun(centre, new):
    desk = centre("he")
    assert new in text(desk.get(NEW))
    begun = desk.get(f"{NEW}?new={new}").context["form"].initial["text"]
    page = desk.post(f"{NEW}?new={new}", {"text": begun, "holders": "", "reason": "试写"})
    expected = 409 if new == "institutions.yaml" else 302
    assert page.status_code == expected, text(page)


@pytest.mark.parametrize(
    "entry", ["bank", "secrets.yaml|x", "items.yaml|999", "|", "classes/99-local.yaml|nobody"]
)
def test_what_is_no_entry_leads_to_the_choice(centre, entry):
    assert "要改哪一项" in text(centre("he").get(NEW, {"entry": entry}))


def test_a_colleague_sends_it_back_with_the_reason(centre):
    row = proposed(centre)
    centre("wang").post(f"{PLACE}changes/{row.pk}/withdraw", {"reason": "对方还没有同意"})
    assert "已退回" in text(centre("he").get(f"{PLACE}changes/"))
    assert "王志远退回了您的目录改动：改数据类“公安车辆”，对方还没有同意" in text(centre("he").get("/desk/"))


def test_a_change_that_is_not_there_is_not_found(centre):
    assert centre("he").get(reverse("desk:catalogue_change", args=[9])).status_code == 404
    assert centre("he").get(f"{PLACE}registers/nobody/").status_code == 404
