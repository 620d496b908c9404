"""Which cases a scope reaches: those of the families it reaches, and the one case of a grant."""

from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import households
from jiuzhu.verification.models import Query


def demand_case(scope: Scope, case_no: str) -> None:
    """Raise PermissionError unless the scope reaches the case and something was asked for it.

    A grant's end is checked where its scope is made, at every request.
    """
    if scope.kind == "grant":
        within = scope.case_no == case_no
    else:
        asked = Query.objects.filter(case_no=case_no).values("household")
        within = households(scope).filter(pk__in=asked).exists()
    if not within:
        raise PermissionError(f"{case_no} is outside {scope.actor}")
