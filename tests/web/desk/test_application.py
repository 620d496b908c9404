"""An application at the town's desk: seen masked, accepted, asked about once, sent on, or ended."""

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest

from jiuzhu.casework.models import Case
from jiuzhu.clocks.actions import start
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.documents.models import Letter
from jiuzhu.intake.actions import submit
from jiuzhu.intake.models import Application, Correction, Draft
from jiuzhu.intake.queries import correction
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import appoint, enrol
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Area, Relation
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.models import Query
from tests.intake.conftest import AT, ON, VILLAGE, ZHOU, filled, open_town, scope_of, signature, signed_in

pytestmark = pytest.mark.slow

SETUP = Scope.system("setup")


@pytest.fixture
def application(db):
    office = open_town()
    clerk = enrol("li", "李小兰", "not-a-real-one", by=SETUP)
    appoint(clerk, office, Role.CLERK, ON, by=SETUP)
    zhou = signed_in()
    found = submit(filled(zhou), ON, by=scope_of(zhou), consents={"1": signature()})
    found.clerk = clerk
    return found


@pytest.fixture
def desk(client, application, settings):
    settings.TODAY = ON
    client.force_login(application.clerk, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(application, tail=""):
    return f"/desk/applications/{application.number}/{tail}"


def text(page):
    return page.content.decode()


def test_the_worklist_leads_to_an_application_shown_masked(desk, application):
    assert url(application) in text(desk.get("/desk/"))
    page = text(desk.get(url(application)))
    assert "“您”是周明贵" in page
    assert "周明贵" in page
    assert "510223198203149019" not in page
    assert "1,200 元" in page


def test_accepting_opens_the_case_and_shows_it(desk, application):
    answer = desk.post(url(application, "accept"))
    assert answer.url == f"/desk/cases/{Case.objects.get().case_no}/"


def test_accepting_says_that_it_notes_the_phone_of_a_first_application(desk, application):
    page = text(desk.get(url(application, "accept")))
    assert "100****5831 一起登记" in page and "is_card_seen" not in page
    case_page = text(desk.post(url(application, "accept"), follow=True))
    assert "手机 100****5831" in case_page and "没有登记，登录看不到" not in case_page


@pytest.mark.parametrize(
    ("answer", "shown"),
    [({}, "消息发到申请时写的 100****5831"), ({"is_card_seen": "on"}, "手机 100****5831")],
)
def test_of_whom_an_office_knows_without_a_phone_accepting_asks_whether_the_card_was_seen(
    desk, application, answer, shown
):
    head = NewMember("周明贵", ZHOU["id_number"], Relation.SELF)
    household = register_household([head], VILLAGE, Area.URBAN, "", ON, by=SETUP)
    assert "身份证看过了，100****5831 是他本人的号" in text(desk.get(url(application, "accept")))
    assert shown in text(desk.post(url(application, "accept"), answer, follow=True))
    assert Case.objects.get().household == household


def test_three_acts_in_a_row_are_one_press(desk, application):
    answer = desk.post(url(application, "accept"), {"go_on": "1"})
    case = Case.objects.get()
    assert (answer.url, case.stage) == (f"/desk/cases/{case.case_no}/", "investigating")
    assert Query.objects.filter(case_no=case.case_no).exists()
    acts = Entry.objects.filter(
        case_no=case.case_no, act__in=["casework.start_survey", "casework.ask_sources"]
    )
    assert acts.count() == 2
    assert "受理通知书已生成。已启动调查。已发起核对。" in text(desk.get(answer.url))


def test_what_was_done_stays_when_a_later_act_is_refused(desk, application, monkeypatch):
    def refuse(*_, **__):
        raise Refused("closed", "核对中心今天停机。")

    monkeypatch.setattr("jiuzhu.web.desk.application.ASK", ("发起核对", refuse))
    answer = desk.post(url(application, "accept"), {"go_on": "1"})
    assert Case.objects.get().stage == "investigating"
    assert "已启动调查。“发起核对”没有办成：核对中心今天停机。" in text(desk.get(answer.url))


def test_the_page_says_who_signed_the_consent(desk, application):
    page = text(desk.get(url(application))).split("核对授权")[1].split("</ul>")[0]
    assert re.findall(r"<li>(\w+)<span>([\w，]+)</span>", page) == [
        ("周明贵", "已签"),
        ("罗春梅", "已签"),
        ("周雨涵", "未成年，由申请人代签"),
    ]


def test_page_acceptance_and_letter_say_alike_what_is_to_be_handed_in(desk, application):
    page = text(desk.get(url(application)))
    assert "还没有交</b>：身份证正面（周明贵）" in page and "不要求家庭交：户口簿" in page
    assert "还没有交：身份证正面（周明贵）" in text(desk.get(url(application, "accept")))
    desk.post(url(application, "accept"))
    (item,) = json.loads(reveal(Letter.objects.get(kind="accept"), "data"))["data"]["missing"]
    assert (item["what"], item["who"]) == ("身份证正面", "周明贵")


def test_nothing_is_missing_once_the_photo_is_there(desk, application):
    photo = BytesIO(signature())
    zhou = scope_of(application.resident)
    take_paper(
        application.number, PaperKind.ID_CARD, photo, by=zhou, region_code=application.region_code, on=ON
    )
    assert "还没有交" not in text(desk.get(url(application)))
    assert "材料齐全。" in text(desk.get(url(application, "accept")))
    desk.post(url(application, "accept"))
    assert "missing" not in json.loads(reveal(Letter.objects.get(kind="accept"), "data"))["data"]


def test_what_is_missing_is_told_once(desk, application):
    missing = {"items": "住院发票：拍照传来\n残疾证：到残联补办"}
    desk.post(url(application, "correct"), missing)
    assert "到残联补办" in text(desk.get(url(application)))
    again = desk.post(url(application, "correct"), missing)
    assert again.status_code == 409


def test_a_paper_that_is_missing_is_chosen_and_told_together_with_what_is_written(desk, application):
    page = text(desk.get(url(application, "correct")))
    assert "身份证正面（周明贵）" in page
    assert "房产证明" not in page, "departments answer for it"
    desk.post(url(application, "correct"), {"papers": ["0"], "items": "租房合同：拍照传来"})
    _, items = correction(Scope.of(application.clerk, ON), application)
    assert [(item["what"], item["who"]) for item in items] == [("身份证正面", "周明贵"), ("租房合同", "")]
    assert "请人代拍" in items[0]["how"]


def test_a_notice_that_names_nothing_is_not_sent(desk, application):
    page = desk.post(url(application, "correct"), {"items": ""})
    assert page.status_code == 422 and "勾选一样，或者写一行" in text(page)
    assert not Correction.objects.exists()


def test_a_line_without_how_is_sent_back(desk, application):
    page = desk.post(url(application, "correct"), {"items": "住院发票"})
    assert page.status_code == 422
    assert "后面写怎么补" in text(page)


def test_what_is_not_ours_is_sent_on_with_a_name_and_a_number(desk, application):
    where = {"why": "户籍和居住都在南川", "name": "南川区民政局", "phone": "023-71410000"}
    desk.post(url(application, "elsewhere"), where)
    assert Application.objects.get().state == "turned_away"


def test_an_application_elsewhere_is_not_found(desk, application):
    Application.objects.update(region_code="500110109001")
    page = desk.get(url(application))
    assert page.status_code == 404
    assert "周明贵" not in text(page)


def test_the_case_page_reads_every_declared_fact_in_words(desk, application):
    page = text(desk.get(desk.post(url(application, "accept")).url))
    for words in ("1,200.00 元/月", "1 套 · 86 ㎡", "慢性病", "3,200.00 元", "义务教育", "已婚"):
        assert words in page
    assert "{" not in page.split('id="facts"')[1].split("</table>")[0]


def test_the_case_leads_to_the_form_and_to_the_photos_that_were_taken_in_it(desk, application):
    zhou = scope_of(application.resident)
    papers = [
        take_paper(about, PaperKind.ID_CARD, BytesIO(signature()), by=zhou, region_code=application.region_code, on=ON)
        for about in (f"draft:{application.draft_id}", application.number)
    ]  # fmt: skip
    page = text(desk.get(desk.post(url(application, "accept")).url))
    shown = page.split("材料和文书")[1].split("</ul>")[0]
    assert shown.index(f'href="{url(application)}"') < min(
        shown.index(f'href="/desk/papers/{paper.pk}"') for paper in papers
    )


def test_the_days_for_an_application_stand_on_the_worklist_and_on_its_page(desk, application, settings):
    for place in ("/desk/", url(application)):
        assert "受理或一次性告知" in text(desk.get(place)) and "还剩 3 个工作日" in text(desk.get(place))
    desk.post(url(application, "correct"), {"items": "住院发票：拍照传来"})
    for place in ("/desk/", url(application)):
        assert "家庭补正材料" in text(desk.get(place)) and "还剩 10 个工作日" in text(desk.get(place))


def test_an_application_that_waits_too_long_is_counted_as_late(desk, application, settings):
    assert "逾期 1 件" not in text(desk.get("/desk/"))
    assert url(application) not in text(desk.get("/desk/?show=late"))
    settings.TODAY = ON + timedelta(days=10)
    page = text(desk.get("/desk/?show=late"))
    assert "逾期 1 件" in page and "已逾期 1" in page and url(application) in page


def test_the_most_urgent_application_stands_first(desk, application):
    draft = Draft.objects.create(resident=application.resident, payload="{}", saved_at=AT)
    copied = {"region_code": application.region_code, "programme": "dibao", "payload": "{}", "digest": "x"}
    resident, number = application.resident, "SQ-2026-9999"
    Application.objects.create(number=number, draft=draft, resident=resident, submitted_on=ON, **copied)
    start(number, "db.accept", application.region_code, ON - timedelta(days=3), by=SETUP)
    page = text(desk.get("/desk/"))
    assert page.index(number) < page.index(application.number)


def test_a_family_that_wants_no_more_is_let_go_with_its_words(desk, application):
    said = {"reason": "周明贵打电话说，找到工作了，不申请了。"}
    assert desk.post(url(application, "withdraw"), {"reason": ""}).status_code == 422
    desk.post(url(application, "withdraw"), said)
    page = text(desk.get(url(application)))
    assert said["reason"] in page
    assert "家庭已撤回" in page
    assert url(application, "accept") not in page


def test_an_end_is_offered_only_when_the_days_to_supply_are_over(desk, application, settings):
    desk.post(url(application, "correct"), {"items": "住院发票：拍照传来"})
    assert url(application, "unsupplied") not in text(desk.get(url(application)))
    assert desk.post(url(application, "unsupplied"), {}).status_code == 409
    settings.TODAY = Correction.objects.get().due_on + timedelta(days=1)
    page = text(desk.get(url(application)))
    assert url(application, "unsupplied") in page
    assert url(application, "accept") in page
    desk.post(url(application, "unsupplied"), {"note": "打了两次电话。"})
    assert "通知补正后没有补齐。打了两次电话。" in text(desk.get(url(application)))
