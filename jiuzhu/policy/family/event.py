"""What befell a family, as facts: none, or its kind with what was told of it."""

from collections.abc import Callable, Mapping
from typing import Any

from jiuzhu.policy.engine.values import Value

_KEYS = {
    "event_self_paid_fen": "self_paid",
    "event_loss_fen": "loss",
    "event_months_without_income": "months_without_income",
    "event_aids_this_year": "aids_this_year",
    "event_insured": "insured",
    "event_urgent": "urgent",
    "event_same_event_aided": "same_event_aided",
}
_NOTHING = {"kind": "none", **dict.fromkeys(_KEYS.values(), 0)}


def event_facts(told: Mapping[str, Any], left_out: Callable[[str, str], Value]) -> dict[str, Value]:
    """The facts of `event`; of a family in which nothing happened they are all none."""
    if "event" not in told:
        return {name: left_out(name, "event") for name in ("event_kind", *_KEYS)}
    event: Mapping[str, Any] = told["event"] or _NOTHING
    found: dict[str, Value] = {"event_kind": event["kind"]}
    for name, key in _KEYS.items():
        found[name] = event[key] if key in event else left_out(name, f"event.{key}")
    return found
