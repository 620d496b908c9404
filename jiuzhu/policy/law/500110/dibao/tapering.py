"""綦江的渐退: whatever raised the income, between once and one and a half times the standard, for six months."""

from jiuzhu.policy.engine.language import rule


@rule(law="綦江区实施意见 第一条", since="2021-07-01", yes="收入发生变化", no="收入没有变化")
def tapering_has_cause(tapering_receives: bool) -> bool:
    """收入增加的原因：在保家庭收入变化的都算，不限于就业。"""
    return tapering_receives


@rule(
    law="綦江区实施意见 第一条",
    since="2021-07-01",
    yes="家庭人均月收入 {income_per_head_fen} 元，超过低保标准、低于一点五倍",
    no="家庭人均月收入 {income_per_head_fen} 元，不在低保标准与一点五倍之间",
)
def tapering_income_fits(
    income_monthly_fen: int, members: int, standard_fen: int, dibian_income_below: bool
) -> bool:
    """渐退的收入范围：超过低保标准，低于一点五倍。"""
    return income_monthly_fen > standard_fen * members and dibian_income_below
