"""A county in which a story is clicked: its officers, its departments and bank over HTTP, a day that the story sets."""

import pytest

from jiuzhu.demo import start
from jiuzhu.demo.departments import server
from jiuzhu.demo.world import World, generate
from tests.browser.stories.people import Play


@pytest.fixture(scope="session")
def world() -> World:
    return generate()


@pytest.fixture
def play(transactional_db, live_server, browser, settings, tmp_path, world, picture):
    """One story: everybody who takes part has a browser of their own."""
    settings.HOME, settings.GATEWAYS, settings.DEMO = tmp_path, tmp_path / "gateways.json", True
    start.organise(lambda line: None)
    partners = server.start(tmp_path / "partners", world)
    server.connect(tmp_path / "partners", partners.base, settings.GATEWAYS)
    told = Play(browser, live_server.url, settings, picture, tmp_path)
    yield told
    told.close()
    partners.stop()
