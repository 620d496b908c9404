"""浙江的低保边缘家庭: up to one and a half times the standard, the line included, until the national law of 2026."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="浙江省社会救助条例 第十三条",
    since="2014-11-01",
    until="2026-06-30",
    yes="家庭人均月收入 {income_per_head_fen} 元，在低保标准的 {dibian_percent} 以下",
    no="家庭人均月收入 {income_per_head_fen} 元，超过低保标准的 {dibian_percent}",
)
def dibian_income_below(
    income_monthly_fen: int, members: int, standard_fen: int, dibian_percent: int
) -> bool:
    """人均收入在低保边缘标准以下：恰好等于的也算。"""
    return income_monthly_fen * 100 <= standard_fen * members * dibian_percent


@rule(
    law="浙江省社会救助条例 第十三条",
    since="2014-11-01",
    until="2021-06-30",
    yes="符合低保边缘家庭条件",
    no="不符合低保边缘家庭条件",
)
def dibian_qualifies(dibian_income_below: bool, assets_within: bool) -> bool:
    """符合低保边缘家庭条件：人均收入在边缘标准以下，财产符合规定。"""
    return dibian_income_below and assets_within
