"""綦江的单人保: strictly above the standard, and more people may be taken in."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="綦江区实施意见 第一条",
    since="2021-07-01",
    of="person",
    yes="属可单独纳入的人员",
    no="不属可单独纳入的人员",
)
def may_be_single(
    is_severely_disabled: bool, major_illness: bool, rare_illness: bool, bedridden_months: int
) -> bool:
    """可单独纳入的人员：瘫痪满六个月、重残、重病、罕见病患者。"""
    return is_severely_disabled or major_illness or rare_illness or bedridden_months >= 6


@rule(
    law="綦江区实施意见 第一条",
    since="2021-07-01",
    yes="家庭人均月收入 {income_per_head_fen} 元，高于低保标准、低于边缘标准",
    no="家庭人均月收入 {income_per_head_fen} 元，不在低保标准与边缘标准之间（恰好等于低保标准的也不在）",
)
def single_person_income_fits(
    income_monthly_fen: int, members: int, standard_fen: int, dibian_income_below: bool
) -> bool:
    """单人保的收入范围：高于低保标准，低于一点五倍；恰好等于标准的不在其内。"""
    return income_monthly_fen > standard_fen * members and dibian_income_below


@rule(
    law="綦江区实施意见 第一条",
    since="2021-07-01",
    of="person",
    yes="未脱贫的重残、重病人员，裁定参照单人户纳入",
    no="不属参照单人户纳入的未脱贫人员",
)
def is_single_besides(
    unlifted_poverty: bool, is_severely_disabled: bool, major_illness: bool, single_person_unlifted: int
) -> bool:
    """其他特殊困难人员：符合条件的未脱贫重残、重病人员，由人确定。"""
    return unlifted_poverty and (is_severely_disabled or major_illness) and single_person_unlifted == 1
