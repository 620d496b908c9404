"""The columns of a run made by NumPy and by DuckDB, cell by cell."""

import duckdb
import numpy as np

from jiuzhu.lake.compute import sql
from jiuzhu.lake.compute.columns import NEVER
from jiuzhu.lake.compute.facts import compute
from jiuzhu.lake.compute.runs import State
from jiuzhu.lake.compute.wanted import Unit

EMPTY = {Unit.WORD: None, Unit.DATE: NEVER, Unit.MONTH: NEVER}


def both_find_the_same(run, wanted):
    ours = compute(run, wanted)
    with duckdb.connect(config={"threads": 1}) as duck:
        theirs = sql.run(duck, run, wanted)
    for each in wanted:
        same(ours.columns[each.key], theirs[each.key], each.key)


def same(column, table, key):
    np.testing.assert_array_equal(column.state, table["state"], key)
    has = column.state == State.HAS
    words = [*column.words.to_pylist(), None]
    values = [words[place] for place in column.value] if column.unit is Unit.WORD else column.value.tolist()
    said = np.ma.masked_array(table["value"]).tolist()
    empty = EMPTY.get(column.unit, 0)
    for rn in np.flatnonzero(has):
        assert values[rn] == (empty if said[rn] is None else said[rn]), (key, rn)
    for name, measure in column.measures.items():
        theirs = np.ma.masked_array(table[name]).filled(NEVER)
        np.testing.assert_array_equal(measure[has], theirs[has], f"{key} {name}")
