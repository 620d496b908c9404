"""An answer added up: by month, place, class, programme and size of the difference; and each family's line. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from jiuzhu.analysis.extract import NOT_PAID, Extract
from jiuzhu.analysis.kernel import Answer, Question
from jiuzhu.analysis.kinds import CLASSES, LESS, MORE, Fate, Served
from jiuzhu.policy.engine.population import Column
from jiuzhu.policy.programmes import library_of

TOWN_DIGITS = 9
_EDGES = (-50_000, -20_000, -10_000, -5_000, -2_000, 0, 1, 2_001, 5_001, 10_001, 20_001, 50_001)
"""Where the classes of a difference (分 a month) begin; below the first and from the last on there is one each."""
BINS = (
    "减 500 元以上", "减 200—500", "减 100—200", "减 50—100", "减 20—50", "减 20 以内", "不变", "增 20 以内", "增 20—50",
    "增 50—100", "增 100—200", "增 200—500", "增 500 元以上",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """Some families of one kind: how many, how many of them change, what they get before and after, 分 a month."""

    key: str
    families: int
    changed: int
    before_fen: int
    after_fen: int

    @property
    def difference_fen(self) -> int:
        return self.after_fen - self.before_fen


def totals(extract: Extract, question: Question, answer: Answer) -> dict[str, Any]:
    """Everything that is shown of an answer, as plain JSON. 分 a month on the day of the comparison unless it says otherwise."""
    known = ~answer.open_
    before = sum(line.before_fen for line in answer.months)
    after = sum(line.after_fen for line in answer.months)
    return {
        "families": extract.size,
        "persons": extract.persons,
        "since": answer.since and answer.since.isoformat(),
        "before_fen": int(answer.before.fen[known].sum()),
        "after_fen": int(answer.after.fen[known].sum()),
        "year_before_fen": before,
        "year_after_fen": after,
        "owed_fen": sum(line.owed_fen for line in answer.back),
        "over_fen": sum(line.over_fen for line in answer.back),
        "months": [[str(line.month), line.before_fen, line.after_fen] for line in answer.months],
        "back": [[str(line.month), line.owed_fen, line.over_fen] for line in answer.back],
        "fates": _fates(answer),
        "towns": _cells(_towns(extract), answer),
        "town_fates": _town_fates(_towns(extract), answer),
        "classes": _cells(_named(extract.about["class"], CLASSES), answer),
        "programmes": _cells(_named(answer.before.served, [one.label for one in Served]), answer),
        "bins": _bins(answer),
        "paid": _paid(extract, answer),
        "waiting": _waiting(question, answer),
        "left_out": len(extract.left_out),
    }


def lines(extract: Extract, answer: Answer) -> pa.Table:
    """One row a family: before, after, what is paid now and what becomes of it."""
    return pa.table(
        {
            "household_id": extract.about["household_id"],
            "case_no": pa.array(list(extract.case_nos), pa.string()),
            "village": extract.about["village"],
            "persons": np.diff(extract.population.edges_of("person")).astype(np.int16),
            "class": extract.about["class"].astype(np.int8),
            "served_before": answer.before.served,
            "served_after": answer.after.served,
            "before_fen": np.where(answer.open_, 0, answer.before.fen),
            "after_fen": np.where(answer.open_, 0, answer.after.fen),
            "paid_fen": extract.about["paid_fen"],
            "paid_as": extract.about["paid_as"].astype(np.int8),
            "fate": answer.fates,
        }
    )


def _fates(answer: Answer) -> list[list[Any]]:
    counts = np.bincount(answer.fates, minlength=len(Fate))
    return [
        [fate.name, int(counts[fate]), int(answer.difference_fen[answer.fates == fate].sum())]
        for fate in Fate
    ]


def _towns(extract: Extract) -> Column:
    """The code of each family's town; of a shorter code itself."""
    village = extract.about["village"]
    return np.where(village >= 10 ** (TOWN_DIGITS + 2), village // 1000, village)


def _named(codes: Column, names: Any) -> Column:
    return np.array(list(names), dtype=object)[codes]


def _cells(keys: Column, answer: Answer) -> list[list[Any]]:
    """[key, families, changed, before, after] of each key; those without an answer are left out."""
    known = ~answer.open_
    named, place = np.unique(keys[known].astype(str), return_inverse=True)
    changed = ~np.isin(answer.fates[known], (Fate.SAME, Fate.OPEN))

    def added(values: Column) -> Column:
        found = np.zeros(len(named), np.int64)
        np.add.at(found, place, values)
        return found

    columns = [
        np.bincount(place, minlength=len(named)),
        added(changed),
        added(answer.before.fen[known]),
        added(answer.after.fen[known]),
    ]
    return [[str(key), *(int(column[i]) for column in columns)] for i, key in enumerate(named)]


def _town_fates(keys: Column, answer: Answer) -> list[list[Any]]:
    """[town, families that get less or leave, families that get more or enter]."""
    named, place = np.unique(keys.astype(str), return_inverse=True)
    counts = [
        np.bincount(place[np.isin(answer.fates, fates)], minlength=len(named)) for fates in (LESS, MORE)
    ]
    return [[str(key), *(int(column[i]) for column in counts)] for i, key in enumerate(named)]


def _bins(answer: Answer) -> list[list[Any]]:
    """How many families get so much more or less, those without any programme on both sides left out."""
    shown = ~answer.open_ & ((answer.before.served > 0) | (answer.after.served > 0))
    place = np.searchsorted(_EDGES, answer.difference_fen[shown], side="right")
    counts = np.bincount(place, minlength=len(BINS))
    return [[label, int(counts[i])] for i, label in enumerate(BINS)]


def _paid(extract: Extract, answer: Answer) -> dict[str, int] | None:
    """What is paid now by the side of what the base law gives; None where nobody knows what is paid."""
    paid = extract.about["paid_fen"]
    known = (paid != NOT_PAID) & ~answer.open_
    if not known.any():
        return None
    law = answer.before.fen
    return {
        "families": int(known.sum()),
        "differ": int((known & (paid != law)).sum()),
        "paid_fen": int(paid[known].sum()),
        "law_fen": int(law[known].sum()),
        "after_fen": int(answer.after.fen[known].sum()),
        "less_fen": int((law - paid)[known & (law < paid)].sum()),
        "more_fen": int((law - paid)[known & (law > paid)].sum()),
    }


def _waiting(question: Question, answer: Answer) -> list[list[Any]]:
    """[name, key, label, families] of each open number, the one that keeps most families from an answer first."""
    held: Mapping[str, Any] = {
        **library_of(question.base).numbers,
        **library_of(question.proposed).numbers,
    }
    rows = sorted(answer.waiting.items(), key=lambda item: (-item[1], item[0]))
    return [[name, held[name].key, held[name].label, families] for name, families in rows]
