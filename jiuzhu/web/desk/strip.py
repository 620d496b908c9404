"""The sixteen links of the way, as the case page draws them: each ✓ rests on something that is there. Pure."""

from collections.abc import Iterable

from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.benefits.kinds import Came
from jiuzhu.benefits.queries import Sent
from jiuzhu.casework.evidence import Evidence
from jiuzhu.casework.queries import View
from jiuzhu.casework.states import Outcome, Stage

LINKS = (
    "发现", "申请", "授权", "受理", "比对", "核对", "入户", "邻里", "评议", "审核", "公示", "异议抽查", "确认", "告知", "发放", "动态管理",
)  # fmt: skip
_FOUND, _APPLIED, _AUTHORISED, _ACCEPTED, _ASKED, _REPORTED, _VISITED, _NEIGHBOURS = range(8)
_APPRAISED, _PROPOSED, _POSTED, _LOOKED_INTO, _DECIDED, _TOLD, _PAID, _WATCHED = range(8, 16)


def strip(view: View, found: Evidence, sent: Iterable[Sent], *, is_told: bool) -> list[dict[str, str]]:
    """The links by their state: done, now, exempt (not needed here, or passed over) or later; of a review those from its
    beginning on.

    `sent` is the family's money; `is_told`: a message about the decision went to the family. After an objection the
    appraisal is open again until it was held.
    """
    stage = Stage(view.case.stage)
    done, unneeded = _done(view, found, sent, is_told), _unneeded(view)
    now = _now(view, found, done | unneeded)
    owed = {_APPRAISED} if stage == Stage.OBJECTED else set()
    rows = [
        {"name": name, "state": _state(index, now, done, unneeded, owed)} for index, name in enumerate(LINKS)
    ]
    return rows if view.case.kind == "new" else [{"name": "复核开始", "state": "done"}, *rows[_ASKED:]]


def _state(index: int, now: int, done: set[int], unneeded: set[int], owed: set[int]) -> str:
    if index in done:
        return "done"
    if index in unneeded:
        return "exempt"
    if index == now:
        return "now"
    return "exempt" if index < now and index not in owed else "later"


def _done(view: View, found: Evidence, sent: Iterable[Sent], is_told: bool) -> set[int]:
    stage, decision = Stage(view.case.stage), view.decision
    is_new = view.case.kind == "new"
    decided_on = decision.decided_on if decision else None
    held = {
        _FOUND: True,
        _APPLIED: is_new,
        _AUTHORISED: is_new,
        _ACCEPTED: is_new,
        _ASKED: found.is_asked,
        _REPORTED: found.is_reported,
        _VISITED: bool(found.visits),
        _NEIGHBOURS: any(SourceKind.NEIGHBOUR in fact.said for fact in found.facts),
        _APPRAISED: any(step.verb == "appraise" for step in view.steps),
        _PROPOSED: view.proposal is not None and stage not in (Stage.ACCEPTED, Stage.INVESTIGATING),
        _POSTED: view.posting is not None and stage in (Stage.OBJECTED, Stage.CONFIRMED),
        _LOOKED_INTO: view.posting is not None and stage == Stage.CONFIRMED,
        _DECIDED: decision is not None,
        _TOLD: decision is not None and _is_told(view, is_told),
        _PAID: decision is not None
        and any(
            one.state in (Came.PAID, Came.SENT_AGAIN) and one.sent_on and one.sent_on >= decided_on
            for one in sent
        ),
    }
    return {index for index, was_held in held.items() if was_held}


def _unneeded(view: View) -> set[int]:
    """A review is not applied for, nor put up; what keeps, stops or refuses pays nothing of its own."""
    outcome = view.proposal.outcome if view.proposal else ""
    links = {_APPLIED, _AUTHORISED, _ACCEPTED, _POSTED, _LOOKED_INTO} if view.case.kind == "review" else set()
    if view.case.stage == Stage.ENDED:
        links |= set(range(len(LINKS)))
    if outcome in (Outcome.DECLINE, Outcome.RECOGNISE):
        links |= {_POSTED, _LOOKED_INTO, _PAID}
    if outcome in (Outcome.KEEP, Outcome.STOP):
        links.add(_PAID)
    if outcome in (Outcome.DECLINE, Outcome.STOP):
        links.add(_WATCHED)
    return links


def _now(view: View, found: Evidence, behind: set[int]) -> int:
    """The link at hand; `behind` are those done or not needed."""
    stage, is_review = Stage(view.case.stage), view.case.kind == "review"
    if stage == Stage.INVESTIGATING:
        visited = set() if is_review else {_VISITED}
        return next((link for link in (_ASKED, _REPORTED, *visited) if link not in behind), _PROPOSED)
    if stage == Stage.PROPOSED:
        return _DECIDED if is_review or view.proposal.outcome != Outcome.GRANT else _POSTED
    at_hand = {Stage.ACCEPTED: _ASKED, Stage.ON_NOTICE: _POSTED, Stage.OBJECTED: _LOOKED_INTO}
    after = (link for link in (_TOLD, _PAID, _WATCHED) if link not in behind)
    return at_hand.get(stage) or next(after, len(LINKS))


def _is_told(view: View, is_told: bool) -> bool:
    """By the letter once it is handed over; where nothing changes there is none, and a message does."""
    letter = view.decision.letter if view.decision else None
    return letter.delivered_on is not None if letter else is_told
