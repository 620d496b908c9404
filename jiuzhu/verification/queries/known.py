"""What is known before a family is asked about: consents, queries of this case, answers of earlier ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from jiuzhu.catalogue.values import Register
from jiuzhu.registry.models import Household, Membership, Person
from jiuzhu.verification.kinds import SETTLED, Giver
from jiuzhu.verification.models import Authorisation, Query, live
from jiuzhu.verification.queries.standing import latest

Place = tuple[int, str]
"""A person and a source."""


@dataclass(frozen=True)
class Known:
    """`latest` stand for this case; `earlier` are the newest settled ones of the same family's other cases.

    `consents` are live on the day, newest first; `changed_on` is when the membership changed last.
    """

    latest: dict[Place, Query]
    earlier: dict[Place, Query]
    consents: dict[int, list[Authorisation]]
    changed_on: date

    def consent(self, person_id: int, register: Register, purpose: str, *, own: bool) -> Authorisation | None:
        """The newest live consent of a person that covers a register and a purpose; `own`: signed by nobody else."""
        return next(
            (
                row
                for row in self.consents.get(person_id, [])
                if row.covers(register, purpose) and not (own and row.given_by != Giver.SELF)
            ),
            None,
        )

    def has_consented(self, person_id: int, *, own: bool) -> bool:
        """Whether there is a live consent of a person at all, whatever it covers."""
        return any(not own or row.given_by == Giver.SELF for row in self.consents.get(person_id, []))


def known(case_no: str, household: Household, people: Iterable[Person], on: date) -> Known:
    """All of it about these people, in four queries however many they and the sources are."""
    settled = Query.objects.filter(household=household, state__in=SETTLED).exclude(case_no=case_no)
    moved = Membership.objects.filter(household=household).aggregate(Max("since"), Max("until"))
    given = Authorisation.objects.filter(live(on), person__in=list(people))
    consents: dict[int, list[Authorisation]] = {}
    for row in given.order_by("-pk"):
        consents.setdefault(row.person_id, []).append(row)
    return Known(
        latest={(row.person_id, row.source): row for row in latest(case_no)},
        earlier={(row.person_id, row.source): row for row in settled.order_by("asked_on", "pk")},
        consents=consents,
        changed_on=max(filter(None, moved.values()), default=date.min),
    )
