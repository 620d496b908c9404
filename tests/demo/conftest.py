from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings

from jiuzhu.demo.world import World, generate


@pytest.fixture(scope="session")
def world() -> World:
    return generate()


@pytest.fixture(scope="module")
def for_all_tests(django_db_setup, django_db_blocker, tmp_path_factory):
    """`with for_all_tests():` what is written in it stays for the tests of a module, and is taken back after the last."""

    @contextmanager
    def held() -> Iterator[None]:
        home = tmp_path_factory.mktemp("home")
        with django_db_blocker.unblock(), override_settings(HOME=home), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return held
