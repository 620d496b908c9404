"""杭州的困境儿童: the gravely disabled or ill in dibao and marginal families up to the orphans' standard, others a fixed sum."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="杭州市标准通知2024-12-24",
    since="2021-07-01",
    of="person",
    yes="属重残、重病、罕见病或者三四级精神（智力）残疾儿童",
    no="不属重残、重病、罕见病或者三四级精神（智力）残疾儿童",
)
def is_gravely_afflicted(
    disability_grade: int,
    intellectual_grade: int,
    psychiatric_grade: int,
    major_illness: bool,
    rare_illness: bool,
) -> bool:
    """重残、重病等儿童：一二级残疾，三四级精神、智力残疾，重病、罕见病。"""
    mind = intellectual_grade in (3, 4) or psychiatric_grade in (3, 4)
    return disability_grade in (1, 2) or mind or major_illness or rare_illness


@rule(
    law="杭州市标准通知2024-12-24",
    since="2021-07-01",
    of="person",
    says="每月 {this} 元（重残、重病等儿童按散居孤儿标准 {orphan_home_fen} 元减去已有的救助 {child_held_fen} 元）",
)
def child_in_difficulty_fen(
    in_family: bool,
    family_in_dibao: bool,
    dibian_qualifies: bool,
    receives_dibian: bool,
    is_gravely_afflicted: bool,
    orphan_home_fen: int,
    child_held_fen: int,
    child_of_dibao_fen: int,
    child_of_dibian_fen: int,
    child_in_difficulty_amount_fen: int,
) -> int:
    """困境儿童基本生活费：低保、低边家庭中的重残、重病等儿童按散居孤儿标准补差，其他儿童定额；家庭不困难的由人确定。"""
    poor = family_in_dibao or dibian_qualifies or receives_dibian
    if not in_family or not poor:
        return child_in_difficulty_amount_fen
    if is_gravely_afflicted:
        return max(0, orphan_home_fen - child_held_fen)
    return child_of_dibao_fen if family_in_dibao else child_of_dibian_fen
