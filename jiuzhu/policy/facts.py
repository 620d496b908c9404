"""Every fact a rule may ask for, and what it is called; `family.flatten` fills them from a family."""

from collections.abc import Iterator, Mapping

from jiuzhu.policy.engine.library import Fact
from jiuzhu.policy.engine.values import WIDEST

RELATIONS = ("self", "spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other")
SEXES = ("female", "male")
DISABILITIES = ("visual", "hearing", "speech", "physical", "intellectual", "psychiatric")
ILLNESSES = ("chronic", "major", "rare")
STUDIES = (
    "none", "preschool", "compulsory", "senior_high", "vocational", "junior_college", "undergraduate", "master", "doctor",
)  # fmt: skip
CAPACITIES = ("full", "partial", "none")
EMPLOYMENTS = ("none", "employed", "registered_unemployed", "flexible", "farming", "retired")
STATUSES = (
    "present", "imprisoned", "compulsory_rehab", "detained", "declared_missing", "lost_contact", "conscript",
    "clergy_away", "dead",
)  # fmt: skip
EVENTS = ("medical", "accident", "fire", "disaster", "education", "unemployment", "other")
CARE_FORMS = ("home", "institution")
MARITALS = ("single", "married", "divorced", "widowed")
INCOMES: Mapping[str, str] = {
    "wage": "工资性收入",
    "business_net": "经营净收入",
    "property_net": "财产净收入",
    "pension": "离退休金、养老金",
    "basic_pension_central": "中央确定的基础养老金",
    "unemployment_benefit": "失业保险金",
    "survivor_benefit": "遗属补助金",
    "compensation": "赔偿",
    "gift": "受赠",
    "support_received": "赡养、抚养、扶养费",
    "social_assistance": "社会救助款物",
    "preferential_allowance": "优待抚恤金",
    "family_planning_award": "计划生育奖励与扶助金",
    "scholarship": "奖学金",
    "bravery_award": "见义勇为奖励",
    "old_age_allowance": "高龄津贴",
    "disability_subsidy": "残疾人两项补贴",
    "orphan_allowance": "孤儿、事实无人抚养儿童补贴",
    "land_rent": "土地流转收入",
    "other_transfer": "其他转移性收入",
}
DISABILITY_LABELS = ("视力", "听力", "言语", "肢体", "智力", "精神")
VEHICLES: Mapping[str, str] = {
    "car": "汽车",
    "motorcycle": "普通两轮摩托车",
    "disability_scooter": "残疾人代步车",
    "farm_machine": "农机具",
    "truck": "货车",
    "ship": "船舶",
    "construction_machine": "工程机械",
}
EXPENSES: Mapping[str, str] = {
    "medical": "医疗",
    "education": "教育",
    "living": "生活",
    "disaster": "受灾",
    "disability_rehab": "残疾康复",
    "housing": "住房",
}
PROGRAMMES: Mapping[str, str] = {
    "dibao": "最低生活保障",
    "single_person": "单人保",
    "tekun": "特困人员救助供养",
    "dibian": "最低生活保障边缘家庭",
    "gangxing": "刚性支出困难家庭",
    "linshi": "临时救助",
    "tapering": "低保渐退",
    "job_subsidy": "低保就业补贴",
    "disability_living": "困难残疾人生活补贴",
    "disability_care": "重度残疾人护理补贴",
    "orphan": "孤儿基本生活费",
    "unsupported_child": "事实无人抚养儿童基本生活补贴",
    "child_in_difficulty": "其他困境儿童补贴",
    "relative_poverty": "相对贫困家庭",
    "funeral": "丧葬补助",
    "price_supplement": "价格临时补贴",
    "fine": "骗取救助的罚款",
}

RECEIVED = ("dibao", "dibian", "gangxing", "tekun", "tapering", "orphan", "unsupported_child")
"""Programmes of `current` that rules ask about."""
RECEIVES = {f"receives_{programme}": programme for programme in RECEIVED}
RECEIVES_FEN = {f"{programme}_received_fen": programme for programme in ("dibao", "unsupported_child")}
RECEIVES_SINCE = {f"{programme}_since_on": programme for programme in ("tapering",)}
"""What rules ask about `current`, by fact: whether a programme is received, how much a month, since when."""
PARENTS = ("father", "mother")

WORDS: Mapping[str, str] = {
    "self": "本人", "spouse": "配偶", "child": "子女", "parent": "父母", "grandparent": "祖父母、外祖父母",
    "grandchild": "孙子女、外孙子女", "sibling": "兄弟姐妹", "other": "其他", "female": "女", "male": "男",
    "present": "在家", "imprisoned": "服刑", "compulsory_rehab": "强制隔离戒毒", "detained": "被羁押",
    "declared_missing": "宣告失踪", "lost_contact": "失去联系", "conscript": "服现役", "clergy_away": "在宗教场所居住",
    "dead": "已去世", "none": "无", "preschool": "学前", "compulsory": "义务教育", "senior_high": "普通高中",
    "vocational": "中等职业教育", "junior_college": "高职高专", "undergraduate": "本科", "master": "硕士研究生",
    "doctor": "博士研究生", "full": "有劳动能力", "partial": "部分丧失劳动能力", "employed": "已就业",
    "registered_unemployed": "登记失业", "flexible": "灵活就业", "farming": "务农", "retired": "退休",
    "home": "分散供养", "institution": "集中供养", "single": "未婚", "married": "已婚", "divorced": "离婚", "widowed": "丧偶", "medical": "重大疾病",
    "accident": "意外事件", "fire": "火灾", "disaster": "灾害", "education": "就学", "unemployment": "失业",
    "father": "父亲", "mother": "母亲",
}  # fmt: skip
"""How the words of the contract are read to people."""


PREFIXES: Mapping[str, str] = {"person": "", "supporter": "supporter_", "parent": "parent_"}
"""What the facts that everybody has begin with: `born_on` of a member is `parent_born_on` of a parent."""
RECEIVED_BY_SUPPORTERS = ("dibao", "tekun", "dibian", "gangxing")


def _fact(
    entity: str,
    name: str,
    kind: str,
    label: str,
    options: tuple[str, ...] = (),
    *,
    low: int = 0,
    high: int = WIDEST,
) -> Fact:
    high = 1 if kind == "yes_no" else high
    return Fact(
        PREFIXES[entity] + name, entity, kind, label, {word: WORDS[word] for word in options}, low, high
    )


def _anybody(entity: str) -> Iterator[Fact]:
    """What the contract tells of members, supporters and parents alike."""
    yield _fact(entity, "born_on", "day", "出生日期", low=1, high=3_652_059)
    yield _fact(entity, "stated_age", "count", "申报的年龄（−1 表示另有出生日期）", low=-1, high=130)
    yield _fact(entity, "status", "word", "状态", STATUSES)
    yield _fact(entity, "status_since", "day", "该状态的起始日", low=1, high=3_652_059)
    for kind, label in zip(DISABILITIES, DISABILITY_LABELS, strict=True):
        yield _fact(entity, f"{kind}_grade", "count", f"{label}残疾等级（0 为无）", high=4)
    for illness, label in zip(ILLNESSES, ("慢性病", "当地认定的重特大疾病", "罕见病"), strict=True):
        yield _fact(entity, f"{illness}_illness", "yes_no", label)


def _person() -> Iterator[Fact]:
    yield _fact("person", "relation", "word", "与申请人的关系", RELATIONS)
    yield _fact("person", "sex", "word", "性别", SEXES)
    yield _fact("person", "study", "word", "就学", STUDIES)
    yield _fact("person", "work_capacity", "word", "劳动能力", CAPACITIES)
    yield _fact("person", "employment", "word", "就业", EMPLOYMENTS)
    yield _fact("person", "marital", "word", "婚姻", MARITALS)
    yield _fact("person", "unlifted_poverty", "yes_no", "未脱贫")
    yield _fact("person", "bedridden_months", "count", "瘫痪卧床月数", high=2_000)
    yield _fact("person", "needs_long_term_care_months", "count", "需要长期照护的月数", high=2_000)
    yield _fact("person", "work_injury_care", "yes_no", "领取工伤保险生活护理费")
    yield _fact(
        "person",
        "new_job_months_passed",
        "count",
        "在保期间新就业已满的月数（−1 为没有）",
        low=-1,
        high=1_000,
    )
    yield _fact("person", "work_refusals", "count", "无正当理由拒绝介绍的工作的次数", high=500)
    yield _fact("person", "last_refusal_on", "day", "最近一次拒绝的日期", low=1, high=3_652_059)
    yield _fact("person", "third_last_refusal_on", "day", "往前数第三次拒绝的日期", low=1, high=3_652_059)
    yield _fact("person", "self_care_failed", "count", "不能自理的指标数", high=6)
    yield _fact("person", "care_form", "word", "供养形式", CARE_FORMS)
    yield _fact("person", "in_tekun", "yes_no", "已按特困人员单独供养")
    for kind, label in INCOMES.items():
        low = -WIDEST if kind == "business_net" else 0
        yield _fact("person", f"{kind}_annual_fen", "fen/year", label, low=low)
    yield _fact("person", "employment_costs_annual_fen", "fen/year", "就业成本")
    yield _fact("person", "transfers_paid_annual_fen", "fen/year", "转移性支出")


_MONTHLY = WIDEST // 12
"""The most of a monthly amount: a year of it is still within the bound of every amount."""


def _supporter() -> Iterator[Fact]:
    """法定赡养、抚养、扶养义务人 living elsewhere; amounts are monthly."""
    yield _fact("supporter", "relation", "word", "义务人是申请人的", RELATIONS)
    yield _fact("supporter", "household_size", "count", "义务人家庭人口", high=10_000)
    yield _fact("supporter", "household_income_fen", "fen", "义务人家庭月收入", high=_MONTHLY)
    yield _fact("supporter", "income_fen", "fen", "义务人本人月收入", high=_MONTHLY)
    yield _fact("supporter", "supports", "count", "义务人应赡养、抚养、扶养的人数", high=10_000)
    yield _fact("supporter", "pays_fen", "fen", "义务人实际每月给付", high=_MONTHLY)
    yield _fact("supporter", "agreed_fen", "fen", "判决、协议约定的每月给付", high=_MONTHLY)
    yield _fact("supporter", "consented", "yes_no", "义务人同意核对")
    yield _fact("supporter", "assets_ok", "yes_no", "义务人财产符合低收入家庭规定")
    for programme in RECEIVED_BY_SUPPORTERS:
        yield _fact("supporter", f"receives_{programme}", "yes_no", f"义务人享受{PROGRAMMES[programme]}")


def _parent() -> Iterator[Fact]:
    yield _fact("parent", "who", "word", "孩子的", PARENTS)


def _household() -> Iterator[Fact]:
    def fact(name: str, kind: str, label: str, high: int = WIDEST) -> Fact:
        return Fact(name, "household", kind, label, {}, 0, high)

    yield fact("farming", "yes_no", "农业家庭", 1)
    yield fact("income_is_established", "yes_no", "家庭计入收入已另行核定", 1)
    yield fact("established_income_annual_fen", "fen/year", "已核定的家庭计入收入")
    yield fact("total_income_is_established", "yes_no", "家庭年总收入已另行核定", 1)
    yield fact("established_total_income_annual_fen", "fen/year", "已核定的家庭年总收入")
    yield fact("financial_fen", "fen", "金融资产")
    yield fact("homes", "count", "住房套数", 1_000)
    yield fact("sound_homes", "count", "住房套数（不含 C、D 级危房）", 1_000)
    yield fact("home_area_cm2", "count", "住房建筑面积（平方厘米）")
    yield fact("business_premises", "count", "门面、店铺", 1_000)
    for kind, label in VEHICLES.items():
        yield fact(f"vehicles_{kind}", "count", label, 1_000)
    yield fact("businesses", "count", "市场主体", 1_000)
    for kind, label in EXPENSES.items():
        yield fact(f"{kind}_expenses_annual_fen", "fen/year", f"近 12 个月{label}支出")
    for name, programme in RECEIVES.items():
        yield fact(name, "yes_no", f"现在享受{PROGRAMMES[programme]}", 1)
    for name, programme in RECEIVES_FEN.items():
        yield fact(name, "fen", f"现在每月领取的{PROGRAMMES[programme]}")
    for name, programme in RECEIVES_SINCE.items():
        yield Fact(name, "household", "day", f"从哪个月起享受{PROGRAMMES[programme]}", {}, 1, 3_652_059)
    yield fact("defrauded_fen", "fen", "骗取的救助价值")


def _event() -> Iterator[Fact]:
    """What befell the family, for 临时救助; `event_kind` is none when nothing did."""
    kinds = {word: WORDS[word] for word in ("none", *EVENTS)}
    yield Fact("event_kind", "household", "word", "遭遇的困难", kinds)
    yield Fact("event_self_paid_fen", "household", "fen", "自付费用")
    yield Fact("event_loss_fen", "household", "fen", "财产损失")
    yield Fact("event_months_without_income", "household", "count", "连续没有收入的月数", high=10_000)
    yield Fact("event_aids_this_year", "household", "count", "本年度已给予临时救助的次数", high=10_000)
    for name, label in (
        ("insured", "有失业保险"),
        ("urgent", "需要立即救助"),
        ("same_event_aided", "同一事由已救助"),
    ):
        yield Fact(f"event_{name}", "household", "yes_no", label, high=1)


_ALL = (
    *_anybody("person"),
    *_person(),
    *_anybody("supporter"),
    *_supporter(),
    *_anybody("parent"),
    *_parent(),
)
FACTS: Mapping[str, Fact] = {fact.name: fact for fact in (*_ALL, *_household(), *_event())}
