"""The same columns as DuckDB SQL over the same files, from the same catalogue: a second executor that must agree cell by cell.

Sums are cast: DuckDB's sum of BIGINT is HUGEINT. Integer division is written so that it rounds down for negatives too.
"""

# ruff: noqa: S608 - every name and number in a query comes from the catalogue

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.catalogue.values import Fact, Field, Source
from jiuzhu.lake.compute.columns import Snapshot
from jiuzhu.lake.compute.runs import YEAR, Run, State
from jiuzhu.lake.compute.wanted import BARE, CONSTANT, TEXTS, Measure, Unit, Wanted
from jiuzhu.lake.compute.windows import earliest_end, latest_start, window, written
from jiuzhu.lake.opened import lies_sealed

ROW = "file_row_number"
_FAR = 1 << 40
"""More than any file has rows: what a source says comes before what the next one says."""


class Connection(Protocol):
    """What is used of a `duckdb.DuckDBPyConnection`."""

    def execute(self, query: str) -> Any: ...
    def register(self, view_name: str, python_object: object) -> Any: ...
    def unregister(self, view_name: str) -> Any: ...


def run(connection: Connection, run: Run, wanted: Iterable[Wanted]) -> dict[str, dict[str, Any]]:
    """By key: `state`, `value` and the measures, an array each by row number; masked where there is no value, words as text."""
    everybody = {"rn": np.arange(run.size, dtype=np.int32)}
    asked = {
        str(kind): run.asked.get(kind, np.full(run.size, kind is SourceKind.GOVERNMENT))
        for kind in SourceKind
    }
    sealed = [each for each in run.snapshots.values() if lies_sealed(each.path)]
    tables: dict[str, object] = {str(each.path): _unsealed(each) for each in sealed}
    tables["person"] = everybody | asked
    tables["unsure"] = _told_of(run.unsure)
    for name, table in tables.items():
        connection.register(name, table)
    try:
        return {each.key: connection.execute(statement(run, each)).fetchnumpy() for each in wanted}
    finally:
        for name in tables:
            connection.unregister(name)


def statement(run: Run, wanted: Wanted) -> str:
    """The query of one column."""
    heard = [
        _kept(run, wanted, number, source, fact)
        for number, (source, fact) in zip(_numbered(wanted), wanted.feeders, strict=True)
        if run.is_fresh(source)
    ]
    measures = "".join(f", {_name(name)}" for name in wanted.measures) if wanted.make == "list" else ""
    has = State.HAS.value
    if not heard:
        nothing = measures.replace(", ", ", NULL AS ")
        return (
            f"SELECT {_state(run, wanted, 'false')} AS state, NULL AS value{nothing} FROM person ORDER BY rn"
        )
    made = _made(run, wanted, " UNION ALL ".join(heard))
    state = _state(run, wanted, f"made.has = {has}")
    return f"SELECT {state} AS state, value{measures} FROM person LEFT JOIN (SELECT *, {has} AS has FROM ({made})) made USING (rn) ORDER BY rn"


def _numbered(wanted: Wanted) -> list[int]:
    """The place of each feeder; of a sum that of its register, whose holders add up."""
    if wanted.make != "sum":
        return list(range(len(wanted.feeders)))
    registers = [source.register.code for source, _ in wanted.feeders]
    return [registers.index(code) for code in registers]


def _kept(run: Run, wanted: Wanted, number: int, source: Source, fact: Fact) -> str:
    """The rows of one feeder that the fact is about, with what the column needs of them."""
    snapshot = run.snapshots[source.code]
    columns = [f"rn, {number} AS feeder", ROW, *_columns(run, wanted, source, fact)]
    tests = [_is_one_of(source.fields[name], words) for name, words in fact.where]
    tests += _dates(source, fact, snapshot.as_of, wanted.window(run.months) if fact.make == "sum" else 0)
    tests.append(f"rn IN (SELECT rn FROM person WHERE {_name(source.kind)})")
    return f"SELECT {', '.join(columns)} FROM {_file(snapshot)} WHERE {' AND '.join(tests)}"


def _file(snapshot: Snapshot) -> str:
    """DuckDB reads the file itself; a sealed one it gets as a table of that name (`run`)."""
    if lies_sealed(snapshot.path):
        return _name(snapshot.path)
    return f"read_parquet({_text(snapshot.path)}, file_row_number = true)"


def _unsealed(snapshot: Snapshot) -> pa.Table:
    """What DuckDB would read of an open file: words as text, and the number of each row."""
    whole = pq.read_table(snapshot.opened())
    words = [
        field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field
        for field in whole.schema
    ]
    return whole.cast(pa.schema(words)).append_column(ROW, pa.array(np.arange(len(whole))))


def _columns(run: Run, wanted: Wanted, source: Source, fact: Fact) -> Iterator[str]:
    if fact.make in ("sum", "total"):
        yield f"{_name(fact.of)} AS said"
    if fact.make == "value":
        yield f"{_said(source, fact.of)} AS said"
        yield f"{_number(source.fields[fact.latest])} AS latest"
    if fact.make == "list":
        same = f"nullif({_name(fact.same)}, '')" if fact.same else "NULL"
        yield f"CAST({same} AS VARCHAR) AS same"
        for name in wanted.fields:
            said = _said(source, fact.of[name]) if name in fact.of else "NULL"
            kind = "VARCHAR" if wanted.fields[name] in (Unit.WORD, Unit.FLAG) else "BIGINT"
            yield f"CAST({said} AS {kind}) AS {_name('·' + name)}"


def _made(run: Run, wanted: Wanted, rows: str) -> str:
    """One row a person: the value, and of a list its measures."""
    first = "QUALIFY row_number() OVER (PARTITION BY rn ORDER BY feeder"
    match wanted.make:
        case "total":
            return f"SELECT rn, CAST(sum(said) AS BIGINT) AS value FROM ({rows}) GROUP BY rn"
        case "count":
            return f"SELECT rn, count(*) AS value FROM ({rows}) GROUP BY rn"
        case "value":
            return f"SELECT rn, said AS value FROM ({rows}) {first}, latest DESC NULLS LAST, {ROW}) = 1"
        case "sum":
            sums = f"SELECT rn, feeder, CAST(sum(said) AS BIGINT) AS fen FROM ({rows}) GROUP BY rn, feeder"
            return f"SELECT rn, {_periodic(wanted.window(run.months))} AS value FROM ({sums}) {first}) = 1"
    return _lists(wanted, rows)


def _periodic(months: int) -> str:
    return (
        "fen"
        if months == 1
        else f"(fen * {YEAR} - ((fen * {YEAR}) % {months} + {months}) % {months}) // {months}"
    )


def _lists(wanted: Wanted, rows: str) -> str:
    """Rows with the same number are one item, of which the first to say a field is heard."""
    item = f"CASE WHEN same IS NULL THEN feeder || '/' || {ROW} ELSE '=' || same END"
    heard = "".join(
        f", arg_min({_name('·' + name)}, feeder * {_FAR} + {ROW}) FILTER ({_name('·' + name)} IS NOT NULL) AS {_name('·' + name)}"
        for name in wanted.fields
    )
    items = f"SELECT rn{heard} FROM ({rows}) GROUP BY rn, {item}"
    length = "count(*)"
    if BARE in wanted.fields:
        length = f"CASE WHEN count({_name('·')}) > 0 THEN count(DISTINCT {_name('·')}) ELSE count(*) END"
    measures = "".join(
        f", {_measured(wanted, field, measure)} AS {_name(name)}"
        for name, (field, measure) in wanted.measures.items()
    )
    return f"SELECT rn, {length} AS value{measures} FROM ({items}) GROUP BY rn"


def _measured(wanted: Wanted, field: str, measure: Measure) -> str:
    column = _name("·" + field)
    if measure is Measure.WORDS:
        words = f"[{', '.join(map(_text, wanted.words(field)))}]"
        return (
            f"coalesce(bit_or(CAST(1 AS BIGINT) << CAST(list_position({words}, {column}) - 1 AS INTEGER)), 0)"
        )
    if measure is Measure.SUM:
        return f"CAST(coalesce(sum({column}), 0) AS BIGINT)"
    return f"{'min' if measure is Measure.LEAST else 'max'}({column})"


def _state(run: Run, wanted: Wanted, has: str) -> str:
    sources = {source.code: source for source, _ in wanted.feeders}.values()
    proving = {source.code: source for source, fact in wanted.feeders if fact.none is not None}
    proved = [_proved(run, each) if run.is_fresh(each) else "false" for each in proving.values()]
    asked = [_name(each.kind) for each in sources]
    stale = [_name(each.kind) for each in sources if run.is_stale(each)]
    return (
        f"CASE WHEN {has} THEN {State.HAS.value} WHEN {_all(' AND ', proved)} THEN {State.NONE.value} "
        f"WHEN NOT ({_all(' OR ', asked)}) THEN {State.NOT_ASKED.value} WHEN {_all(' OR ', stale)} THEN {State.STALE.value} "
        f"ELSE {State.UNKNOWN.value} END"
    )


def _proved(run: Run, source: Source) -> str:
    """Whether a source answers of a person: it may be asked, and no row but one that nobody could use speaks of them."""
    asked = _name(source.kind)
    if source.code not in run.unsure:
        return asked
    there = f"SELECT rn FROM {_file(run.snapshots[source.code])}"
    doubtful = f"SELECT who FROM unsure WHERE source = {_text(source.code)} AND who NOT IN ({there})"
    return f"({asked} AND rn NOT IN ({doubtful}))"


def _told_of(unsure: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """A line for each person in doubt at a source."""
    codes = np.repeat(np.array([*unsure, ""], object), [*map(len, unsure.values()), 0])
    return {"source": codes, "who": np.concatenate([np.empty(0, np.int32), *unsure.values()])}


def _all(joint: str, tests: Iterable[str]) -> str:
    return joint.join(dict.fromkeys(tests)) or "false"


def _dates(source: Source, fact: Fact, as_of: date, months: int) -> Iterator[str]:
    if fact.current:
        since, until = (source.fields[name] for name in fact.current)
        yield f"coalesce({_number(since)} <= {latest_start(since, as_of)}, true)"
        yield f"coalesce({_number(until)} >= {earliest_end(until, as_of)}, true)"
    if fact.make == "sum":
        first, last = window(source.fields[fact.by], as_of, months)
        yield f"{_number(source.fields[fact.by])} BETWEEN {first} AND {last}"


def _is_one_of(field: Field, words: tuple[Any, ...]) -> str:
    column = _name(field.name)
    if field.type == "flag":
        tests = [column if word else f"NOT {column}" for word in words if isinstance(word, int)]
        return f"({_all(' OR ', tests)})"
    if field.type in ("enum", *TEXTS):
        return f"coalesce({column}, '') IN ({', '.join(_text(word) for word in words)})"
    empty = f" OR {column} IS NULL" if field.type in ("date", "month") and "" in words else ""
    numbers = [str(number) for word in words if word != "" and (number := written(field, word)) is not None]
    return f"({_number(field)} IN ({', '.join(numbers) or 'NULL'}){empty})"


def _said(source: Source, of: str) -> str:
    if of.startswith(CONSTANT):
        return _text(of[len(CONSTANT) :])
    field = source.fields[of]
    return f"nullif(CAST({_name(of)} AS VARCHAR), '')" if field.type in ("enum", *TEXTS) else _number(field)


def _number(field: Field) -> str:
    """Days since 1970, as the arrays have them; everything else as it is."""
    return (
        f"date_diff('day', DATE '1970-01-01', {_name(field.name)})"
        if field.type == "date"
        else _name(field.name)
    )


def _name(name: Any) -> str:
    return '"' + str(name).replace('"', '""') + '"'


def _text(word: Any) -> str:
    return "'" + str(word).replace("'", "''") + "'"
