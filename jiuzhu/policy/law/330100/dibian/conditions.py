"""杭州的低保边缘家庭: below twice the standard and not above the minimum wage, until the national law of 2026."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="杭州低边标准2022",
    since="2022-01-01",
    until="2026-06-30",
    yes="家庭人均月收入 {income_per_head_fen} 元，低于低保标准的 {dibian_percent}，也不超过最低工资",
    no="家庭人均月收入 {income_per_head_fen} 元，不低于低保标准的 {dibian_percent}，或者超过最低工资",
)
def dibian_income_below(
    income_monthly_fen: int, members: int, standard_fen: int, dibian_percent: int, minimum_wage_fen: int
) -> bool:
    """人均收入低于两倍标准并且不超过最低工资：恰好等于两倍的不算，恰好等于最低工资的算。"""
    below = income_monthly_fen * 100 < standard_fen * members * dibian_percent
    return below and income_monthly_fen <= minimum_wage_fen * members
