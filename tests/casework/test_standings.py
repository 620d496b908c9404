"""What a family and its people stand in follows each decision, and nothing else of this procedure goes on beside it."""

from datetime import date

import pytest

from jiuzhu.casework import actions
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.month import Month
from jiuzhu.registry.actions import NewMember, give_standing
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Person, Standing
from tests.casework.conftest import DECIDED, OPENED, SETUP, Way, strokes

pytestmark = pytest.mark.slow
DECEMBER = date(2026, 12, 1)
NOVEMBER, JANUARY = Month.of(DECIDED).number, (Month.of(DECEMBER) + 1).number
SEVERE = [{"kind": "physical", "grade": 1, "valid_until": "2033-05-10"}]


@pytest.fixture
def edge(town):
    """Three at the edge of 低保, one of them severely disabled; two officers have settled what is paid alone."""
    way = Way(
        town,
        wage="2400",
        extra=[
            NewMember("罗春梅", with_check_digit("51022319840802914"), Relation.SPOUSE),
            NewMember("周雨涵", with_check_digit("50011020130521928"), Relation.CHILD),
        ],
    )
    way.say(Person.objects.get(name="罗春梅").pk, "disability", SEVERE)
    settle_amount(way, way.no)
    return way


def settle_amount(way, case_no):
    told = ("single_person.amount", "630", "文件没有写", "纪要〔2026〕3号", OPENED)
    ruling = actions.rule(case_no, *told, by=way.town.scope("li"))
    actions.second_ruling(case_no, ruling.pk, OPENED, by=way.town.scope("liu"))


def granted(way):
    way.to_notice()
    way.prove()
    return way.confirm()


def reviewed(way, wage="2400", disability=None):
    """A review that adopts another wage (or other papers of the wife), is heard and decided."""
    li, head, wife = way.town.scope("li"), way.household.head_id, Person.objects.get(name="罗春梅").pk
    no = actions.open_review(way.no, "定期核查", DECEMBER, by=li).case_no
    settle_amount(way, no)
    actions.start_survey(no, DECEMBER, by=li)
    actions.adopt_fact(no, head, "income.wage", {"per_month": wage}, "record", "工资", DECEMBER, by=li)
    if disability is not None:
        actions.adopt_fact(no, wife, "disability", disability, "record", "残联", DECEMBER, by=li)
    actions.propose(no, DECEMBER, by=li)
    signed = {"strokes": strokes(3), "speaker_id": head}
    heard = actions.record_hearing(no, "没有意见", "", "", DECEMBER, by=li, **signed)
    return actions.settle(no, heard, DECEMBER, by=way.town.scope("liu"))


def standings():
    rows = Standing.objects.select_related("person").order_by("pk")
    return [(row.programme, row.person and row.person.name, row.until_month) for row in rows]


def test_who_is_paid_alone_stands_alone_until_the_stop(edge):
    assert granted(edge).programme == "single_person"
    assert standings() == [("single_person", "罗春梅", None)]
    assert reviewed(edge, "9000", disability=[]).outcome == "stop"
    assert standings() == [("single_person", "罗春梅", JANUARY)]


def test_who_is_paid_alone_no_longer_leaves_a_family_at_the_edge(edge):
    granted(edge)
    decision = reviewed(edge, disability=[])
    assert (decision.outcome, decision.programme) == ("stop", "dibian")
    assert standings() == [("single_person", "罗春梅", JANUARY), ("dibian", None, None)]


def test_a_family_that_is_poorer_now_stands_together(edge):
    granted(edge)
    assert reviewed(edge, "1200").programme == "dibao"
    assert standings() == [("single_person", "罗春梅", Month.of(DECEMBER).number), ("dibao", None, None)]


def test_a_review_that_leaves_one_of_the_family_gives_the_standing_to_that_person(edge):
    edge.say(edge.household.head_id, "income.wage", {"per_month": "1200"}, on=DECIDED)
    assert granted(edge).programme == "dibao"
    assert reviewed(edge, "2400").programme == "single_person"
    assert standings() == [("dibao", None, JANUARY), ("single_person", "罗春梅", None)]


def test_who_is_paid_alone_leaves_the_family_at_the_edge(edge):
    give_standing(edge.household, "dibian", "旧", Month.of(OPENED), by=SETUP)
    granted(edge)
    assert standings() == [("dibian", None, None), ("single_person", "罗春梅", None)]


def test_a_family_in_dibao_is_at_the_edge_no_longer(way):
    give_standing(way.household, "dibian", "旧", Month.of(date(2026, 1, 1)), by=SETUP)
    give_standing(way.household, "orphan", "别处", Month.of(OPENED), by=SETUP, person=way.household.head)
    granted(way)
    assert standings() == [("dibian", None, NOVEMBER), ("orphan", "周明贵", None), ("dibao", None, None)]
