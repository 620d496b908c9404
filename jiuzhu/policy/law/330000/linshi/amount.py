"""浙江的临时救助: for each person at most six months of the standard, in special hardship at most twelve."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="浙江省社会救助条例 第三十九条",
    since="2021-07-01",
    says="低保标准 {standard_fen} 元 × {members} 人 × {linshi_times} 倍 ＝ {this} 元",
)
def linshi_most_fen(standard_fen: int, members: int, linshi_times: int) -> int:
    """临时救助的上限：每人低保标准的六倍，特别困难的十二倍。"""
    return standard_fen * members * linshi_times


@rule(law="浙江省社会救助条例 第三十九条", since="2021-07-01", says="{this} 倍")
def linshi_times(linshi_is_hard: int, linshi_usual_times: int, linshi_hard_times: int) -> int:
    """上限的倍数：是否特别困难由人确定。"""
    return linshi_hard_times if linshi_is_hard == 1 else linshi_usual_times


@rule(
    law="浙江省社会救助条例 第三十九条",
    since="2021-07-01",
    says="{this} 元，不超过上限 {linshi_most_fen} 元",
)
def linshi_regular_fen(linshi_amount_fen: int, linshi_most_fen: int) -> int:
    """按浙江标准的救助金：具体标准由县级以上政府确定，不超过每人的上限。"""
    return min(linshi_amount_fen, linshi_most_fen)
