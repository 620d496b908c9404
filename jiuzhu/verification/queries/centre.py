"""The verification centre's view: how each source answers, week by week, and what is still out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncWeek

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Register, Source
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import households
from jiuzhu.verification.kinds import ASKED_IN_VAIN, SETTLED, State
from jiuzhu.verification.models import Query

WEEKS = 8


@dataclass
class Keeper:
    """How one source answered the questions of the last `WEEKS` weeks of families within reach.

    `asked` and `answered` count questions by week, the oldest first; `silent` those still out, the oldest for `days`.
    """

    source: Source
    asked: list[int] = field(default_factory=lambda: [0] * WEEKS)
    answered: list[int] = field(default_factory=lambda: [0] * WEEKS)
    with_record: int = 0
    refused: int = 0
    late: int = 0
    silent: int = 0
    days: int = 0

    @property
    def permille(self) -> int | None:
        """Answered of all asked, in thousandths; None when nothing was asked."""
        asked = sum(self.asked)
        return sum(self.answered) * 1000 // asked if asked else None


@dataclass(frozen=True)
class Kept:
    """A register and those of its keepers that were asked."""

    register: Register
    keepers: tuple[Keeper, ...]

    @property
    def asked(self) -> int:
        return sum(sum(one.asked) for one in self.keepers)

    @property
    def answered(self) -> int:
        return sum(sum(one.answered) for one in self.keepers)

    @property
    def silent(self) -> int:
        return sum(one.silent for one in self.keepers)

    @property
    def late(self) -> int:
        return sum(one.late for one in self.keepers)

    @property
    def days(self) -> int:
        """How long the oldest open question of the register has been out."""
        return max((one.days for one in self.keepers), default=0)

    @property
    def weeks(self) -> list[int | None]:
        """Thousandths answered, week by week; None for a week without a question."""
        pairs = [
            (sum(one.asked[week] for one in self.keepers), sum(one.answered[week] for one in self.keepers))
            for week in range(WEEKS)
        ]
        return [answered * 1000 // asked if asked else None for asked, answered in pairs]


def kept(scope: Scope, on: date) -> list[Kept]:
    """Every register that was asked within reach lately, in the catalogue's order; three queries."""
    monday = on - timedelta(days=on.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    reach = Query.objects.filter(household__in=households(scope))
    table = current()
    found: dict[str, Keeper] = {}

    def keeper(code: str) -> Keeper | None:
        source = table.sources.get(code)
        return found.setdefault(code, Keeper(source)) if source else None

    recent = reach.filter(asked_on__gte=first, reuses=None, corrects=None).annotate(
        week=TruncWeek("asked_on")
    )
    counts = recent.values("source", "week", "state").annotate(
        count=Count("pk"), late=Count("pk", filter=Q(answer__is_late=True))
    )
    for row in counts.order_by():
        one = keeper(row["source"])
        if one:
            _count(one, row, (row["week"] - first).days // 7)
    open_ones = reach.filter(state__in=ASKED_IN_VAIN).values("source")
    for row in open_ones.annotate(count=Count("pk"), since=Min("asked_on")).order_by():
        one = keeper(row["source"])
        if one:
            one.silent, one.days = row["count"], (on - row["since"]).days
    return list(_by_register(found.values(), table.registers.values()))


def _count(one: Keeper, row: dict[str, object], week: int) -> None:
    count = int(str(row["count"]))
    if row["state"] == State.REFUSED:
        one.refused += count
        return
    one.asked[week] += count
    one.late += int(str(row["late"]))
    if row["state"] in SETTLED:
        one.answered[week] += count
        one.with_record += count if row["state"] == State.ANSWERED else 0


def _by_register(keepers: Iterable[Keeper], registers: Iterable[Register]) -> Iterable[Kept]:
    held: dict[str, list[Keeper]] = {}
    for one in keepers:
        held.setdefault(one.source.register.code, []).append(one)
    for register in registers:
        if register.code in held:
            yield Kept(register, tuple(sorted(held[register.code], key=lambda one: (-one.silent, -one.days))))
