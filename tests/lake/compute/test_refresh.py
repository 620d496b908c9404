"""What a new delivery changes: only those it concerns are computed anew, and every cell is that of a full run."""

import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow.parquet as pq
import pytest

from jiuzhu.catalogue.kinds import SourceKind
from jiuzhu.kernel.month import Month
from jiuzhu.lake.compute import frames
from jiuzhu.lake.compute.changes import changed, moved
from jiuzhu.lake.compute.facts import compute
from jiuzhu.lake.compute.items import items
from jiuzhu.lake.compute.refresh import refresh
from jiuzhu.lake.compute.serving import Serving
from jiuzhu.lake.compute.wanted import Unit, facts
from jiuzhu.lake.layout import RN
from tests.lake.compute.odd import ODD
from tests.lake.compute.town import AS_OF, drawn, made, town, write

pytestmark = pytest.mark.slow

WANTED = facts(ODD) + items(ODD)
SOURCE = ODD.sources["a.one"]


@pytest.fixture
def dice():
    return random.Random(5)


@pytest.fixture
def records(dice):
    return {rn: made(SOURCE, dice) for rn in range(40) if dice.random() < 0.7}


def test_a_row_more_a_row_less_and_a_row_altered_are_noticed(tmp_path, records):
    old = write(tmp_path, SOURCE, AS_OF, records)
    more, less, altered = sorted(records)[:3]
    after = dict(records)
    after[more] = [*records[more], records[more][0]]
    del after[less]
    after[altered] = [*records[altered][:-1], records[altered][-1] | {"until": "2031-01-01"}]
    assert changed(old, write(tmp_path, SOURCE, AS_OF, after, 2)).tolist() == [more, less, altered]


@pytest.mark.parametrize("column", list(SOURCE.fields))
def test_a_change_is_noticed_in_every_column(tmp_path, records, column, dice):
    old = write(tmp_path, SOURCE, AS_OF, records)
    someone = sorted(records)[-1]
    was = records[someone][0]
    became = {column: next(other for other in drawn(SOURCE.fields[column], dice) if other != was[column])}
    new = write(tmp_path, SOURCE, AS_OF, records | {someone: [was | became, *records[someone][1:]]}, 2)
    assert changed(old, new).tolist() == [someone]
    assert changed(old, new, set(SOURCE.fields) - {column}).tolist() == []


def test_the_same_rows_on_a_later_day_concern_whose_windows_moved(tmp_path, dice):
    row = made(SOURCE, dice)[0]
    rows = {7: [row | {"since": "2025-11-20"}], 9: [row | {"since": "2026-03-01"}]}
    window = [fact for fact in SOURCE.facts if fact.key == "money.window"]
    assert moved(
        window, write(tmp_path, SOURCE, date(2026, 12, 1), rows), date(2026, 11, 30), 12
    ).tolist() == [7]
    assert (
        moved(window, write(tmp_path, SOURCE, date(2026, 11, 30), rows), date(2026, 11, 1), 12).tolist() == []
    )


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize(("seed", "days"), [*((seed, 0) for seed in range(4)), (7, 1), (9, 30)])
def test_what_is_brought_up_to_date_is_what_a_full_run_gives(tmp_path, seed, days, is_sealed, monkeypatch):
    monkeypatch.setattr(frames, "FRAME", 7)
    dice = random.Random(seed)
    before = town(ODD, tmp_path / "lake", dice, size=60, is_sealed=is_sealed).run
    now = later(before, tmp_path / "lake", dice, days, is_sealed)
    picked, scanned, whole = compute(before, WANTED), compute(before, WANTED), compute(now, WANTED)
    who = refresh(picked, before, now, WANTED, Serving(tmp_path / "serving"), full_share=1)
    refresh(scanned, before, now, WANTED, Serving(tmp_path / "serving"), full_share=0)
    same(picked, whole)
    same(scanned, whole)
    for source in ODD.sources.values():
        answers = [now.answers(source, each.has_record.get(source.code)) for each in (picked, whole)]
        np.testing.assert_array_equal(*answers, source.code)
    assert days or 2 <= len(who) <= 13


def later(before, lake, dice, days, is_sealed):
    """Three deliveries are newer, with other rows of three people each, and two rows that nobody can use; two consents changed."""
    snapshots = dict(before.snapshots)
    for code in dice.sample(sorted(snapshots), min(3, len(snapshots))):
        if before.is_fresh(ODD.sources[code]):
            old = snapshots[code]
            rows = read_back(old) | {rn: made(old.source, dice) for rn in dice.sample(range(60), 3)}
            snapshots[code] = write(lake, old.source, old.as_of + timedelta(days), rows, 2, is_sealed)
    asked = {kind: each.copy() for kind, each in before.asked.items()}
    for kind, place in ((SourceKind.FINANCIAL, 0), (SourceKind.UTILITY, 1)):
        asked[kind][place] ^= True
    unsure = dict(before.unsure) | {
        "a.one": np.setxor1d(before.unsure.get("a.one", ()), [20, 21]).astype(int)
    }
    return replace(before, snapshots=snapshots, asked=asked, unsure=unsure)


def read_back(snapshot):
    """The records of a snapshot by person."""
    rows = {}
    for row in pq.read_table(snapshot.opened()).to_pylist():
        said = {name: spoken(snapshot.source.fields[name], row[name]) for name in snapshot.source.fields}
        rows.setdefault(row[RN], []).append(said)
    return rows


def spoken(field, stored):
    if stored is None:
        return ""
    return {"date": str, "month": lambda number: str(Month(number))}.get(field.type, lambda said: said)(
        stored
    )


def test_who_is_new_gets_cells(tmp_path, dice):
    whole = town(ODD, tmp_path / "lake", dice, size=30).run
    fewer = replace(whole, size=25, asked={kind: each[:25] for kind, each in whole.asked.items()})
    snapshots = {
        code: write(tmp_path / "lake", each.source, each.as_of, {}, 9)
        for code, each in whole.snapshots.items()
    }
    before = replace(fewer, snapshots=snapshots)
    ours = compute(before, WANTED)
    refresh(ours, before, whole, WANTED, Serving(tmp_path / "serving"))
    same(ours, compute(whole, WANTED))


def test_a_source_that_grows_stale_changes_everybody_it_spoke_of(tmp_path, dice):
    before = town(ODD, tmp_path / "lake", dice).run
    now = replace(before, on=before.on + timedelta(8))
    ours = compute(before, WANTED)
    assert len(refresh(ours, before, now, WANTED, Serving(tmp_path / "serving"))) == now.size
    same(ours, compute(now, WANTED))


def same(ours, theirs):
    assert ours.columns.keys() == theirs.columns.keys()
    for key, mine in ours.columns.items():
        other = theirs.columns[key]
        np.testing.assert_array_equal(mine.state, other.state, key)
        assert words(mine) == words(other), key
        for name, values in mine.measures.items():
            np.testing.assert_array_equal(values, other.measures[name], f"{key} {name}")


def words(column):
    if column.unit is not Unit.WORD:
        return column.value.tolist()
    said = [*column.words.to_pylist(), None]
    return [said[place] for place in column.value]
