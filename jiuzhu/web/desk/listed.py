"""The look that a page leaves of the families whose names it shows."""

from collections.abc import Iterable

from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import look


def listed(
    scope: Scope,
    what: str,
    case_nos: Iterable[str],
    purpose: str,
    fields: tuple[str, ...] = ("name",),
    forms: Iterable[str] = (),
) -> None:
    """One look at all families of a page, by case, and at its applications (`forms`: their numbers); none where it shows
    nobody. Where it is one case, the look is found under that case."""
    cases = list(dict.fromkeys(case_nos))
    subjects = [f"case:{number}" for number in cases] + [f"application:{number}" for number in forms]
    if subjects:
        about = cases[0] if len(subjects) == len(cases) == 1 else ""
        look(scope, what, subjects, purpose=purpose, case_no=about, fields=fields)
