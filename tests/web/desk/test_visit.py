"""The home visit: what was seen becomes claims, and nothing that was written, drawn or photographed is lost."""

import re

import pytest

from jiuzhu.assessment.models import Claim
from jiuzhu.casework.models import Visit
from jiuzhu.documents.models import Paper, Signature
from jiuzhu.registry.models import Person
from tests.casework.conftest import VISITED
from tests.web.desk.situations import photo, things, visit_answers


@pytest.fixture
def send(way, at):
    """Send the form of a visit, as 小李 on the day of the visit."""
    return lambda answers, **more: at("li", VISITED).post(f"/desk/cases/{way.no}/visit", answers, **more)


def kept(page):
    return re.findall(r'name="kept" value="(\d+)"', page.content.decode())


def test_a_visit_without_a_signature_is_refused_and_keeps_what_was_written(way, send):
    answers = visit_answers(way, remarks="屋后有两分菜地")
    del answers[f"sign_{way.household.head_id}_photo"]
    page = send(answers)
    assert page.status_code == 422
    assert "在场的家里人还没有签名" in page.content.decode()
    assert "屋后有两分菜地" in page.content.decode()


def test_photos_and_signatures_survive_a_form_that_comes_back(way, send):
    page = send(visit_answers(way, photos=[photo(5), photo(6)], present=""))
    assert page.status_code == 422
    assert page.content.decode().count("data:image/png;base64,") == 2
    answers = visit_answers(way, photos=[photo(7)], kept=kept(page))
    assert send(answers).status_code == 302
    assert Paper.objects.filter(kind="visit_photo").count() == 3


def test_a_file_that_is_no_photo_is_told_and_the_others_stay(way, send):
    page = send(visit_answers(way, photos=[photo(5)]))
    broken = photo(6)
    broken.file.truncate(9)
    page = send(visit_answers(way, photos=[broken], kept=[str(Paper.objects.get().pk)]))
    assert page.status_code == 409
    assert kept(page) == [str(Paper.objects.get().pk)]


def test_several_things_are_seen_in_one_visit(way, send):
    head = str(way.household.head_id)
    wife = str(Person.objects.get(name="罗春梅").pk)
    seen = things(
        {"what": "income.wage", "who": head, "figure": "1500", "note": "看了工资条"},
        {"what": "income.wage", "who": wife, "figure": "800"},
        {"what": "assets.vehicles.car", "figure": "1"},
        {"what": "assets.vehicles.motorcycle", "figure": "1"},
        {"what": "assets.homes", "figure": "86.5"},
    )
    assert send(visit_answers(way, **seen)).status_code == 302
    said = {(c.person_id, c.key): c.value for c in Claim.objects.filter(source_kind="visit")}
    assert said == {
        (int(head), "income.wage"): {"per_month": "1500"},
        (int(wife), "income.wage"): {"per_month": "800"},
        (None, "assets.vehicles"): [{"kind": "car"}, {"kind": "motorcycle"}],
        (None, "assets.homes"): [{"area_m2": "86.5"}],
    }
    assert "看了工资条" in Claim.objects.get(source_kind="visit", person_id=head).source_ref


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"what": "income.wage", "figure": "1500"}, "第 1 项：收入要选是谁的"),
        ({"what": "assets.homes"}, "第 1 项：还没有写多少"),
        ({"what": "assets.vehicles.car", "figure": "1.5"}, "第 1 项：要写 1 到 50 的整数"),
        ({"figure": "3"}, "第 1 项：还没有选看到的是什么"),
        ({"what": "assets.shops", "figure": "1", "note": "问" * 101}, "第 1 项：确保"),
    ],
)
def test_a_thing_half_written_is_named(way, send, row, words):
    page = send(visit_answers(way, **things(row)))
    assert page.status_code == 422
    assert words in page.content.decode()


def test_each_adult_signs_and_the_child_is_not_asked(way, send, at):
    wife, child = (Person.objects.get(name=name).pk for name in ("罗春梅", "周雨涵"))
    page = at("li", VISITED).get(f"/desk/cases/{way.no}/visit").content.decode()
    assert f"sign_{wife}" in page
    assert f"sign_{child}" not in page
    send(visit_answers(way, **{f"sign_{wife}_photo": photo(3)}))
    signed = Signature.objects.filter(role="家庭成员").values_list("person_id", flat=True)
    assert set(signed) == {way.household.head_id, wife}


def test_a_form_sent_twice_is_one_visit(way, send):
    number = visit_answers(way)["number"]
    first = send(visit_answers(way, number=number))
    again = send(visit_answers(way, number=number), headers={"Accept": "application/json"})
    assert first.headers["Location"] == again.json()["to"]
    assert Visit.objects.count() == 1


def test_a_photo_of_another_case_is_not_taken_along(way, send):
    send(visit_answers(way, photos=[photo(5)]))
    Paper.objects.update(about="SJ-2026-0999")
    page = send(visit_answers(way, kept=[str(Paper.objects.get().pk)]))
    assert page.status_code == 302
    assert kept(page) == []


def test_a_broken_signature_is_told(way, send):
    answers = visit_answers(way, second_strokes="data:image/png;base64,***")
    del answers["second_strokes_photo"]
    page = send(answers)
    assert page.status_code == 422
    assert "签名没有传完整" in page.content.decode()
