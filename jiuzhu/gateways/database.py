"""The connector for partners whose own database we may read: one bound, read-only, timed question to one table.

Rows and control totals are asked separately in one transaction and compared behind it, as a wire answer is (`shape`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnClause, Connection, Select, TableClause, column, func, literal, select, table
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.sql import quoted_name

from jiuzhu.gateways.addresses import Database, Transport
from jiuzhu.gateways.engines import NotReadable, connected, ran_out_of_time
from jiuzhu.gateways.envelope import Column, NoAnswer, Outcome, Question, Silence
from jiuzhu.gateways.line import Breaker
from jiuzhu.gateways.shape import MOST_RECORDS, checked
from jiuzhu.kernel.moments import day_of

PERSON = "id_number"


class Tables:
    """One partner's table. Only the register's own columns are named, and only people asked about are read."""

    def __init__(self, to: Database, breaker: Breaker | None = None) -> None:
        self.to, self.breaker = to, breaker or Breaker()

    def ask(self, question: Question) -> Outcome:
        """What the table holds of these people now; `NoAnswer` for whatever goes wrong there."""
        if self.breaker.is_open(question.source):
            return NoAnswer(Silence.PAUSED)
        body = self._read(question)
        down = isinstance(body, NoAnswer) and body.reason is Silence.UNREACHABLE
        self.breaker.note(question.source, ok=not down)
        return body if isinstance(body, NoAnswer) else checked(question, body, Transport.SQL)

    collect = ask

    def _read(self, question: Question) -> dict[str, Any] | NoAnswer:
        with _faults_told() as told, connected(self.to.sql) as connection:
            return self._body(question, connection)
        return told[0]

    def _body(self, question: Question, connection: Connection) -> dict[str, Any]:
        theirs = self._table(question)
        mine = theirs.c[self._name(PERSON)].in_(question.id_numbers)
        rows = connection.execute(self._rows(question, theirs).where(mine)).mappings().all()
        counted, sum_fen = connection.execute(self._totals(question, theirs).where(mine)).one()
        return {
            "request_no": question.request_no,
            "as_of": self._as_of(question, theirs, connection),
            "records": [
                {name: self._value(question.columns.get(name), name, value) for name, value in row.items()}
                for row in rows
            ],
            "control": {"rows": counted, "sum_fen": int(sum_fen)},
        }

    def _table(self, question: Question) -> TableClause:
        """Their table with the columns that may be read; each is written with its table, for SQLite takes a bare
        quoted name that is no column for a text.
        """
        schema, _, name = self.to.table.rpartition(".")
        names = {self._name(ours) for ours in (PERSON, *question.columns)} | {self.to.as_of} - {""}
        columns: list[ColumnClause[Any]] = [column(quoted_name(each, True)) for each in sorted(names)]
        return table(quoted_name(name, True), *columns, schema=quoted_name(schema, True) if schema else None)

    def _name(self, ours: str) -> str:
        return self.to.columns.get(ours, ours)

    def _rows(self, question: Question, theirs: TableClause) -> Select[Any]:
        wanted = [theirs.c[self._name(name)].label(name) for name in (PERSON, *question.columns)]
        return select(*wanted).limit(MOST_RECORDS + 1)

    def _totals(self, question: Question, theirs: TableClause) -> Select[Any]:
        total = func.sum(theirs.c[self._name(question.total)]) if question.total else literal(0)
        return select(func.count(), func.coalesce(total, 0)).select_from(theirs)

    def _as_of(self, question: Question, theirs: TableClause, connection: Connection) -> str:
        if not self.to.as_of:
            return question.on.isoformat()
        newest = connection.execute(select(func.max(theirs.c[self.to.as_of]))).scalar()
        return written(newest)[:10]

    def _value(self, of: Column | None, name: str, value: Any) -> Any:
        """Their value as ours: days as text, whole decimals and 0/1 flags as what they are, their codes by `words`."""
        if of is None or of.type in ("id", "text", "enum", "date", "month"):
            text = written(value)
            return self.to.words.get(name, {}).get(text, text)
        if of.type == "flag":
            return {0: False, 1: True}.get(value, value)
        return int(value) if isinstance(value, Decimal) and value == int(value) else value


def written(value: Any) -> str:
    """A value as text. A moment with a zone is the office's day, whichever zone their server is in."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (day_of(value) if value.tzinfo else value.date()).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


@contextmanager
def _faults_told() -> Iterator[list[NoAnswer]]:
    """What the database did wrong, as a reason: the class of the error alone, never its words, which may quote a row."""
    told: list[NoAnswer] = []
    try:
        yield told
    except NotReadable as error:
        told.append(NoAnswer(Silence.NOT_CONNECTED, str(error)))
    except DBAPIError as error:
        away = error.connection_invalidated or error.statement is None or ran_out_of_time(error)
        told.append(NoAnswer(Silence.UNREACHABLE if away else Silence.FAILED, type(error.orig).__name__))
    except SQLAlchemyError as error:
        told.append(NoAnswer(Silence.FAILED, type(error).__name__))
