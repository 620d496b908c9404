"""Who lives with the family has changed: somebody joined or left, on a day, with a paper that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiuzhu.assessment import actions as assessment
from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.casework.actions.open import file_relatives
from jiuzhu.casework.actions.step import case_for
from jiuzhu.casework.actions.survey import adopt_fact
from jiuzhu.casework.kinds import Leaving
from jiuzhu.casework.models import Case
from jiuzhu.casework.states import Kind, Stage
from jiuzhu.catalogue.kinds import SourceKind as HolderKind
from jiuzhu.clocks import actions as clocks
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.documents.models import Paper
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry import actions as registry
from jiuzhu.registry.actions import NewMember
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action
from jiuzhu.verification import actions as verification
from jiuzhu.verification.actions.consent import CONSENT_LASTS
from jiuzhu.verification.kinds import Purpose
from jiuzhu.verification.queries import open_differences

LAW = "民发〔2021〕57号 第7条、第32条"
_CONSENT = "同意民政部门为办理这次复核和以后的复核，在一年里查询我的收入和财产，包括银行存款；查了哪些我随时可以看，也可以撤回。"


@dataclass(frozen=True)
class Newcomer:
    """Who joins: identity and relation; `facts` about them as they are claimed; their signature under the consent to be
    looked up, b"" when they have not given it; what is `inferred` of their age where nobody says otherwise."""

    member: NewMember
    facts: Mapping[str, Any] = field(default_factory=dict)
    consent: bytes = b""
    inferred: Mapping[str, Any] = field(default_factory=dict)


@action("casework.add_member")
def add_member(
    case_no: str, newcomer: Newcomer, joined_on: date, paper: Paper, on: date, *, by: Scope
) -> Case:
    """Somebody belongs to the family under review from a day on; what is said of them becomes claims.

    A relative of an officer among them is filed, as at the opening. Raises Refused outside a review that is being found
    out, on an impossible day, without a paper of this case, and while they belong to a household.
    """
    case = _reviewed(case_no, by)
    _demand_shown(case, joined_on, paper, on)
    person = registry.join(case.household, newcomer.member, joined_on, on, by=by)
    file_relatives(case, [person], by=by)
    told = {SourceKind.DECLARED: newcomer.facts, SourceKind.ESTIMATE: newcomer.inferred}
    for source, facts in told.items():
        for key, value in facts.items():
            assessment.claim(case_no, person.pk, key, value, source, "复核时新加的成员", on, joined_on, by=by)
    if newcomer.consent:
        _authorise(case, person, newcomer.consent, on, by)
    return case


@action("casework.remove_member")
def remove_member(
    case_no: str, person_id: int, left_on: date, why: Leaving, paper: Paper, on: date, *, by: Scope
) -> Case:
    """A member of the family under review belongs to it no longer from a day on, or has died on that day.

    Who died stays on the list until the decision that reckons without them, due in three months; differences about who
    left are closed.
    Raises Refused as `add_member` does, and for the head, whom somebody follows first.
    """
    case = _reviewed(case_no, by)
    _demand_shown(case, left_on, paper, on)
    row = next(
        (
            one
            for one in members([case.household_id], on).get(case.household_id, [])
            if one.person_id == person_id
        ),
        None,
    )
    if row is None or left_on <= row.since:
        raise Refused("not_of_the_family", "那一天这个人不是这一家的人，请核对是谁、哪一天。")
    if why == Leaving.DIED:
        for key, value in {"status": "dead", "status_since": left_on.isoformat()}.items():
            adopt_fact(
                case_no, person_id, key, value, SourceKind.DECLARED, "家庭报告，看了死亡证明", on, by=by
            )
        clocks.start(case_no, "db.death_close", case.region_code, left_on, by=by)
        return case
    registry.leave(case.household, row.person, left_on, by=by)
    for difference in open_differences(case_no):
        if difference.person_id == person_id:
            verification.explain(difference, f"{left_on} 起不再一起生活（{Leaving(why).label}）", on, by=by)
    return case


def _reviewed(case_no: str, by: Scope) -> Case:
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if case.kind != Kind.REVIEW or case.stage != Stage.INVESTIGATING:
        raise Refused(
            "not_investigating",
            f"案件现在是“{Kind(case.kind).label} · {Stage(case.stage).label}”。家里多了人、少了人，在复核的核对阶段办：请先开复核，或者退回重新调查。",
            LAW,
        )
    return case


def _demand_shown(case: Case, happened_on: date, paper: Paper, on: date) -> None:
    if happened_on > on:
        raise Refused("in_future", "这一天还没有到，到了再办；可以先“预定复核”。")
    if paper.about != case.case_no:
        raise Refused("wrong_paper", "这份材料不是本案的，请重新上传。")


def _authorise(case: Case, person: Person, strokes: bytes, on: date, by: Scope) -> None:
    """The newcomer's own consent, signed before the officer."""
    content = {"name": person.name, "case_no": case.case_no, "text": _CONSENT, "on": on}
    record = documents.open_record(
        RecordKind.CONSENT, case.case_no, content, on, by=by, region_code=case.region_code
    )
    signer = Signer(person.name, "授权人", person_id=person.pk)
    documents.sign(record, signer, SignMethod.STROKES, by=by, image=strokes)
    verification.authorise(
        person, record.pk, list(HolderKind), on, on + CONSENT_LASTS, by=by, purposes=[Purpose.REVIEW]
    )
