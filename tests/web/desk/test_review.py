"""A review by its pages: nobody is cut without being heard."""

import re
from datetime import date

import pytest

from jiuzhu.assessment.actions import claim
from jiuzhu.benefits.models import Award
from jiuzhu.casework.models import Case
from jiuzhu.clocks.models import Clock
from jiuzhu.notices.models import Message
from jiuzhu.registry.queries import members
from jiuzhu.vault.seal import reveal
from tests.casework.conftest import SETUP
from tests.web.desk.test_acts import photo
from tests.web.desk.test_after import handed
from tests.web.desk.test_case import strip_of

pytestmark = pytest.mark.slow

FROM, DECIDED = date(2026, 12, 1), date(2026, 12, 3)


@pytest.fixture
def review(way, at):
    """A review of 周明贵, who found work, proposed to be lowered."""
    way.to_notice()
    way.prove()
    way.confirm()
    client = at("li", FROM)
    page = client.post(f"/desk/cases/{way.no}/act/open_review", {"trigger": "找到了工作"})
    url = page.url
    client.post(f"{url}act/start_survey")
    chosen = {"chosen": "other", "amount": "1500", "reason": "看了工资流水"}
    client.post(f"{url}adopt?person={way.household.head_id}&key=income.wage", chosen)
    client.post(f"{url}act/propose", {"note": ""})
    return url


def test_a_decrease_without_a_hearing_is_refused_with_the_law(review, at):
    page = at("liu", DECIDED).post(f"{review}act/settle", {"heard": ""})
    assert page.status_code == 409
    assert "听取" in page.content.decode()


def test_a_heard_family_is_lowered(review, at, way):
    heard = {
        "said": "涨了三百，没有意见",
        "answer": "按规定算",
        "speaker_id": way.household.head_id,
        "strokes_photo": photo(3),
    }
    at("li", DECIDED).post(f"{review}act/hearing", heard)
    client = at("liu", DECIDED)
    record = client.get(f"{review}act/settle").content.decode().split('name="heard" value="')[1].split('"')[0]
    assert client.post(f"{review}act/settle", {"heard": record}).status_code == 302
    assert Award.objects.get(until_month=None).monthly_fen == 81_000


def test_a_hearing_needs_words_and_a_signature_or_a_ground(review, at):
    page = at("li", DECIDED).post(f"{review}act/hearing", {"said": "没有意见"})
    assert page.status_code == 409
    assert "请说话的人签名" in page.content.decode()


def test_who_was_heard_is_chosen_among_the_grown_of_the_family(review, at):
    page = at("li", DECIDED).get(f"{review}act/hearing").content.decode()
    asked = page.split('name="speaker_id"')
    assert len(asked) == 4
    assert all(name in page for name in ("周明贵", "罗春梅", "不是家里的人"))
    assert "checked" not in "".join(asked[1:])


def test_a_review_that_keeps_the_amount_is_told_and_ticks_nothing_that_did_not_happen(way, at):
    way.to_notice()
    way.prove()
    way.confirm()
    client = at("li", FROM)
    url = client.post(f"/desk/cases/{way.no}/act/open_review", {"trigger": "定期核查"}).url
    client.post(f"{url}act/start_survey")
    client.post(f"{url}act/propose", {"note": ""})
    assert strip_of(client.get(url).content.decode())["确认"] == "now"
    at("liu", DECIDED).post(f"{url}act/settle", {"heard": ""})
    page = at("li", DECIDED).get(url).content.decode()
    told = Message.objects.latest("pk")
    assert reveal(told, "body").startswith("周明贵，您家复核过了，救助金不变，还是每月 1,110 元。")
    links = strip_of(page)
    states = {
        "复核开始": "done",
        "公示": "exempt",
        "异议抽查": "exempt",
        "审核": "done",
        "确认": "done",
        "告知": "done",
        "发放": "exempt",
        "动态管理": "now",
    }
    assert {name: links[name] for name in states} == states
    assert "申请" not in links and "受理" not in links


def test_a_decided_case_waits_for_its_letter_to_be_delivered(review, at, way):
    assert "通知书还没有登记送达" in at("li", DECIDED).get(f"/desk/cases/{way.no}/").content.decode()
    at("li", DECIDED).post(f"/desk/cases/{way.no}/act/deliver", handed(DECIDED))
    assert "案件已经办结" in at("li", DECIDED).get(f"/desk/cases/{way.no}/").content.decode()


def test_another_member_becomes_the_head_by_the_page(review, at, way):
    client, head = at("li", FROM), way.household.head
    client.post(f"{review}act/rework", {"reason": "户主去世"})
    wife, child = (row.person for row in members([way.household.pk], FROM)[way.household.pk][1:])
    both = {f"of_{head.pk}": "self", f"of_{wife.pk}": "self", f"of_{child.pk}": "child"}
    assert "一户里要有且只有一位户主" in client.post(f"{review}act/change_head", both).content.decode()
    page = client.post(f"{review}act/change_head", both | {f"of_{head.pk}": "spouse"})
    assert page.status_code == 302
    assert Case.objects.get(kind="review").applicant == wife


def test_a_change_is_told_under_the_ground_that_was_named(review, at, way):
    speaker = way.household.head_id
    heard = {"said": "没有意见", "answer": "好", "speaker_id": speaker, "strokes_photo": photo(3)}
    at("li", DECIDED).post(f"{review}act/hearing", heard)
    client = at("liu", DECIDED)
    record = client.get(f"{review}act/settle").content.decode().split('name="heard" value="')[1].split('"')[0]
    assert client.post(f"{review}act/settle", {"heard": record, "ground": "left"}).status_code == 302
    assert Award.objects.get(until_month=None).ground == "left"


def test_a_day_on_which_facts_will_change_is_noted_on_the_decided_case(way, at):
    way.to_notice()
    way.prove()
    way.confirm()
    client, url = at("li", DECIDED), f"/desk/cases/{way.no}/"
    assert "预定复核" in client.get(url).content.decode()
    day = {"review_on_y": "2027", "review_on_m": "7", "review_on_d": "1"}
    assert client.post(f"{url}act/foresee", day | {"reason": "女儿 6 月毕业"}).status_code == 302
    assert Clock.objects.get(key="db.foreseen").about == "女儿 6 月毕业"


def test_what_a_review_begins_with_is_not_said_to_be_the_familys_word(way, at):
    way.to_notice()
    way.prove()
    way.confirm()
    client = at("li", FROM)
    url = client.post(f"/desk/cases/{way.no}/act/open_review", {"trigger": "找到了工作"}).url
    place = f"?person={way.household.head_id}&key=income.wage"
    before = client.get(url).content.decode()
    assert "复核已开始" in before and "开始复核" in before
    assert "已受理" not in before and ">授权" not in before and ">申请<" not in before
    client.post(f"{url}act/start_survey")
    page, fact, adopt = (
        client.get(f"{url}{tail}").content.decode() for tail in ("", f"fact{place}", f"adopt{place}")
    )
    (row,) = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*工资</small>(?:(?!</tr>).)*</tr>", page, re.S)
    assert ">上</span> 1,200.00 元/月" in row and "按上次" in row
    assert ">申</span>" not in row
    assert f"上次认定 {way.no}" in fact and "上次采信" in fact
    assert "上次采信：1,200.00 元/月" in adopt


def test_what_the_family_says_in_a_review_is_its_own_word(way, at):
    way.to_notice()
    way.prove()
    way.confirm()
    url = at("li", FROM).post(f"/desk/cases/{way.no}/act/open_review", {"trigger": "找到了工作"}).url
    case_no = url.rstrip("/").rsplit("/", 1)[1]
    claim(
        case_no,
        way.household.head_id,
        "income.wage",
        {"per_month": "1500"},
        "declared",
        "",
        FROM,
        FROM,
        by=SETUP,
    )
    page = at("li", FROM).get(url).content.decode()
    assert ">申</span> 1,500.00 元/月" in page
