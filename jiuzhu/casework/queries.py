"""Cases as the desks and the family see them. Every question begins with a scope; queries are constant in number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from jiuzhu.assessment.models import Determination, Ruling
from jiuzhu.assessment.queries import determination, latest, newer_rulings
from jiuzhu.benefits.models import Award
from jiuzhu.casework.models import Case, Decision, Filing, Proposal, Reckoning, Step, Visit
from jiuzhu.casework.states import MAY_SECOND, OPEN, STEPS, Kind, Outcome, Rule, Stage
from jiuzhu.clocks.kinds import WAITED_OUT
from jiuzhu.clocks.queries import Reading, of_cases, read, waiting
from jiuzhu.documents.models import Letter
from jiuzhu.kernel.month import Month
from jiuzhu.notices.models import Posting
from jiuzhu.org.kinds import Role
from jiuzhu.org.looking import look_within
from jiuzhu.org.models import FiledRelative
from jiuzhu.org.queries import filed_relatives, own_relatives, region_names
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Membership
from jiuzhu.registry.queries import households, members
from jiuzhu.trail.record import look

WHOLE = "db.total_delegated"
PAGE = 50
CLOCKS = 5
"""No case has more clocks running at once."""


@dataclass(frozen=True)
class Line:
    """One row of the worklist: the case, its village, size, the clock of this link and of the whole way.

    `filed` names the officials who filed a relative in the family; `is_to_visit`: a home visit is the next thing, and
    nobody has been there; `waits_for`: whose act is next, nobody's while a notice hangs.
    """

    case: Case
    village: str
    size: int
    link: Reading | None
    whole: Reading | None
    next_label: str
    filed: frozenset[str]
    is_to_visit: bool
    waits_for: frozenset[Role]

    @property
    def is_filed(self) -> bool:
        return bool(self.filed)


@dataclass(frozen=True)
class View:
    """One case on one screen, without its facts and evidence (which `assessment` and `verification` show)."""

    case: Case
    village: str
    members: list[Membership]
    steps: list[Step]
    clocks: list[Reading]
    determination: Determination | None
    proposal: Proposal | None
    decision: Decision | None
    posting: Posting | None
    filed: list[FiledRelative]
    may: list[Rule]


@dataclass(frozen=True)
class Mile:
    """One stretch of the way as a family sees it; `state` is done, now or later."""

    label: str
    state: str
    on: date | None


def cases(scope: Scope) -> QuerySet[Case]:
    """Cases within reach: by place for an officer (but none with a relative of theirs), of their own family for a
    resident, the one for a grant."""
    rows = Case.objects.select_related("applicant", "household")
    if scope.kind == "resident":
        return rows.filter(household__in=households(scope))
    if scope.login_id:
        rows = rows.exclude(_of_relatives(scope))
    return rows.filter(case_no=scope.case_no) if scope.kind == "grant" else scope.within(rows)


def recused(scope: Scope) -> QuerySet[Case]:
    """Cases of families in which a filed relative of whoever this is lives, whenever that was filed: they keep off, with all its papers."""
    return Case.objects.filter(_of_relatives(scope)) if scope.login_id else Case.objects.none()


def _of_relatives(scope: Scope) -> Q:
    """A relative lives there now, or was filed with the case."""
    own = own_relatives(scope).values("id_hash")
    homes = Membership.objects.filter(until=None, person__id_hash__in=own).values("household")
    filed = Filing.objects.filter(login_id=scope.login_id, relative__until=None).values("case")
    return Q(pk__in=filed) | Q(household__in=homes)


def case(scope: Scope, case_no: str) -> Case | None:
    """One case, if the scope reaches it."""
    return cases(scope).filter(case_no=case_no).first()


def out_of_sight(scope: Scope, households: Iterable[int]) -> set[int]:
    """Families with a case that this scope does not reach: theirs to stay out of, or outside their posts."""
    found = Case.objects.filter(household__in=list(households)).exclude(pk__in=cases(scope).values("pk"))
    return set(found.values_list("household_id", flat=True))


def decided_in(scope: Scope, award: Award) -> str:
    """The case within reach whose decision gave an award as it is; "" when a later recalculation changed it."""
    row = cases(scope).filter(decisions__determination=award.determination_id).first()
    return row.case_no if row else ""


def determined(view: View, pk: int) -> Determination | None:
    """One determination of the case that is looked at, by its number; None where it is another's."""
    return determination(view.case.case_no, pk)


def begun(view: View, made: Determination, programme: str) -> Month | None:
    """The first month of what a determination of the case gave, or of what its decision kept; None where no money came
    of it. One query."""
    decision = view.decision
    if decision is None:
        return None
    awards = Award.objects.filter(household=view.case.household_id, programme=programme).order_by("pk")
    if decision.determination_id == made.pk and decision.outcome == Outcome.KEEP:
        award = awards.filter(decided_on__lte=decision.decided_on).last()
    else:
        award = awards.filter(determination=made).last()
    return Month(award.from_month) if award else None


def letter_of(award: Award) -> Letter | None:
    """The letter by which a recalculation gave an award its amount."""
    row = Reckoning.objects.filter(decision_no=award.decision_no).select_related("letter").first()
    return row.letter if row and award.decision_no else None


def worklist(scope: Scope, on: date, *, after: int = 0, limit: int = PAGE) -> list[Line]:
    """Cases within reach that wait for something, by urgency of their running clocks: at most `limit` after the `after`-th; one look."""
    urgent = waiting(scope, on).values_list("case_no", flat=True)[: (after + limit) * CLOCKS]
    numbers = list(dict.fromkeys(urgent))[after : after + limit]
    if numbers:
        look(scope, "casework.worklist", [f"case:{number}" for number in numbers], purpose="工作台")
    found = {row.case_no: row for row in cases(scope).filter(case_no__in=numbers)}
    return lines([found[number] for number in numbers if number in found], on)


def lines(rows: list[Case], on: date) -> list[Line]:
    """Cases as rows of a list: villages, sizes, filings and clocks fetched together."""
    clocks = of_cases(row.case_no for row in rows)
    villages = region_names(row.region_code for row in rows)
    sizes = members([row.household_id for row in rows], on)
    homes = {one.person.id_hash: home for home, family in sizes.items() for one in family}
    filed: dict[int, set[str]] = {}
    for relative in filed_relatives(homes):
        officer = relative.login.name if relative.login else relative.official
        filed.setdefault(homes[relative.id_hash], set()).add(officer)
    seen = set(Visit.objects.filter(case__in=rows).values_list("case_id", flat=True))
    proposed = Proposal.objects.filter(case__in=[row for row in rows if row.stage == Stage.PROPOSED])
    outcomes = dict(proposed.order_by("pk").values_list("case_id", "outcome"))
    found = []
    for row in rows:
        readings = [read(clock, on) for clock in clocks.get(row.case_no, [])]
        found.append(
            Line(
                row,
                villages.get(row.region_code, ""),
                len(sizes.get(row.household_id, [])),
                _link(readings),
                next((reading for reading in readings if reading.clock.key == WHOLE), None),
                next_label(row, outcomes.get(row.pk, ""))
                if row.stage in OPEN
                else (link.label if (link := _link(readings)) else "已办结"),
                frozenset(filed.get(row.household_id, ())),
                row.stage == Stage.INVESTIGATING and row.kind == "new" and row.pk not in seen,
                _waits_for(row, outcomes.get(row.pk, ""), [one for one in readings if not one.is_over], on),
            )
        )
    return found


def _waits_for(row: Case, outcome: str, running: list[Reading], on: date) -> frozenset[Role]:
    """Whose act is next: the town's for a step of the procedure, and those of the clocks that want an act of their own.
    What the county does and a letter that is to be handed over are told beside the cases."""
    told_apart = (WHOLE, *WAITED_OUT, "db.reject_notice", "db.county_visit")
    roles = {Role(one.clock.role) for one in running if one.clock.key not in told_apart and one.clock.role}
    is_hanging = row.stage == Stage.ON_NOTICE and any(
        one.clock.key in WAITED_OUT and one.clock.due_on >= on for one in running
    )
    if row.stage in OPEN and not is_hanging:
        roles.update(role for role in STEPS[next_verb(row, outcome)].roles if role != Role.COUNTY)
    return frozenset(roles)


def next_verb(row: Case, outcome: str) -> str:
    """The step that brings an open case on; `outcome` is that of its newest proposal."""
    if row.stage == Stage.PROPOSED:
        if row.kind == Kind.REVIEW:
            return "settle"
        return "give_notice" if outcome == Outcome.GRANT else "decline"
    return {
        Stage.ACCEPTED: "start_survey",
        Stage.INVESTIGATING: "propose",
        Stage.ON_NOTICE: "confirm",
        Stage.OBJECTED: "appraise",
    }[Stage(row.stage)]


def view(scope: Scope, case_no: str, on: date, purpose: str = "办案") -> View | None:
    """Everything of one case that this package knows, and the look at it; None when the scope does not reach it."""
    row = case(scope, case_no)
    if row is None:
        return None
    look_within(
        scope,
        "case",
        "casework.view",
        [f"case:{case_no}"],
        purpose=purpose,
        case_no=case_no,
        fields=["facts", "members"],
    )
    clocks = [read(clock, on) for clock in of_cases([case_no]).get(case_no, [])]
    family = members([row.household_id], on).get(row.household_id, [])
    return View(
        case=row,
        village=region_names([row.region_code]).get(row.region_code, ""),
        members=family,
        steps=list(row.steps.order_by("pk")),
        clocks=clocks,
        determination=latest([case_no]).get(case_no),
        proposal=row.proposals.select_related("determination").order_by("-pk").first(),
        decision=row.decisions.select_related("letter", "determination").first(),
        posting=Posting.objects.filter(case_no=case_no, kind="review").order_by("-pk").first(),
        filed=_filed(row, family),
        may=may(scope, row),
    )


def _filed(row: Case, family: Iterable[Membership]) -> list[FiledRelative]:
    """Who of a family is filed as a relative now, and who was with the case."""
    hashes = [one.person.id_hash for one in family]
    stands = FiledRelative.objects.filter(until=None)
    found = stands.filter(Q(id_hash__in=hashes) | Q(pk__in=row.filings.values("relative")))
    return list(found.order_by("pk"))


def rulings_waiting(scope: Scope) -> list[tuple[Ruling, Case]]:
    """Rulings of open cases within reach that another officer proposed and this one may agree to, oldest first."""
    reach = {
        row.case_no: row
        for row in cases(scope.only(*MAY_SECOND)).filter(
            stage__in=OPEN, case_no__in=Ruling.objects.filter(second="").values("case_no")
        )
    }
    rows = Ruling.objects.filter(~Exists(newer_rulings()), second="", case_no__in=reach)
    return [(row, reach[row.case_no]) for row in rows.exclude(first=scope.actor).order_by("pk")[:PAGE]]


def county_visits_owed(scope: Scope) -> list[Case]:
    """Open cases in which this officer of the county has to visit before anyone may confirm, oldest first."""
    open_here = cases(scope.only(Role.COUNTY)).filter(stage__in=OPEN)
    owed = open_here.exclude(county_visit="").exclude(visits__level="county")
    return list(owed.order_by("pk")[:PAGE])


def letters_to_deliver(scope: Scope) -> list[Case]:
    """Decided cases whose letter no clerk of the place has noted as delivered yet, oldest decision first.

    A letter about a family of whom nobody lives waits for no delivery.
    """
    if not scope.is_(Role.CLERK):
        return []
    alive = Membership.objects.filter(household=OuterRef("household"), until=None, person__died_on=None)
    waiting = cases(scope.only(Role.CLERK)).filter(
        Exists(alive), decisions__letter__delivered_on=None, decisions__letter__isnull=False
    )
    return list(waiting.order_by("decisions__decided_on", "pk")[:PAGE])


def may(scope: Scope, row: Case) -> list[Rule]:
    """Steps of the table that this scope could take now, in the table's order."""
    return [
        rule
        for rule in STEPS.values()
        if Stage(row.stage) in rule.before and rule.roles and scope.covers(row.region_code, *rule.roles)
    ]


def next_label(row: Case, outcome: str) -> str:
    """What happens next, in a few words for a list; `outcome` is that of its newest proposal."""
    if row.stage == Stage.PROPOSED:
        return STEPS[next_verb(row, outcome)].label
    return {
        Stage.ACCEPTED: "启动家庭经济状况调查",
        Stage.INVESTIGATING: "核对、入户，提出审核意见",
        Stage.ON_NOTICE: "公示期满后确认",
        Stage.OBJECTED: "重新调查或者民主评议",
    }.get(Stage(row.stage), "已办结")


def progress(scope: Scope, case_no: str, on: date) -> list[Mile]:
    """The way of a case in four plain stretches, for the family."""
    row = cases(scope).filter(case_no=case_no).first()
    if row is None:
        return []
    moves = row.steps.exclude(before=F("after")).order_by("pk")
    reached = {step.after: step.on for step in moves} | {Stage.ACCEPTED: row.opened_on}
    order = [
        ("已受理", (Stage.ACCEPTED,)),
        ("核对、上门看", (Stage.INVESTIGATING, Stage.PROPOSED, Stage.OBJECTED)),
        ("村里公示", (Stage.ON_NOTICE,)),
        ("作决定，发通知书", (Stage.CONFIRMED, Stage.DECLINED, Stage.ENDED)),
    ]
    current = next(index for index, (_, stages) in enumerate(order) if Stage(row.stage) in stages)
    closed = row.stage not in OPEN
    return [
        Mile(
            label,
            "done" if index < current or closed else "now" if index == current else "later",
            next((reached[stage] for stage in stages if stage in reached), None),
        )
        for index, (label, stages) in enumerate(order)
        if not (closed and index == 2 and Stage.ON_NOTICE not in reached)
    ]


def posted_until(posting: Posting) -> date:
    """The first day on which a notice that ran its time may be decided."""
    return posting.until_on + timedelta(days=1)


def _link(readings: list[Reading]) -> Reading | None:
    """The clock of the link a case is in: the running one that is due first, the whole way aside."""
    open_ones = [reading for reading in readings if not reading.is_over and reading.clock.key != WHOLE]
    return min(open_ones, key=lambda reading: reading.clock.due_on, default=None)
