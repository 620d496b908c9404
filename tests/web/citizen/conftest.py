"""The family 周 at its phone."""

import pytest

from jiuzhu.intake.models import Resident
from tests.casework.conftest import DECIDED, open_town, way_of_three
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


@pytest.fixture
def way(db, settings):
    settings.TODAY = DECIDED
    return way_of_three(open_town())


@pytest.fixture
def own_phone(client, way):
    """A browser in which the head of the family is signed in."""
    head = way.household.head
    resident = Resident.objects.create(
        name=head.name,
        id_number="510223198203149019",
        id_hash=head.id_hash,
        phone="10002305831",
        person_id=head.pk,
    )
    session = client.session
    session["resident"] = [resident.pk, head.pk]
    session.save()
    return client


__all__ += ["signed_in"]
