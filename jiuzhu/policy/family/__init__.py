"""One family as the contract writes it: read, checked, and flattened to the facts that rules ask for."""

from jiuzhu.policy.family.faults import FamilyFault, Faults
from jiuzhu.policy.family.flatten import flatten
from jiuzhu.policy.family.read import Family, read
from jiuzhu.policy.family.words import all_in_words, in_words, spoken, who_in_words

__all__ = [
    "Family",
    "FamilyFault",
    "Faults",
    "all_in_words",
    "flatten",
    "in_words",
    "read",
    "spoken",
    "who_in_words",
]
