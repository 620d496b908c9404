"""威海的相对贫困: a multiple of the standard of the same area, piloted in two counties."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="威海市社会救助报告2020-12-09 三(二)",
    since="2020-12-09",
    yes="家庭人均月收入 {income_per_head_fen} 元，在{area}低保标准的 {relative_poverty_percent} 以内",
    no="家庭人均月收入 {income_per_head_fen} 元，不在{area}低保标准的 {relative_poverty_percent} 以内",
)
def relative_poverty_income_fits(
    income_monthly_fen: int,
    members: int,
    standard_fen: int,
    relative_poverty_percent: int,
    relative_poverty_includes_line: int,
) -> bool:
    """人均收入在相对贫困线以内：恰好等于的由人确定。"""
    line = standard_fen * members * relative_poverty_percent
    at_the_line = income_monthly_fen * 100 == line
    return income_monthly_fen * 100 < line or (at_the_line and relative_poverty_includes_line == 1)


@rule(
    law="威海市社会救助报告2020-12-09 三(二)", since="2020-12-09", yes="属相对贫困家庭", no="不属相对贫困家庭"
)
def relative_poverty_qualifies(relative_poverty_income_fits: bool, assets_within: bool) -> bool:
    """相对贫困家庭：收入在线内；财产条件报告没有写，有财产的由人确定。"""
    return relative_poverty_income_fits and assets_within
