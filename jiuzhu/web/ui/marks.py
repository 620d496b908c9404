"""Source marks: one character for who says a fact, always in this order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """`sign` is the character, `tone` its CSS class, `word` what a screen reader says."""

    sign: str
    tone: str
    word: str


MARKS = {
    "declared": Mark("申", "declared", "家庭申报"),
    "carried": Mark("上", "declared", "上次采信"),
    "record": Mark("查", "record", "部门记录"),
    "visit": Mark("访", "visit", "入户看到"),
    "neighbour": Mark("邻", "neighbour", "邻里所说"),
    "estimate": Mark("推", "estimate", "按规则推算"),
    "bank": Mark("行", "bank", "银行记录"),
}
