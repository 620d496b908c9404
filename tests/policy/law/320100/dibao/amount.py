"""最低补差和按人增发百分比: never less than a fifth of the standard a head; of several top-ups the highest."""

from jiuzhu.policy.engine.language import pick, rule


@rule(law="南京低保办法2021", says="补差 {this} 元，不少于标准的 {dibao_least_percent}")
def dibao_difference_fen(
    standard_fen: int, members: int, dibao_base_fen: int, dibao_least_percent: int
) -> int:
    """补差：不足标准百分之二十的按百分之二十发。"""
    least = (standard_fen * members * dibao_least_percent + 50) // 100
    return max(standard_fen * members - dibao_base_fen, least)


@rule(law="南京低保办法2021", of="person", says="按标准增发 {this} 元，多项只取最高")
def topup_share_fen(
    disability_grade: int,
    major_illness: bool,
    age_years: int,
    standard_fen: int,
    topup_grave_percent: int,
    topup_child_percent: int,
    topup_old_percent: int,
) -> int:
    """按人增发：标准的若干百分比，多项只取一。"""
    grave = topup_grave_percent if disability_grade in (1, 2) or major_illness else 0
    child = topup_child_percent if age_years < 18 else 0
    old = topup_old_percent if age_years >= 70 else 0
    return (standard_fen * pick(grave, child, old) + 50) // 100
