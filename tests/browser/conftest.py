"""Browser tests: Debian's Chromium, Chinese, Shanghai time; pictures go to `screenshots/`, which git ignores."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Browser, BrowserContext, Page

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PICTURES = Path(__file__).parents[2] / "screenshots"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
NARROW = {1440: {"width": 720, "height": 450}, 390: {"width": 320, "height": 640}}
"""What each width becomes at 200 %, or on the smallest phone."""
STANDARD = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa"]},
    "resultTypes": ["violations"],
    "preload": False,
}
BUT_COLOURS = STANDARD | {"rules": {"color-contrast": {"enabled": False}}}
"""For a page whose colours were read at another width: neither a width nor large type changes one (`tests/architecture/test_colours.py`). They take two thirds."""
_EACH_COLOUR_ONCE = """(() => {
    const read = new Map(), {prototype} = axe.commons.color.Color, {parseString} = prototype;
    prototype.parseString = function (text) {
        if (!read.has(text)) { parseString.call(this, text); read.set(text, [this.r, this.g, this.b, this.alpha]); }
        [this.r, this.g, this.b, this.alpha] = read.get(text);
        return this;
    };
})()"""
"""axe-core reads the text of every colour of every element; a page has a dozen of them. Takes a third of the time of a run."""
_RUN = """options => axe.run(document, options).then(({violations}) =>
    violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`)))"""
_OVERFLOW = """() => new Promise(tell => requestAnimationFrame(() => requestAnimationFrame(() =>
    tell(document.documentElement.scrollWidth - document.documentElement.clientWidth))))"""
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


@pytest.fixture(autouse=True, scope="session")
def styles_and_scripts_are_kept():
    """For an hour, as `whitenoise` lets them be; else each page asks again for two dozen files."""
    serve = StaticFilesHandler.serve

    def for_an_hour(handler, request):
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", for_an_hour)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": "/usr/bin/chromium-headless-shell", "args": FLAGS}


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
def faults() -> Callable[..., list[str]]:
    """What axe-core finds against WCAG 2.0 and 2.1 A and AA on a page, one line each."""

    def run(page: Page, colours: bool = True) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(f"{AXE_SCRIPT}\n{_EACH_COLOUR_ONCE}")
        return page.evaluate(_RUN, STANDARD if colours else BUT_COLOURS)

    return run


@pytest.fixture
def look_at(faults, picture):
    """Look at a page as it stands, at a width and at half of it: a picture, no fault of axe-core, nothing sideways."""

    def look_at(page: Page, name: str, size: dict[str, int], colours: bool = True) -> None:
        page.set_viewport_size(size)
        picture(page, f"{name}-{'desk' if size == DESK else 'phone'}")
        assert faults(page, colours) == []
        assert overflow(page) == 0
        page.set_viewport_size(NARROW[size["width"]])
        assert overflow(page) == 0

    return look_at


@pytest.fixture
def look_at_both(look_at):
    """Look at a page as it stands at desk and at phone width, which no page asks for but in its styles."""

    def look_at_both(page: Page, name: str) -> None:
        own = page.viewport_size
        for size in (DESK, PHONE):
            look_at(page, name, size, colours=size == DESK)
        page.set_viewport_size(own)

    return look_at_both


@pytest.fixture
def visit_all(live_server, look_at, subtests):
    """Open pages by their addresses and look at each: it answers, has one H1 and a title of its own.

    One opened at a desk is looked at there and as on a phone; one opened on a phone, on the phone.
    """

    def visit(page: Page, pages: Mapping[str, str], **filled: object) -> None:
        own = page.viewport_size
        sizes = [size for size in (DESK, PHONE) if size["width"] <= own["width"]]
        titles: dict[str, str] = {}
        for name, path in pages.items():
            for size in sizes:
                with subtests.test(name, width=size["width"]):
                    if size == own:
                        page.set_viewport_size(own)
                        answer = page.goto(f"{live_server.url}/{path.format(**filled)}")
                        assert answer.ok, answer.status
                        assert page.locator("h1").count() == 1
                        known = titles.setdefault(page.title(), path.partition("?")[0])
                        assert known == path.partition("?")[0]
                    look_at(page, name, size, colours=size == own)
        page.set_viewport_size(own)

    return visit


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keep a full-page picture to look at."""
    PICTURES.mkdir(exist_ok=True)
    return lambda page, name: page.screenshot(
        path=PICTURES / f"{name}.jpg", type="jpeg", quality=80, full_page=True, timeout=30_000
    )


def overflow(page: Page) -> int:
    """How many pixels a page is wider than its window, once it has been drawn at that width: 0 when nothing scrolls sideways."""
    return page.evaluate(_OVERFLOW)
