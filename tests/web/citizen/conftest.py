"""The family 周 at its phone."""

import pytest

from tests.intake.conftest import clerk, files, filled, form, signed_in, town, zhou
from tests.web.conftest import fixed_day

__all__ = ["clerk", "files", "filled", "fixed_day", "form", "town", "zhou"]


@pytest.fixture
def phone(client, zhou):
    """A browser in which 周明贵 is signed in."""
    session = client.session
    session["resident"] = [zhou.pk, zhou.person_id]
    session.save()
    return client


__all__ += ["signed_in"]
