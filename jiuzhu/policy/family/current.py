"""What a family receives now, as facts: which programmes, how much a month, since when."""

from collections.abc import Callable, Mapping
from typing import Any

from jiuzhu.policy import facts
from jiuzhu.policy.engine.values import Value

LeftOut = Callable[[str, str], Value]
_NEVER = 1
"""A day long past, for a programme that is not received."""


def current_facts(told: Mapping[str, Any], left_out: LeftOut, unknown: LeftOut) -> dict[str, Value]:
    """The facts of `current`; an amount or month that was not told of a programme received is unknown, never none."""
    if "current" not in told:
        known = {name: left_out(name, "current") for name in (*facts.RECEIVES, *facts.RECEIVES_FEN)}
        return known | {name: left_out(name, "current") or _NEVER for name in facts.RECEIVES_SINCE}
    now = {item["programme"]: (index, item) for index, item in enumerate(told["current"])}
    found: dict[str, Value] = {name: programme in now for name, programme in facts.RECEIVES.items()}
    for name, programme in facts.RECEIVES_FEN.items():
        index, item = now.get(programme, (0, {"monthly": 0}))
        found[name] = item["monthly"] if "monthly" in item else unknown(name, f"current[{index}].monthly")
    for name, programme in facts.RECEIVES_SINCE.items():
        index, item = now.get(programme, (0, {"since": None}))
        if "since" in item:
            found[name] = item["since"].first.toordinal() if item["since"] else _NEVER
        else:
            found[name] = unknown(name, f"current[{index}].since")
    return found
