"""单人保: one member of a 边缘 family, severely disabled or gravely ill, on dibao alone."""

from jiuzhu.policy.engine.language import any_of, rule


@rule(
    law="民发〔2021〕57号 第八条第一项",
    since="2021-07-01",
    of="person",
    yes="属重度残疾人",
    no="不属重度残疾人",
)
def is_severely_disabled(
    visual_grade: int,
    hearing_grade: int,
    speech_grade: int,
    physical_grade: int,
    intellectual_grade: int,
    psychiatric_grade: int,
) -> bool:
    """单人保所称重度残疾人：一、二级残疾，以及三级智力、三级精神残疾。"""
    bodily = (
        visual_grade in (1, 2)
        or hearing_grade in (1, 2)
        or speech_grade in (1, 2)
        or physical_grade in (1, 2)
    )
    return bodily or intellectual_grade in (1, 2, 3) or psychiatric_grade in (1, 2, 3)


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    of="person",
    yes="属可单独纳入的人员",
    no="不属可单独纳入的人员",
)
def may_be_single(is_severely_disabled: bool, major_illness: bool) -> bool:
    """可单独申请的人员：重度残疾人，患当地认定的重特大疾病的人员。"""
    return is_severely_disabled or major_illness


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    yes="家庭人均月收入不低于低保标准、低于边缘标准",
    no="家庭人均月收入不在低保标准与边缘标准之间",
)
def single_person_income_fits(
    income_monthly_fen: int, members: int, standard_fen: int, dibian_income_below: bool
) -> bool:
    """单人保的收入范围：不符合低保、符合边缘。"""
    return income_monthly_fen >= standard_fen * members and dibian_income_below


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    of="person",
    yes="低保边缘家庭中可单独纳入的人",
    no="不是低保边缘家庭中可单独纳入的人",
)
def is_single_in_dibian(may_be_single: bool, single_person_income_fits: bool) -> bool:
    """边缘家庭中可单独纳入的人。"""
    return may_be_single and single_person_income_fits


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    of="person",
    yes="属县级以上民政部门规定的其他人员",
    no="不属其他特殊困难人员",
)
def is_single_besides() -> bool:
    """其他特殊困难人员：由县级以上民政部门规定，国家没有列。"""
    return False


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    of="person",
    yes="符合单人保条件",
    no="不符合单人保条件",
)
def single_person_qualifies(
    in_family: bool,
    is_single_in_dibian: bool,
    is_single_besides: bool,
    is_single_by_disability: bool,
    is_single_clergy: bool,
    splits_off: bool,
    assets_within: bool,
) -> bool:
    """符合单人保条件：边缘家庭的重残重病人员、成年无业重度残疾人、宗教教职人员、其他人员，财产符合规定。"""
    one_of_family = is_single_in_dibian or is_single_besides or is_single_by_disability or splits_off
    return assets_within and ((in_family and one_of_family) or is_single_clergy)


@rule(law="民发〔2021〕57号 第八条", since="2021-07-01", of="person", says="每月 {this} 元")
def single_person_fen(single_person_amount_fen: int) -> int:
    """单人保金额：由人确定。"""
    return single_person_amount_fen


someone_may_be_single = any_of(
    "may_be_single",
    where="in_family",
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    label="家中有可单独纳入的人员",
    yes="家中有重度残疾、重病等可单独纳入的人员",
    no="家中没有重度残疾、重病等可单独纳入的人员",
)
