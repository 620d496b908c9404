"""Who has consented to what, and who is still asked to."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from jiuzhu.catalogue.values import Register
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import households, people
from jiuzhu.verification.kinds import Response
from jiuzhu.verification.models import Authorisation, Invitation, live


def authorisations(scope: Scope, person_ids: Iterable[int], on: date) -> dict[int, list[Authorisation]]:
    """Live consents on a day by person, of people within reach and of their dead; one query."""
    dead = Q(died_on__isnull=False, memberships__household__in=households(scope))
    reach = Person.objects.filter(Q(pk__in=people(scope)) | dead)
    wanted = reach.filter(pk__in=list(person_ids))
    found: dict[int, list[Authorisation]] = {}
    rows = _live(Authorisation.objects.filter(person__in=wanted), on)
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def opened_registers(
    person_ids: Iterable[int], registers: Iterable[Register], purpose: str, on: date
) -> dict[int, frozenset[str]]:
    """The registers of these that each person has opened for a purpose by a consent that lives on a day; one query."""
    wanted, opened = list(registers), dict[int, set[str]]()
    for row in _live(Authorisation.objects.filter(person__in=list(person_ids)), on):
        codes = {register.code for register in wanted if row.covers(register, purpose)}
        opened.setdefault(row.person_id, set()).update(codes)
    return {person: frozenset(codes) for person, codes in opened.items()}


def own_authorisations(scope: Scope, on: date) -> list[Authorisation]:
    """Live consents on a day that a resident gave: of themselves, and for those they signed for; one query."""
    mine = Q(person=_own(scope)) | Q(giver=_own(scope))
    return _live(Authorisation.objects.filter(mine), on)


def own_invitation(scope: Scope, invitation_id: int) -> Invitation | None:
    """One invitation to this very resident; None for anybody else's."""
    rows = Invitation.objects.filter(pk=invitation_id, person=_own(scope))
    return rows.select_related("person", "household__head", "authorisation").first()


def own_invitations(scope: Scope, on: date) -> list[Invitation]:
    """What a resident may still answer, oldest first."""
    rows = Invitation.objects.filter(person=_own(scope), response=Response.WAITING, answer_by__gte=on)
    return list(rows.select_related("household__head").order_by("pk"))


def invitations(scope: Scope, case_no: str) -> list[Invitation]:
    """Who was asked to consent for a case within reach, and what they said, oldest first."""
    rows = Invitation.objects.filter(case_no=case_no, household__in=households(scope))
    return list(rows.select_related("person", "authorisation").order_by("pk"))


def supporters(scope: Scope, case_no: str) -> list[Person]:
    """Supporters outside the household who were asked to consent for a case within reach, whatever they said."""
    found = {row.person_id: row.person for row in invitations(scope, case_no) if row.is_outside}
    return list(found.values())


def _live(rows: QuerySet[Authorisation], on: date) -> list[Authorisation]:
    return list(rows.filter(live(on)).select_related("person", "giver").order_by("pk"))


def _own(scope: Scope) -> int:
    """A resident's own person; 0, which nobody is, for who is not registered yet or no resident."""
    return (scope.person_id or 0) if scope.kind == "resident" else 0
