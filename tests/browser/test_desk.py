"""The officers' pages in a real browser: a case by clicking from acceptance to the award; no fault of axe-core, no sideways scroll."""

from datetime import date

import pytest

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.intake.actions import meet, open_draft, submit
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.org.actions import appoint, enrol, file_relative
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Office
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Relation
from tests.browser.conftest import overflow
from tests.casework.conftest import (
    DECIDED,
    OPENED,
    POSTED,
    SETUP,
    UNASKED,
    VILLAGE,
    VISITED,
    Way,
    strokes,
    town,
)
from tests.intake.conftest import AT, filled, scope_of, signature, signed_in

__all__ = ["town"]
YU = {"name": "喻天全", "id_number": with_check_digit("51022319560314901"), "phone": "10002305832"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def way(request):
    wife = NewMember("罗春梅", with_check_digit("51022319840802914"), Relation.SPOUSE)
    return Way(request.getfixturevalue("town"), extra=[wife])


@pytest.fixture
def sit(live_server, settings, client):
    """A browser page signed in as an officer on a day."""

    def sit(page, login, on: date):
        settings.TODAY = on
        client.force_login(login, backend="django.contrib.auth.backends.ModelBackend")
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return sit


def sign(page, name):
    """Write a stroke on the canvas of a signature."""
    canvas = page.locator(f"#id_{name}_field canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 60, steps=4)
    page.mouse.up()


def test_a_case_is_clicked_from_acceptance_to_the_award(
    live_server, desk_page, phone_page, sit, way, tmp_path
):
    photo = tmp_path / "board.png"
    photo.write_bytes(strokes(7))
    sit(desk_page, way.town.li, OPENED)
    desk_page.goto(f"{live_server.url}/desk/")
    desk_page.get_by_role("link", name="周明贵").click()
    desk_page.wait_for_url("**/cases/*/")
    desk_page.keyboard.press("a")
    desk_page.get_by_role("button", name="启动调查", exact=True).click()
    desk_page.get_by_text("调查已启动").wait_for()

    sit(phone_page, way.town.li, VISITED)
    phone_page.goto(f"{live_server.url}/desk/cases/{way.no}/visit")
    phone_page.get_by_label("和谁一起去的").select_option("陈雪梅")
    phone_page.get_by_text("土木或砖木，能住").click()
    sign(phone_page, "second_strokes")
    sign(phone_page, f"sign_{way.household.head_id}")
    phone_page.get_by_role("button", name="提交入户调查").click()
    phone_page.get_by_text("入户调查已记录").wait_for()

    sit(desk_page, way.town.li, POSTED)
    for verb, button in (("propose", "提出审核意见"), ("give_notice", "开始公示")):
        desk_page.goto(f"{live_server.url}/desk/cases/{way.no}/act/{verb}")
        if verb == "propose":
            desk_page.get_by_label("为什么没有核对就提出").fill(UNASKED)
        desk_page.get_by_role("button", name=button).click()
        desk_page.locator("#said p").wait_for()

    sit(phone_page, way.town.yang, POSTED)
    phone_page.goto(f"{live_server.url}/desk/cases/{way.no}/prove")
    phone_page.locator("input[type=file]").set_input_files(photo)
    phone_page.get_by_role("button", name="交照片").click()
    phone_page.get_by_text("照片已收到").wait_for()

    sit(desk_page, way.town.liu, DECIDED)
    desk_page.goto(f"{live_server.url}/desk/cases/{way.no}/")
    desk_page.get_by_role("link", name="确认，给予救助").click()
    desk_page.get_by_role("button", name="确认，给予救助").click()
    desk_page.get_by_text("已确认，通知书已生成").wait_for()
    assert Award.objects.get().monthly_fen > 0


PAGES = {
    "desk-worklist": "desk/",
    "desk-filtered": "desk/?show=held",
    "desk-case": "desk/cases/{no}/",
    "desk-explanation": "desk/cases/{no}/explanation",
    "desk-refusal": "desk/cases/{no}/explanation?programme=gangxing",
    "desk-fact": "desk/cases/{no}/fact?person={head}&key=income.wage",
    "desk-report": "desk/cases/{no}/verification",
    "desk-record": "desk/cases/{no}/records/{record}",
    "desk-act": "desk/cases/{no}/act/rework",
    "desk-hearing": "desk/cases/{no}/act/hearing",
    "desk-ask-cooperation": "desk/cases/{no}/act/ask_cooperation",
    "desk-add-member": "desk/cases/{no}/members/add",
    "desk-remove-member": "desk/cases/{no}/members/remove",
    "desk-visit": "desk/cases/{no}/visit",
    "desk-prove": "desk/cases/{no}/prove",
    "desk-account": "desk/cases/{no}/account",
    "desk-phone": "desk/cases/{no}/phone",
    "desk-adopt": "desk/cases/{no}/adopt?person={head}&key=income.wage",
    "desk-ruling": "desk/cases/{no}/ruling?key=single_person.amount",
    "desk-window": "desk/phone",
    "desk-cases": "desk/cases/",
    "desk-search": "desk/search",
    "desk-searched": "desk/search/{searched}",
    "desk-verification": "desk/verification/",
    "desk-publicity": "desk/publicity/",
    "desk-policy": "desk/policy/",
    "relatives": "desk/relatives/",
    "file-relative": "desk/relatives/new",
    "end-relative": "desk/relatives/{relative}/end",
    "desk-application": "desk/applications/{application}/",
    "desk-accept": "desk/applications/{application}/accept",
    "desk-correct": "desk/applications/{application}/correct",
    "desk-elsewhere": "desk/applications/{application}/elsewhere",
    "desk-withdraw": "desk/applications/{application}/withdraw",
    "desk-unsupplied": "desk/applications/{application}/unsupplied",
    "agent": "family/agent",
    "agent-page": "family/agent/{draft}/applicant",
}
PAGES_OF_ADMIN = {
    "officers": "desk/officers/",
    "end-post": "desk/officers/posts/{post}/end",
    "close-login": "desk/officers/{login}/close",
    "reset-password": "desk/officers/{login}/password",
}
PAGES_OF_ASKED = {"desk-asked": "desk/", "desk-request": "desk/cooperation/{number}/"}


def test_every_page_of_a_clerk_reads_well(live_server, desk_page, sit, way, visit_all):
    actions.start_survey(way.no, OPENED, by=way.town.scope("li"))
    actions.ask_sources(way.no, OPENED, by=way.town.scope("li"))
    way.say(way.household.head_id, "income.wage", {"per_month": "1500"}, "visit")
    visit = way.visit()
    seen = ("income.wage", {"per_month": "1500"}, "visit", "看了三个月的工资条", VISITED)
    actions.adopt_fact(way.no, way.household.head_id, *seen, by=way.town.scope("li"))
    way.propose()
    actions.give_notice(way.no, POSTED, by=way.town.scope("li"))
    zhou = signed_in()
    waiting = submit(filled(zhou), OPENED, by=scope_of(zhou), consents={"1": signature()})
    li = way.town.scope("li")
    draft = open_draft(meet(**YU, at=AT, by=li), AT, by=li, mandate=signature(), is_drawn=True)
    chen, office = way.town.chen, way.town.chen.posts.get().office
    filed = file_relative(chen.name, office, chen, "弟弟", YU["id_number"], POSTED, by=li)
    sit(desk_page, way.town.li, POSTED)
    visit_all(
        desk_page,
        PAGES,
        relative=filed.pk,
        no=way.no,
        head=way.household.head_id,
        record=visit.record_id,
        application=waiting.number,
        draft=draft.pk,
        searched=searched(desk_page, live_server.url),
    )


def searched(page, place):
    """Look for somebody by key `/` and Enter; the key in the address of what is found."""
    page.goto(f"{place}/desk/search")
    page.keyboard.press("/")
    page.keyboard.type("zmg")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/search/*")
    return page.url.rpartition("/")[2]


def test_a_number_and_a_neighbour_opened_for_a_moment_read_well(
    live_server, desk_page, sit, way, look_at_both
):
    way.to_notice()
    actions.object_to(way.no, "他家有门面出租", "王大姐 138", POSTED, by=way.town.scope("li"))
    sit(desk_page, way.town.li, POSTED)
    for name, button, shown in (
        ("number", "查看（留痕）", "510223198203149019"),
        ("neighbour", "看联系方式", "王大姐 138"),
    ):
        desk_page.goto(f"{live_server.url}/desk/cases/{way.no}/")
        desk_page.get_by_role("button", name=button).first.click()
        desk_page.get_by_text(shown).wait_for()
        look_at_both(desk_page, f"desk-opened-{name}")


def test_every_page_of_an_administrator_reads_well(desk_page, sit, town, visit_all, look_at_both):
    bureau = Office.objects.get(region_code="500110")
    shiyun = enrol("shiyun", "石芸", "not-a-real-one", by=SETUP)
    appoint(shiyun, bureau, Role.ADMIN, OPENED, by=SETUP)
    sit(desk_page, shiyun, OPENED)
    visit_all(desk_page, PAGES_OF_ADMIN, post=town.li.posts.get().pk, login=town.li.pk)
    desk_page.get_by_label("为什么").fill("忘了密码")
    desk_page.get_by_role("button", name="重设密码").click()
    desk_page.get_by_text("只出现这一次").wait_for()
    look_at_both(desk_page, "password-once")
    visit_all(desk_page, {"officers-after-a-reset": PAGES_OF_ADMIN["officers"]})


def test_every_page_of_a_town_that_is_asked_reads_well(desk_page, sit, way, visit_all):
    town = way.town
    asked = actions.ask_cooperation(
        way.no, "500110109", "家庭住在你镇，请一同入户", DECIDED, OPENED, by=town.scope("li")
    )
    sit(desk_page, town.stranger, OPENED)
    visit_all(desk_page, PAGES_OF_ASKED, number=asked.number)
    actions.take_cooperation(asked.number, OPENED, by=town.scope("stranger"))
    visit_all(desk_page, {"desk-taken": PAGES_OF_ASKED["desk-request"]}, number=asked.number)


ONCE, OWN = "k7wm-4hqx-9fpt", "a-sentence-of-my-own"
PAGES_OF_A_BEGINNER = {"password-first": "desk/password"}
PAGES_OF_THE_SAME_LATER = {"password": "desk/password"}


def test_a_beginner_chooses_a_password_by_keyboard(
    live_server, desk_page, phone_page, sit, town, visit_all, faults, picture
):
    xinren = enrol("xinren", "新仁", ONCE, by=SETUP, must_change=True)
    appoint(xinren, Office.objects.get(region_code="500110"), Role.COUNTY, OPENED, by=SETUP)
    sit(desk_page, xinren, OPENED)
    visit_all(desk_page, PAGES_OF_A_BEGINNER)
    desk_page.goto(f"{live_server.url}/desk/cases/")
    desk_page.get_by_label("现在的密码").focus()
    for typed in (ONCE, "short", "short"):
        desk_page.keyboard.type(typed)
        desk_page.keyboard.press("Tab")
    desk_page.keyboard.press("Enter")
    desk_page.get_by_role("heading", name="有 1 处要改一下").wait_for()
    assert faults(desk_page) == []
    picture(desk_page, "password-wrong-desk")
    for label, typed in (("现在的密码", ONCE), ("新密码", OWN), ("再写一次新密码", OWN)):
        desk_page.get_by_label(label, exact=True).fill(typed)
    desk_page.keyboard.press("Enter")
    desk_page.get_by_text("密码已改好").wait_for()
    xinren.refresh_from_db()
    for page in (desk_page, phone_page):
        sit(page, xinren, OPENED)
    visit_all(desk_page, PAGES_OF_THE_SAME_LATER)
    phone_page.goto(f"{live_server.url}/desk/password")
    phone_page.get_by_text("新仁 · 区级审核").click()
    phone_page.get_by_role("link", name="改密码").wait_for()
    assert faults(phone_page) == [] and overflow(phone_page) == 0
    picture(phone_page, "password-menu-phone")


def test_brackets_lead_along_the_list(live_server, desk_page, sit, way):
    head = NewMember("冉光明", with_check_digit("51022319680101121"), Relation.SELF)
    family = register_household([head], VILLAGE, "rural", "", OPENED, by=SETUP)
    actions.open_case("SQ-2026-0002", family, "dibao", OPENED, by=way.town.scope("li"))
    sit(desk_page, way.town.li, OPENED)
    desk_page.goto(f"{live_server.url}/desk/")
    desk_page.get_by_role("link", name="周明贵").click()
    desk_page.wait_for_url("**/cases/*/")
    desk_page.keyboard.press("]")
    desk_page.get_by_role("heading", name="冉光明家庭").wait_for()
    desk_page.keyboard.press("[")
    desk_page.get_by_role("heading", name="周明贵家庭").wait_for()


def test_x_picks_a_row_and_only_what_was_picked_is_printed(live_server, desk_page, sit, way):
    sit(desk_page, way.town.li, OPENED)
    desk_page.goto(f"{live_server.url}/desk/")
    desk_page.get_by_role("button", name="打印清单").wait_for()
    desk_page.keyboard.press("j")
    desk_page.keyboard.press("x")
    desk_page.get_by_role("button", name="打印选中的 1 户").wait_for()
    desk_page.emulate_media(media="print")
    assert desk_page.locator("tr[data-row]:visible").count() == 1
    desk_page.keyboard.press("x")
    desk_page.get_by_role("button", name="打印清单", include_hidden=True).wait_for(state="attached")


@pytest.mark.parametrize("page", ["cases/{no}/", "cases/{no}/explanation", "?show=all"])
def test_on_a_phone_no_column_of_the_main_tables_is_out_of_sight(live_server, phone_page, sit, way, page):
    way.to_notice()
    sit(phone_page, way.town.li, POSTED)
    phone_page.goto(f"{live_server.url}/desk/{page.format(no=way.no)}")
    hidden = "all => all.map(one => one.parentElement.scrollWidth - one.parentElement.clientWidth)"
    tables = phone_page.locator(".jz-scroll > .jz-table.is-stacked:visible").evaluate_all(hidden)
    assert tables and set(tables) == {0}
