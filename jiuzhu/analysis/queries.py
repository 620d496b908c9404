"""Questions about scenarios and what came of them. Each takes the scope of whoever asks."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import QuerySet

from jiuzhu.analysis import store
from jiuzhu.analysis.kinds import Fate, Origin, Served
from jiuzhu.analysis.models import Scenario, Simulation
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope

IN_CHARGE = (Role.COUNTY, Role.CONFIRMER, Role.CLERK)
"""Whose work these families are: they read names, and numbers of few."""
DIFFERS, CHANGED = "paid", "changed"
"""The families that are paid something else than the base law gives; those that change at all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One family of a simulation, without a name."""

    household_id: int
    case_no: str
    village: str
    persons: int
    served_before: str
    served_after: str
    before_fen: int
    after_fen: int
    paid_fen: int

    @property
    def difference_fen(self) -> int:
        return self.after_fen - self.before_fen


def scenarios(scope: Scope) -> QuerySet[Scenario]:
    """Scenarios of the regions of a scope, the newest first."""
    rows = Scenario.objects.select_related("simulation", "failure")
    return scope.within(rows).order_by("-pk")


def scenario(scope: Scope, pk: int) -> Scenario:
    """One scenario. Raises Refused out of reach."""
    found = scenarios(scope).filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", "没有这次试算，或者不在您的辖区。请从试算列表进去。")
    return found


def simulation(scope: Scope, pk: int) -> Simulation:
    """What came of a scenario. Raises Refused out of reach, and while there is nothing yet."""
    found: Simulation | None = getattr(scenario(scope, pk), "simulation", None)
    if found is None:
        raise Refused("not_computed", "这次试算还没有结果。请先等它算完，再看。")
    return found


def is_in_charge(scope: Scope, of: Scenario) -> bool:
    """Whether an officer works with these very families; nobody is a synthetic one's neighbour."""
    return of.origin == Origin.CITY or scope.covers(of.region_code, *IN_CHARGE)


def families(scope: Scope, pk: int, kind: str, town: str = "") -> list[Line]:
    """The families behind one number of a simulation (a fate, `changed` or `paid`), those who lose most first; with
    `town` (a code) only of that place.

    Raises Refused out of reach, for a kind that is none, and for a file that was altered.
    """
    table = store.lines(simulation(scope, pk).lines_hash)
    if kind == DIFFERS:
        wanted = pc.and_(pc.not_equal(table["fate"], Fate.OPEN), _differs(table))
    elif kind == CHANGED:
        wanted = pc.invert(pc.is_in(table["fate"], pa.array([Fate.SAME, Fate.OPEN], pa.int8())))
    elif kind.upper() in Fate.__members__:
        wanted = pc.equal(table["fate"], Fate[kind.upper()])
    else:
        raise Refused("not_found", "没有这一类家庭，请从试算结果页进去。")
    if town:
        wanted = pc.and_(wanted, pc.starts_with(pc.cast(table["village"], pa.string()), town))
    return [_line(row) for row in _by_loss(table.filter(wanted)).to_pylist()]


def between(scope: Scope, one: int, other: int) -> list[tuple[Line, Line]]:
    """The families that get something else under one scenario than under another, both of the same families and day.

    Raises Refused for scenarios that cannot be compared.
    """
    first, second = simulation(scope, one), simulation(scope, other)
    if (first.extract_hash, first.scenario.on) != (second.extract_hash, second.scenario.on):
        raise Refused(
            "not_comparable",
            "两次试算用的不是同一份底账，或者不是按同一天比的，放在一起没有意义。请用同一天、同一批家庭重新试算。",
        )
    left, right = store.lines(first.lines_hash), store.lines(second.lines_hash)
    known = pc.and_(pc.not_equal(left["fate"], Fate.OPEN), pc.not_equal(right["fate"], Fate.OPEN))
    wanted = pc.and_(known, pc.not_equal(left["after_fen"], right["after_fen"]))
    pairs = zip(left.filter(wanted).to_pylist(), right.filter(wanted).to_pylist(), strict=True)
    return [(_line(a), _line(b)) for a, b in pairs]


def _differs(table: pa.Table) -> pa.ChunkedArray:
    known = pc.greater_equal(table["paid_fen"], 0)
    return pc.and_(known, pc.not_equal(table["paid_fen"], table["before_fen"]))


def _by_loss(table: pa.Table) -> pa.Table:
    more = table["after_fen"].to_numpy() - table["before_fen"].to_numpy()
    return table.take(pa.array(np.argsort(more, kind="stable")))


def _line(row: dict[str, int | str]) -> Line:
    return Line(
        int(row["household_id"]),
        str(row["case_no"]),
        str(row["village"]),
        int(row["persons"]),
        Served(int(row["served_before"])).label,
        Served(int(row["served_after"])).label,
        int(row["before_fen"]),
        int(row["after_fen"]),
        int(row["paid_fen"]),
    )
