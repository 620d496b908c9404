"""财产按困难程度放宽: 36 months of the standard, 48 where somebody is gravely ill or disabled."""

from jiuzhu.policy.engine.language import any_of, rule


@rule(law="泗县低保财产规定", of="person", yes="重病或者重残", no="没有重病重残")
def is_grave(major_illness: bool, disability_grade: int) -> bool:
    """重病或者一二级残疾。"""
    return major_illness or disability_grade in (1, 2)


someone_grave = any_of("is_grave", where="in_family", law="泗县低保财产规定", label="家中有重病重残")


@rule(law="泗县低保财产规定", yes="金融资产没有超过", no="金融资产超过 {this} ")
def financial_within(financial_fen: int, members: int, standard_fen: int, someone_grave: bool) -> bool:
    """金融资产没有超限：三十六个月标准，有重病重残的四十八个月。"""
    return financial_fen <= standard_fen * members * (48 if someone_grave else 36)


@rule(law="泗县低保财产规定", yes="财产符合规定", no="财产不符合规定")
def assets_within(
    financial_within: bool,
    homes: int,
    business_premises: int,
    vehicles_car: int,
    vehicles_truck: int,
    businesses: int,
    assets_ruled: int,
) -> bool:
    """财产符合规定：金融资产按限额，其他的由人确定。"""
    other = business_premises + vehicles_car + vehicles_truck + businesses
    return financial_within and ((homes <= 1 and other == 0) or assets_ruled == 1)
