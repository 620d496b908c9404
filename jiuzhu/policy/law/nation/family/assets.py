"""家庭财产: the nation leaves the limits to the regions; a family without any is within all of them."""

from jiuzhu.policy.engine.language import rule


@rule(law="民发〔2021〕57号 第十四条", yes="没有金融资产、住房、门面、车辆和市场主体")
def has_no_assets(
    financial_fen: int,
    homes: int,
    business_premises: int,
    vehicles_car: int,
    vehicles_motorcycle: int,
    vehicles_truck: int,
    vehicles_farm_machine: int,
    vehicles_ship: int,
    vehicles_construction_machine: int,
    businesses: int,
) -> bool:
    """没有财产：任何限额都不会超过。"""
    road = vehicles_car + vehicles_motorcycle + vehicles_truck
    other = vehicles_farm_machine + vehicles_ship + vehicles_construction_machine
    return financial_fen + homes + business_premises + road + other + businesses <= 0


@rule(law="民发〔2021〕57号 第十四条", yes="家庭财产符合当地规定", no="家庭财产不符合当地规定")
def assets_within(has_no_assets: bool, assets_ruled: int) -> bool:
    """财产符合规定：限额由地方规定，没有收录的由人确定。"""
    return has_no_assets or assets_ruled == 1
