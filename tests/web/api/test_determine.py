"""The contract's object by HTTP: the same answer as the command, nothing stored."""

import hashlib
import json

import pytest
from django.urls import reverse

from jiuzhu.assessment.models import Determination
from jiuzhu.trail.models import Entry

pytestmark = pytest.mark.django_db
FAMILY = {
    "region": "500110",
    "area": "urban",
    "date": "2025-08-01",
    "assume": "complete",
    "members": [
        {"id": "a", "relation": "self", "age": 71, "disability": [{"kind": "intellectual", "grade": 3}]},
        {"id": "b", "relation": "child", "age": 45, "work_capacity": "full"},
    ],
}


@pytest.fixture
def ask(client, settings):
    settings.API_TOKENS = ["province:" + hashlib.sha256(b"secret").hexdigest()]

    def post(body, token="secret"):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        text = body if isinstance(body, str) else json.dumps(body)
        return client.post(reverse("api:determine"), text, content_type="application/json", headers=headers)

    return post


def test_a_family_is_determined(ask):
    assert ask(FAMILY).json()["results"]["dibao"]["monthly_fen"] == 164_000


def test_nothing_is_stored(ask):
    ask(FAMILY)
    assert not Determination.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("token", ["", "wrong"])
def test_without_a_valid_token_nothing_is_told(ask, token):
    answer = ask(FAMILY, token)
    assert (answer.status_code, answer.json()["code"]) == (401, "no_token")


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "\xff", '{"region": "500110"}', json.dumps(FAMILY | {"areas": 1})]
)
def test_a_bad_object_is_answered_with_its_faults(ask, body):
    answer = ask(body)
    assert answer.status_code == 422
    assert all(fault["message"] for fault in answer.json()["faults"])


def test_asking_without_posting_is_refused(client, ask):
    headers = {"Authorization": "Bearer secret"}
    assert client.get(reverse("api:determine"), headers=headers).status_code == 405
