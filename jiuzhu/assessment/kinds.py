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


SOURCE_LABELS = {
    SourceKind.DECLARED: "家庭申报",
    SourceKind.RECORD: "部门记录",
    SourceKind.VISIT: "入户所见",
    SourceKind.NEIGHBOUR: "邻里反映",
    SourceKind.ESTIMATE: "按规则推算",
    SourceKind.BANK: "金融机构",
}
