"""The list of routes is the list of pages that are looked at: a new page without a look fails here.

A test module of this folder names the pages it opens with `visit_all` in `PAGES` (name → address), or in `PAGES_OF_…`.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.browser import test_citizen, test_gallery

NO_PAGE = {
    "large_type": "an act", "keep_session": "an act", "citizen:remove": "an act", "citizen:agent_remove": "an act",
    "citizen:sign_out": "an act", "citizen:read_message": "an act", "citizen:decline": "an act", "desk:logout": "an act", "desk:second": "an act",
    "desk:month_act": "an act", "desk:month_release": "an act",
    "citizen:photo": "a file", "citizen:letter": "a file", "desk:letter": "a file", "desk:paper": "a file",
    "desk:publish_amendment": "an act", "desk:withdraw_amendment": "an act", "desk:confirm_recalculation": "an act",
    "desk:publish_catalogue": "an act", "desk:withdraw_catalogue": "an act",
    "desk:assist_ask_own": "an act", "desk:assist_use": "an act", "desk:assist_letter": "a file", "desk:assist_file": "a file",
    "desk:report_pdf": "a file", "disclosure:sheet": "a file", "desk:report_json": "for machines", "desk:steer_round": "an act", "desk:review_finding": "an act",
    "desk:end_calendar": "an act", "desk:start_again": "an act",
    "api:assist": "for machines", "health": "for machines", "api:determine": "for machines", "api:openapi": "for machines",
    "api:recognition": "for machines",
    "desk:person": "looked at by test_a_number_and_a_neighbour_opened_for_a_moment_read_well",
    "desk:objector": "looked at by test_a_number_and_a_neighbour_opened_for_a_moment_read_well",
}  # fmt: skip


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        else:
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


def visited() -> Iterator[str]:
    """The addresses that the modules of this folder open."""
    for module in sorted(Path(__file__).parent.glob("test_*.py")):
        for name, pages in vars(import_module(f"tests.browser.{module.stem}")).items():
            if name == "PAGES" or name.startswith("PAGES_OF_"):
                yield from pages.values()


def route_of(path: str) -> str:
    """The route an address leads to, whatever is filled in."""
    return resolve("/" + re.sub(r"\{\w+\}", "1", path.partition("?")[0])).view_name


def test_every_route_is_looked_at_or_is_no_page():
    looked_at = {route_of(path) for path in visited()} | test_citizen.SEEN
    looked_at |= {route_of(path) for path in test_gallery.ALL if not path.startswith("gallery")}
    every = set(names(get_resolver()))
    assert every - looked_at - set(NO_PAGE) == set(), (
        "open these pages with visit_all in a test of this folder"
    )
    assert (looked_at | set(NO_PAGE)) - every == set()
    assert looked_at & set(NO_PAGE) == set()
