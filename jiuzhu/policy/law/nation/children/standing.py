"""孤儿、事实无人抚养儿童、其他困境儿童: which child is which, and what comes first."""

from jiuzhu.policy.engine.language import any_of, rule


@rule(
    law="国办发〔2010〕54号 一",
    since="2021-07-01",
    of="person",
    yes="是孤儿",
    no="不是孤儿",
)
def is_orphan(
    age_years: int, relation: str, parents_dead: int, parents_missing: int, missing_parents_are_lost: int
) -> bool:
    """孤儿：失去父母的未满十八周岁未成年人；父母被宣告失踪的是否算失去父母，由人确定。"""
    lost = parents_dead + (parents_missing if missing_parents_are_lost == 1 else 0)
    return age_years < 18 and relation != "child" and lost >= 2


@rule(
    law="民发〔2019〕62号 一",
    since="2021-07-01",
    of="person",
    yes="是事实无人抚养儿童",
    no="不是事实无人抚养儿童",
)
def is_unsupported(age_years: int, parents_failing: int, parents_unable: int) -> bool:
    """事实无人抚养儿童：父母双方都不能抚养，其中至少一方在世而无力抚养。"""
    return age_years < 18 and parents_failing >= 2 and parents_unable >= 1


@rule(
    law="国办发〔2010〕54号 二",
    since="2021-07-01",
    of="person",
    yes="成年后仍在校就读，按规定续享",
    no="不属成年后续享",
)
def keeps_child_support(
    age_years: int,
    study: str,
    receives_orphan: bool,
    receives_unsupported_child: bool,
    child_support_continues: int,
) -> bool:
    """成年后续享：享受儿童保障的人满十八周岁后仍在校就读，是否续享按当地规定。"""
    at_school = study not in ("none", "preschool", "master", "doctor")
    was_supported = receives_orphan or receives_unsupported_child
    return age_years >= 18 and at_school and was_supported and child_support_continues == 1


@rule(
    law="民发〔2021〕43号 第九条",
    since="2021-07-01",
    of="person",
    yes="选择孤儿或者事实无人抚养儿童保障，不再认定特困",
    no="没有选择孤儿或者事实无人抚养儿童保障",
)
def chooses_child_support(
    is_orphan: bool,
    is_unsupported: bool,
    receives_orphan: bool,
    receives_unsupported_child: bool,
    child_chooses_support: int,
) -> bool:
    """选择儿童保障：同时符合特困条件的，由其选择；正在享受儿童保障的就是已经选择。"""
    chosen = receives_orphan or receives_unsupported_child or child_chooses_support == 1
    return (is_orphan or is_unsupported) and chosen


@rule(
    law="国办发〔2010〕54号 一",
    since="2021-07-01",
    of="person",
    yes="符合孤儿保障条件",
    no="不符合孤儿保障条件",
)
def orphan_qualifies(
    is_orphan: bool,
    receives_orphan: bool,
    keeps_child_support: bool,
    tekun_fits: bool,
    chooses_child_support: bool,
) -> bool:
    """符合孤儿保障条件：是孤儿，没有选择特困供养；成年后续享的也算。"""
    kept = keeps_child_support and receives_orphan
    return kept or (is_orphan and (not tekun_fits or chooses_child_support))


@rule(
    law="民发〔2019〕62号 一",
    since="2021-07-01",
    of="person",
    yes="符合事实无人抚养儿童保障条件",
    no="不符合事实无人抚养儿童保障条件",
)
def unsupported_child_qualifies(
    is_unsupported: bool,
    receives_unsupported_child: bool,
    keeps_child_support: bool,
    tekun_fits: bool,
    chooses_child_support: bool,
) -> bool:
    """符合事实无人抚养儿童保障条件：是事实无人抚养儿童，没有选择特困供养；成年后续享的也算。"""
    kept = keeps_child_support and receives_unsupported_child
    return kept or (is_unsupported and (not tekun_fits or chooses_child_support))


@rule(
    law="国发〔2016〕36号",
    since="2021-07-01",
    of="person",
    yes="属其他困境儿童",
    no="不属其他困境儿童",
)
def child_in_difficulty_qualifies(
    age_years: int,
    in_family: bool,
    family_in_dibao: bool,
    dibian_qualifies: bool,
    receives_dibian: bool,
    disability_grade: int,
    major_illness: bool,
    rare_illness: bool,
    is_orphan: bool,
    is_unsupported: bool,
    tekun_qualifies: bool,
) -> bool:
    """其他困境儿童：家庭贫困，或者自身残疾、患重病的未成年人；孤儿、事实无人抚养儿童和特困儿童另有保障。"""
    poor = in_family and (family_in_dibao or dibian_qualifies or receives_dibian)
    afflicted = disability_grade > 0 or major_illness or rare_illness
    otherwise = is_orphan or is_unsupported or tekun_qualifies
    return age_years < 18 and (poor or afflicted) and not otherwise


someone_is_orphan = any_of(
    "orphan_qualifies",
    law="国办发〔2010〕54号 一",
    since="2021-07-01",
    label="家中有孤儿",
    yes="家中有失去父母的未成年人，没有选择特困供养",
    no="家中没有失去父母的未成年人，或者已选择特困供养",
)
someone_is_unsupported = any_of(
    "unsupported_child_qualifies",
    law="民发〔2019〕62号 一",
    since="2021-07-01",
    label="家中有事实无人抚养儿童",
    yes="家中有父母双方都不能抚养的未成年人，没有选择特困供养",
    no="家中没有父母双方都不能抚养的未成年人，或者已选择特困供养",
)
someone_is_child_in_difficulty = any_of(
    "child_in_difficulty_qualifies",
    law="国发〔2016〕36号",
    since="2021-07-01",
    label="家中有其他困境儿童",
    yes="家中有困境儿童",
    no="家中没有困境儿童",
)
