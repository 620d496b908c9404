"""临时救助: which shape an event takes, and who may be helped."""

from jiuzhu.policy.engine.language import all_of, rule


@rule(
    law="国务院令第649号 第四十七条",
    since="2021-07-01",
    until="2026-06-30",
    yes="遭遇困难：{event_kind}",
    no="没有遭遇突发的困难",
)
def linshi_has_event(event_kind: str) -> bool:
    """遭遇困难：意外事件、突发重大疾病、生活必需支出突然增加或者其他特殊困难。"""
    return event_kind != "none"


@rule(law="社会救助法 第二十九条", since="2026-07-01", yes="遭遇困难：{event_kind}", no="没有遭遇突发的困难")
def linshi_has_event(event_kind: str) -> bool:
    """遭遇困难：突发性、紧迫性、灾难性的困难，基本生活暂时出现严重困难。"""
    return event_kind != "none"


@rule(law="民发〔2018〕23号 急难型", since="2021-07-01", until="2026-01-28", no="2026-01-29 以前没有小额快救")
def linshi_is_quick() -> bool:
    """小额快救：2026 年意见公布以前没有。"""
    return False


@rule(law="临时救助意见2026 二(一)", since="2026-01-29", yes="需要立即救助", no="不须立即救助")
def linshi_is_quick(event_kind: str, event_urgent: bool) -> bool:
    """小额快救：突发变故、意外伤害、重大疾病等，需要立即救助。"""
    return event_urgent and event_kind not in ("none", "education")


@rule(
    law="民发〔2018〕23号 支出型；临时救助意见2026 二(二)",
    since="2021-07-01",
    yes="属支出型：教育、医疗等必需支出突然增加",
    no="不属支出型",
)
def linshi_is_expenditure(event_kind: str, event_urgent: bool) -> bool:
    """支出型：教育、医疗等生活必需支出突增，不须立即救助。"""
    return event_kind == "education" or (event_kind == "medical" and not event_urgent)


@rule(
    law="民发〔2018〕23号 急难型",
    since="2021-07-01",
    yes="属急难型：意外事件、突发重大疾病等",
    no="不属急难型",
)
def linshi_is_emergency(linshi_has_event: bool, linshi_is_expenditure: bool, linshi_is_quick: bool) -> bool:
    """急难型：火灾、交通事故等意外事件，突发重大疾病及其他特殊困难；走小额快救的除外。"""
    return linshi_has_event and not linshi_is_expenditure and not linshi_is_quick


@rule(
    law="国发〔2014〕47号",
    since="2021-07-01",
    yes="不是同一事由重复申请，或者有正当理由",
    no="同一事由已经救助过，又没有正当理由",
)
def linshi_is_not_repeated(event_same_event_aided: bool, linshi_repeat_is_justified: int) -> bool:
    """不是重复申请：同一事由重复申请，没有正当理由的不予救助。"""
    return not event_same_event_aided or linshi_repeat_is_justified == 1


everyone_in_tekun = all_of(
    "tekun_qualifies",
    where="counts_as_member",
    law="民发〔2021〕43号 第四条",
    since="2021-07-01",
    label="全家都是特困人员",
    yes="全家都是特困人员",
    no="不全是特困人员",
)


@rule(
    law="民发〔2018〕23号 支出型；临时救助意见2026 二(二)",
    since="2021-07-01",
    yes="已是低保、特困、低保边缘或者刚性支出困难家庭，不再核查收入和财产",
    no="不是低保、特困、低保边缘和刚性支出困难家庭",
)
def linshi_is_recognised(
    family_in_dibao: bool,
    everyone_in_tekun: bool,
    receives_tekun: bool,
    dibian_qualifies: bool,
    receives_dibian: bool,
    receives_gangxing: bool,
) -> bool:
    """已认定的困难家庭：低保、特困、低保边缘、刚性支出困难家庭，重点核实必需支出。"""
    helped = family_in_dibao or everyone_in_tekun or receives_tekun
    return helped or dibian_qualifies or receives_dibian or receives_gangxing


@rule(
    law="民发〔2022〕83号 二(一)",
    since="2022-10-20",
    yes="连续三个月没有收入，没有失业保险，也没有享受低保",
    no="没有收入不满三个月，或者有失业保险，或者已享受低保",
)
def linshi_is_out_of_work(
    event_months_without_income: int, event_insured: bool, family_in_dibao: bool
) -> bool:
    """未参保的失业人员：连续三个月没有收入、失业保险保不到、没有纳入低保的。"""
    return event_months_without_income >= 3 and not event_insured and not family_in_dibao


@rule(
    law="民发〔2018〕23号 支出型",
    since="2021-07-01",
    yes="家庭人均收入低于上年度当地居民人均可支配收入",
    no="家庭人均收入不低于上年度当地居民人均可支配收入",
)
def linshi_income_below(income_annual_fen: int, members: int, disposable_income_annual_fen: int) -> bool:
    """支出型的收入条件：人均可支配收入低于当地上年度人均可支配收入。"""
    return income_annual_fen < disposable_income_annual_fen * members


@rule(
    law="民发〔2018〕23号",
    since="2021-07-01",
    until="2022-10-19",
    yes="符合这一类的收入和财产条件",
    no="不符合支出型的收入或者财产条件",
)
def linshi_means_fit(
    linshi_is_expenditure: bool, linshi_is_recognised: bool, linshi_income_below: bool, assets_within: bool
) -> bool:
    """收入财产符合：急难型不看；支出型看，已认定的困难家庭不再看。"""
    return not linshi_is_expenditure or linshi_is_recognised or (linshi_income_below and assets_within)


@rule(
    law="民发〔2018〕23号 支出型；民发〔2022〕83号 二(一)",
    since="2022-10-20",
    yes="符合这一类的收入和财产条件",
    no="不符合支出型的收入、财产条件，或者不符合失业人员一次性救助的条件",
)
def linshi_means_fit(
    event_kind: str,
    linshi_is_expenditure: bool,
    linshi_is_recognised: bool,
    linshi_income_below: bool,
    assets_within: bool,
    linshi_is_out_of_work: bool,
) -> bool:
    """收入财产符合：急难型不看；支出型看，已认定的困难家庭不再看；失业的看有没有收入和保险。"""
    if event_kind == "unemployment":
        return linshi_is_out_of_work
    return not linshi_is_expenditure or linshi_is_recognised or (linshi_income_below and assets_within)


@rule(law="民发〔2018〕23号 急难型", since="2021-07-01", until="2026-01-28", no="不符合小额快救条件")
def linshi_quick_fits(linshi_is_quick: bool) -> bool:
    """符合小额快救：2026 年意见公布以前没有。"""
    return linshi_is_quick


@rule(
    law="临时救助意见2026 二(一)",
    since="2026-01-29",
    yes="需要立即救助，走小额快救：直接登记，不核对家庭经济状况，不公示",
    no="不符合小额快救条件",
)
def linshi_quick_fits(linshi_is_quick: bool, linshi_quick_is_small: bool) -> bool:
    """符合小额快救：需要立即救助，金额没有超过上限，不看收入和财产。"""
    return linshi_is_quick and linshi_quick_is_small


@rule(
    law="民发〔2018〕23号",
    since="2021-07-01",
    yes="符合这一类临时救助的条件",
    no="不符合这一类临时救助的条件",
)
def linshi_regular_fits(
    linshi_is_quick: bool, linshi_means_fit: bool, linshi_is_above_deductible: bool
) -> bool:
    """符合急难型或者支出型：收入财产符合这一类的条件，超过当地的起付线；走小额快救的除外。"""
    return not linshi_is_quick and linshi_means_fit and linshi_is_above_deductible


@rule(
    law="民发〔2018〕23号 急难型、支出型；临时救助意见2026 二",
    since="2021-07-01",
    yes="符合临时救助条件",
    no="不符合临时救助条件",
)
def linshi_qualifies(
    linshi_has_event: bool,
    linshi_is_not_repeated: bool,
    linshi_quick_fits: bool,
    linshi_regular_fits: bool,
) -> bool:
    """符合临时救助条件：遭遇困难，不是重复申请，符合小额快救或者这一类的条件。"""
    return linshi_has_event and linshi_is_not_repeated and (linshi_quick_fits or linshi_regular_fits)
