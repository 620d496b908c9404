"""Every part in every state, at desk and phone width, in normal and large type: no fault of axe-core, no sideways scroll."""

import pytest

from tests.browser.conftest import overflow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.gallery.urls")]
ALL = [
    "gallery/desk", "gallery/states", "gallery/form?wrong", "gallery/phone", "gallery/phone?wrong", "gallery/progress",
    "gallery/403", "gallery/409", "gallery/404", "", "desk/login",
]  # fmt: skip


def name_of(path: str) -> str:
    return path.replace("/", "-").replace("?", "-") or "front"


@pytest.mark.parametrize("path", ALL)
def test_a_page_at_desk_and_phone_width(live_server, desk_page, look_at_both, path):
    desk_page.goto(f"{live_server.url}/{path}")
    look_at_both(desk_page, name_of(path))


@pytest.mark.parametrize("path", ["", "gallery/phone?wrong", "gallery/progress"])
def test_a_page_in_large_type(live_server, phone_page, faults, picture, path):
    phone_page.context.add_cookies([{"name": "jz_large", "value": "1", "url": live_server.url}])
    phone_page.goto(f"{live_server.url}/{path}")
    picture(phone_page, f"{name_of(path)}-large")
    assert faults(phone_page) == []
    phone_page.set_viewport_size({"width": 320, "height": 640})
    assert overflow(phone_page) == 0
