"""重病本人全额: the gravely ill get 1.2 of the standard in full, the others the difference."""

from jiuzhu.policy.engine.language import count, rule

gravely_ill = count("major_illness", where="in_family", law="抚顺重病全额做法", label="重病人数")


@rule(law="抚顺重病全额做法", of="person", says="标准 {standard_fen} 元 × 1.2 ＝ {this} 元")
def dibao_full_fen(in_family: bool, major_illness: bool, standard_fen: int) -> int:
    """重病本人：标准的一点二倍全额。"""
    return (standard_fen * 12 + 5) // 10 if in_family and major_illness else 0


@rule(law="抚顺重病全额做法", says="其余成员补差 {this} 元")
def dibao_difference_fen(standard_fen: int, members: int, gravely_ill: int, dibao_base_fen: int) -> int:
    """其余成员的补差：标准乘以其余人数，减去家庭收入。"""
    return max(0, standard_fen * (members - gravely_ill) - dibao_base_fen)
