"""The town and the family of `tests.casework`, with its officers at the pages."""

from datetime import date

import pytest

from tests.casework.conftest import DECIDED, OPENED, POSTED, town, way  # noqa: F401


@pytest.fixture
def at(client, town, settings):
    """The test client signed in as one of the town's officers, on a day of the way."""

    def sit(name: str, on: date = OPENED):
        settings.TODAY = on
        client.force_login(getattr(town, name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sit


__all__ = ["DECIDED", "OPENED", "POSTED"]
