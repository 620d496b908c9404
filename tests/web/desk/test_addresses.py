"""Addresses that somebody made up: no page breaks for a number that no row can have."""

import re

import pytest
from django.urls import get_resolver

from tests.architecture.test_routes import routes

NUMBERED = sorted(place for place in dict(routes(get_resolver())) if "<int:" in place)


@pytest.mark.parametrize("number", ["0", "1", "9" * 23])
def test_a_number_that_no_row_has_is_not_found(way, at, number):
    client = at("wang")
    client.raise_request_exception = False
    broken = []
    for place in NUMBERED:
        path = place.replace("<str:case_no>", way.no)
        path = re.sub(r"<int:\w+>", number, path)
        path = re.sub(r"<\w+:\w+>", "x", path)
        if client.get(f"/{path}").status_code >= 500:
            broken.append(path)
    assert not broken
