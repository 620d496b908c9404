"""单独提出申请而不看家庭收入的人: jobless adults with a severe disability, clergy away from home, and who splits off."""

from jiuzhu.policy.engine.language import any_of, months, rule


@rule(law="民发〔2021〕57号 第十三条", since="2021-07-01", of="person", says="本人全年 {this} 元")
def own_income_annual_fen(
    wage_counted_annual_fen: int,
    business_net_annual_fen: int,
    property_counted_annual_fen: int,
    transfer_counted_annual_fen: int,
    basic_pension_counted_annual_fen: int,
    old_age_allowance_counted_annual_fen: int,
    own_support_annual_fen: int,
) -> int:
    """本人的年收入：本人的各项收入之和，不看家人的收入。"""
    earned = wage_counted_annual_fen + business_net_annual_fen + property_counted_annual_fen
    pensions = basic_pension_counted_annual_fen + old_age_allowance_counted_annual_fen
    return max(0, earned + transfer_counted_annual_fen + pensions + own_support_annual_fen)


@rule(
    law="民发〔2021〕57号 第十三条第四项",
    since="2021-07-01",
    until="2022-10-19",
    of="person",
    says="供养费全年计入 {this} 元",
)
def own_support_annual_fen(support_received_annual_fen: int) -> int:
    """本人计入的供养费：按实际收到的。"""
    return support_received_annual_fen


@rule(
    law="民发〔2022〕83号 一(一)",
    since="2022-10-20",
    of="person",
    says="收到供养费 {support_received_annual_fen} 元，计入 {this} 元",
)
def own_support_annual_fen(support_received_annual_fen: int, support_is_let_off: int) -> int:
    """本人计入的供养费：兄弟姐妹或者六十周岁以上老人给付的可以视情豁免，由人确定。"""
    return 0 if support_is_let_off == 1 else support_received_annual_fen


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    of="person",
    yes="本人收入低于低保标准 {standard_fen} 元",
    no="本人收入不低于低保标准 {standard_fen} 元",
)
def lacks_own_means(own_income_annual_fen: int, standard_fen: int) -> bool:
    """本人收入低于低保标准。"""
    return own_income_annual_fen < standard_fen * 12


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    until="2022-10-19",
    of="person",
    no="不属成年无业重度残疾人",
)
def is_single_by_disability() -> bool:
    """成年无业重度残疾人参照单人户：2022 年通知以前没有。"""
    return False


@rule(
    law="民发〔2022〕83号 一(一)",
    since="2022-10-20",
    of="person",
    yes="成年无业重度残疾人，本人收入低于低保标准，参照单人户",
    no="不属成年无业重度残疾人，或者本人收入不低于低保标准",
)
def is_single_by_disability(
    age_years: int, disability_grade: int, employment: str, study: str, lacks_own_means: bool
) -> bool:
    """成年无业重度残疾人参照单人户：满十八周岁，一、二级残疾，没有就业也不在校，不以边缘家庭为前提。"""
    jobless = employment in ("none", "registered_unemployed") and study == "none"
    return age_years >= 18 and disability_grade in (1, 2) and jobless and lacks_own_means


@rule(
    law="民发〔2021〕57号 第八条第三项",
    since="2021-07-01",
    of="person",
    yes="脱离家庭、在宗教场所居住 {clergy_alone_years} 年以上，本人收入低于低保标准",
    no="不属可单独申请的宗教教职人员",
)
def is_single_clergy(
    status: str, status_since: int, clergy_alone_years: int, lacks_own_means: bool, date: int
) -> bool:
    """可单独申请的宗教教职人员：脱离家庭、在宗教场所居住三年以上，生活困难。"""
    away = status == "clergy_away" and months(status_since, date) >= clergy_alone_years * 12
    return away and lacks_own_means


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    of="person",
    yes="与家人分户计算",
    no="不分户计算",
)
def splits_off() -> bool:
    """分户计算：国家没有规定，由地方规定。"""
    return False


@rule(
    law="民发〔2021〕57号 第八条",
    since="2021-07-01",
    of="person",
    yes="不看家庭收入，可单独提出申请",
    no="不属不看家庭收入就可单独提出申请的人",
)
def is_alone(
    in_family: bool,
    is_single_by_disability: bool,
    is_single_clergy: bool,
    is_single_besides: bool,
    splits_off: bool,
) -> bool:
    """不看家庭收入，可单独提出申请的人。"""
    return is_single_clergy or (in_family and (is_single_by_disability or is_single_besides or splits_off))


someone_is_alone = any_of(
    "is_alone",
    law="民发〔2021〕57号 第八条；民发〔2022〕83号 一(一)",
    since="2021-07-01",
    label="有不看家庭收入就可单独提出申请的人",
    yes="有成年无业重度残疾人、宗教教职人员等可单独提出申请的人，本人收入低于低保标准",
    no="没有不看家庭收入就可单独提出申请的人",
)
