"""What is wrong with one value, as a quarantined row keeps it and a reply tells it: never the value itself."""

import re
from typing import NamedTuple

from jiuzhu.lake.kinds import Wrong

LONGEST_FORM = 40


class Fault(NamedTuple):
    """A column, what is wrong there, and how the value is formed."""

    column: str
    wrong: Wrong
    form: str


def form_of(text: str) -> str:
    """How a value is written, without what it says: 50011019800101123x → 99999999999999999a, 冉光明 → 字字字."""
    form = re.sub(r"[^\W\d_a-zA-Z]", "字", re.sub(r"\d", "9", text[: LONGEST_FORM + 1]))
    form = re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", form))
    return form if len(text) <= LONGEST_FORM else f"{form[:LONGEST_FORM]}…"
