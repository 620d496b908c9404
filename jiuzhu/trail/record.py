"""`@action` makes a function an act: one transaction, one entry. `look` records a look at people."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import models, transaction
from django.utils import timezone

from jiuzhu.trail.models import Entry

P = ParamSpec("P")
R = TypeVar("R")


class Actor(Protocol):
    """Whoever acts; `org.Scope` is one. `actor` is a reference such as "officer:12", never a name."""

    @property
    def actor(self) -> str: ...


def action(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Turn a verb into an act: atomic, and on the trail as `name` ("package.verb") by its keyword `by`.

    What the act returns tells the trail what it was about: a saved row, or anything with `for_trail()`
    giving {"subject": "case:SJ-…", "case_no": …, "refs": {…}}. Where that knows of no case, the act stands under the
    `case_no` it was given. Acts may call acts below them; all share the outermost transaction, and each leaves its own entry.
    """

    def decorate(act: Callable[P, R]) -> Callable[P, R]:
        given = signature(act)

        @wraps(act)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Any = kwargs["by"]
            with transaction.atomic():
                result = act(*args, **kwargs)
                told = _told(result)
                Entry.objects.create(
                    kind=Entry.Kind.ACT,
                    at=timezone.now(),
                    actor=by.actor,
                    act=name,
                    subject=told["subject"],
                    case_no=told.get("case_no") or given.bind(*args, **kwargs).arguments.get("case_no", ""),
                    refs=told.get("refs", {}),
                )
            return result

        run.action_name = name  # type: ignore[attr-defined]
        return run

    return decorate


def look(
    by: Actor,
    what: str,
    subjects: Sequence[str],
    *,
    purpose: str,
    case_no: str = "",
    fields: Sequence[str] = (),
) -> None:
    """Record that `by` saw `subjects` ("person:12", …): one entry, whether one opened person or a masked list.

    `fields` are the names of what was shown open; values never enter the trail.
    """
    Entry.objects.create(
        kind=Entry.Kind.LOOK,
        at=timezone.now(),
        actor=by.actor,
        act=what,
        subject=subjects[0] if len(subjects) == 1 else f"{len(subjects)} 项",
        case_no=case_no,
        purpose=purpose,
        refs={"fields": list(fields), "shown": list(subjects)}
        if len(subjects) != 1
        else {"fields": list(fields)},
    )


def _told(result: Any) -> Mapping[str, Any]:
    if hasattr(result, "for_trail"):
        told: Mapping[str, Any] = result.for_trail()
        return told
    if isinstance(result, models.Model):
        return {
            "subject": f"{result._meta.model_name}:{result.pk}",
            "case_no": getattr(result, "case_no", ""),
        }
    raise TypeError(f"an act must return a row or something with for_trail(), not {type(result).__name__}")
