"""骗取救助的罚款: a multiple of what was obtained by deceit, under the law of the day of the act; how much, an officer decides."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="国务院令第649号 第六十八条",
    since="2014-05-01",
    until="2026-06-30",
    yes="骗取救助 {defrauded_fen} 元：责令退回，可以处一倍以上三倍以下的罚款",
    no="没有骗取救助款物",
)
def fine_applies(defrauded_fen: int) -> bool:
    """可以罚款：以虚报、隐瞒、伪造等手段骗取救助款物的。"""
    return defrauded_fen > 0


@rule(
    law="社会救助法 第七十三条",
    since="2026-07-01",
    yes="骗取救助 {defrauded_fen} 元：责令退回，可以处二倍以下的罚款",
    no="没有骗取救助款物",
)
def fine_applies(defrauded_fen: int) -> bool:
    """可以罚款：以虚报、隐瞒、伪造等手段骗取救助款物的。"""
    return defrauded_fen > 0


@rule(
    law="国务院令第649号 第六十八条；社会救助法 第七十三条",
    since="2014-05-01",
    says="骗取 {defrauded_fen} 元 × {fine_least_times} ＝ {this} 元",
)
def fine_least_fen(defrauded_fen: int, fine_least_times: int) -> int:
    """罚款的下限：骗取价值的若干倍，含本数；社会救助法没有规定下限。"""
    return defrauded_fen * fine_least_times


@rule(
    law="国务院令第649号 第六十八条；社会救助法 第七十三条",
    since="2014-05-01",
    says="骗取 {defrauded_fen} 元 × {fine_most_times} ＝ {this} 元",
)
def fine_most_fen(defrauded_fen: int, fine_most_times: int) -> int:
    """罚款的上限：骗取价值的若干倍，含本数。"""
    return defrauded_fen * fine_most_times


@rule(
    law="国务院令第649号 第六十八条；社会救助法 第七十三条",
    since="2014-05-01",
    says="裁量 {fine_amount_fen} 元，在 {fine_least_fen} 元到 {fine_most_fen} 元之间，为 {this} 元",
)
def fine_fen(fine_amount_fen: int, fine_least_fen: int, fine_most_fen: int) -> int:
    """罚款：在幅度以内由人裁量。"""
    return min(max(fine_amount_fen, fine_least_fen), fine_most_fen)
