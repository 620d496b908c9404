from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiuzhu.intake.models import Application, Draft, Resident
from jiuzhu.org.kinds import Level, Role
from tests.intake.conftest import PAGES, VILLAGE, ZHOU, signature
from tests.web.conftest import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def you(town):
    return officer("youxiaoqin", "犹小琴", VILLAGE, Level.VILLAGE, Role.ASSISTANT)


@pytest.fixture
def agent(client, you):
    client.force_login(you)
    return client


def begin(client):
    mandate = SimpleUploadedFile("mandate.png", signature(), "image/png")
    return client.post("/family/agent", ZHOU | {"mandate_photo": mandate})


def test_an_agent_fills_in_for_a_family_and_the_title_says_whose(agent):
    page = agent.get(begin(agent).url).content.decode()
    assert "代办：周明贵家" in page
    assert "<title>代周明贵申请" in page


def test_an_agent_without_a_mandate_is_refused(agent):
    page = agent.post("/family/agent", ZHOU)
    assert page.status_code == 422
    assert not Draft.objects.exists()


def test_an_agent_saves_a_page(agent):
    draft_page = begin(agent).url
    following = agent.post(draft_page, PAGES["applicant"])
    assert following.url.endswith("/about/0")


def test_another_officer_does_not_reach_the_form(agent, client):
    address = begin(agent).url
    client.force_login(officer("li", "小李", "500110114", Level.TOWN, Role.ASSISTANT))
    assert client.get(address).status_code == 404


def test_an_agent_hands_in_with_everybodys_signature(agent, town):
    draft = Draft.objects.get(pk=begin(agent).url.split("/")[3])
    answers = PAGES | {"health": {"who": ["none"]}}
    for page in (
        "applicant",
        "about/0",
        "living/0",
        "amount/0/wage",
        "savings",
        "homes",
        "home1",
        "things",
        "health",
        "spending",
        "papers",
    ):
        agent.post(f"/family/agent/{draft.pk}/{page}", answers.get(page, {}))
    refused = agent.post(f"/family/agent/{draft.pk}/check", PAGES["check"])
    assert "周明贵还没有签字" in refused.content.decode()
    photo = SimpleUploadedFile("zhou.png", signature(), "image/png")
    assert (
        agent.post(f"/family/agent/{draft.pk}/check", PAGES["check"] | {"sign-0_photo": photo}).url
        == "/family/agent"
    )
    assert Application.objects.get().agent_id == draft.agent_id


@pytest.fixture
def handed_in(agent, you):
    begin(agent)
    return Application.objects.create(
        number="SQ-2026-0009", programme="dibao", region_code=VILLAGE, resident=Resident.objects.get(),
        draft=Draft.objects.get(), payload="{}", digest="0", submitted_on=date(2026, 11, 2), agent=you,
    )  # fmt: skip


def test_an_agent_takes_back_for_the_family_what_they_filled_in(agent, handed_in):
    said = {"reason": "11 月 3 日周明贵在家里说，不申请了"}
    page = agent.post("/desk/applications/SQ-2026-0009/withdraw", said)
    assert page.status_code == 302
    handed_in.refresh_from_db()
    assert handed_in.state == "withdrawn"


def test_an_assistant_takes_back_nothing_that_they_did_not_fill_in(client, handed_in):
    client.force_login(officer("sun", "孙丽华", VILLAGE, Level.VILLAGE, Role.ASSISTANT))
    page = client.post("/desk/applications/SQ-2026-0009/withdraw", {"reason": "不申请了"})
    assert page.status_code == 409
    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"
