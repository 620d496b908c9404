"""A month of a county: proposed and approved, by two at once or killed on the way."""

from jiuzhu.benefits import actions
from jiuzhu.benefits.models import Batch, Coverage, Due, Payment
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from tests.benefits import county
from tests.benefits.county import APPROVER, BEFORE, COUNTY, DAY, MAKER

FAMILIES = 20
PEOPLE, DUES = 39, 27
"""What twenty families of the measured county come to in one month."""
DUTIES = ((Role.PAYER, COUNTY), (Role.PAY_APPROVER, COUNTY))
OTHER, THIRD = (Scope("officer", f"officer:{number}", "周敏", DUTIES) for number in (8, 9))


def families() -> None:
    """An award and an account each, nothing proposed."""
    county.make_families(FAMILIES)


def propose(by: Scope = MAKER) -> Batch:
    return actions.propose_month(COUNTY, "dibao", BEFORE, DAY, by=by)


def proposed() -> None:
    families()
    propose()


def approve(by: Scope = APPROVER) -> Batch:
    return actions.approve_batch(Batch.objects.get(), DAY, by=by)


def came_to() -> tuple[int, int, int, int]:
    """How many batches, people covered, dues and payments there are."""
    return tuple(model.objects.count() for model in (Batch, Coverage, Due, Payment))


def is_proposed() -> bool:
    return came_to() == (1, PEOPLE, DUES, 0)


def is_approved() -> bool:
    return came_to() == (1, PEOPLE, DUES, DUES)
