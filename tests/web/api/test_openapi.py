"""The published description of the programs' face: true of what the reader takes, of what it answers, of what it refuses."""

import hashlib
import json
import logging
import random
import re
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings as settings_of_django
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema_rs import Draft202012Validator
from werkzeug.test import Client

from config.wsgi import application
from jiuzhu.gateways import addresses
from jiuzhu.gateways.envelope import signature
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.family import Faults, read
from jiuzhu.verification.assist.wire import read as read_message
from jiuzhu.web.api.assist_shape import EXAMPLE as ASSIST_EXAMPLE
from jiuzhu.web.api.openapi import EXAMPLE, document
from jiuzhu.web.api.refused import LARGEST, REFUSALS
from tests.casework.conftest import town  # noqa: F401
from tests.policy.casebook import cases, told

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADDRESS, TOKEN = "/api/determine", "a-token-for-tests"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
SLOW = list(HealthCheck)


@pytest.fixture(autouse=True)
def the_tests_connection_stays():
    """As with Django's own client: a request that goes through the whole application does not close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def token(settings):
    settings.API_TOKENS = ["tests:" + hashlib.sha256(TOKEN.encode()).hexdigest()]


@cache
def fits(name: str) -> Draft202012Validator:
    """Whether something is what the document says of this name."""
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": document()["components"]}
    )


def send(client, body: Any, kind="application/json", **headers):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(ADDRESS, text, content_type=kind, headers=HEADERS | headers)


def test_the_document_is_published_and_needs_no_token(client):
    assert client.get("/api/openapi.json").json() == document()


def test_its_own_example_is_answered_as_it_says(client):
    answer = send(client, EXAMPLE)
    assert answer.status_code == 200
    assert answer.json()["results"]["dibao"]["monthly_fen"] == 164_000
    fits("Determination").validate(answer.json())


def test_what_the_reader_takes_and_what_it_gives_are_described():
    """Cases of all files of the casebook, and so of all regions and programmes."""
    for case in list(cases().values())[::25]:
        family = told(case)
        fits("Family").validate(family)
        fits("Determination").validate(json.loads(json.dumps(determine(read(family), shipped()))))


SPOILS = (
    [],
    {},
    None,
    "",
    "strange",
    -1,
    1.5,
    True,
    "none",
    "99999999999999999999",
    ["strange"],
    {"strange": 1},
)


def test_what_the_document_refuses_the_reader_refuses():
    """One value of a family put in the place of another: the document is nowhere stricter than the reader."""
    dice, refused = random.Random(4), 0
    families = [told(case) for case in list(cases().values())[::9]]
    for _ in range(800):
        spoilt = spoil(json.loads(json.dumps(dice.choice(families))), dice)
        if not fits("Family").is_valid(spoilt):
            refused += 1
            with pytest.raises(Faults):
                read(json.dumps(spoilt), as_json=True)
    assert refused > 300


def spoil(value: Any, dice: random.Random) -> Any:
    """The same with something strange at one place."""
    if isinstance(value, dict) and value and dice.random() < 0.9:
        key = dice.choice(list(value))
        return {**value, key: spoil(value[key], dice)}
    if isinstance(value, list) and value and dice.random() < 0.9:
        place = dice.randrange(len(value))
        return [spoil(one, dice) if i == place else one for i, one in enumerate(value)]
    return dice.choice(SPOILS)


REFUSED = {
    401: lambda client: client.post(ADDRESS, "{}", content_type="application/json"),
    405: lambda client: client.get(ADDRESS, headers=HEADERS),
    413: lambda client: send(client, " " * (LARGEST + 1)),
    415: lambda client: send(client, "{}", "text/plain"),
}


@pytest.mark.parametrize("status", list(REFUSALS))
def test_each_refusal_has_its_status_its_code_and_words(client, status):
    answer = REFUSED[status](client)
    code, message = REFUSALS[status]
    assert (answer.status_code, answer.json()) == (status, {"code": code, "message": message})


def test_every_method_but_post_is_answered_with_the_one_that_is_right(client):
    for method in ("get", "put", "patch", "delete", "options"):
        answer = getattr(client, method)(ADDRESS, headers=HEADERS)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_all_faults_of_a_family_are_told_at_once_each_with_its_place(client):
    members = [{"id": "a", "relation": "self", "age": "old", "sex": "woman"}, {"id": "a", "born": "1990"}]
    answer = send(client, {"region": "500", "area": "urban", "members": members, "asets": {}})
    places = [fault["place"] for fault in answer.json()["faults"]]
    wanted = [
        "asets",
        "date",
        "region",
        "members[0].age",
        "members[0].sex",
        "members[1].relation",
        "members[1].born",
    ]
    assert answer.status_code == 422
    assert sorted(places) == sorted(wanted)
    fits("Faults").validate(answer.json())


@pytest.mark.parametrize(
    "body", ["", "{", "[", "NaN", '{"region": NaN}', "[" * 100_000, b"\xff\xfe", '{"a": 1, "a": 2}']
)
def test_a_body_that_is_no_json_is_a_fault_of_the_whole_file(client, body):
    answer = send(client, body)
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["place"] == "文件"


def test_a_charset_beside_the_type_is_fine(client):
    assert send(client, EXAMPLE, "application/json; charset=utf-8").status_code == 200


def test_nothing_of_a_family_reaches_the_log(client, caplog):
    with caplog.at_level(logging.DEBUG):
        send(client, {**EXAMPLE, "members": [{"id": "冉光明", "relation": "self", "age": 71}]})
        send(client, {**EXAMPLE, "members": [{"id": "冉光明", "relation": "king", "age": 710}]})
    assert not [line for line in caplog.messages if "冉光明" in line or "710" in line]


def fuzz(number: int, address=ADDRESS, app=application, headers=HEADERS) -> None:
    """So many requests that fit the document, and so many that do not; every answer is one that it tells of."""
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.config import SchemathesisConfig
    from schemathesis.generation import GenerationMode
    from schemathesis.specs.openapi import checks

    unsigned = SchemathesisConfig.from_dict({"generation": {"with-security-parameters": False}})
    operation = schemathesis.openapi.from_wsgi("/api/openapi.json", app, config=unsigned)[address]["POST"]
    always = [
        not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_headers_conformance,
        checks.response_schema_conformance,
        checks.negative_data_rejection,
    ]
    for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:

        @settings(
            max_examples=number,
            phases=[Phase.generate],
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=SLOW,
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def answered_as_published(case):
            case.call_and_validate(checks=always, headers=headers)

        answered_as_published()


@pytest.mark.slow
def test_requests_made_of_the_document_are_answered_as_it_says():
    fuzz(10)


@pytest.mark.deep
def test_a_thousand_requests_made_of_the_document_are_answered_as_it_says():
    fuzz(1_000)


ASSIST, NEIGHBOUR = "/api/assist", {"base": "https://neighbour.test", "key": "both", "secret": "5a" * 16}


ASK_EXAMPLE = {
    "kind": "ask",
    "number": "XC-520302-2026-0001",
    "turn": 1,
    "from": {"region": "520302", "name": "红花岗区民政局"},
    "to": {"region": "500110"},
    "used_for": "apply",
    "reason": "养老金在那里领",
    "note": "",
    "until": "2099-12-31",
    "days": None,
    "on": "2026-11-20",
    "suspended": "",
    "ended": "",
    "parts": [
        {
            "name": "周明贵",
            "id_number": "510223198203149019",
            "register": "renshe.shebao",
            "label": "社会保险",
            "article": "民发〔2022〕83号 三(二)",
            "consent_no": "HS-2026-1",
            "consent_until": "2099-12-31",
            "round": 1,
        }
    ],
}


def between(body: bytes) -> bytes:
    """The message with two regions that are known; left alone where it names none."""
    try:
        told = json.loads(body)
        both = [told["from"], told["to"]]
        if all(isinstance(one["region"], str) and len(one["region"]) <= 12 for one in both):
            told["from"]["region"], told["to"]["region"] = "520302", "500110"
            return json.dumps(told).encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    return body


@pytest.fixture
def neighbour(settings, tmp_path, town):
    """Another region's system with which a key is agreed: the application as that system's signed requests reach it.

    What it says comes from its region and goes to our county, whatever the document made of these two.
    """
    settings.GATEWAYS = tmp_path / "gateways.json"
    addresses.write(settings.GATEWAYS, {"assist.520302": NEIGHBOUR})

    def signed(environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        body = between(body)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        mac = signature(NEIGHBOUR["secret"], at, ASSIST, body)
        told = {"HTTP_X_KEY": NEIGHBOUR["key"], "HTTP_X_TIME": at, "HTTP_X_SIGNATURE": mac}
        given = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        return application(environ | told | given, start_response)

    return signed


def test_messages_of_another_region_made_of_the_document_are_answered_as_it_says(neighbour):
    fuzz(10, ASSIST, neighbour, {})


@pytest.mark.deep
def test_a_thousand_messages_of_another_region_are_answered_as_the_document_says(neighbour):
    fuzz(1_000, ASSIST, neighbour, {})


def test_what_two_regions_really_tell_each_other_fits_the_document():
    fits("AssistMessage").validate(ASSIST_EXAMPLE)
    assert read_message(json.dumps(ASSIST_EXAMPLE)).number == ASSIST_EXAMPLE["number"]
    assert not fits("AssistMessage").is_valid(ASSIST_EXAMPLE | {"kind": "gossip"})


def test_a_message_of_a_neighbour_is_taken_and_taken_once(neighbour):
    told = ASK_EXAMPLE
    fits("AssistMessage").validate(told)
    answers = [Client(neighbour).post(ASSIST, json=told) for _ in range(2)]
    assert [(one.status_code, one.json) for one in answers] == [
        (200, {"number": told["number"], "turn": 1})
    ] * 2


def test_more_days_than_a_case_may_take_are_refused_with_words(neighbour):
    answer = Client(neighbour).post(ASSIST, json=ASK_EXAMPLE | {"days": 46})
    assert (answer.status_code, answer.json["code"]) == (409, "bad_days")


@pytest.mark.parametrize("body", ["[" * 100_000, "{}", '""', '{"kind": ["ask"]}'])
def test_a_message_that_cannot_be_read_is_refused_as_such(neighbour, body):
    answer = Client(neighbour).post(ASSIST, data=body, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (422, "bad_message")


def test_the_request_of_the_integrators_page_is_answered_as_it_says(client):
    page = (settings_of_django.ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    sent = json.loads(re.search(r"-d '(\{.*\})'", page)[1])
    found = send(client, sent).json()["results"]["dibao"]
    assert f'"status": "{found["status"]}"' in page
    assert f'"monthly_fen": {found["monthly_fen"]}' in page


def test_the_integrators_page_names_every_refusal():
    page = (settings_of_django.ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    rows = {int(status): code for status, code in re.findall(r"^\| (\d+) \| `(\w+)`", page, re.MULTILINE)}
    assert rows == {status: code for status, (code, _) in REFUSALS.items()} | {422: "bad_family"}
