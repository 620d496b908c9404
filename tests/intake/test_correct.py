"""What is missing is said once; what is not ours is sent on."""

import pytest

from jiuzhu.clocks.models import Clock
from jiuzhu.documents.models import Letter
from jiuzhu.intake.actions import request_correction, submit, supply, turn_away
from jiuzhu.intake.models import Applicant
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.vault.seal import reveal
from tests.intake.conftest import ON, scope_of, signature

pytestmark = pytest.mark.django_db
BILL = [{"what": "住院发票", "who": "周明贵", "how": "拍照上传"}]


@pytest.fixture
def application(form, zhou):
    return submit(form, ON, by=scope_of(zhou), consents={"1": signature()})


def test_one_notice_lists_everything_and_stops_the_clock(application, clerk):
    assert request_correction(application, BILL, ON, by=clerk).state == "correction"
    assert Letter.objects.get().kind == "correct"
    assert Clock.objects.get(key="db.accept").paused_on == ON
    newest = Message.objects.filter(case_no=application.number).latest("pk")
    assert "还差 1 样：住院发票" in reveal(newest, "body")


def test_a_second_notice_is_refused(application, clerk):
    request_correction(application, BILL, ON, by=clerk)
    supply(application, ON, by=clerk)
    with pytest.raises(Refused, match="一次说全"):
        request_correction(application, BILL, ON, by=clerk)


def test_supplying_lets_the_clock_run_on(application, clerk, zhou):
    request_correction(application, BILL, ON, by=clerk)
    assert supply(application, ON, by=scope_of(zhou)).state == "submitted"
    assert Clock.objects.get(key="db.correction").met_on == ON
    assert Clock.objects.get(key="db.accept").paused_on is None


def test_turning_away_says_where_and_frees_the_people(application, clerk):
    turn_away(application, {"name": "渝北区民政局", "phone": "023-67800000", "place": ""}, "户口和住处都在渝北区。", ON, by=clerk)  # fmt: skip
    assert Letter.objects.get().kind == "not_ours"
    assert not Applicant.objects.filter(is_open=True).exists()


@pytest.mark.parametrize("items", [[], [{"what": "发票", "how": ""}]])
def test_a_notice_says_what_and_how(application, clerk, items):
    with pytest.raises(Refused, match="缺什么"):
        request_correction(application, items, ON, by=clerk)
