"""What a determination grants, and with which month what was decided begins: one rule for award, letter and standing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from jiuzhu.assessment.models import Determination
from jiuzhu.benefits import payable
from jiuzhu.benefits.kinds import FUND_OF, PROGRAMME_LABELS, Fund
from jiuzhu.benefits.models import Award
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused


@dataclass(frozen=True)
class Entitlement:
    """What a determination grants in one programme: 分 a month, its lines, the people, the first month of a grant."""

    programme: str
    monthly_fen: int
    parts: list[dict[str, Any]]
    persons: list[int]
    from_month: int

    @property
    def fund(self) -> Fund:
        return FUND_OF[self.programme]


def entitlement(determination: Determination, on: date, programme: str | None = None) -> Entitlement:
    """Read what a determination grants, in the form of `AwardPart` rows; raises Refused when it grants no amount.

    Granted is from the month that its region's rule gives for a decision on `on`: 重庆 the month of the approval
    (重庆市城乡居民最低生活保障条例 第二十二条), elsewhere the next one (民发〔2021〕57号 第二十一条).
    """
    result = determination.result
    chosen = programme or _classified(result)
    if chosen not in FUND_OF:
        raise Refused("nothing_granted", "测算结论没有可以按月发放的救助，不能作出发放决定。")
    found = result["results"].get(chosen, {})
    fen = found.get("monthly_fen")
    if found.get("status") != "eligible" or not fen:
        raise Refused(
            "nothing_granted",
            f"测算结论里{PROGRAMME_LABELS[chosen]}不是“符合”或金额未定，不能作出发放决定；"
            "有需要人工确定的数，请先作裁定再测算。",
        )
    parts = found["parts"]
    if sum(part["fen"] for part in parts) != fen:
        raise ValueError(f"determination {determination.pk}: parts do not add up to monthly_fen")
    offset = Month.parse(found["from_month"]).number - Month.of(date.fromisoformat(result["date"])).number
    return Entitlement(
        chosen, fen, parts, [int(person) for person in found["persons"]], Month.of(on).number + offset
    )


def granted_from(determination: Determination, on: date, programme: str | None = None) -> Month:
    """The first month of what is granted on a day: the region's (`entitlement`).

    Where an award that was stopped still has months left, more takes their place; as much or less waits until they are
    over, since what was granted for them stays.
    """
    owed = entitlement(determination, on, programme)
    left = Award.objects.filter(
        household=determination.household_id, fund=owed.fund, until_month__gt=owed.from_month
    )
    most = left.aggregate(fen=Max("monthly_fen"), until=Max("until_month"))
    return Month(most["until"] if owed.monthly_fen <= (most["fen"] or 0) else owed.from_month)


def told_from(result: dict[str, Any], programme: str, first: Month | None) -> dict[str, Any]:
    """A determination's result as it is told once it is decided: what is granted begins with the award's first month, which
    the day of the decision gives. Without one (None) the result itself."""
    if first is None:
        return result
    told = {**result["results"][programme], "from_month": str(first)}
    return {**result, "results": {**result["results"], programme: told}}


def changed_from(
    award: Award,
    determination: Determination,
    on: date,
    programme: str | None = None,
    died_on: date | None = None,
) -> Month:
    """The first month of a change decided on a day: less begins as a stop does, anything else as a grant."""
    owed = entitlement(determination, on, programme)
    if owed.monthly_fen < award.monthly_fen:
        return less_from(award, on, died_on)
    return Month(owed.from_month)


def less_from(award: Award, on: date, died_on: date | None = None) -> Month:
    """The first month of a decrease or a stop decided on a day: the next one, or the one after a death that is the reason,
    none that is approved for payment already, and none before the family was granted what is lessened.

    The law says from when help is granted, not from when it is lessened: what was granted for the month of the decision stays,
    and the decision itself makes no debt. To the dead nothing is owed. What the bank sent back made none either.
    """
    paid = payable.sent().filter(due__award__household=award.household_id, due__award__fund=award.fund)
    last = paid.aggregate(last=Max("due__month"))["last"]
    return max(Month.of(died_on or on) + 1, Month((last or 0) + 1), Month(award.begun))


def _classified(result: dict[str, Any]) -> str:
    classified = result["classification"]
    single = sorted(set(classified["members"].values()))
    return str(classified["household"] if classified["household"] in FUND_OF else (single or [None])[0])
