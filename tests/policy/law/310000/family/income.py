"""支出型扣减后差额: all necessary expenses come off; where they exceed the income, the whole standard is paid."""

from jiuzhu.policy.engine.language import rule


@rule(law="上海市社会救助条例 第十二条", says="扣减后每月 {this} 元")
def income_after_deduction_fen(
    income_monthly_fen: int,
    medical_expenses_annual_fen: int,
    education_expenses_annual_fen: int,
    disability_rehab_expenses_annual_fen: int,
) -> int:
    """扣减必需支出后的家庭月收入：支出超过收入的计零，按标准全额。"""
    spent = medical_expenses_annual_fen + education_expenses_annual_fen + disability_rehab_expenses_annual_fen
    return max(0, income_monthly_fen - (spent + 6) // 12)
