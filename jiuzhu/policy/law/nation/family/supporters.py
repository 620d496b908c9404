"""法定赡养、抚养、扶养义务人 living elsewhere: who owes support, and what is counted of it."""

from jiuzhu.policy.engine.language import age, count, rule, total


@rule(law="民法典 第十七条", of="supporter", says="按周岁算，{this} 岁")
def supporter_age_years(supporter_stated_age: int, supporter_born_on: int, date: int) -> int:
    """义务人的年龄：业务日期当天的周岁。"""
    if supporter_stated_age >= 0:
        return supporter_stated_age
    return age(supporter_born_on, date)


@rule(law="民法典 第一千零六十七条", of="supporter", yes="有赡养、抚养、扶养义务", no="已去世或者未成年")
def owes_support(supporter_status: str, supporter_age_years: int) -> bool:
    """有法定义务：健在的成年人。"""
    return supporter_status != "dead" and supporter_age_years >= 18


supporters = count("owes_support", law="民发〔2021〕57号 第十三条第四项", label="共同生活以外的法定义务人")


@rule(law="民发〔2021〕57号 第十三条第四项", of="supporter", yes="是子女", no="不是子女")
def is_child_supporter(owes_support: bool, supporter_relation: str) -> bool:
    """义务人是子女：有的公式按子女数分档。"""
    return owes_support and supporter_relation == "child"


child_supporters = count(
    "is_child_supporter", law="民发〔2021〕57号 第十三条第四项", label="不同住的子女人数"
)


@rule(
    law="民发〔2021〕57号 第十三条第四项",
    of="supporter",
    yes="按本地公式不计算应付的费用",
    no="按本地公式计算",
)
def is_let_off(
    supporter_receives_dibao: bool,
    supporter_receives_tekun: bool,
    supporter_receives_dibian: bool,
    supporter_is_severely_disabled: bool,
    supporter_major_illness: bool,
    supporter_status: str,
    support_lets_off_assisted: int,
    support_lets_off_ill: int,
    support_lets_off_absent: int,
) -> bool:
    """不计算应付费用的义务人：本户已受救助、重残重病、失联服刑的，按本地公式的规定。"""
    assisted = supporter_receives_dibao or supporter_receives_tekun or supporter_receives_dibian
    is_ill = supporter_is_severely_disabled or supporter_major_illness
    absent = supporter_status in ("imprisoned", "lost_contact", "declared_missing")
    kept = (assisted and support_lets_off_assisted == 1) or (is_ill and support_lets_off_ill == 1)
    return kept or (absent and support_lets_off_absent == 1)


@rule(law="民发〔2021〕57号 第十三条第四项", says="{this}%")
def support_share_percent(
    child_supporters: int,
    support_many_children: int,
    support_few_share_percent: int,
    support_many_share_percent: int,
) -> int:
    """应付的比例：按子女人数分档。"""
    return (
        support_many_share_percent if child_supporters >= support_many_children else support_few_share_percent
    )


@rule(law="民发〔2021〕57号 第十三条第四项", of="supporter", says="每月 {this} 元")
def support_of_household_fen(
    supporter_household_income_fen: int,
    supporter_household_size: int,
    supporter_supports: int,
    standard_fen: int,
    support_threshold_percent: int,
    support_share_percent: int,
    support_times_household: int,
) -> int:
    """按义务人家庭算的应付费用：人均收入超过低保标准若干倍的部分，乘以比例和人口因子，除以应供养的人数；不多于家庭收入。"""
    size = max(1, supporter_household_size)
    floor = support_threshold_percent * standard_fen * size
    above = max(0, supporter_household_income_fen * 100 - floor) * support_share_percent
    heads = 1 if support_times_household == 1 else size
    divisor = 10_000 * max(1, heads * max(1, supporter_supports))
    return min(supporter_household_income_fen, (above * 2 + divisor) // (2 * divisor))


@rule(law="民发〔2021〕57号 第十三条第四项", of="supporter", says="每月 {this} 元")
def support_of_own_income_fen(
    supporter_income_fen: int, supporter_supports: int, support_share_percent: int
) -> int:
    """按义务人本人算的应付费用：本人收入乘以比例，除以应供养的人数；不多于本人收入。"""
    divisor = 100 * max(1, supporter_supports)
    share = supporter_income_fen * support_share_percent
    return min(supporter_income_fen, (share * 2 + divisor) // (2 * divisor))


@rule(law="民发〔2021〕57号 第十三条第四项", of="supporter", says="每月应付 {this} 元")
def support_due_fen(
    owes_support: bool,
    is_let_off: bool,
    support_formula: int,
    supporter_agreed_fen: int,
    support_agreed_first: int,
    support_of_household_fen: int,
    support_of_own_income_fen: int,
) -> int:
    """应付的赡养、抚养、扶养费：按本地公式；判决、协议约定的可以优先；没有收录公式的不算。"""
    if not owes_support or support_formula == 0 or is_let_off:
        return 0
    if support_agreed_first == 1 and supporter_agreed_fen > 0:
        return supporter_agreed_fen
    return support_of_household_fen if support_formula == 1 else support_of_own_income_fen


@rule(law="民发〔2021〕57号 第十三条第四项", of="supporter", says="每月计入 {this} 元")
def support_taken_fen(
    owes_support: bool, support_due_fen: int, supporter_pays_fen: int, support_takes_higher: int
) -> int:
    """计入的义务人给付：按应付；实际给付高于应付的，有的地方按实际。"""
    if not owes_support:
        return 0
    if supporter_pays_fen <= support_due_fen or support_takes_higher == 0:
        return support_due_fen
    return supporter_pays_fen


support_by_formula_fen = total(
    "support_taken_fen", law="民发〔2021〕57号 第十三条第四项", label="按本地公式计入的赡养、抚养、扶养费"
)


@rule(
    law="民发〔2021〕57号 第十三条第四项",
    says="实际收到 {family_support_received_annual_fen} 元，计入 {this} 元",
)
def support_counted_annual_fen(
    supporters: int,
    family_support_received_annual_fen: int,
    support_formula: int,
    support_by_formula_fen: int,
    support_amount_fen: int,
) -> int:
    """计入的赡养、抚养、扶养费：没有义务人的按实际收到的；有义务人的，按应付和实际收到中较高的；公式没有收录的由人确定应付。"""
    if supporters == 0:
        return family_support_received_annual_fen
    due = support_amount_fen if support_formula == 0 else support_by_formula_fen
    return max(family_support_received_annual_fen, due * 12)
