"""Tell the family in writing: what was found otherwise than it said, and that a letter has reached it."""

from datetime import date
from typing import Any

from jiuzhu.casework import letters
from jiuzhu.casework.actions.step import case_for
from jiuzhu.casework.models import Case
from jiuzhu.catalogue.edition import current
from jiuzhu.clocks import actions as clocks
from jiuzhu.documents import actions as documents
from jiuzhu.documents.kinds import Delivery, LetterKind
from jiuzhu.documents.models import Letter
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.calendar import add_workdays
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.compare import group
from jiuzhu.verification.models import Difference
from jiuzhu.verification.queries import open_differences
from jiuzhu.verification.words import told

ANSWER_WITHIN = 5
"""Working days in which a family is asked to answer; this district's default, the law names none."""


@action("casework.tell_differences")
def tell_differences(case_no: str, on: date, *, by: Scope) -> Letter:
    """告知核对不符: everything that differs and is not explained yet, in one letter (民发〔2021〕57号 第18条).

    Raises Refused when nothing differs.
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    waiting = open_differences(case_no)
    if not waiting:
        raise Refused("nothing_differs", "现在没有待说明的不一致，不用告知。", "民发〔2021〕57号 第18条")
    due = add_workdays(on, ANSWER_WITHIN)
    who = letters.names(case, on)
    data: dict[str, Any] = {
        "programme": case.programme,
        "to": case.applicant.name,
        "applied_on": case.applied_on,
        "differences": [_line(difference, who) for difference in waiting],
        "due_on": due,
        "contact": letters.contact(case),
    }
    letter = letters.write(case, LetterKind.DIFFERENCES, data, on, by)
    words = (
        f"{case.applicant.name}，查到的情况和您说的有 {len(waiting)} 处不一样，请在 {due.month}月{due.day}日前告诉我们怎么回事，"
        f"说得清就按您说的。电话 {data['contact']['phone']}。"
    )
    letters.tell(case, words, on, by)
    return letter


@action("casework.deliver")
def deliver(case_no: str, how: str, on: date, *, by: Scope) -> Letter:
    """Note that the decision's letter reached the family; within three working days of a refusal (第21条)."""
    case = case_for(case_no, by, Role.CLERK, Role.ASSISTANT, Role.CONFIRMER, Role.COUNTY)
    letter = _decision_letter(case)
    clocks.meet_running(case_no, "db.reject_notice", on, by=by)
    return documents.deliver_letter(letter, Delivery(how), on, by=by)


def _decision_letter(case: Case) -> Letter:
    decision = case.decisions.select_related("letter").first()
    if decision is None or decision.letter is None:
        raise Refused("no_letter", "这个案件还没有决定书，没有可以送达的。")
    return decision.letter


def _line(difference: Difference, who: dict[str, str]) -> dict[str, str]:
    feeds = [
        register.office
        for register in current().registers.values()
        if any(group(fact.key) == difference.key for fact in register.facts)
    ]
    return {
        "who": who.get(str(difference.person_id), "全家"),
        "what": difference.label,
        "declared": told(difference.declared, difference.key)
        if difference.declared is not None
        else "没有写",
        "found": told(difference.found, difference.key),
        "source": "、".join(dict.fromkeys(feeds)) or "有关部门",
    }
