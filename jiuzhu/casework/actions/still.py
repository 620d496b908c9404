"""Before a decision: what was proposed still follows on the day on which it is decided."""

from datetime import date

from jiuzhu.assessment.models import Determination
from jiuzhu.assessment.queries import result_on
from jiuzhu.casework.actions.propose import Conclusion, conclude
from jiuzhu.casework.models import Case, Proposal
from jiuzhu.casework.states import Outcome
from jiuzhu.documents.wording import day_in_words
from jiuzhu.editions.queries import current, unheld
from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.kernel.refusal import Refused

RECALCULATED = (Outcome.GRANT, Outcome.KEEP)
"""Outcomes whose award a recalculation brings to a law that changed after they were proposed, back pay included."""


def demand_still_so(case: Case, proposal: Proposal, on: date) -> None:
    """Raise Refused when the facts of a proposal come to something else on the day of the decision: somebody has reached
    an age, a term has run out, or the law has changed and no recalculation would follow it up.
    """
    determination = proposal.determination
    if on == determination.on:
        return
    if proposal.outcome in RECALCULATED and _law_changed(determination, case.region_code, on):
        return
    was = Conclusion(Outcome(proposal.outcome), proposal.programme, proposal.monthly_fen)
    now = conclude(case, result_on(determination, on, current()))
    if now != was:
        raise Refused(
            "not_so_any_more",
            f"审核意见按{day_in_words(determination.on)}算，是{_words(was)}；按今天{day_in_words(on)}算，是{_words(now)}"
            "（有人到了年龄、期限满了或者政策变了）。请退回，按现在的情况重新提出审核意见。",
        )


def _law_changed(determination: Determination, region_code: str, on: date) -> bool:
    """Whether what is in force on a day for a place was not for the determination."""
    sinces = [one.since(region_code) for one in unheld(determination.edition_hash, determination.on)]
    return any(since <= on for since in sinces if since)


def _words(told: Conclusion) -> str:
    """“变更”每月 1,110 元."""
    return f"“{told.outcome.label}”每月 {spoken_yuan(told.monthly_fen)} 元"
