"""威海的支出型低保: income above the standard, brought below it by medical, education and other necessary expenses."""

from jiuzhu.policy.engine.language import rule


@rule(law="威海市最低生活保障管理办法", since="2020-05-23")
def illness_expenses_annual_fen(
    medical_expenses_annual_fen: int,
    disability_rehab_expenses_annual_fen: int,
    education_expenses_annual_fen: int,
) -> int:
    """医疗、教育等刚性支出：近 12 个月自付部分；能扣减多少由人确定。"""
    health = medical_expenses_annual_fen + disability_rehab_expenses_annual_fen
    return health + education_expenses_annual_fen


@rule(
    law="威海市最低生活保障管理办法",
    since="2020-05-23",
    yes="申请前 12 个月人均收入低于上年度当地居民人均可支配收入",
    no="申请前 12 个月人均收入不低于上年度当地居民人均可支配收入",
)
def expenditure_income_fits(income_annual_fen: int, members: int, disposable_income_annual_fen: int) -> bool:
    """支出型的收入上限：人均年收入低于上年度当地居民人均可支配收入。"""
    return income_annual_fen < disposable_income_annual_fen * members


@rule(
    law="威海市最低生活保障管理办法",
    since="2020-05-23",
    yes="扣减医疗、教育等刚性支出后，家庭月收入 {income_after_deduction_fen} 元，低于低保标准",
    no="扣减医疗、教育等刚性支出后，仍不符合支出型低保的收入条件",
)
def dibao_expenditure_below(
    illness_expenses_annual_fen: int,
    income_after_deduction_fen: int,
    members: int,
    standard_fen: int,
    expenditure_income_fits: bool,
) -> bool:
    """扣减刚性支出后低于低保标准：支出型；扣减前的人均收入还要低于当地居民人均可支配收入。"""
    below = income_after_deduction_fen < standard_fen * members
    return illness_expenses_annual_fen != 0 and below and expenditure_income_fits
