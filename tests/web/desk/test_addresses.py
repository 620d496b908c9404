"""Addresses that somebody made up: no page breaks for a number that no row can have."""

import re

import pytest
from django.urls import get_resolver

from tests.architecture.test_routes import routes

NUMBERED = sorted(place for place in dict(routes(get_resolver())) if "<int:" in place)


@pytest.mark.parametrize("path", ["cases/SJ%00/", "cases/?state=%00", "search/%00"])
def test_a_sign_that_cannot_be_kept_is_refused_in_an_address(way, at, path):
    assert at("wang").get(f"/desk/{path}").status_code == 400


def test_a_sign_that_cannot_be_kept_is_refused_where_it_is_posted(way, at):
    page = at("li").post("/desk/search", {"q": "周\0"})
    assert page.status_code == 400
    assert "刷新后再试一次" in page.content.decode()


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
