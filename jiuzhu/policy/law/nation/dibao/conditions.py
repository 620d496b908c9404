"""低保的条件: income below the standard, assets within the limits."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="国务院令第649号 第九条",
    until="2026-06-30",
    yes="家庭人均月收入 {income_per_head_fen} 元，低于{area}低保标准 {standard_fen} 元",
    no="家庭人均月收入 {income_per_head_fen} 元，不低于{area}低保标准 {standard_fen} 元",
)
def dibao_income_below(income_monthly_fen: int, members: int, standard_fen: int) -> bool:
    """人均收入低于低保标准：按全家比较，不先取人均；恰好等于标准的不算低于。"""
    return income_monthly_fen < standard_fen * members


@rule(
    law="社会救助法 第十八条",
    since="2026-07-01",
    yes="家庭人均月收入 {income_per_head_fen} 元，低于{area}低保标准 {standard_fen} 元",
    no="家庭人均月收入 {income_per_head_fen} 元，不低于{area}低保标准 {standard_fen} 元",
)
def dibao_income_below(income_monthly_fen: int, members: int, standard_fen: int) -> bool:
    """人均收入低于低保标准：按全家比较，不先取人均；恰好等于标准的不算低于。"""
    return income_monthly_fen < standard_fen * members


@rule(
    law="民发〔2021〕57号 第十三条",
    yes="扣减因残疾、患重病增加的支出后，家庭月收入 {income_after_deduction_fen} 元，低于低保标准",
    no="扣减因残疾、患重病增加的支出后，仍不低于低保标准",
)
def dibao_expenditure_below(income_after_deduction_fen: int, members: int, standard_fen: int) -> bool:
    """扣减刚性支出后低于低保标准：支出型；收入本身已低于标准的不用它。"""
    return income_after_deduction_fen < standard_fen * members


@rule(law="国务院令第649号 第九条", until="2026-06-30", yes="符合低保条件", no="不符合低保条件")
def dibao_qualifies(dibao_income_below: bool, dibao_expenditure_below: bool, assets_within: bool) -> bool:
    """符合低保条件：收入低于标准，财产符合规定。"""
    return (dibao_income_below or dibao_expenditure_below) and assets_within


@rule(law="社会救助法 第十八条", since="2026-07-01", yes="符合低保条件", no="不符合低保条件")
def dibao_qualifies(dibao_income_below: bool, dibao_expenditure_below: bool, assets_within: bool) -> bool:
    """符合低保条件：收入低于标准，财产符合规定。"""
    return (dibao_income_below or dibao_expenditure_below) and assets_within
