"""What a case is examined for: the purpose of its questions, and the programmes that want more asked than its own does."""

from jiuzhu.assessment.kinds import SourceKind
from jiuzhu.assessment.models import Claim
from jiuzhu.casework.models import Case
from jiuzhu.casework.states import Kind
from jiuzhu.verification.kinds import Purpose

_BILLS = "expenses."
_WORK = "work_capacity"


def purpose_of(case: Case) -> Purpose:
    """What its questions are for: an application, or a review of what was granted."""
    return Purpose.APPLY if case.kind == Kind.NEW else Purpose.REVIEW


def programmes_of(case: Case) -> tuple[str, ...]:
    """The programme applied for, and those that what the family declares brings up; one query.

    刚性支出 where it declares bills that it cannot do without (刚性支出办法 第四条), 特困 where nobody in it can work, by what is
    declared and by a child's age (民发〔2021〕43号 第四条). Who declares neither is not asked about either: nothing is verified in reserve.
    """
    rows = Claim.objects.filter(
        case_no=case.case_no, source_kind__in=(SourceKind.ESTIMATE, SourceKind.DECLARED)
    ).order_by("pk")
    said = {(row.person_id, row.key): row.value for row in rows}
    work = [value for (_, key), value in said.items() if key == _WORK]
    found = [case.programme]
    if any(key.startswith(_BILLS) and value and not value.get("none") for (_, key), value in said.items()):
        found.append("gangxing")
    if work and all(value == "none" for value in work):
        found.append("tekun")
    return tuple(dict.fromkeys(found))
