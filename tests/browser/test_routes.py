"""The list of routes is the list of pages that are looked at: a new page without a look fails here."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.browser import test_answers, test_citizen, test_desk, test_disclosure, test_gallery, test_month

VISITED = (
    test_desk.PAGES, test_desk.OF_ADMIN, test_desk.ASKED, test_answers.PAGES, test_month.PAGES, test_disclosure.PAGES,
)  # fmt: skip
NO_PAGE = {
    "large_type": "an act", "keep_session": "an act", "citizen:remove": "an act", "citizen:agent_remove": "an act",
    "citizen:sign_out": "an act", "citizen:read_message": "an act", "desk:logout": "an act", "desk:second": "an act",
    "desk:month_act": "an act", "desk:month_release": "an act",
    "citizen:photo": "a file", "citizen:letter": "a file", "desk:letter": "a file", "desk:paper": "a file",
    "health": "for machines", "api:determine": "for machines",
    "desk:person": "looked at by test_a_number_and_a_neighbour_opened_for_a_moment_read_well",
    "desk:objector": "looked at by test_a_number_and_a_neighbour_opened_for_a_moment_read_well",
}  # fmt: skip


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        else:
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


def route_of(path: str) -> str:
    """The route an address of `PAGES` leads to, whatever is filled in."""
    return resolve("/" + re.sub(r"\{\w+\}", "1", path.partition("?")[0])).view_name


def test_every_route_is_looked_at_or_is_no_page():
    looked_at = {route_of(path) for pages in VISITED for path in pages.values()}
    looked_at |= {route_of(path) for path in test_gallery.ALL if not path.startswith("gallery")}
    looked_at |= test_citizen.SEEN
    assert set(names(get_resolver())) == looked_at | set(NO_PAGE)
    assert not looked_at & set(NO_PAGE)
