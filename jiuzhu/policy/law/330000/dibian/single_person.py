"""浙江的单人保: a severely disabled member of a marginal family gets the whole standard."""

from jiuzhu.policy.engine.language import rule


@rule(law="浙江省残疾人保障条例 第二十六条第二项", since="2021-07-01", of="person", says="每月 {this} 元")
def single_person_fen(is_insured_alone: bool, standard_fen: int, single_person_amount_fen: int) -> int:
    """单人保金额：一、二级重度残疾人按低保标准全额，其他人由人确定。"""
    return standard_fen if is_insured_alone else single_person_amount_fen
