"""浙江的拒绝就业: three refusals count when they lie within six months."""

from jiuzhu.policy.engine.language import months, rule


@rule(
    law="浙江省社会救助条例 第三十六条",
    since="2014-11-01",
    of="person",
    yes="三次拒绝在六个月内",
    no="三次拒绝不在六个月内",
)
def refusals_are_in_time(third_last_refusal_on: int, last_refusal_on: int) -> bool:
    """三次拒绝的期间：六个月内连续三次。"""
    return months(third_last_refusal_on, last_refusal_on) < 6
