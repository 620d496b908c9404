"""Whether a change of the law fits the edition in force, and what it would change there. Reads, writes nothing."""

from collections.abc import Iterator

from jiuzhu.editions.queries import current
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.queries import full_names
from jiuzhu.policy.amend import Amendment, AmendmentFault, Faults, amended, describe
from jiuzhu.policy.amend.describe import Effect
from jiuzhu.policy.amend.levels import settled_above, written_above
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.numbers import in_figures


class Unfit(Refused):
    """An amendment that does not fit the edition in force; `faults` name the fields."""

    def __init__(self, faults: tuple[AmendmentFault, ...]) -> None:
        super().__init__("amendment_unfit", "；".join(fault.message for fault in faults))
        self.faults = faults


def preview(change: Amendment) -> tuple[Effect, ...]:
    """What a change would do to the edition in force, before → after; raises Unfit where it does not fit."""
    edition = current()
    fit(edition, change)
    return describe(edition, change)


def fit(edition: Edition, change: Amendment) -> Edition:
    """The edition with the change; raises Unfit for what does not fit, or is for a wider region to settle."""
    try:
        after = amended(edition, change)
    except Faults as faults:
        raise Unfit(faults.faults) from faults
    above = tuple(_above(edition, change))
    if above:
        raise Unfit(above)
    return after


def _above(edition: Edition, change: Amendment) -> Iterator[AmendmentFault]:
    settled, texts = settled_above(edition, change), written_above(edition, change)
    names = full_names([*(entry.region for _, _, entry in settled), *(text.region for _, text in texts)])
    for index, number, entry in settled:
        place = names[entry.region]
        yield AmendmentFault(
            f"changes[{index}].region",
            f"{number.label}由{place}定为 {in_figures(number.unit, entry.value)}（{entry.source}），"
            f"这里不能另定；要改请由{place}的政策岗提出",
        )
    for index, text in texts:
        place = names[text.region]
        yield AmendmentFault(
            f"changes[{index}].text",
            f"“{text.label}”（{text.name}）由{place}规定（{text.law}），这里不能另写；要改请由{place}的政策岗提出",
        )
