"""What a consent covers, in Chinese words, after the catalogue in force."""

from collections.abc import Sequence

from jiuzhu.catalogue.edition import current
from jiuzhu.verification.kinds import HOLDERS


def kinds_told(kinds: Sequence[str], registers: Sequence[str]) -> str:
    """What a consent covers: 政府部门，银行、保险、证券; or, where registers are named, these alone."""
    if registers:
        return "、".join(current().labels(registers))
    return "；".join(label for kind, label in HOLDERS.items() if kind in kinds)
