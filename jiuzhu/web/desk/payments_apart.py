"""Families of filed relatives in the lists of a month: left out, counted, and still in every total."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet

from jiuzhu.benefits.models import Payment
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import kin_homes

T = TypeVar("T")
SEEN = ("name", "amount")
"""What the lists of a month show of a family."""


def apart(scope: Scope, rows: Iterable[T], home: Callable[[T], int]) -> tuple[list[T], int]:
    """The rows whose family (`home`: household of a row) is no relative's, and how many families are left out."""
    kin, shown, left = kin_homes(scope), [], set[int]()
    for row in rows:
        if home(row) in kin:
            left.add(home(row))
        else:
            shown.append(row)
    return shown, len(left)


def lines_apart(scope: Scope, rows: QuerySet[Any]) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Payments or dues of a month: those shown, and those of relatives' families."""
    kin = {f"{home_of(rows)}__in": kin_homes(scope)}
    return rows.exclude(**kin), rows.filter(**kin)


def home_of(rows: QuerySet[Any]) -> str:
    """The field that leads from payments, or dues, to the family."""
    return "due__award__household" if rows.model is Payment else "award__household"
