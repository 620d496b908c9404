"""支出型用两倍线: expenses above the income, or what is left below twice the standard."""

from jiuzhu.policy.engine.language import rule


@rule(law="柳南区支出型办法", says="近 12 个月刚性支出折成每月 {this} 元")
def rigid_monthly_fen(medical_expenses_annual_fen: int, education_expenses_annual_fen: int) -> int:
    """刚性支出（每月）：医疗和教育自付部分。"""
    return (medical_expenses_annual_fen + education_expenses_annual_fen + 6) // 12


@rule(law="柳南区支出型办法", yes="支出型困难家庭", no="不是支出型困难家庭")
def relative_poverty_qualifies(
    rigid_monthly_fen: int, income_monthly_fen: int, members: int, standard_fen: int
) -> bool:
    """支出型困难家庭：刚性支出大于收入，或者扣除后低于标准的两倍。"""
    left = income_monthly_fen - rigid_monthly_fen
    return rigid_monthly_fen > 0 and (left < 0 or left < standard_fen * members * 2)
