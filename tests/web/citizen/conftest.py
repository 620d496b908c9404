"""The family 周 at its phone."""

import pytest

from jiuzhu.intake.models import Resident
from jiuzhu.registry.actions import note_phone
from tests.casework.conftest import DECIDED, SETUP, open_town, way_of_three
from tests.intake.conftest import clerk, files, filled, form, signed_in, town, zhou
from tests.web.conftest import bring_in, fixed_day

__all__ = ["clerk", "files", "filled", "fixed_day", "form", "town", "zhou"]


@pytest.fixture
def phone(client, zhou):
    """A browser in which 周明贵 is signed in."""
    bring_in(client, zhou)
    return client


@pytest.fixture
def way(db, settings):
    settings.TODAY = DECIDED
    return way_of_three(open_town())


@pytest.fixture
def own_phone(client, way):
    """A browser in which the head of the family is signed in, on the phone that the office noted."""
    head = note_phone(way.household.head, "10002305831", by=SETUP)
    resident = Resident.objects.create(
        name=head.name,
        id_number="510223198203149019",
        id_hash=head.id_hash,
        phone="10002305831",
        person_id=head.pk,
    )
    bring_in(client, resident)
    return client


__all__ += ["signed_in"]
