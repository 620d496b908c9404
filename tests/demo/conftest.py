import pytest

from jiuzhu.demo.world import World, generate


@pytest.fixture(scope="session")
def world() -> World:
    return generate()
