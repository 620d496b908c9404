"""綦江的渐退: a family on dibao whose income has risen keeps it for six months."""

from jiuzhu.policy.engine.language import rule


@rule(law="綦江区实施意见 第一条", since="2021-07-01", yes="现在享受低保", no="现在没有享受低保")
def tapering_receives(receives_dibao: bool) -> bool:
    """现在享受低保：渐退只给在保家庭。"""
    return receives_dibao


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


@rule(law="綦江区实施意见 第一条", since="2021-07-01", yes="可以渐退", no="不能渐退")
def tapering_qualifies(tapering_receives: bool, tapering_income_fits: bool, assets_within: bool) -> bool:
    """可以渐退：在保家庭收入超过标准但低于一点五倍，财产仍符合规定。"""
    return tapering_receives and tapering_income_fits and assets_within


@rule(law="綦江区实施意见 第一条", since="2021-07-01", says="每月 {this} 元，共 {tapering_months} 个月")
def tapering_fen(tapering_amount_fen: int, tapering_months: int) -> int:
    """渐退期金额：由人确定，共六个月。"""
    return tapering_amount_fen
