"""拒绝就业: a member able to work who turned down three offers loses part or all of the own share."""

from jiuzhu.policy.engine.language import rule, total


@rule(
    law="国务院令第649号 第四十五条；民发〔2021〕57号 第三十四条",
    of="person",
    yes="有就业能力，连续三次无正当理由拒绝介绍的工作",
    no="没有连续三次拒绝介绍的工作，或者没有就业能力、已经就业",
)
def refuses_work(work_refusals: int, work_capacity: str, employment: str, refusals_are_in_time: bool) -> bool:
    """拒绝就业的成员：有就业能力而未就业，无正当理由连续三次拒绝介绍的工作。"""
    idle = work_capacity != "none" and employment in ("none", "registered_unemployed")
    return idle and work_refusals >= 3 and refusals_are_in_time


@rule(
    law="国务院令第649号 第四十五条；民发〔2021〕57号 第三十四条",
    of="person",
    yes="三次拒绝在规定的期间内",
    no="三次拒绝不在规定的期间内",
)
def refusals_are_in_time() -> bool:
    """三次拒绝的期间：国家没有规定在多长时间内。"""
    return True


@rule(
    law="国务院令第649号 第四十五条；民发〔2021〕57号 第三十四条",
    says="全家补差 {dibao_difference_fen} 元 ÷ {members} 人 ＝ {this} 元",
)
def dibao_share_fen(dibao_difference_fen: int, members: int) -> int:
    """每人的低保金：全家补差除以人数，四舍五入到分；减发、停发以本人的一份为限。"""
    heads = max(1, members)
    return (dibao_difference_fen * 2 + heads) // (2 * heads)


@rule(
    law="国务院令第649号 第四十五条；民发〔2021〕57号 第三十四条",
    of="person",
    says="减发或者停发 {this} 元（本人一份 {dibao_share_fen} 元）",
)
def refused_fen(refuses_work: bool, in_family: bool, refusal_reduction_fen: int, dibao_share_fen: int) -> int:
    """因拒绝就业减发或者停发的本人低保金：减多少由人确定，不超过本人的一份。"""
    return min(refusal_reduction_fen, dibao_share_fen) if refuses_work and in_family else 0


family_refused_fen = total(
    "refused_fen",
    law="国务院令第649号 第四十五条；民发〔2021〕57号 第三十四条",
    label="因拒绝就业减发或者停发的低保金",
)


@rule(
    law="民发〔2021〕57号 第二十三条",
    says="补差 {dibao_difference_fen} 元 − 因拒绝就业减发 {family_refused_fen} 元 ＝ {this} 元",
)
def dibao_paid_fen(dibao_difference_fen: int, family_refused_fen: int) -> int:
    """发给家庭的补差：减去因拒绝就业减发、停发的部分。"""
    return max(0, dibao_difference_fen - family_refused_fen)
