"""低保金: the difference between the standard and the income of the whole family."""

from jiuzhu.policy.engine.language import rule


@rule(law="民发〔2021〕57号 第十三条", says="用来补差的家庭月收入 {this} 元")
def dibao_base_fen(dibao_income_below: bool, income_monthly_fen: int, income_after_deduction_fen: int) -> int:
    """补差用的家庭月收入：收入型用家庭月收入，支出型用扣减刚性支出后的收入。"""
    return income_monthly_fen if dibao_income_below else income_after_deduction_fen


@rule(
    law="国务院令第649号 第十二条",
    until="2026-06-30",
    says="标准 {standard_fen} 元 × {members} 人 − 家庭月收入 {dibao_base_fen} 元 ＝ {this} 元",
)
def dibao_difference_fen(standard_fen: int, members: int, dibao_base_fen: int) -> int:
    """补差：低保标准乘以人数，减去家庭月收入；不先取人均。"""
    return max(0, standard_fen * members - dibao_base_fen)


@rule(
    law="社会救助法 第十八条",
    since="2026-07-01",
    says="标准 {standard_fen} 元 × {members} 人 − 家庭月收入 {dibao_base_fen} 元 ＝ {this} 元",
)
def dibao_difference_fen(standard_fen: int, members: int, dibao_base_fen: int) -> int:
    """补差：低保标准乘以人数，减去家庭月收入；不先取人均。"""
    return max(0, standard_fen * members - dibao_base_fen)
