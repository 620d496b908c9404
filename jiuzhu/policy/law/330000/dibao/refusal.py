"""浙江的拒绝就业: three offers turned down within six months."""

from jiuzhu.policy.engine.language import months, rule


@rule(
    law="浙江省社会救助条例 第三十六条；民法典 第二百零一条、第二百零二条",
    since="2014-11-01",
    of="person",
    yes="最近三次拒绝在六个月内",
    no="最近三次拒绝不在六个月内",
)
def refusals_are_in_time(third_last_refusal_on: int, last_refusal_on: int) -> bool:
    """三次拒绝的期间：从第一次的次日起算，第三次不晚于满六个月的那一天。"""
    return months(third_last_refusal_on + 1, last_refusal_on) < 6


@rule(
    law="浙江省社会救助条例 第三十六条；浙江省残疾人保障条例 第二十六条第一项",
    says="其余成员补差 {dibao_difference_fen} 元，单独施保 {insured_alone} 人以外每人 {this} 元",
)
def dibao_share_fen(dibao_difference_fen: int, members: int, insured_alone: int) -> int:
    """每人的低保金：补差除以没有单独施保的人数，四舍五入到分；减发、停发以本人的一份为限。"""
    heads = max(1, members - insured_alone)
    return (dibao_difference_fen * 2 + heads) // (2 * heads)
