"""An answer written by hand was wrong: another takes its place, names it and says why; the old one stays as it was."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jiuzhu.catalogue.edition import current
from jiuzhu.gateways.envelope import Reply, Silence
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.vault.ids import new_id
from jiuzhu.verification.actions.enter import queue, reply_of
from jiuzhu.verification.actions.learn import learn
from jiuzhu.verification.actions.perform import question_of
from jiuzhu.verification.actions.receive import digest_of, receive
from jiuzhu.verification.kinds import State
from jiuzhu.verification.models import Answer, Query
from jiuzhu.verification.queries.by_hand import demand_correctable, is_newest, put_to


@action("verification.correct")
def correct(
    query_id: int,
    records: Sequence[Mapping[str, Any]],
    as_of: date,
    reason: str,
    at: datetime,
    *,
    by: Scope,
    is_none: bool = False,
) -> Query:
    """Put a right answer in the place of one that was written by hand, for a `reason`; the query that holds it now.

    The report of the case gets its next version, and so does that of every case for which the old answer served too. The
    same correction again is the same. Raises Refused as `enter` does, for an answer that came over a line or in a file, one
    that was corrected or asked for anew since, without a reason, and for the same answer.
    """
    table = current()
    queue(put_to(by, query_id, table).case_no)
    old = put_to(by, query_id, table)
    question, source = question_of(old, table), table.sources[old.source]
    reply = reply_of(question, source, records, as_of, day_of(at), is_none=is_none)
    if known := _given(old, reply):
        return known
    demand_correctable(old, day_of(at))
    if not reason.strip():
        raise Refused("reason_missing", "请写明原来哪里错了、为什么错，例如：看错了行，是同名的另一个人。")
    if _is_same(Answer.objects.get(query=old), reply):
        raise Refused("same_answer", "写的和原来的一样，没有要更正的。请对照原来填的再看一遍。")
    row = _again(old, reason.strip()[:300], case_no=old.case_no)
    settled = receive(row, reply, at, by=by, catalogue=table.hash, by_hand=True)
    _pass_on(old, settled, at, by)
    return settled


def _given(old: Query, reply: Reply) -> Query | None:
    """The correction that says just this, because a form was sent twice."""
    row = Query.objects.filter(corrects=old).first()
    return row if row and _is_same(Answer.objects.get(query=row), reply) else None


def _is_same(answer: Answer, reply: Reply) -> bool:
    return (answer.digest, answer.as_of) == (digest_of(reply), reply.as_of)


def _again(old: Query, why: str, **other: Any) -> Query:
    """The same question once more, open, naming the one whose answer it replaces."""
    fields = {field.attname: getattr(old, field.attname) for field in Query._meta.concrete_fields}
    fields |= {
        "id": None,
        "request_no": f"HC-{new_id()}",
        "state": State.NO_ANSWER,
        "reason": Silence.WITH_OFFICER,
        "attempts": 0,
        "ready_at": None,
        "corrects_id": old.pk,
        "correction": why,
    }
    return Query.objects.create(**(fields | other))


def _pass_on(old: Query, new: Query, at: datetime, by: Scope) -> None:
    """Cases that the old answer served too learn of the new one."""
    for row in list(Query.objects.filter(reuses=old).order_by("case_no", "pk")):
        queue(row.case_no)
        if not is_newest(row):
            continue
        told = {"state": new.state, "reason": "", "attempts": new.attempts, "reuses_id": new.pk}
        _again(row, new.correction, **told)
        learn(row.case_no, at, {row.person_id}, by=by)
