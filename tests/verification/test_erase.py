"""Somebody who asks for it is taken out of what departments delivered, by who may decide it and when nothing of it is needed."""

import pytest

from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.queries import UNKNOWN, row_numbers
from jiuzhu.org.scope import Scope
from jiuzhu.vault.seal import keyed_hash
from jiuzhu.verification.actions import erase_delivered
from tests.lake.deliveries import delivered, id_number, row, some, take
from tests.verification.conftest import CLERK, FATHER, ON

pytestmark = pytest.mark.django_db
COUNTY = Scope("officer", "officer:8", "王志远", (("county", "500110"),), login_id=8)
ELSEWHERE = Scope("officer", "officer:9", "何清", (("county", "500222"),), login_id=9)
WHY = "本人 11 月 10 日提出"


@pytest.fixture(autouse=True)
def lake(tmp_path, settings):
    settings.LAKE = tmp_path / "lake"


def test_the_person_is_in_no_file_and_in_no_index(django_capture_on_commit_callbacks):
    kept = take(some(3))
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_delivered(id_number(2).lower(), WHY, ON, by=COUNTY) == 1
    kept.refresh_from_db()
    assert (kept.rows, kept.erased) == (2, 1)
    assert row_numbers([keyed_hash("id_number", id_number(2))]).tolist() == [UNKNOWN]


@pytest.mark.parametrize(
    ("by", "why", "number", "says"),
    [
        (CLERK, WHY, id_number(2), "区级审核"),
        (Scope.system("tick"), WHY, id_number(2), "区级审核"),
        (COUNTY, "  ", id_number(2), "写明删除的理由"),
        (COUNTY, f"{id_number(2)} 提出", id_number(2), "不要写身份证号"),
        (COUNTY, WHY, id_number(900), "没有这个人"),
    ],
)
def test_nothing_is_erased_without_a_right_a_reason_and_a_person(by, why, number, says):
    take(some(3))
    with pytest.raises(Refused, match=says):
        erase_delivered(number, why, ON, by=by)
    assert UNKNOWN not in row_numbers([keyed_hash("id_number", id_number(n)) for n in (1, 2, 3)])


def test_who_has_consented_stays_until_the_consent_is_withdrawn(father, consent):
    take(delivered([row(id_number=FATHER)]))
    consent(father)
    with pytest.raises(Refused, match="先撤回授权"):
        erase_delivered(FATHER, WHY, ON, by=COUNTY)


def test_another_county_decides_nothing_about_a_family_here(father):
    take(delivered([row(id_number=FATHER)]))
    with pytest.raises(Refused):
        erase_delivered(FATHER, WHY, ON, by=ELSEWHERE)
