"""价格临时补贴: paid for a month in which prices have risen past the trigger."""

from jiuzhu.policy.engine.language import any_of, rule


@rule(
    law="发改价格〔2021〕1553号 启动条件",
    since="2022-01-01",
    yes="居民消费价格或者食品价格的同比涨幅达到启动条件",
    no="居民消费价格和食品价格的同比涨幅都没有达到启动条件",
)
def price_is_triggered(
    price_rise_permille: int,
    price_trigger_permille: int,
    price_food_rise_permille: int,
    price_food_trigger_permille: int,
) -> bool:
    """达到启动条件：居民消费价格单月同比涨幅或者其中食品价格同比涨幅，任一达到。"""
    risen = price_rise_permille >= price_trigger_permille
    return risen or price_food_rise_permille >= price_food_trigger_permille


@rule(
    law="发改价格〔2021〕1553号 保障对象",
    since="2022-01-01",
    of="person",
    yes="属价格补贴的保障对象",
    no="不属价格补贴的保障对象",
)
def is_price_protected(
    in_family: bool,
    family_in_dibao: bool,
    single_person_qualifies: bool,
    tekun_qualifies: bool,
    orphan_qualifies: bool,
    unsupported_child_qualifies: bool,
    preferential_allowance_annual_fen: int,
    unemployment_benefit_annual_fen: int,
    is_price_protected_besides: bool,
) -> bool:
    """价格补贴的保障对象：低保、特困、孤儿、事实无人抚养儿童、定期抚恤补助优抚对象、领取失业保险金的人。"""
    on_dibao = (in_family and family_in_dibao) or single_person_qualifies
    child = orphan_qualifies or unsupported_child_qualifies
    insured = preferential_allowance_annual_fen > 0 or unemployment_benefit_annual_fen > 0
    return on_dibao or tekun_qualifies or child or insured or is_price_protected_besides


@rule(
    law="发改价格〔2021〕1553号 保障对象",
    since="2022-01-01",
    until="2022-08-31",
    of="person",
    no="不属扩大的保障对象",
)
def is_price_protected_besides() -> bool:
    """扩大的保障对象：没有。"""
    return False


@rule(
    law="六部门2022价格补贴通知",
    since="2022-09-01",
    until="2023-03-31",
    of="person",
    yes="低保边缘家庭成员，阶段性纳入",
    no="不属扩大的保障对象",
)
def is_price_protected_besides(in_family: bool, dibian_qualifies: bool, receives_dibian: bool) -> bool:
    """扩大的保障对象：低保边缘人口阶段性纳入。"""
    return in_family and (dibian_qualifies or receives_dibian)


@rule(law="发改价格〔2021〕1553号 保障对象", since="2023-04-01", of="person", no="不属扩大的保障对象")
def is_price_protected_besides() -> bool:
    """扩大的保障对象：阶段性扩围已到期。"""
    return False


someone_is_price_protected = any_of(
    "is_price_protected",
    law="发改价格〔2021〕1553号 保障对象",
    since="2022-01-01",
    label="家中有价格补贴的保障对象",
    yes="家中有价格补贴的保障对象",
    no="家中没有价格补贴的保障对象",
)


@rule(
    law="发改价格〔2021〕1553号 启动条件",
    since="2022-01-01",
    of="person",
    yes="这个月有价格临时补贴",
    no="这个月没有价格临时补贴",
)
def price_qualifies(price_is_triggered: bool, is_price_protected: bool) -> bool:
    """有价格临时补贴：当月达到启动条件，本人属保障对象。"""
    return price_is_triggered and is_price_protected


@rule(law="发改价格〔2021〕1553号 补贴标准", since="2022-01-01", of="person", says="这个月 {this} 元")
def price_fen(price_amount_fen: int) -> int:
    """价格临时补贴：标准由地方规定，没有收录的由人确定。"""
    return price_amount_fen
