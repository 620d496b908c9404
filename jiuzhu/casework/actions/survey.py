"""Find out: start the survey, ask the sources, visit the home, adopt a fact."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiuzhu.assessment import actions as assessment
from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.assessment.models import Adoption
from jiuzhu.casework.actions.step import case_for, is_recused, move
from jiuzhu.casework.evidence import concerns
from jiuzhu.casework.models import Case, Visit
from jiuzhu.casework.states import OPEN, STEPS, Stage
from jiuzhu.clocks import actions as clocks
from jiuzhu.clocks.models import Clock
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification import actions as verification
from jiuzhu.verification.actions import Asked
from jiuzhu.verification.kinds import Purpose
from jiuzhu.verification.queries import open_differences

VISIT_LAW = "民发〔2021〕57号 第16条"


@dataclass(frozen=True)
class Seen:
    """One fact as surveyors saw it: `key` and `value` in the determination's words, `person_id` None for the family."""

    person_id: int | None
    key: str
    value: Any
    note: str = ""


@dataclass(frozen=True)
class VisitForm:
    """The form of a home visit: who was there, what was seen, and the strokes of those who sign on the phone's screen."""

    visited_on: date
    present: str
    remarks: str
    seen: Sequence[Seen] = ()
    second_strokes: bytes = b""
    family_strokes: bytes = b""
    family_person_id: int | None = None
    photos: Sequence[int] = field(default_factory=tuple)


@action("casework.start_survey")
def start_survey(case_no: str, on: date, *, by: Scope) -> Case:
    """Start finding out about a family's circumstances: within three working days of acceptance."""
    case = case_for(case_no, by, *STEPS["start_survey"].roles)
    move(case, "start_survey", on, by=by)
    clocks.meet(case_no, "db.survey_start", on, by=by)
    return case


@action("casework.ask_sources")
def ask_sources(case_no: str, on: date, *, by: Scope, again: bool = False) -> Asked:
    """Ask every source in the catalogue about the family, each under its ground; not before the survey has started."""
    case = case_for(case_no, by, Role.CLERK, Role.VERIFIER, Role.COUNTY)
    if case.stage != Stage.INVESTIGATING:
        raise Refused(
            "not_investigating",
            f"案件现在是“{Stage(case.stage).label}”，启动调查以后才能发起核对。",
            "社会救助法 第七十条",
        )
    purpose = Purpose.APPLY if case.kind == "new" else Purpose.REVIEW
    return verification.ask(case_no, case.household, purpose, on, by=by, again=again)


@action("casework.record_visit")
def record_visit(case_no: str, form: VisitForm, second: Login, on: date, *, by: Scope) -> Visit:
    """Record a home visit by the officer and `second`, signed by both and by the family; what was seen becomes claims.

    Raises Refused when either is a relative, when both are one, when nobody of the family signed, or on an impossible day.
    The county's visit (`Role.COUNTY`) is recorded as such.
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if case.stage not in OPEN:
        raise Refused("case_closed", "案件已经办结，不能再补记入户调查。")
    _demand_two(case, second, by)
    if not case.opened_on <= form.visited_on <= on:
        raise Refused("bad_visit_day", f"入户日期应在受理日（{case.opened_on}）到今天（{on}）之间，请改正。")
    if not form.second_strokes:
        raise Refused(
            "surveyor_unsigned", f"{second.name}还没有签名，两位调查人员都要签名才能提交。", VISIT_LAW
        )
    if not form.family_strokes:
        raise Refused(
            "family_unsigned", "在场的家庭成员还没有签字，请让家里一位大人签名后再提交。", VISIT_LAW
        )
    record = _sign(case, form, second, on, by)
    level = "county" if by.covers(case.region_code, Role.COUNTY) else "town"
    visit = Visit.objects.create(
        case=case, level=level, visited_on=form.visited_on, first_id=by.login_id, second=second, record=record
    )
    for seen in form.seen:
        assessment.claim(
            case_no, seen.person_id, seen.key, seen.value, SourceKind.VISIT, f"入户调查 {form.visited_on} {seen.note}".strip(),
            on, form.visited_on, by=by,
        )  # fmt: skip
    if (
        level == "county"
        and Clock.objects.filter(
            case_no=case_no, key="db.county_visit", met_on=None, dropped_on=None
        ).exists()
    ):
        clocks.meet(case_no, "db.county_visit", on, by=by)
    return visit


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
) -> Adoption:
    """Believe one value of a fact while the case is being found out; the difference, if there was one, is settled by it."""
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if case.stage != Stage.INVESTIGATING:
        raise Refused(
            "not_investigating", f"案件现在是“{Stage(case.stage).label}”，要改事实请先退回重新调查。"
        )
    adoption = assessment.adopt(case_no, person_id, key, value, source_kind, reason, on, by=by)
    for difference in open_differences(case_no):
        if concerns(difference, person_id, key):
            verification.explain(difference, reason, on, by=by)
    return adoption


@action("casework.extend")
def extend(case_no: str, reason: str, on: date, *, by: Scope) -> Case:
    """Use the longer limit of 45 working days, for a reason that the law names (民发〔2022〕83号 四(一))."""
    case = case_for(case_no, by, Role.CONFIRMER, Role.COUNTY)
    clocks.extend(case_no, "db.total_delegated", reason, by=by)
    return case


@action("casework.sample")
def sample(case_no: str, reason: str, on: date, *, by: Scope) -> Case:
    """The county draws a case, or hears a complaint about it: then it must visit before anyone may confirm.

    `reason` is "sampled" or "complaint" (民发〔2021〕57号 第20条第2款).
    """
    case = case_for(case_no, by, Role.COUNTY)
    if case.stage not in OPEN:
        raise Refused("case_closed", "案件已经办结，不能再抽查。办结后发现问题请开复核。")
    if not case.county_visit:
        Case.objects.filter(pk=case.pk).update(county_visit=reason)
        case.county_visit = reason
        clocks.start(case_no, "db.county_visit", case.region_code, on, by=by)
    return case


def _demand_two(case: Case, second: Login, by: Scope) -> None:
    other = Scope.of(second)
    if by.login_id is None or second.pk == by.login_id:
        raise Refused("two_surveyors", "入户调查要两个人一起去，请选另一位同行的调查人员。", VISIT_LAW)
    other.demand(case.region_code, Role.CLERK, Role.COUNTY, Role.ASSISTANT)
    if is_recused(case, other):
        raise Refused(
            "recused",
            f"这一户有{second.name}的近亲属，要回避，请换一位同事。",
            "近亲属回避；民发〔2021〕57号 第11条",
        )


def _sign(case: Case, form: VisitForm, second: Login, on: date, by: Scope) -> Any:
    content = {
        "visited_on": form.visited_on.isoformat(),
        "present": form.present,
        "remarks": form.remarks,
        "photos": list(form.photos),
        "seen": [
            {"person": seen.person_id, "key": seen.key, "value": seen.value, "note": seen.note}
            for seen in form.seen
        ],
    }
    record = documents.open_record(
        RecordKind.VISIT, case.case_no, content, on, by=by, region_code=case.region_code
    )
    documents.sign(record, Signer(by.name, "调查人员", login_id=by.login_id), SignMethod.CLICK, by=by)
    companion = Signer(second.name, "调查人员", login_id=second.pk)
    documents.sign(record, companion, SignMethod.STROKES, by=by, image=form.second_strokes)
    family = Signer(form.present, "家庭成员", person_id=form.family_person_id or case.applicant_id)
    documents.sign(record, family, SignMethod.STROKES, by=by, image=form.family_strokes)
    return record
