"""Who joins and who leaves a family under review, by the pages."""

from datetime import date

import pytest

from jiuzhu.assessment.models import Claim
from jiuzhu.benefits.models import Award
from jiuzhu.documents.models import Paper
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import members
from tests.web.desk.test_acts import photo

pytestmark = pytest.mark.slow

FROM, DECIDED = date(2026, 12, 1), date(2026, 12, 3)
BABY = {
    "name": "周小安", "id_number": with_check_digit("50011020261120411"), "relation": "child", "registered": "here",
    "joined_on_y": "2026", "joined_on_m": "11", "joined_on_d": "20", "why": "出生", "health": "none",
}  # fmt: skip
GRANDMOTHER = BABY | {
    "name": "王秀英", "id_number": with_check_digit("51022319550301202"), "relation": "parent",
    "marital": "widowed", "work_capacity": "none", "employment": "retired", "way": "pension", "amount": "125",
}  # fmt: skip


@pytest.fixture
def review(way, at):
    way.to_notice()
    way.prove()
    way.confirm()
    client = at("li", FROM)
    url = client.post(f"/desk/cases/{way.no}/act/open_review", {"trigger": "家里添了孩子"}).url
    client.post(f"{url}act/start_survey")
    return url


def names(way, on=FROM):
    return [row.person.name for row in members([way.household.pk], on)[way.household.pk]]


def test_a_child_is_added_with_its_paper_and_the_amount_follows(review, at, way):
    client = at("li", FROM)
    assert "家里多了一位" in client.get(review).content.decode()
    assert client.post(f"{review}members/add", BABY | {"paper": photo(4)}).status_code == 302
    assert names(way)[-1] == "周小安"
    assert "新增成员：周小安，出生" in client.get(review).content.decode()
    client.post(f"{review}act/propose", {"note": ""})
    at("liu", DECIDED).post(f"{review}act/settle", {"heard": ""})
    assert Award.objects.get(until_month=None).members.count() == 4


def test_what_a_childs_age_tells_is_inferred_and_what_was_left_open_is_unknown(review, at):
    unsure = BABY | {"health": "unsure", "paper": photo(4)}
    assert at("li", FROM).post(f"{review}members/add", unsure).status_code == 302
    claims = Claim.objects.filter(person=Person.objects.get(name="周小安"))
    assert {row.key: (row.source_kind, row.value) for row in claims} == {
        "status": ("declared", "present"),
        "marital": ("estimate", "single"),
        "work_capacity": ("estimate", "none"),
        "employment": ("estimate", "none"),
        "study": ("estimate", "none"),
        "incomes": ("estimate", "stated"),
    }


def test_what_a_grown_newcomer_lives_on_is_asked_and_claimed(review, at):
    client = at("li", FROM)
    bare = GRANDMOTHER | {"marital": "", "amount": "", "health": ""}
    page = client.post(f"{review}members/add", bare | {"paper": photo(4)}).content.decode()
    assert "婚姻还没有选" in page
    assert "有没有残疾证、长期的病还没有选" in page
    assert "没有收入，两样都不填" in page
    assert client.post(f"{review}members/add", GRANDMOTHER | {"paper": photo(4)}).status_code == 302
    pension = Claim.objects.get(person=Person.objects.get(name="王秀英"), key="income.pension")
    assert pension.value == {"per_month": "125"}


def test_a_member_leaves_with_a_paper_of_their_own(review, at, way):
    wife = Person.objects.get(name="罗春梅")
    gone = {
        "person_id": wife.pk,
        "why": "divorced",
        "left_on_y": "2026",
        "left_on_m": "11",
        "left_on_d": "20",
    }
    page = at("li", FROM).post(f"{review}members/remove", gone | {"paper": photo(5)})
    assert page.status_code == 302
    assert "罗春梅" not in names(way)
    assert Paper.objects.get(person_id=wife.pk).note == "减少成员：离婚，2026-11-20 起"


def test_a_clerk_of_another_town_adds_nobody(review, at):
    assert at("stranger", FROM).get(f"{review}members/add").status_code in (403, 404)
