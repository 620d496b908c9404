"""重庆的分户计算: a disabled or bedridden adult may be reckoned apart from parents, brothers and sisters."""

from jiuzhu.policy.engine.language import any_of, rule


@rule(
    law="重庆市城乡居民最低生活保障条例 第十一条",
    since="2021-07-01",
    of="person",
    yes="是父母或者兄弟姐妹",
    no="不是父母、兄弟姐妹",
)
def is_parent_or_sibling(in_family: bool, relation: str) -> bool:
    """申请人的父母、兄弟姐妹。"""
    return in_family and relation in ("parent", "sibling")


lives_with_parents_or_siblings = any_of(
    "is_parent_or_sibling",
    law="重庆市城乡居民最低生活保障条例 第十一条",
    since="2021-07-01",
    label="申请人与父母、兄弟姐妹共同生活",
)


@rule(
    law="重庆市城乡居民最低生活保障条例 第十一条",
    since="2021-07-01",
    of="person",
    yes="已成年，丧失劳动能力的残疾人或者长期卧床的重病人员，与父母、兄弟姐妹共同生活",
    no="不属可以分户计算的人员",
)
def may_split_off(
    age_years: int,
    relation: str,
    lives_with_parents_or_siblings: bool,
    disability_grade: int,
    work_capacity: str,
    major_illness: bool,
    bedridden_months: int,
) -> bool:
    """可以分户计算的人：已成年且丧失劳动能力的残疾人，长期卧床的重病人员，与父母、兄弟姐妹共同生活。"""
    together = relation in ("child", "sibling") or (relation == "self" and lives_with_parents_or_siblings)
    disabled = disability_grade > 0 and work_capacity == "none"
    bedridden = major_illness and bedridden_months > 0
    return age_years >= 18 and together and (disabled or bedridden)


@rule(
    law="重庆市城乡居民最低生活保障条例 第十一条",
    since="2021-07-01",
    of="person",
    yes="家庭困难，与父母、兄弟姐妹分户计算，本人收入低于低保标准",
    no="不分户计算",
)
def splits_off(
    may_split_off: bool,
    is_single_in_dibian: bool,
    is_single_by_disability: bool,
    household_split: int,
    lacks_own_means: bool,
) -> bool:
    """分户计算：家庭是否困难、是否分户，由人确定；分户以后按本人的收入；已可单独纳入的人不必分户。"""
    needless = is_single_in_dibian or is_single_by_disability
    return may_split_off and not needless and household_split == 1 and lacks_own_means


@rule(
    law="重庆市城乡居民最低生活保障条例 第十一条",
    since="2021-07-01",
    of="person",
    says="一人户补差，加上分类重点救助，每月 {this} 元",
)
def split_off_fen(
    splits_off: bool,
    standard_fen: int,
    own_income_annual_fen: int,
    topup_exclusive_fen: int,
    topup_disabled_fen: int,
) -> int:
    """分户计算的低保金：按一人户补差，加上分类重点救助。"""
    gap = max(0, standard_fen - (own_income_annual_fen * 2 + 12) // 24)
    return gap + topup_exclusive_fen + topup_disabled_fen if splits_off else 0


@rule(
    law="重庆市城乡居民最低生活保障条例 第十一条；民发〔2021〕57号 第八条",
    since="2021-07-01",
    of="person",
    says="每月 {this} 元",
)
def single_person_fen(
    is_single_in_dibian: bool,
    is_single_by_disability: bool,
    is_single_besides: bool,
    is_single_clergy: bool,
    split_off_fen: int,
    single_person_amount_fen: int,
) -> int:
    """单人保金额：只因分户计算而纳入的，按一人户；其他的由人确定。"""
    otherwise = is_single_in_dibian or is_single_by_disability or is_single_besides or is_single_clergy
    return single_person_amount_fen if otherwise else split_off_fen
