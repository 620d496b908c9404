"""Why a result is what it is, as people are told: granted or not, and the conditions that decided. Stored sentences stay as they are."""

import re
from collections.abc import Mapping
from typing import Any

from jiuzhu.policy.engine.speech import UNKNOWN

_OPEN_NUMBER = re.compile(rf" ?{UNKNOWN}(?: ?(?:元|人|个月|岁|平方米))?")
_WHATEVER = "（还没有定下来，不管是多少都一样）"


def is_granted(told: Mapping[str, Any]) -> bool:
    """Whether a programme's result grants it, be the amount open: somebody surely gets it."""
    return told["status"] == "eligible" or (told["status"] == "undetermined" and bool(told["persons"]))


def reasons(told: Mapping[str, Any]) -> list[str]:
    """What decided a programme's result, each with its clause; a number that is not known, and changes nothing, is said to be so."""
    return [_OPEN_NUMBER.sub(_WHATEVER, sentence) for sentence in told["because"]]
