"""Browser tests: Debian's Chromium, Chinese, Shanghai time; pictures go to `screenshots/`, which git ignores."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PICTURES = Path(__file__).parents[2] / "screenshots"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
STANDARD = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa"]}}
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": "/usr/bin/chromium", "args": FLAGS}


def _page(browser: Browser, size: dict[str, int], **more: object) -> tuple[BrowserContext, Page]:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=size, **more)
    context.set_default_timeout(10_000)
    return context, context.new_page()


@pytest.fixture
def desk_page(browser: Browser):
    """A page as wide as an officer's screen."""
    context, page = _page(browser, DESK)
    yield page
    context.close()


@pytest.fixture
def phone_page(browser: Browser):
    """A page as wide as a phone, touched by a finger."""
    context, page = _page(browser, PHONE, has_touch=True, is_mobile=True)
    yield page
    context.close()


@pytest.fixture
def faults() -> Callable[[Page], list[str]]:
    """What axe-core finds against WCAG 2.0 and 2.1 A and AA on a page, one line each."""

    def run(page: Page) -> list[str]:
        found = Axe().run(page, options=STANDARD).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    return run


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keep a full-page picture to look at."""
    PICTURES.mkdir(exist_ok=True)
    return lambda page, name: page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def overflow(page: Page) -> int:
    """How many pixels a page is wider than its window: 0 when nothing scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
