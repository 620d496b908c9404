"""浙江: a severely disabled member of a dibao family is insured alone, in full; the others get the difference."""

from jiuzhu.policy.engine.language import count, rule, total


@rule(
    law="浙江省残疾人保障条例 第二十六条第一项",
    of="person",
    yes="属重度残疾人（一、二级），单独施保",
    no="不属重度残疾人",
)
def is_insured_alone(
    in_family: bool,
    visual_grade: int,
    hearing_grade: int,
    speech_grade: int,
    physical_grade: int,
    intellectual_grade: int,
    psychiatric_grade: int,
) -> bool:
    """单独施保的重度残疾人：低保家庭中的一、二级残疾人。"""
    body = (
        visual_grade in (1, 2)
        or hearing_grade in (1, 2)
        or speech_grade in (1, 2)
        or physical_grade in (1, 2)
    )
    return in_family and (body or intellectual_grade in (1, 2) or psychiatric_grade in (1, 2))


insured_alone = count(
    "is_insured_alone", law="浙江省残疾人保障条例 第二十六条第一项", label="单独施保的重度残疾人数"
)


@rule(law="浙江省残疾人保障条例 第二十六条第一项", of="person", says="单独施保，按标准全额 {this} 元")
def dibao_full_fen(is_insured_alone: bool, standard_fen: int) -> int:
    """重度残疾人低保金：单独施保，全额发放。"""
    return standard_fen if is_insured_alone else 0


@rule(
    law="浙江省社会救助条例 第十二条；浙江省残疾人保障条例 第二十六条第一项",
    says="单独施保 {insured_alone} 人以外的其余成员：补差 {this} 元，四舍五入到分",
)
def dibao_difference_fen(
    standard_fen: int, members: int, insured_alone: int, dibao_base_fen: int, rest_shares_income: int
) -> int:
    """其余成员的补差：没有单独施保的人时，就是全家的差额；有的，收入由谁分摊由人确定。"""
    rest = members - insured_alone
    whole = max(0, standard_fen * members - dibao_base_fen)
    if insured_alone == 0:
        return whole
    if rest_shares_income == 1:
        return max(0, standard_fen * rest - dibao_base_fen)
    heads = max(1, members)
    return (whole * rest * 2 + heads) // (2 * heads)


dibao_full_total_fen = total(
    "dibao_full_fen",
    where="in_family",
    law="浙江省残疾人保障条例 第二十六条第一项",
    label="单独施保合计",
)


@rule(law="浙江省残疾人保障条例 第二十六条第一项", says="单独施保合计 {this} 元")
def dibao_topups_fen(dibao_full_total_fen: int) -> int:
    """补差以外的低保金：单独施保的全额。"""
    return dibao_full_total_fen
