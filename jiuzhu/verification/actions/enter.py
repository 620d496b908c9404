"""An answer written by hand: an officer of the department has looked, and says what is there or that nothing is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from jiuzhu.catalogue.edition import current
from jiuzhu.catalogue.values import Field, Source
from jiuzhu.catalogue.words import TYPES
from jiuzhu.gateways.envelope import Question, Reply
from jiuzhu.gateways.shape import checked, control_sum, fault
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.actions.perform import question_of
from jiuzhu.verification.actions.receive import digest_of, misdated, receive
from jiuzhu.verification.kinds import SETTLED, Way
from jiuzhu.verification.models import Answer, Query
from jiuzhu.verification.queries.by_hand import demand_waiting, put_to

MOST = 50
"""Records that one person's answer may hold when it is written by hand."""


@action("verification.enter")
def enter(
    query_id: int,
    records: Sequence[Mapping[str, Any]],
    as_of: date,
    at: datetime,
    *,
    by: Scope,
    is_none: bool = False,
) -> Query:
    """Answer a question that stands with the officer: the records that were found, true on `as_of`, or `is_none`.

    Records hold the columns of the register; whom they are about is added here. From here on it is a reply like any other.
    The same answer again is the same answer. Raises Refused for a question of another department or place (not found),
    one that no longer waits, records that the register does not allow, or neither records nor the word that there are none.
    """
    table = current()
    queue(put_to(by, query_id, table).case_no)
    query = put_to(by, query_id, table)
    if query.state not in SETTLED:
        demand_waiting(query, day_of(at))
    question, source = question_of(query, table), table.sources[query.source]
    reply = reply_of(question, source, records, as_of, day_of(at), is_none=is_none)
    if _is_given(query, reply):
        return query
    demand_waiting(query, day_of(at))
    return receive(query, reply, at, by=by, catalogue=table.hash, by_hand=True)


def queue(case_no: str) -> None:
    """Wait for whoever answers a question of this case now: rows are locked in the order in which `receive` locks them."""
    list(Query.objects.select_for_update(of=("self",)).filter(case_no=case_no).order_by("pk"))


def _is_given(query: Query, reply: Reply) -> bool:
    """Whether this very answer is there already, because a form was sent twice."""
    answer = Answer.objects.filter(query=query).first()
    return answer is not None and (answer.digest, answer.as_of) == (digest_of(reply), reply.as_of)


def reply_of(
    question: Question,
    source: Source,
    records: Sequence[Mapping[str, Any]],
    as_of: date,
    today: date,
    *,
    is_none: bool,
) -> Reply:
    """What was written, as a reply. Raises Refused, naming row and column, for what the register does not allow."""
    if bool(records) == is_none:
        told = "写了记录，又说没有记录" if is_none else "没有写记录，也没有说“没有记录”"
        raise Refused("say_which", f"{told}：有就写，查过没有就选“没有记录”，只能是一样。")
    if len(records) > MOST:
        raise Refused("too_many", f"一次最多写 {MOST} 条，现在 {len(records)} 条；更多的请按文件报送。")
    _demand_day(question, source, as_of, today)
    number = question.id_numbers[0]
    rows = [{"id_number": number, **record} for record in records]
    for place, row in enumerate(rows, start=1):
        _demand_columns(place, row, question, source.fields)
    body = {
        "request_no": question.request_no,
        "as_of": as_of.isoformat(),
        "records": rows,
        "control": {"rows": len(rows), "sum_fen": control_sum(question.total, rows)},
    }
    told = checked(question, body, Way.MANUAL)
    if not isinstance(told, Reply):
        raise Refused("bad_records", f"写的内容不合这一类数据的要求（{told.detail}），请对照页面重填。")
    return told


def _demand_day(question: Question, source: Source, as_of: date, today: date) -> None:
    if as_of > today:
        raise Refused("bad_day", f"数据截至 {as_of}，比今天（{today}）还晚，请改正。")
    if misdated(source.register, as_of, question.on, today):
        days = source.freshness_days
        raise Refused(
            "bad_day",
            f"数据截至 {as_of}，太早了：问的是 {question.on} 的情况，这一类数据 {days} 天以内的才能用，"
            f"最早 {question.on - timedelta(days=days)}。请查更新过的登记再填。",
        )


def _demand_columns(
    place: int, row: Mapping[str, Any], question: Question, fields: Mapping[str, Field]
) -> None:
    """Raise Refused, naming the record and the column, unless a record has exactly the register's columns, well written."""
    if wrong := fault(question, row):
        field = fields.get(wrong)
        told = f"的“{field.label}”应写成{TYPES[field.type]}" if field else "写的不是问的这个人"
        choices = f"：{'、'.join(field.words.values())}" if field and field.words else ""
        raise Refused("bad_record", f"第 {place} 条{told}{choices}，请改正后再交。")
    if more := set(row) - set(fields) - {"id_number"}:
        raise Refused("bad_record", f"第 {place} 条多了“{'、'.join(sorted(more))}”，这一类数据没有这一项。")
