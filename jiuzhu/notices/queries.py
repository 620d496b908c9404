"""What was told to whom, and what the public may read today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jiuzhu.notices.models import Message, Posting
from jiuzhu.org.scope import Scope, inside
from jiuzhu.vault.seal import reveal


def messages_for(scope: Scope, person_ids: Iterable[int]) -> QuerySet[Message]:
    """Messages to these people, newest first; a resident gets only their own. Callers have reached the people before."""
    wanted = set(person_ids)
    if scope.kind == "resident":
        wanted &= {scope.person_id}
    messages = Message.objects.filter(person_id__in=wanted).order_by("-pk")
    return messages.filter(case_no=scope.case_no) if scope.kind == "grant" else messages


def text_of(message: Message) -> str:
    """The words of a message that `messages_for` gave."""
    return reveal(message, "body")


@dataclass(frozen=True)
class Posted:
    """One line of the public page: nothing that leads to the family but what the law lists."""

    id: int
    kind: str
    region_code: str
    name: str
    members: int
    programme: str
    monthly_fen: int
    from_on: date
    until_on: date


def public_now(on: date, region_code: str | None = None) -> list[Posted]:
    """Public, without scope: postings that stand on a day, by village. They are gone when their time is over."""
    standing = Posting.objects.filter(from_on__lte=on, until_on__gte=on, withdrawn_on=None)
    if region_code is not None:
        standing = standing.filter(inside(region_code))
    fields = tuple(Posted.__dataclass_fields__)
    rows = standing.order_by("region_code", "from_on", "pk").values_list(*fields)
    return [Posted(*row) for row in rows]


def postings_of(scope: Scope, case_nos: Iterable[str]) -> QuerySet[Posting]:
    """Postings of these cases within reach, oldest first, with those withdrawn or over."""
    return scope.within(Posting.objects.filter(case_no__in=list(case_nos))).order_by("pk")


def unproved(scope: Scope, on: date) -> QuerySet[Posting]:
    """Standing postings within reach whose sheet on the village board has no photo yet."""
    standing = Posting.objects.filter(from_on__lte=on, until_on__gte=on, withdrawn_on=None, proof=None)
    return scope.within(standing).order_by("region_code", "pk")
