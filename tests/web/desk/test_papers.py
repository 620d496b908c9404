"""Photos and letters at the desk: for who works on families, with a limit by family, seen by the alarms."""

from io import BytesIO

import pytest
import yaml
from django.conf import settings as installed

from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.documents.models import Letter
from jiuzhu.org.actions import appoint, enrol
from jiuzhu.org.kinds import Role
from jiuzhu.org.looking import REFUSED
from jiuzhu.org.models import Office
from jiuzhu.trail.models import Entry
from tests.casework.conftest import DECIDED, OPENED, POSTED, SETUP, VILLAGE, strokes


def photo(town, about, shade=0):
    card = BytesIO(strokes(shade))
    return take_paper(about, PaperKind.ID_CARD, card, by=town.scope("li"), region_code=VILLAGE, on=OPENED)


@pytest.mark.parametrize("role", [Role.POLICY, Role.PAY_APPROVER])
def test_who_works_on_no_family_opens_neither_photo_nor_letter(way, at, town, role):
    town.other = enrol("other", "政策员", "not-a-real-one", by=SETUP)
    appoint(town.other, Office.objects.get(short="区民政局"), role, OPENED, by=SETUP)
    paper = photo(town, way.no)
    way.to_notice()
    way.prove()
    way.confirm()
    letter = Letter.objects.filter(case_no=way.no).first()
    addresses = [f"/desk/papers/{paper.pk}", f"/desk/letters/{letter.pk}"]
    client = at("other", DECIDED)
    assert [client.get(url).status_code for url in addresses] == [403, 403]
    page = client.get(f"/desk/cases/{way.no}/").content.decode()
    assert paper.get_kind_display() in page and not any(url in page for url in addresses)
    client = at("li", DECIDED)
    assert [client.get(url).status_code for url in addresses] == [200, 200]
    page = client.get(f"/desk/cases/{way.no}/").content.decode()
    assert all(url in page for url in addresses)


def test_photos_of_one_family_count_once_and_those_of_too_many_are_not_opened(
    way, at, town, settings, tmp_path
):
    told = yaml.safe_load(installed.LOOKING.read_text(encoding="utf-8"))
    told["limits"]["paper"] |= {"hour": 1, "day": 5}
    settings.LOOKING = tmp_path / "looking.yaml"
    settings.LOOKING.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    own = [photo(town, way.no, shade) for shade in (1, 2)]
    other = photo(town, "SQ-2026-0099")
    client = at("li", POSTED)
    assert [client.get(f"/desk/papers/{one.pk}").status_code for one in own] == [200, 200]
    page = client.get(f"/desk/papers/{other.pk}")
    assert page.status_code != 200 and "1 户的材料和文书" in page.content.decode()
    assert Entry.objects.get(act=REFUSED).case_no == "SQ-2026-0099"
