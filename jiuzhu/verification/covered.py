"""What a consent covers, in Chinese words, and which purpose wants one, after the catalogue in force."""

from collections.abc import Sequence

from jiuzhu.catalogue.edition import current
from jiuzhu.verification.kinds import HOLDERS, Purpose


def kinds_told(kinds: Sequence[str], registers: Sequence[str]) -> str:
    """What a consent covers: 政府部门，银行、保险、证券; or, where registers are named, these alone."""
    if registers:
        return "、".join(current().labels(registers))
    return "；".join(label for kind, label in HOLDERS.items() if kind in kinds)


def wants_consent(purpose: Purpose) -> bool:
    """Whether a template for this purpose asks anything that only a consent opens: else nobody is asked to sign one.

    What nobody needs is not asked for (个人信息保护法 第六条).
    """
    table = current()
    return any(
        source.needs_consent
        for code, template in table.templates.items()
        if template.purpose == purpose
        for source in table.asked(code)
    )
