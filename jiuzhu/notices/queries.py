"""What was told to whom, and what the public may read today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from jiuzhu.gateways.carrier import REFUSALS
from jiuzhu.kernel.moments import day_of
from jiuzhu.notices.kinds import Channel, Outcome, PostingKind
from jiuzhu.notices.models import Message, Posting, Sending, first_full_day
from jiuzhu.org.scope import Scope, inside
from jiuzhu.vault.masks import mask_phone
from jiuzhu.vault.seal import reveal


def messages_for(scope: Scope, person_ids: Iterable[int]) -> QuerySet[Message]:
    """Messages to these people, newest first, without one-time codes; a resident gets only their own. Callers have reached the people before."""
    wanted = set(person_ids)
    if scope.kind == "resident":
        wanted &= {scope.person_id}
    messages = Message.objects.filter(person_id__in=wanted, until_at=None).order_by("-pk")
    return messages.filter(case_no=scope.case_no) if scope.kind == "grant" else messages


def text_of(message: Message) -> str:
    """The words of a message that `messages_for` gave."""
    return reveal(message, "body")


@dataclass(frozen=True)
class Text:
    """What a text message said, to whom (`phone` masked: 138****6207), and how it fared: `on` is the day of the last try,
    or of the telling; `outcome` is None while it waits for the worker; `why` says why it did not go out."""

    person_id: int
    phone: str
    words: str
    on: date
    is_read: bool
    outcome: Outcome | None
    why: str

    @property
    def is_out(self) -> bool:
        return self.outcome == Outcome.SENT


def texts_about(scope: Scope, case_nos: Iterable[str]) -> list[Text]:
    """The text messages of these cases, oldest first. Callers have reached the cases before."""
    messages = Message.objects.filter(case_no__in=list(case_nos), kind=Channel.SMS).order_by("pk")
    if scope.kind == "resident":
        messages = messages.filter(person_id=scope.person_id)
    texts = []
    for message in messages.prefetch_related(Prefetch("sendings", Sending.objects.order_by("pk"))):
        *_, last = [None, *message.sendings.all()]
        outcome = Outcome(last.outcome) if last else None
        why = REFUSALS.get(last.reason, "") if last and outcome == Outcome.REFUSED else ""
        texts.append(
            Text(
                message.person_id,
                mask_phone(reveal(message, "phone")),
                reveal(message, "body"),
                day_of(last.at) if last else message.told_on,
                message.read_at is not None,
                outcome,
                why,
            )
        )
    return texts


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
    sheet_id: int | None

    @property
    def first_day(self) -> date:
        """The day of posting does not count (民发〔2021〕57号 第19条)."""
        return first_full_day(self.from_on)


def public_now(on: date, *regions: str) -> list[Posted]:
    """Public, without scope: postings that stand on a day in these regions (everywhere without one), by village. They are
    gone when their time is over."""
    standing = _standing(on)
    if regions:
        standing = standing.filter(reduce(or_, map(inside, regions)))
    fields = tuple(Posted.__dataclass_fields__)
    rows = standing.order_by("region_code", "from_on", "pk").values_list(*fields)
    return [Posted(*row) for row in rows]


@dataclass(frozen=True)
class Hung:
    """A sheet on a village board, by what its postings have in common, and how many families it shows."""

    place: tuple[str, date, date, str]
    families: int

    @property
    def region_code(self) -> str:
        return self.place[0]


def sheets_now(on: date) -> list[Hung]:
    """Public, without scope: the sheets that stand on a day, by village, without the families on them; one query."""
    counted = _standing(on).values_list(*SHEET).annotate(families=Count("pk")).order_by(*SHEET)
    return [Hung(tuple(place), families) for *place, families in counted]


SHEET = ("region_code", "from_on", "until_on", "kind")
"""What postings on one sheet have in common."""


def _standing(on: date) -> QuerySet[Posting]:
    return Posting.objects.filter(from_on__lte=on, until_on__gte=on, withdrawn_on=None)


def newest_of(scope: Scope, cases: QuerySet[Any, Any]) -> QuerySet[Posting]:
    """The newest notice of each of these cases (rows with a `case_no`) within reach, those without a photo first, then by
    its last day."""
    notices = Posting.objects.filter(kind=PostingKind.REVIEW, withdrawn_on=None)
    newer = notices.filter(case_no=OuterRef("case_no"), pk__gt=OuterRef("pk"))
    mine = notices.filter(~Exists(newer), case_no__in=cases.values("case_no"))
    return scope.within(mine).alias(is_proved=Q(proof__isnull=False)).order_by("is_proved", "until_on", "pk")


def postings_of(scope: Scope, case_nos: Iterable[str]) -> QuerySet[Posting]:
    """Postings of these cases within reach, oldest first, with those withdrawn or over."""
    return scope.within(Posting.objects.filter(case_no__in=list(case_nos))).order_by("pk")


def unproved(scope: Scope, on: date) -> QuerySet[Posting]:
    """Standing postings within reach whose sheet on the village board has no photo yet."""
    standing = Posting.objects.filter(from_on__lte=on, until_on__gte=on, withdrawn_on=None, proof=None)
    return scope.within(standing).order_by("region_code", "pk")
