"""Once a day: let go of deliveries that were held as long as the catalogue lets them be, but for those that a round rests on."""

from datetime import datetime

from jiuzhu.catalogue.edition import current
from jiuzhu.kernel.moments import day_of
from jiuzhu.lake import actions as lake
from jiuzhu.lake.queries import endings
from jiuzhu.org.scope import Scope
from jiuzhu.recheck.queries import rested_on

SYSTEM = Scope.system("recheck.retire")


def retire(at: datetime) -> int:
    """How many went; nothing is recorded when none did. Repeatable."""
    table, on, named = current(), day_of(at), rested_on()
    if not any(each.on <= on for each in endings(table, named)):
        return 0
    return len(lake.retire(table, on, named, by=SYSTEM).numbers)
