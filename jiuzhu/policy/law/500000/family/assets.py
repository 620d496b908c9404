"""重庆的财产限额: any one exceeded, and the family does not qualify. In force at the latest since the end of 2020-08."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="重庆市低保财产规定2020-08",
    since="2020-09-01",
    says="{members} 人 × 标准 {standard_fen} 元 × {financial_limit_months} ＝ {this} 元",
)
def financial_limit_fen(members: int, standard_fen: int, financial_limit_months: int) -> int:
    """金融资产限额：家庭人数乘以低保标准，再乘以十二个月。"""
    return members * standard_fen * financial_limit_months


@rule(
    law="重庆市低保财产规定2020-08",
    since="2020-09-01",
    yes="金融资产 {financial_fen} 元，没有超过 {financial_limit_fen} 元",
    no="金融资产 {financial_fen} 元，超过 {financial_limit_fen} 元",
)
def financial_within(financial_fen: int, financial_limit_fen: int) -> bool:
    """金融资产没有超限：恰好等于限额的不算超过。"""
    return financial_fen <= financial_limit_fen


@rule(
    law="重庆市低保财产规定2020-08",
    since="2020-09-01",
    yes="住房 {sound_homes} 套（不含 C、D 级危房），没有超过规定",
    no="住房 {sound_homes} 套（不含 C、D 级危房），且人均面积超过最低住房保障标准的三倍",
)
def homes_within(sound_homes: int, home_area_cm2: int, members: int, min_housing_area_m2: int) -> bool:
    """住房没有超限：不到两套，或者人均建筑面积不超过最低住房保障标准的三倍。"""
    return sound_homes < 2 or home_area_cm2 <= min_housing_area_m2 * members * 30_000


@rule(
    law="重庆市低保财产规定2020-08",
    since="2020-09-01",
    yes="没有门面、店铺",
    no="有 {business_premises} 处出租或自营的门面、店铺",
)
def premises_within(business_premises: int) -> bool:
    """没有经营用房：出租或自营的门面、店铺都不行。"""
    return business_premises == 0


@rule(
    law="重庆市低保财产规定2020-08",
    since="2020-09-01",
    yes="没有须计入的机动车、船舶、工程机械、大型农机具（残疾人代步车、普通两轮摩托除外）",
    no="有须计入的机动车、船舶、工程机械或大型农机具",
)
def vehicles_within(
    vehicles_car: int,
    vehicles_truck: int,
    vehicles_ship: int,
    vehicles_construction_machine: int,
    vehicles_farm_machine: int,
    farm_machine_is_large: int,
) -> bool:
    """没有须计入的车船机械：残疾人代步车和普通两轮摩托不算。"""
    sure = vehicles_car + vehicles_truck + vehicles_ship + vehicles_construction_machine
    return sure == 0 and (vehicles_farm_machine == 0 or farm_machine_is_large == 0)


@rule(
    law="重庆市低保财产规定2020-08",
    since="2020-09-01",
    yes="没有超出规定的市场主体",
    no="登记的市场主体不符合规定",
)
def businesses_within(businesses: int, business_ruled: int) -> bool:
    """市场主体符合规定：区县另有规定的由人确定。"""
    return businesses == 0 or business_ruled == 1


@rule(
    law="重庆市低保财产规定2020-08",
    since="2020-09-01",
    yes="存款、房子、车子等财产没有超过规定",
    no="财产超过规定",
)
def assets_within(
    financial_within: bool,
    homes_within: bool,
    premises_within: bool,
    vehicles_within: bool,
    businesses_within: bool,
) -> bool:
    """财产符合规定：任一项超过即不符合。"""
    return financial_within and homes_within and premises_within and vehicles_within and businesses_within
