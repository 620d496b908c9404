"""Where a claim comes from."""

from enum import StrEnum


class SourceKind(StrEnum):
    """Who says so, in the order in which pages show them."""

    DECLARED = "declared"
    RECORD = "record"
    VISIT = "visit"
    NEIGHBOUR = "neighbour"
    ESTIMATE = "estimate"
    BANK = "bank"

    @property
    def label(self) -> str:
        return SOURCE_LABELS[self]


CARRIED = "carried"
"""How pages mark what a review begins with: what an earlier case of the family went by, which the family did not write."""


def shown_as(source_kind: str, source_ref: str) -> str:
    """The mark of a claim: its kind of source, or `CARRIED` where a declared value refers to an earlier case (SJ-…)."""
    is_carried = source_kind == SourceKind.DECLARED and source_ref.startswith("SJ-")
    return CARRIED if is_carried else source_kind


UNASKED = (SourceKind.ESTIMATE, SourceKind.RECORD, SourceKind.DECLARED)
"""Whose value counts while no officer adopted one, the later of them over the earlier: what the age of a child implies
only where nobody says otherwise, a record only where the family declared nothing."""
SOURCE_LABELS = {
    SourceKind.DECLARED: "家庭申报",
    SourceKind.RECORD: "部门记录",
    SourceKind.VISIT: "入户所见",
    SourceKind.NEIGHBOUR: "邻里反映",
    SourceKind.ESTIMATE: "按规则推算",
    SourceKind.BANK: "金融机构",
}
