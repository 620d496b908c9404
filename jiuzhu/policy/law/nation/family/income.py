"""家庭收入: what counts, what does not, over a whole year, turned into a month once."""

from jiuzhu.policy.engine.language import rule, total


@rule(law="民发〔2021〕57号 第十三条第一项", of="person")
def wage_counted_annual_fen(wage_annual_fen: int, employment_costs_annual_fen: int) -> int:
    """工资性收入：扣除必要的就业成本。"""
    return max(0, wage_annual_fen - employment_costs_annual_fen)


@rule(law="民发〔2021〕57号 第十三条第三项", of="person")
def property_counted_annual_fen(property_net_annual_fen: int, land_rent_annual_fen: int) -> int:
    """财产净收入：利息、红利、出租和土地流转等。"""
    return property_net_annual_fen + land_rent_annual_fen


@rule(law="民发〔2021〕57号 第十三条第四项", of="person")
def transfer_counted_annual_fen(
    pension_annual_fen: int,
    unemployment_benefit_annual_fen: int,
    survivor_benefit_annual_fen: int,
    compensation_annual_fen: int,
    gift_annual_fen: int,
    other_transfer_annual_fen: int,
    transfers_paid_annual_fen: int,
) -> int:
    """转移净收入：养老金、失业保险金、遗属补助、赔偿、受赠等，减去转移性支出。"""
    regular = pension_annual_fen + unemployment_benefit_annual_fen + survivor_benefit_annual_fen
    single = compensation_annual_fen + gift_annual_fen + other_transfer_annual_fen
    return regular + single - transfers_paid_annual_fen


@rule(law="民发〔2021〕57号 第十三条", of="person")
def basic_pension_counted_annual_fen(basic_pension_central_annual_fen: int, basic_pension_counts: int) -> int:
    """计入的中央基础养老金：“十四五”期间不计入。"""
    return basic_pension_central_annual_fen * basic_pension_counts


@rule(law="民发〔2021〕57号 第十三条", of="person")
def old_age_allowance_counted_annual_fen(
    old_age_allowance_annual_fen: int, old_age_allowance_counts: int
) -> int:
    """计入的高龄津贴：由设区的市级以上地方政府规定。"""
    return old_age_allowance_annual_fen * old_age_allowance_counts


@rule(
    law="民发〔2021〕57号 第十三条",
    of="person",
    says="优待抚恤、奖励扶助、奖学金、救助款物等 {this} 元，不计入",
)
def exempt_annual_fen(
    social_assistance_annual_fen: int,
    preferential_allowance_annual_fen: int,
    family_planning_award_annual_fen: int,
    scholarship_annual_fen: int,
    bravery_award_annual_fen: int,
    disability_subsidy_annual_fen: int,
    orphan_allowance_annual_fen: int,
) -> int:
    """依法不计入的收入：优待抚恤金、计划生育奖励扶助、奖学金、见义勇为奖励、社会救助款物。"""
    awards = family_planning_award_annual_fen + scholarship_annual_fen + bravery_award_annual_fen
    aid = social_assistance_annual_fen + disability_subsidy_annual_fen + orphan_allowance_annual_fen
    return awards + aid + preferential_allowance_annual_fen


family_wage_annual_fen = total(
    "wage_counted_annual_fen", where="in_family", law="民发〔2021〕57号 第十三条第一项", label="工资性收入"
)
family_business_annual_fen = total(
    "business_net_annual_fen", where="in_family", law="民发〔2021〕57号 第十三条第二项", label="经营净收入"
)
family_property_annual_fen = total(
    "property_counted_annual_fen",
    where="in_family",
    law="民发〔2021〕57号 第十三条第三项",
    label="财产净收入",
)
family_transfer_annual_fen = total(
    "transfer_counted_annual_fen",
    where="in_family",
    law="民发〔2021〕57号 第十三条第四项",
    label="转移净收入",
)
family_basic_pension_annual_fen = total(
    "basic_pension_counted_annual_fen",
    where="in_family",
    law="民发〔2021〕57号 第十三条",
    label="计入的中央基础养老金",
)
family_old_age_allowance_annual_fen = total(
    "old_age_allowance_counted_annual_fen",
    where="in_family",
    law="民发〔2021〕57号 第十三条",
    label="计入的高龄津贴",
)
family_exempt_annual_fen = total(
    "exempt_annual_fen", where="in_family", law="民发〔2021〕57号 第十三条", label="依法不计入的收入"
)
family_support_received_annual_fen = total(
    "support_received_annual_fen",
    where="in_family",
    law="民发〔2021〕57号 第十三条第四项",
    label="实际收到的赡养、抚养、扶养费",
)


@rule(law="民发〔2021〕57号 第十三条", says="全年各项合计 {this} 元")
def income_annual_fen(
    income_is_established: bool,
    established_income_annual_fen: int,
    family_wage_annual_fen: int,
    family_business_annual_fen: int,
    family_property_annual_fen: int,
    family_transfer_annual_fen: int,
    family_basic_pension_annual_fen: int,
    family_old_age_allowance_annual_fen: int,
    support_counted_annual_fen: int,
) -> int:
    """家庭年收入：工资性、经营、财产、转移各项净收入之和；已经核定的用核定数。"""
    if income_is_established:
        return established_income_annual_fen
    earned = family_wage_annual_fen + family_business_annual_fen + family_property_annual_fen
    transferred = (
        family_transfer_annual_fen + family_basic_pension_annual_fen + family_old_age_allowance_annual_fen
    )
    return max(0, earned + transferred + support_counted_annual_fen)


@rule(law="民发〔2021〕57号 第十三条", says="全年 {income_annual_fen} 元 ÷ 12，只折算一次，四舍五入到分")
def income_monthly_fen(income_annual_fen: int) -> int:
    """家庭月收入：全年合计后只折算一次。"""
    return (income_annual_fen + 6) // 12


@rule(
    law="民发〔2021〕57号 第十三条",
    says="{income_monthly_fen} 元 ÷ {members} 人（只供阅读，比较和计算用全家的数）",
)
def income_per_head_fen(income_monthly_fen: int, members: int) -> int:
    """家庭人均月收入：家庭月收入除以共同生活的人数。"""
    return income_monthly_fen // max(1, members)


@rule(law="民发〔2021〕57号 第十三条")
def illness_expenses_annual_fen(
    medical_expenses_annual_fen: int, disability_rehab_expenses_annual_fen: int
) -> int:
    """因残疾、患病的刚性支出：近 12 个月医疗和残疾康复自付部分。"""
    return medical_expenses_annual_fen + disability_rehab_expenses_annual_fen


@rule(law="民发〔2021〕57号 第十三条", says="扣减后每月 {this} 元")
def income_after_deduction_fen(
    income_monthly_fen: int, illness_expenses_annual_fen: int, income_deduction_fen: int
) -> int:
    """扣减刚性支出后的家庭月收入：可按规定扣减因残疾、患重病等增加的刚性支出。"""
    return max(0, income_monthly_fen - min((illness_expenses_annual_fen + 6) // 12, income_deduction_fen))
