"""滨江的低边财产: money below six years of the standard, one home or small ones, no other premises."""

from jiuzhu.policy.engine.language import rule


@rule(
    law="滨江区低边补助2023-02",
    since="2023-02-17",
    yes="货币财产 {financial_fen} 元，人均低于 {dibian_financial_years} 年低保标准",
    no="货币财产 {financial_fen} 元，人均不低于 {dibian_financial_years} 年低保标准",
)
def dibian_financial_within(
    financial_fen: int, members: int, standard_fen: int, dibian_financial_years: int
) -> bool:
    """货币财产没有超限：人均低于六年低保标准之和，恰好等于的算超。"""
    return financial_fen < standard_fen * 12 * dibian_financial_years * members


@rule(
    law="滨江区低边补助2023-02",
    since="2023-02-17",
    yes="住房 {homes} 套，没有超过规定",
    no="住房 {homes} 套，超过规定（两套的，人均面积不低于上年当地人均）",
)
def dibian_homes_within(homes: int, home_area_cm2: int, members: int, living_area_cm2: int) -> bool:
    """住房没有超限：没有或者一套，或者两套但人均建筑面积小于上年当地人均。"""
    return homes <= 1 or (homes == 2 and home_area_cm2 < living_area_cm2 * members)


@rule(
    law="滨江区低边补助2023-02",
    since="2023-02-17",
    yes="没有非居住用房（居改非、酒店式公寓是唯一住处的除外）",
    no="有非居住用房",
)
def dibian_premises_within(business_premises: int, homes: int, premises_are_the_home: int) -> bool:
    """没有非居住用房：只有一处、又是唯一住处的，由人判断。"""
    return business_premises == 0 or (business_premises == 1 and homes <= 1 and premises_are_the_home == 1)


@rule(
    law="滨江区低边补助2023-02",
    since="2023-02-17",
    yes="没有其他须看的财产",
    no="车辆、市场主体等不符合规定",
)
def dibian_others_within(
    vehicles_car: int,
    vehicles_truck: int,
    vehicles_ship: int,
    vehicles_construction_machine: int,
    vehicles_farm_machine: int,
    vehicles_motorcycle: int,
    businesses: int,
    dibian_assets_ruled: int,
) -> bool:
    """其他财产符合规定：车辆、市场主体等口径没有写，有的由人判断。"""
    road = vehicles_car + vehicles_truck + vehicles_motorcycle
    other = vehicles_ship + vehicles_construction_machine + vehicles_farm_machine + businesses
    return road + other == 0 or dibian_assets_ruled == 1


@rule(law="浙江省社会救助条例 第十三条", until="2023-02-16", yes="财产符合低边规定", no="财产不符合低边规定")
def dibian_assets_within(assets_within: bool) -> bool:
    """财产符合低边规定：滨江的口径发布以前，由人确定。"""
    return assets_within


@rule(law="滨江区低边补助2023-02", since="2023-02-17", yes="财产符合低边规定", no="财产不符合低边规定")
def dibian_assets_within(
    dibian_financial_within: bool,
    dibian_homes_within: bool,
    dibian_premises_within: bool,
    dibian_others_within: bool,
) -> bool:
    """财产符合低边规定：任一项超过即不符合。"""
    money_and_homes = dibian_financial_within and dibian_homes_within
    return money_and_homes and dibian_premises_within and dibian_others_within


@rule(
    law="浙江省社会救助条例 第十三条",
    since="2014-11-01",
    until="2026-06-30",
    yes="符合低保边缘家庭条件",
    no="不符合低保边缘家庭条件",
)
def dibian_qualifies(dibian_income_below: bool, dibian_assets_within: bool) -> bool:
    """符合低保边缘家庭条件：人均收入在边缘标准以内，财产符合低边规定。"""
    return dibian_income_below and dibian_assets_within


@rule(
    law="社会救助法 第二十一条",
    since="2026-07-01",
    yes="符合低保边缘家庭条件",
    no="不符合低保边缘家庭条件",
)
def dibian_qualifies(dibian_income_below: bool, dibian_assets_within: bool) -> bool:
    """符合低保边缘家庭条件：人均收入低于边缘标准，财产符合低边规定。"""
    return dibian_income_below and dibian_assets_within


@rule(law="滨江区低边补助2023-02", since="2014-11-01", of="person", says="每月 {this} 元")
def dibian_subsidy_fen(dibian_subsidy_rate_fen: int) -> int:
    """低边补助：每人每月定额，2023-02-17 以前的由人确定。"""
    return dibian_subsidy_rate_fen
