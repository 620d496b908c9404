"""刚性支出困难家庭: necessary expenses too large a share of the income of the last twelve months."""

from jiuzhu.policy.engine.language import rule


@rule(law="民发〔2024〕57号 第四条", since="2025-01-01", says="近 12 个月家庭总收入 {this} 元")
def gangxing_income_annual_fen(
    total_income_is_established: bool, established_total_income_annual_fen: int, income_annual_fen: int
) -> int:
    """刚性支出认定用的家庭年总收入：已经核定的用核定数，否则用家庭年收入。"""
    return established_total_income_annual_fen if total_income_is_established else income_annual_fen


@rule(
    law="民发〔2024〕57号 第四条",
    since="2025-01-01",
    yes="家庭人均收入低于上年度当地居民人均可支配收入",
    no="家庭人均收入不低于上年度当地居民人均可支配收入",
)
def gangxing_income_below(
    gangxing_income_annual_fen: int, members: int, disposable_income_annual_fen: int
) -> bool:
    """人均收入低于上年度当地居民人均可支配收入。"""
    return gangxing_income_annual_fen < disposable_income_annual_fen * members


@rule(law="民发〔2024〕57号 第五条", since="2025-01-01", says="近 12 个月刚性支出 {this} 元")
def rigid_expenses_annual_fen(
    living_expenses_annual_fen: int,
    medical_expenses_annual_fen: int,
    education_expenses_annual_fen: int,
    disability_rehab_expenses_annual_fen: int,
    housing_expenses_annual_fen: int,
    disaster_expenses_annual_fen: int,
    gangxing_counts_others: int,
) -> int:
    """刚性支出：生活、医疗、教育、残疾康复支出之和；住房、受灾等其他支出由县级民政部门另行认定。"""
    health = medical_expenses_annual_fen + disability_rehab_expenses_annual_fen
    others = (housing_expenses_annual_fen + disaster_expenses_annual_fen) * gangxing_counts_others
    return living_expenses_annual_fen + education_expenses_annual_fen + health + others


@rule(
    law="民发〔2024〕57号 第四条",
    since="2025-01-01",
    yes="近 12 个月刚性支出 {rigid_expenses_annual_fen} 元，超过家庭总收入的 {gangxing_percent}",
    no="近 12 个月刚性支出 {rigid_expenses_annual_fen} 元，没有超过家庭总收入的规定比例",
)
def gangxing_expenses_above(
    rigid_expenses_annual_fen: int, gangxing_income_annual_fen: int, gangxing_percent: int
) -> bool:
    """刚性支出占家庭总收入超过规定比例：恰好等于的不算超过；没有支出的不算。"""
    return rigid_expenses_annual_fen * 100 > gangxing_income_annual_fen * gangxing_percent


@rule(
    law="民发〔2024〕57号 第四条",
    since="2025-01-01",
    yes="符合刚性支出困难家庭条件",
    no="不符合刚性支出困难家庭条件",
)
def gangxing_qualifies(
    gangxing_income_below: bool, gangxing_expenses_above: bool, assets_within: bool
) -> bool:
    """符合刚性支出困难家庭条件：收入、支出比例、财产都符合。"""
    return gangxing_income_below and gangxing_expenses_above and assets_within
