"""互认: another department learns whether a person is on the register, and nothing else of anybody."""

import hashlib
import json
from datetime import date

import pytest
import yaml
from jsonschema_rs import Draft202012Validator

from jiuzhu.casework.recognised import LAW, recognised
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.month import Month
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import end_standing, give_standing
from jiuzhu.registry.models import Standing
from jiuzhu.registry.queries import households
from jiuzhu.trail.models import Entry
from jiuzhu.web.api.openapi import document
from jiuzhu.web.api.recognition_shape import EXAMPLE
from tests.casework.conftest import DECIDED, SETUP, town, way  # noqa: F401

CHILD, NOBODY = with_check_digit("50011020130521928"), with_check_digit("51022319600101901")
QUESTION = {"id_number": CHILD, "purpose": "medical", "ground": LAW, "matter": "YB-2026-0001"}


def entry(name, region="500110", purposes="medical+housing"):
    return f"{name}:{hashlib.sha256(name.encode()).hexdigest()}:{region}:{purposes}"


@pytest.fixture
def ask(client, settings, db):
    settings.API_DEPARTMENTS = [entry("yibao"), entry("elsewhere", "500112")]
    settings.API_TOKENS = ["province:" + hashlib.sha256(b"province").hexdigest()]
    settings.TODAY = DECIDED

    def post(token="yibao", **changed):
        told = {key: value for key, value in (QUESTION | changed).items() if value is not None}
        headers = {"Authorization": f"Bearer {token}"}
        return client.post(
            "/api/recognition", json.dumps(told), content_type="application/json", headers=headers
        )

    return post


@pytest.fixture
def confirmed(way):
    """A family in 低保, by a whole way."""
    way.to_notice()
    way.prove()
    way.confirm()
    return way


def fits(name, told):
    Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": document()["components"]}
    ).validate(told)


def test_every_member_of_a_confirmed_family_is_recognised_with_the_decision_and_nothing_else(ask, confirmed):
    told = ask().json()
    assert told["on_register"] and told["date"] == DECIDED.isoformat()
    standing = told["standings"][0]
    assert (standing["category"], standing["since"], standing["until"]) == ("dibao", "2026-11", None)
    assert standing["decision_no"] == Standing.objects.get().decision_no
    assert standing["decided_on"] == DECIDED.isoformat()
    assert standing.keys() == {"category", "label", "since", "until", "decision_no", "decided_on"}
    fits("Recognition", told)


def test_who_is_unknown_and_who_stands_in_nothing_get_the_same_answer(ask, way):
    unknown, known = ask(id_number=NOBODY), ask()
    assert unknown.status_code == known.status_code == 200
    assert (
        unknown.json()
        == known.json()
        == {
            "date": DECIDED.isoformat(),
            "on_register": False,
            "standings": [],
        }
    )


def test_a_department_of_another_region_learns_nothing(ask, confirmed):
    assert ask("elsewhere").json()["standings"] == []


def test_each_question_is_on_the_trail_with_key_purpose_and_matter_and_no_number(ask, way):
    ask(), ask(id_number=NOBODY)
    known, unknown = Entry.objects.filter(act="casework.recognised").order_by("id")
    assert (known.actor, known.purpose) == ("department:yibao", "medical:YB-2026-0001")
    assert known.subject.startswith("person:") and unknown.subject == "person:unknown"
    told = json.dumps([known.refs, unknown.refs, known.subject, unknown.subject])
    assert CHILD not in told and NOBODY not in told


@pytest.mark.parametrize("token", ["", "wrong", "province"])
def test_only_a_department_s_own_key_opens_it(ask, token):
    assert (ask(token).status_code, ask(token).json()["code"]) == (401, "no_token")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id_number", "510223198203149010"),
        ("id_number", None),
        ("id_number", 12),
        ("purpose", "curiosity"),
        ("purpose", "education"),
        ("purpose", ["medical"]),
        ("ground", "领导要"),
        ("matter", ""),
        ("matter", CHILD),
        ("incomes", True),
    ],
)
def test_a_question_without_ground_purpose_and_matter_is_refused_whoever_it_is_about(ask, way, key, value):
    answer = ask(**{key: value})
    assert (answer.status_code, [one["place"] for one in answer.json()["faults"]]) == (422, [key])
    fits("RecognitionFaults", answer.json())
    assert not Entry.objects.filter(act="casework.recognised").exists()


def test_other_methods_and_bodies_are_refused(client, ask):
    headers = {"Authorization": "Bearer yibao"}
    assert client.get("/api/recognition", headers=headers).status_code == 405
    assert client.post("/api/recognition", {"a": "b"}, headers=headers).status_code == 415
    for body in ("", "{", "[]", "[" * 100_000, b"\xff"):
        answer = client.post("/api/recognition", body, content_type="application/json", headers=headers)
        assert answer.status_code == 422


def test_a_key_that_has_asked_enough_is_told_to_wait(ask, settings, tmp_path):
    told = yaml.safe_load(settings.LOOKING.read_text(encoding="utf-8")) | {
        "departments": {"hour": 2, "day": 9}
    }
    settings.LOOKING = tmp_path / "looking.yaml"
    settings.LOOKING.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    assert [ask().status_code for _ in range(3)] == [200, 200, 429]
    answer = ask()
    assert (answer.json()["code"], answer.headers["Retry-After"]) == ("too_many", "3600")
    fits("RecognitionRefused", answer.json())
    assert ask("elsewhere").status_code == 200


def test_a_standing_that_ended_or_is_no_category_of_the_four_is_not_told(ask, way):
    home = way.household
    over = give_standing(home, "dibian", "旧", Month.of(date(2026, 1, 1)), by=SETUP)
    end_standing(over, Month.of(date(2026, 6, 1)), by=SETUP)
    give_standing(home, "orphan", "其他", Month.of(date(2026, 1, 1)), by=SETUP, person=home.head)
    assert ask().json()["standings"] == []
    assert ask(id_number=with_check_digit("51022319820314901")).json()["standings"] == []


def test_what_one_person_stands_in_is_theirs_alone_until_its_last_month(ask, way):
    one = give_standing(
        way.household, "tekun", "某字1号", Month.of(DECIDED), by=SETUP, person=way.household.head
    )
    end_standing(one, Month.of(date(2027, 3, 1)), by=SETUP)
    told = ask(id_number=with_check_digit("51022319820314901")).json()["standings"]
    assert [(row["category"], row["until"], row["decided_on"]) for row in told] == [
        ("tekun", "2027-02", None)
    ]
    assert ask().json()["standings"] == []


def test_who_is_paid_alone_or_while_tapering_is_in_dibao(ask, way):
    head, november = way.household.head, Month.of(DECIDED)
    give_standing(way.household, "single_person", "某字1号", november, by=SETUP, person=head)
    told = ask(id_number=with_check_digit("51022319820314901")).json()
    assert [(row["category"], row["label"]) for row in told["standings"]] == [("dibao", "最低生活保障")]
    fits("Recognition", told)
    assert ask().json()["standings"] == []
    give_standing(way.household, "tapering", "某字2号", november, by=SETUP)
    assert [row["category"] for row in ask().json()["standings"]] == ["dibao"]


def test_a_department_s_scope_reaches_no_family(way):
    scope = Scope.department("yibao", "500110")
    with pytest.raises(PermissionError):
        households(scope)


def test_a_question_takes_at_most_six_queries(confirmed, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        recognised(Scope.department("yibao", "500110"), CHILD, DECIDED, purpose="medical", matter="1")


def test_the_example_of_the_description_is_a_question_of_it():
    fits("RecognitionQuestion", EXAMPLE)
