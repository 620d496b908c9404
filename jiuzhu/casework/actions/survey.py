"""Find out: start the survey, ask the sources, adopt a fact; take longer, or let the county look itself."""

from datetime import date
from typing import Any

from jiuzhu.assessment import actions as assessment
from jiuzhu.assessment.models import Adoption
from jiuzhu.assessment.weights import WEAK
from jiuzhu.casework.actions.step import case_for, move
from jiuzhu.casework.disputes import open_disputes
from jiuzhu.casework.evidence import concerns
from jiuzhu.casework.examined import programmes_of, purpose_of
from jiuzhu.casework.models import Case, Dispute
from jiuzhu.casework.states import OPEN, STEPS, Stage, owed_visit
from jiuzhu.casework.weighing import weigh
from jiuzhu.clocks import actions as clocks
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification import actions as verification
from jiuzhu.verification.actions import Asked
from jiuzhu.verification.queries import open_differences, supporters


@action("casework.start_survey")
def start_survey(case_no: str, on: date, *, by: Scope) -> Case:
    """Start finding out about a family's circumstances: within three working days of acceptance.

    From then on the verification centre knows of it, and has three working days for the first question (第17条).
    """
    case = case_for(case_no, by, *STEPS["start_survey"].roles)
    move(case, "start_survey", on, by=by)
    clocks.meet(case_no, "db.survey_start", on, by=by)
    clocks.start(case_no, "db.verify_start", case.region_code, on, by=by)
    return case


@action("casework.ask_sources")
def ask_sources(case_no: str, on: date, *, by: Scope, again: bool = False) -> Asked:
    """Ask the sources that the programmes it is examined for need, each under its ground; not before the survey has started.

    Supporters outside it who were asked to consent are asked about too, as far as they did.
    """
    case = case_for(case_no, by, Role.CLERK, Role.VERIFIER, Role.COUNTY)
    if case.stage != Stage.INVESTIGATING:
        raise Refused(
            "not_investigating",
            f"案件现在是“{Stage(case.stage).label}”，启动调查以后才能发起核对。",
            "社会救助法 第七十条",
        )
    asked = verification.ask(
        case_no,
        case.household,
        purpose_of(case),
        on,
        by=by,
        again=again,
        supporters=supporters(by, case_no),
        programmes=programmes_of(case),
    )
    clocks.meet_running(case_no, "db.verify_start", on, by=by)
    return asked


@action("casework.adopt_fact")
def adopt_fact(
    case_no: str,
    person_id: int | None,
    key: str,
    value: Any,
    source_kind: str,
    reason: str,
    on: date,
    *,
    by: Scope,
    why: str = "",
) -> Adoption:
    """Believe one value of a fact while the case is being found out; it settles the difference and the family's objection.

    `why` classes the difference. Raises Refused for a value that rests on weak signals alone (支付账户、水电).
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if case.stage != Stage.INVESTIGATING:
        raise Refused(
            "not_investigating", f"案件现在是“{Stage(case.stage).label}”，要改事实请先退回重新调查。"
        )
    weighed = weigh(case, person_id, key, on)
    if weighed.is_weak(value, source_kind):
        raise Refused("weak_alone", f"{WEAK}：请入户核实、补凭据，或者采信别的来源。")
    adoption = assessment.adopt(
        case_no, person_id, key, value, source_kind, reason, on, by=by,
        rule=weighed.followed(value, source_kind), review_on=weighed.review_on(value, source_kind, on),
    )  # fmt: skip
    for dispute in open_disputes(case):
        if (dispute.claim.person_id, dispute.claim.key) == (person_id, key):
            Dispute.objects.filter(pk=dispute.pk).update(adoption=adoption)
    for difference in open_differences(case_no):
        if concerns(difference, person_id, key):
            verification.explain(difference, reason, on, by=by, why=why)
    return adoption


@action("casework.extend")
def extend(case_no: str, reason: str, on: date, *, by: Scope) -> Case:
    """Use the longer limit of 45 working days, for a reason that the law names (民发〔2022〕83号 四(一))."""
    case = case_for(case_no, by, Role.CONFIRMER, Role.COUNTY)
    clocks.extend(case_no, "db.total_delegated", reason, by=by)
    return case


@action("casework.sample")
def sample(case_no: str, reason: str, on: date, *, by: Scope) -> Case:
    """The county draws a case, or hears a complaint about it: then it must visit before anyone may decide it, a new
    application or a review, for the family or against it. A visit that it has made in this case counts.

    `reason` is "sampled" or "complaint" (民发〔2021〕57号 第20条第2款).
    """
    case = case_for(case_no, by, Role.COUNTY)
    if case.stage not in OPEN:
        raise Refused("case_closed", "案件已经办结，不能再抽查。办结后发现问题请开复核。")
    if not case.county_visit:
        Case.objects.filter(pk=case.pk).update(county_visit=reason)
        case.county_visit = reason
        if owed_visit(reason, case.visits.values_list("level", flat=True)):
            clocks.start(case_no, "db.county_visit", case.region_code, on, by=by)
    return case
