"""Characters and families: 王璐 confirms, 陶然 proposes, 赵启明 approves, 周敏 works in another county."""

from datetime import date

import pytest

from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from tests.benefits import situations

COUNTY = "500110"


def officer(number: int, name: str, *duties: tuple[Role, str]) -> Scope:
    return Scope("officer", f"officer:{number}", name, tuple(duties), login_id=number)


@pytest.fixture
def wang():
    """The town's confirmer."""
    return officer(1, "王璐", (Role.CONFIRMER, "500110101"))


@pytest.fixture
def tao():
    """The county's payer."""
    return officer(2, "陶然", (Role.PAYER, COUNTY), (Role.PAY_APPROVER, COUNTY))


@pytest.fixture
def zhao():
    """The county's second officer for payments."""
    return officer(3, "赵启明", (Role.PAY_APPROVER, COUNTY))


@pytest.fixture
def zhou():
    """Payer, approver and confirmer of another county."""
    return officer(4, "周敏", *((role, "500112") for role in (Role.PAYER, Role.PAY_APPROVER, Role.CONFIRMER)))


@pytest.fixture
def family(db):
    return situations.family


@pytest.fixture
def determined(db):
    return situations.determined


@pytest.fixture
def granted(db, wang):
    """A family with an award since July 2026."""

    def grant(fen=77000, on=date(2026, 7, 6), **about):
        return situations.granted(wang, fen, on, **about)

    return grant
