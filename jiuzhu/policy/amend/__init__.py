"""A proposed change of the law as a value: written, laid upon an edition, checked, and told as before → after. Pure."""

from jiuzhu.policy.amend.change import Amendment, ListChange, NumberChange, RuleChange, Source
from jiuzhu.policy.amend.check import amended
from jiuzhu.policy.amend.compose import compose
from jiuzhu.policy.amend.describe import ListEffect, NumberEffect, RuleEffect, describe
from jiuzhu.policy.amend.faults import AmendmentFault, Faults

__all__ = [
    "Amendment",
    "AmendmentFault",
    "Faults",
    "ListChange",
    "ListEffect",
    "NumberChange",
    "NumberEffect",
    "RuleChange",
    "RuleEffect",
    "Source",
    "amended",
    "compose",
    "describe",
]
