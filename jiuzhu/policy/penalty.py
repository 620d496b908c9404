"""骗取救助的罚款 over a change of the law: that of the day of the act, or that of the decision where it is lighter (从旧兼从轻)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.kernel.fen import plain_yuan
from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import Edition

LIGHTER = "行政处罚法 第三十七条"


@dataclass(frozen=True, slots=True)
class Fine:
    """What may be imposed beside the return of everything that was obtained: both ends included, in 分."""

    least_fen: int
    most_fen: int
    law_of: date
    """The day whose law this is."""
    because: str
    """Its clause in Chinese."""
    is_lighter: bool
    """Whether the law of the decision was taken for being lighter than that of the act."""


def fine(edition: Edition, region: str, defrauded_fen: int, acted_on: date, decided_on: date) -> Fine | None:
    """The fine for one act of deceit; None where neither day's law knows one.

    An act that went on is judged by its last day. Raises ValueError for a decision before the act.
    """
    if decided_on < acted_on:
        raise ValueError("处罚决定不能早于行为")
    found = [_of_a_day(edition, region, defrauded_fen, day) for day in dict.fromkeys((acted_on, decided_on))]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None  # what no law punished when it was done is not punished
    lightest = min(known, key=lambda each: (each.most_fen, each.least_fen))
    if lightest.law_of == acted_on:
        return lightest
    return Fine(lightest.least_fen, lightest.most_fen, lightest.law_of, lightest.because, is_lighter=True)


def _of_a_day(edition: Edition, region: str, defrauded_fen: int, day: date) -> Fine | None:
    result = determine(
        {
            "region": region,
            "area": "urban",
            "date": day.isoformat(),
            "members": [{"id": "a", "relation": "self"}],
            "fraud": {"amount": plain_yuan(defrauded_fen)},
            "programmes": ["fine"],
        },
        edition,
    )
    told: Mapping[str, Any] = result["results"]["fine"]
    if "range_fen" not in told:
        return None
    least, most = told["range_fen"]
    return Fine(least, most, day, told["because"][0], is_lighter=False)
