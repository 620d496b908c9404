"""低保边缘家庭: income below one and a half times the standard."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    until="2026-06-30",
    yes="家庭人均月收入 {income_per_head_fen} 元，低于{area}低保标准的 {dibian_percent}",
    no="家庭人均月收入 {income_per_head_fen} 元，不低于{area}低保标准的 {dibian_percent}",
)
def dibian_income_below(
    income_monthly_fen: int, members: int, standard_fen: int, dibian_percent: int
) -> bool:
    """人均收入低于低保边缘标准：恰好等于的不算低于。"""
    return income_monthly_fen * 100 < standard_fen * members * dibian_percent


@rule(
    law="社会救助法 第二十一条",
    since="2026-07-01",
    yes="家庭人均月收入 {income_per_head_fen} 元，低于{area}低保标准的 {dibian_percent}",
    no="家庭人均月收入 {income_per_head_fen} 元，不低于{area}低保标准的 {dibian_percent}",
)
def dibian_income_below(
    income_monthly_fen: int, members: int, standard_fen: int, dibian_percent: int
) -> bool:
    """人均收入低于低保边缘标准：恰好等于的不算低于。"""
    return income_monthly_fen * 100 < standard_fen * members * dibian_percent


@rule(
    law="民发〔2021〕57号 第八条", since="2021-07-01", yes="符合低保边缘家庭条件", no="不符合低保边缘家庭条件"
)
def dibian_qualifies(dibian_income_below: bool, assets_within: bool) -> bool:
    """符合低保边缘家庭条件：人均收入低于边缘标准，财产符合规定。"""
    return dibian_income_below and assets_within
