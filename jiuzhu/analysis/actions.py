"""Ask what a change would do, and compute it. A scenario and what came of it are inserted, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from jiuzhu.analysis import register, store, tables
from jiuzhu.analysis.evidence import Item, Told, as_json
from jiuzhu.analysis.extract import Extract, manifest, read, write
from jiuzhu.analysis.kernel import Progress, Question, quietly, simulate
from jiuzhu.analysis.kinds import Origin, Turn
from jiuzhu.analysis.models import Failure, Scenario, Simulation
from jiuzhu.editions.actions import keep
from jiuzhu.editions.queries import current, load
from jiuzhu.jobs.queue import enqueue
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment, Faults, amended
from jiuzhu.policy.edition import ENGINE, Edition
from jiuzhu.policy.engine.population import OpenNumberError
from jiuzhu.policy.programmes import library_of
from jiuzhu.trail.record import action

JOB = "analysis.simulate"
AT_ONCE = 300
"""With at most so many families there is no need to wait."""
ASKERS = (Role.POLICY, Role.COUNTY)


@dataclass(frozen=True, slots=True)
class Asked:
    """A scenario as an officer writes it. `extract_hash` names a synthetic city; "" is the register of `region`, as it was on
    `as_of` (None: today)."""

    title: str
    region: str
    amendment: Amendment
    on: date
    first_month: Month
    turn: Turn = Turn.NEXT
    assumed: Mapping[str, int] = field(default_factory=dict)
    evidence: Mapping[Told, Item] = field(default_factory=dict)
    extract_hash: str = ""
    amendment_id: int | None = None
    as_of: date | None = None


@action("analysis.ask")
def ask(asked: Asked, today: date, at: datetime, *, by: Scope) -> Scenario:
    """Keep a scenario; with few families it is computed at once, else by the worker.

    Raises Refused outside the scope, for a change that does not fit the law in force, and for a city that is not there.
    """
    by.demand(asked.region, *ASKERS)
    if asked.as_of and asked.as_of > today:
        raise Refused("register_to_come", f"{asked.as_of} 还没有到，登记在册的家庭只能按今天或以前的一天取。")
    if not asked.title.strip():
        raise Refused("scenario_untitled", "请给这次试算起个名字，例如：2027年标准方案乙。")
    base, proposed = _editions(asked.amendment)
    _check_assumed(asked.assumed, base)
    if asked.extract_hash:
        manifest(store.extracts(), asked.extract_hash)
    for edition in (base, proposed):
        keep(edition, by=by)
    scenario = Scenario.objects.create(
        title=asked.title.strip()[:60],
        region_code=asked.region,
        origin=Origin.CITY if asked.extract_hash else Origin.REGISTER,
        extract_hash=asked.extract_hash,
        base_hash=base.hash,
        proposed_hash=proposed.hash,
        amendment=asked.amendment.as_json(),
        amendment_id=asked.amendment_id,
        on=asked.on,
        first_month=asked.first_month.number,
        turn=asked.turn,
        assumed=dict(asked.assumed),
        evidence=as_json(asked.evidence),
        author=by.actor,
        author_name=by.name,
        asked_on=asked.as_of or today,
        asked_at=at,
    )
    if _is_small(scenario, by):
        compute(scenario.pk, at, by=by)
    else:
        enqueue(JOB, str(scenario.pk), {"scenario": scenario.pk}, due_at=at)
    return scenario


@action("analysis.compute")
def compute(
    scenario_id: int, at: datetime, progress: Progress = quietly, *, by: Scope
) -> Simulation | Failure:
    """What comes of a scenario; the same scenario again is the row that is already there. What keeps it from an answer
    is kept as the reason."""
    scenario = Scenario.objects.select_for_update(of=("self",)).get(pk=scenario_id)
    done = (
        Simulation.objects.filter(scenario=scenario).first()
        or Failure.objects.filter(scenario=scenario).first()
    )
    if done is not None:
        return done
    try:
        return _computed(scenario, at, progress, by)
    except (Refused, OpenNumberError) as wrong:
        return Failure.objects.create(scenario=scenario, why=str(wrong)[:300], failed_at=at)


def _computed(scenario: Scenario, at: datetime, progress: Progress, by: Scope) -> Simulation:
    extract, name = _families(scenario, by)
    question = Question(
        load(scenario.base_hash),
        load(scenario.proposed_hash),
        scenario.on,
        Month(scenario.first_month),
        Turn(scenario.turn),
        scenario.assumed,
    )
    answer = simulate(extract, question, progress)
    return Simulation.objects.create(
        scenario=scenario,
        extract_hash=name,
        engine=ENGINE,
        totals=tables.totals(extract, question, answer),
        lines_hash=store.keep_lines(tables.lines(extract, answer)),
        computed_at=at,
    )


def _families(scenario: Scenario, by: Scope) -> tuple[Extract, str]:
    """The families of a scenario; the register as it is on the day it was asked, read back from the file that is kept."""
    folder = store.extracts()
    name = scenario.extract_hash
    if not name:
        name = write(
            register.take(by, scenario.region_code, scenario.asked_on, load(scenario.base_hash)), folder
        )
    found = read(folder, name)
    if not found.size:
        told = f"，另有 {len(found.left_out)} 户缺事实，没有算" if found.left_out else ""
        raise Refused(
            "nobody_determined",
            f"这个地区还没有认定过的家庭{told}，没有什么可以试算。先办几个案件，或者改用合成人口。",
        )
    return found, name


def _editions(amendment: Amendment) -> tuple[Edition, Edition]:
    base = current()
    try:
        return base, amended(base, amendment)
    except Faults as faults:
        told = "；".join(fault.message for fault in faults.faults)
        raise Refused("amendment_does_not_fit", f"这样改不行：{told}。请改好再试算。") from faults


def _check_assumed(assumed: Mapping[str, int], edition: Edition) -> None:
    held = library_of(edition).numbers
    for name, value in assumed.items():
        if name not in held:
            raise Refused("no_such_number", f"没有叫 {name} 的数，不能假定。请从名单里选。")
        least, most = held[name].widest
        if not least <= value <= most:
            raise Refused("assumption_out_of_bounds", f"{held[name].label}应在 {least} 到 {most} 之间。")


def _is_small(scenario: Scenario, by: Scope) -> bool:
    if scenario.extract_hash:
        told = manifest(store.extracts(), scenario.extract_hash)
        return bool(told["files"]["household"]["rows"] <= AT_ONCE)
    rows = register.determined(by, scenario.region_code, scenario.asked_on)
    return rows[: AT_ONCE + 1].count() <= AT_ONCE


def work(payload: Mapping[str, int], at: datetime) -> None:
    """The job: compute a scenario for the register's own region, saying how far it is."""
    scenario = Scenario.objects.get(pk=payload["scenario"])
    by = Scope.system("analysis", scenario.region_code)
    compute(scenario.pk, at, partial(store.tell, scenario.pk), by=by)
    store.forget_progress(scenario.pk)
