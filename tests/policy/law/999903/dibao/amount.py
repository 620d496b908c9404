"""向上取整到元: rounded once, at the end, up to the yuan."""

from jiuzhu.policy.engine.language import rule


@rule(law="黑龙江某县系统", says="{this} 元，向上取整到元")
def dibao_difference_fen(standard_fen: int, members: int, dibao_base_fen: int) -> int:
    """补差：标准乘以人数减去收入，不足一元的按一元。"""
    return (max(0, standard_fen * members - dibao_base_fen) + 99) // 100 * 100
