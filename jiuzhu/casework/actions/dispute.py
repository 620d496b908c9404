"""重新核对: a family objects to what was found about it; its evidence is kept, and whoever said so is asked again."""

from collections.abc import Iterable
from datetime import date

from jiuzhu.assessment.models import Claim
from jiuzhu.casework.actions.step import case_for
from jiuzhu.casework.disputes import open_disputes
from jiuzhu.casework.examined import programmes_of, purpose_of
from jiuzhu.casework.models import Case, Dispute
from jiuzhu.casework.states import Stage
from jiuzhu.documents.models import Paper
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification import actions as verification
from jiuzhu.verification.queries import supporters
from jiuzhu.verification.queries.again import told_of
from jiuzhu.verification.queries.standing import FOUND

LAW = "民发〔2021〕57号 第18条"


@action("casework.dispute_fact")
def dispute_fact(
    case_no: str,
    person_id: int | None,
    key: str,
    says: str,
    on: date,
    *,
    by: Scope,
    papers: Iterable[Paper] = (),
) -> Dispute:
    """Keep what the family says against a found fact, with its papers, and put the questions behind it again.

    Asked are those sources that told of it, about those people alone; a source that is still to answer is not asked
    twice. Raises Refused without words, where nothing was found, while the fact is disputed already, and where only
    another region's centre can be asked.
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if case.stage != Stage.INVESTIGATING:
        raise Refused(
            "not_investigating",
            f"案件现在是“{Stage(case.stage).label}”，要重新核对请先退回重新调查。",
            LAW,
        )
    if not says.strip():
        raise Refused("text_missing", "请写下家庭怎么说：查到的哪里不对，拿来了什么凭据。", LAW)
    claim = _disputed(case, person_id, key)
    about = told_of(case_no, person_id, key)
    if not about:
        raise Refused("asked_elsewhere", "这一项是外地查到的，请在报告页的“异地协查”里再请对方查一次。", LAW)
    asked = verification.ask(
        case_no,
        case.household,
        purpose_of(case),
        on,
        by=by,
        supporters=supporters(by, case_no),
        programmes=programmes_of(case),
        about=about,
        again=True,
    )
    numbers = [query.pk for query in asked.queries]
    row = Dispute.objects.create(
        case=case, claim=claim, says=says.strip()[:500], asked=numbers, raised_on=on, noted_by=by.actor
    )
    row.papers.set(papers)
    return row


def _disputed(case: Case, person_id: int | None, key: str) -> Claim:
    """The newest found value of a fact; raises Refused where there is none, or where it is disputed already."""
    said = Claim.objects.filter(case_no=case.case_no, person_id=person_id, key=key, source_kind__in=FOUND)
    claim = said.order_by("-pk").first()
    if claim is None:
        raise Refused("nothing_found", "这一项没有部门查到的数，没有可以重新核对的。", LAW)
    if any((row.claim.person_id, row.claim.key) == (person_id, key) for row in open_disputes(case)):
        raise Refused(
            "disputed_already", "家庭对这一项的异议已经记下，也已经重新问了。答复到了就听说明、采信。", LAW
        )
    return claim
