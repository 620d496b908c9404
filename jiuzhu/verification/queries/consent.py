"""Who has consented to what."""

from collections.abc import Iterable
from datetime import date

from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import people
from jiuzhu.verification.models import Authorisation


def authorisations(scope: Scope, person_ids: Iterable[int], on: date) -> dict[int, list[Authorisation]]:
    """Live consents on a day by person, of people within reach; one query."""
    wanted = people(scope).filter(pk__in=list(person_ids))
    found: dict[int, list[Authorisation]] = {}
    for row in Authorisation.objects.filter(person__in=wanted, from_on__lte=on, until_on__gte=on).order_by(
        "pk"
    ):
        if row.is_live(on):
            found.setdefault(row.person_id, []).append(row)
    return found


def live_kinds(person_ids: Iterable[int], on: date) -> dict[int, frozenset[str]]:
    """The kinds of source that each person has opened by a consent that lives on a day; one query."""
    kinds: dict[int, set[str]] = {}
    rows = Authorisation.objects.filter(person__in=list(person_ids), from_on__lte=on, until_on__gte=on)
    for row in rows:
        if row.is_live(on):
            kinds.setdefault(row.person_id, set()).update(row.kinds)
    return {person: frozenset(every) for person, every in kinds.items()}
