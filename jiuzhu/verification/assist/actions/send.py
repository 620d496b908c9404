"""Send a request: from here on its questions are questions of the case, and the other side is told."""

from datetime import date

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import ELSEWHERE
from jiuzhu.clocks import actions as clocks
from jiuzhu.kernel.moments import start_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.actions.learn import learn
from jiuzhu.verification.assist.actions.draft import consent_for
from jiuzhu.verification.assist.actions.fetch import request_for
from jiuzhu.verification.assist.actions.outbox import count_turn
from jiuzhu.verification.assist.centres import way_to
from jiuzhu.verification.assist.kinds import Direction, Verb
from jiuzhu.verification.assist.models import Part, Request
from jiuzhu.verification.assist.states import demand
from jiuzhu.verification.found import YEAR
from jiuzhu.verification.kinds import ASKED_IN_VAIN, GaveUp, GroundKind, State
from jiuzhu.verification.models import Query

WAIT = "assist.wait"


@action("assist.send")
def send(number: str, on: date, *, by: Scope) -> Request:
    """Put the questions of a draft on record in the case, and have the request delivered.

    Raises Refused when a consent has been withdrawn since.
    """
    row = request_for(number, Direction.OUT, by)
    demand(row.state, Verb.SEND)
    parts = list(row.parts.select_related("person", "authorisation").order_by("pk"))
    for part in parts:
        put(row, part, on, by=by)
    row.sent_on, row.way = on, way_to(row.peer_code)
    start_waiting(row, on, by)
    count_turn(row, start_of(on))
    row.save(update_fields=["sent_on", "way", "turn"])
    learn(row.case_no, start_of(on), {part.person_id for part in parts}, by=by)
    return row


@action("assist.put")
def put(row: Request, part: Part, on: date, *, by: Scope) -> Query:
    """The question of the case that stands for one part: one at a time for each person, register and region.

    Raises Refused without a live consent. Saves the part.
    """
    register = current().registers[part.register]
    consent = consent_for(part.person, register, row.used_for, on, own=part.is_outside)
    source = f"{register.code}{ELSEWHERE}{row.peer_code}"
    same = Query.objects.filter(case_no=row.case_no, person=part.person, source=source)
    query = same.filter(state__in=ASKED_IN_VAIN).first()
    if query and query.reason not in GaveUp.values and query.pk != part.query_id:
        raise Refused(
            "asked_already",
            f"{part.person.name}的“{register.label}”已经在请那里查，不用再请一次。请看原来那一项。",
        )
    given = {
        "ground_kind": GroundKind.CONSENT,
        "article": register.article(on),
        "authorisation": consent,
        "asked_on": on,
        "state": State.WAITING,
        "reason": "",
        "attempts": query.attempts + 1 if query else 1,
    }
    if query:
        for name, value in given.items():
            setattr(query, name, value)
        query.save(update_fields=[*given])
    else:
        query = Query.objects.create(
            case_no=row.case_no,
            household=row.household,
            person=part.person,
            source=source,
            is_outside=part.is_outside,
            purpose=row.used_for,
            request_no=f"{row.number}.{part.pk}",
            months=YEAR,
            **given,
        )
    part.query, part.authorisation = query, consent
    part.consent_no, part.consent_until = consent.number, consent.until_on
    part.save(update_fields=["query", "authorisation", "consent_no", "consent_until"])
    return query


def start_waiting(row: Request, on: date, by: Scope) -> None:
    """The clock of the asking side, where somebody said in how many days."""
    if row.days is not None:
        clocks.start(row.number, WAIT, row.region_code, on, by=by, days=row.days, about=row.peer_name)
