"""A decided case gives its result again, bit for bit, or says that it does not."""

from datetime import date

import pytest

from jiuzhu.assessment import actions
from jiuzhu.assessment.models import Determination
from jiuzhu.cli import redetermine
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Relation

pytestmark = pytest.mark.django_db
ON = date(2025, 8, 1)
BY = Scope("officer", "officer:1", "小李")
CASE = "SJ-2025-0001"


@pytest.fixture
def determination():
    alone = NewMember("甲", with_check_digit("51022319540302932"), Relation.SELF, registered_region="500110")
    household = register_household([alone], "500110114001", "urban", "", ON, by=BY)
    actions.claim(CASE, None, "assume", "complete", "declared", "", ON, ON, by=BY)
    return actions.determine(CASE, household, ON, by=BY)


def test_the_same_result_is_said_to_be_the_same(determination, capsys):
    assert redetermine.run([CASE]) == 0
    assert "一致" in capsys.readouterr().out


def test_an_altered_result_is_said_to_differ(determination, capsys):
    altered = {**determination.result, "engine": 0}
    Determination.objects.filter(pk=determination.pk).update(result=altered)
    assert redetermine.run([CASE]) == 1
    assert "不一致" in capsys.readouterr().out


def test_an_unknown_case_is_said_so(capsys):
    assert redetermine.run(["SJ-0"]) == 1
    assert "没有认定结果" in capsys.readouterr().err
