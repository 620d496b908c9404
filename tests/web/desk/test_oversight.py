"""监督: what somebody else should see, for supervisors and auditors; and the limit as an officer meets it."""

import pytest
import yaml
from django.conf import settings as installed

from jiuzhu.org.kinds import Role
from jiuzhu.oversight.models import Alarm
from tests.oversight.conftest import ON, find, look, officer, supervisor  # noqa: F401


@pytest.fixture
def sit(client, settings):
    def at(login):
        settings.TODAY = ON
        client.force_login(login, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return at


@pytest.fixture
def alarm(look):
    for number in range(3):
        look(f"SJ-2026-1{number}", hour=21)
    return find()["off_hours"]


def text(answer):
    return answer.content.decode()


def test_a_supervisor_finds_alarms_in_an_own_area(sit, supervisor, alarm):
    page = text(sit(supervisor).get("/desk/oversight/"))
    for words in ("监督", "李小兰", "下班以后看的", "上班时间以外打开了 3 户", "内部规则"):
        assert words in page


def test_what_came_of_it_is_written_down(sit, supervisor, alarm):
    page = f"/desk/oversight/alarms/{alarm.pk}/"
    assert "SJ-2026-10" in text(sit(supervisor).get(page))
    assert sit(supervisor).post(page, {"outcome": "fine"}).status_code == 422
    sit(supervisor).post(page, {"outcome": "handed", "reason": "移交区纪检组"})
    assert Alarm.objects.get().outcome == "handed"
    assert "移交区纪检组" in text(sit(supervisor).get(page))


def test_an_auditor_may_and_a_clerk_may_not(sit, alarm, town):
    assert sit(officer("du", "杜娟", Role.AUDITOR)).get("/desk/oversight/").status_code == 200
    assert sit(town.li).get("/desk/oversight/").status_code == 403


def test_an_officer_over_the_limit_reads_why_and_what_to_do(at, way, settings, tmp_path):
    told = yaml.safe_load(installed.LOOKING.read_text(encoding="utf-8"))
    told["limits"]["case"] |= {"hour": 1}
    settings.LOOKING = tmp_path / "looking.yaml"
    settings.LOOKING.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    li = at("li")
    assert li.get(f"/desk/cases/{way.no}/").status_code == 200
    assert li.get(f"/desk/cases/{way.no}/").status_code == 200
    settings.LOOKING = tmp_path / "none.yaml"
    told["limits"]["case"] |= {"hour": 0}
    settings.LOOKING.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    refused = li.get(f"/desk/cases/{way.no}/")
    assert refused.status_code == 409
    for words in ("到了内部规则的上限", "监督岗会看到", "请同事打开"):
        assert words in text(refused)
    assert "周明贵" not in text(refused)
