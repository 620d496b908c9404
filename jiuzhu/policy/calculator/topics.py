"""What the calculator may ask, in spoken words. A topic is one question; it is put for everybody for whom it matters at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from jiuzhu.policy.facts import DISABILITIES, DISABILITY_LABELS, INCOMES, RECEIVED, VEHICLES

UNSURE, NONE = "unsure", "none"
MOST_MEMBERS = 12
"""More people than this are asked by the town, not by a page."""
Kind = Literal["count", "months", "money", "area", "income", "yes_no", "word", "words", "who", "tasks"]


@dataclass(frozen=True)
class Topic:
    """One question. `short` is what it is about, for “还取决于…”; `options` are an answer's words with their labels.

    `is_alone`: put for one person at a time. `least` and `most` bound a whole number.
    """

    key: str
    ask: str
    short: str
    kind: Kind
    options: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    unit: str = ""
    is_alone: bool = False
    least: int = 0
    most: int = 1_000


_YES_NO = {"no": "没有", "yes": "有"}
_IS = {"no": "不是", "yes": "是"}
_DISABILITY = {kind: f"{label}残疾" for kind, label in zip(DISABILITIES, DISABILITY_LABELS, strict=True)}
_ILLNESS = {"major": "大病、重病", "chronic": "慢性病", "rare": "罕见病"}
_CAPACITY = {"full": "能干活", "partial": "只能干一点轻活", "none": "干不了活"}
_RELATIONS = {
    "spouse": "丈夫或妻子",
    "child": "孩子",
    "parent": "父亲或母亲",
    "grandchild": "孙子孙女、外孙",
    "grandparent": "爷爷奶奶、外公外婆",
    "sibling": "兄弟姐妹",
    "other": "别的人",
}
_STATUS = {
    "present": "在家一起生活",
    "dead": "已经去世",
    "imprisoned": "在服刑",
    "detained": "被关押，还没判",
    "compulsory_rehab": "在强制戒毒",
    "lost_contact": "联系不上了",
    "declared_missing": "法院宣告失踪",
    "conscript": "在当义务兵",
    "clergy_away": "长住寺庙、教堂",
}
_ELSEWHERE = {**_STATUS, "present": "没有这些情况"}
_INCOME = {
    "wage": "打工、上班",
    "business_net": "种地、养殖、做生意",
    "pension": "退休金、养老金",
    "basic_pension_central": "城乡居民基础养老金",
    "support_received": "儿女或亲人给的钱",
    "property_net": "出租房屋、利息",
    "land_rent": "土地流转",
    "disability_subsidy": "残疾人补贴",
    "old_age_allowance": "高龄补贴",
    "unemployment_benefit": "失业金",
}
_INCOME = {**_INCOME, **{kind: label for kind, label in INCOMES.items() if kind not in _INCOME}}
_EVENT = {
    "none": "没有出事",
    "medical": "有人得了大病，花了很多钱",
    "accident": "车祸、摔伤等意外",
    "fire": "家里起火",
    "disaster": "洪水、地震等灾害",
    "education": "交不起学费",
    "unemployment": "没了工作，没了收入",
    "other": "别的急事",
}
_CURRENT = {
    "dibao": "低保",
    "dibian": "低保边缘",
    "gangxing": "刚性支出困难家庭",
    "tekun": "特困供养",
    "tapering": "低保渐退",
    "orphan": "孤儿补贴",
    "unsupported_child": "事实无人抚养儿童补贴",
}
_EXPENSES = {
    "medical": "看病",
    "education": "上学",
    "disability_rehab": "残疾康复",
    "disaster": "受灾",
    "housing": "房子",
    "living": "过日子（吃穿用）",
}
_RECEIVES = {
    "dibao": "低保",
    "tekun": "特困供养",
    "dibian": "低保边缘",
    "gangxing": "刚性支出困难家庭",
}
_STUDY = {
    "none": "没有读书",
    "preschool": "幼儿园",
    "compulsory": "小学、初中",
    "senior_high": "高中",
    "vocational": "中专、职高",
    "junior_college": "大专",
    "undergraduate": "大学本科",
    "master": "硕士",
    "doctor": "博士",
}
_EMPLOYMENT = {
    "none": "没有做事",
    "employed": "有单位上班",
    "flexible": "打零工",
    "farming": "种地",
    "registered_unemployed": "登记了失业",
    "retired": "退休",
}
_MARITAL = {"single": "没结过婚", "married": "已婚", "divorced": "离婚", "widowed": "丧偶"}
_TASKS = {
    "eat": "自己吃饭",
    "dress": "自己穿衣",
    "bed": "自己上下床",
    "toilet": "自己上厕所",
    "walk": "在屋里走动",
    "wash": "自己洗澡",
}
_AMOUNT = "有多有少，说平均数就行。"

START: tuple[Topic, ...] = (
    Topic("region", "您家住在哪个镇、街道？", "住在哪里", "word"),
    Topic("area", "住的是城镇还是农村？", "住的是城镇还是农村", "word", {"urban": "城镇（小区、街上）", "rural": "农村"}),
    Topic("size", "家里一起生活的有几口人？", "家里几口人", "count", hint="连您自己。一起吃住、一起花钱的都算。", unit="口人", least=1, most=MOST_MEMBERS),
)  # fmt: skip
"""Where the law of the place and the number of people begin every calculation."""

TOPICS: tuple[Topic, ...] = (
    Topic("members.relation", "他们是您的什么人？", "家里人和您的关系", "word", _RELATIONS),
    Topic("members.age", "每个人今年多大？", "家里人的年纪", "count", hint="满了几岁就写几岁，没满一岁写 0。", unit="岁", most=130),
    Topic("current", "现在家里有没有领救助？", "现在领的救助", "words", {k: _CURRENT[k] for k in RECEIVED}, "可以选几个。"),
    Topic("event", "最近家里出了什么急事吗？", "最近有没有出急事", "word", _EVENT),
    Topic("assets.vehicles", "家里有没有车、船或者机械？", "车辆", "words", {k: VEHICLES[k] for k in ("car", "truck", "motorcycle", "disability_scooter", "farm_machine", "ship", "construction_machine")}, "可以选几个。"),
    Topic("assets.homes", "家里一共有几处房子？", "房子", "count", hint="没有写 0。", unit="处", most=20),
    Topic("homes.use", "房子用来做什么？", "房子的用处", "word", {"live": "自己住", "let": "出租", "business": "开店、做生意"}),
    Topic("homes.grade", "房子是不是危房？", "房子是不是危房", "word", {"A": "不是（A 级）", "B": "不是（B 级）", "C": "C 级危房", "D": "D 级危房"}),
    Topic("homes.area_m2", "房子多大？", "房子的面积", "area", unit="平方米"),
    Topic("assets.shops", "家里有几间门面、店铺？", "门面、店铺", "count", hint="自己用的、租出去的都算。没有写 0。", unit="间", most=50),
    Topic("assets.businesses", "家里有人开公司、个体户或者合作社吗？", "公司、个体户或合作社", "yes_no", _YES_NO),
    Topic("assets.financial", "全家的存款一共有多少？", "全家的存款", "money", hint="存折、银行卡、微信、支付宝、股票、保险加在一起。没有写 0。", unit="元"),
    Topic("who.disability", "家里谁有残疾证？", "谁有残疾证", "who"),
    Topic("members.disability", "残疾证上写的是哪一类？", "残疾的类别", "words", _DISABILITY, "可以选几个。"),
    Topic("members.grade", "残疾证上写的是几级？", "残疾等级", "word", {"1": "一级", "2": "二级", "3": "三级", "4": "四级"}),
    Topic("members.incomes", "{who}靠什么生活？", "{who}的收入", "words", _INCOME, "可以选几个。", is_alone=True),
    Topic("members.income", "{who}的钱，大约有多少？", "{who}的收入有多少", "income", hint=_AMOUNT, unit="元", is_alone=True),
    Topic("who.illness", "家里谁有大病、慢性病？", "谁有大病、慢性病", "who"),
    Topic("members.illness", "得的是什么病？", "得的什么病", "words", _ILLNESS, "可以选几个。"),
    Topic("members.study", "现在读书吗？", "谁在读书", "word", _STUDY),
    Topic("members.work_capacity", "能不能干活？", "能不能干活", "word", _CAPACITY),
    Topic("members.employment", "现在做什么？", "现在做什么", "word", _EMPLOYMENT),
    Topic("members.marital", "婚姻情况怎么样？", "婚姻情况", "word", _MARITAL),
    Topic("members.sex", "是男是女？", "性别", "word", {"female": "女", "male": "男"}),
    Topic("members.status", "他们现在在哪里？", "家里人现在在哪里", "word", _STATUS),
    Topic("members.status_since", "这样已经多久了？", "这样已经多久", "months", hint="满了几个月写几。", unit="个月"),
    Topic("household.farming", "家里主要靠种地、养殖吗？", "是不是主要靠种地", "yes_no", _IS),
    Topic("expenses", "这一年，家里有没有特别大的开销？", "这一年的大开销", "words", _EXPENSES, "报销以后自己出的才算。可以选几个。"),
    Topic("expenses.amount", "这一年大约花了多少？", "大开销花了多少", "money", hint="报销以后自己出的。", unit="元"),
    Topic("parents.status", "孩子的爸爸、妈妈现在怎么样？", "孩子父母的情况", "word", _ELSEWHERE),
    Topic("parents.disability", "孩子的爸爸、妈妈有残疾吗？", "孩子父母的残疾", "words", _DISABILITY, is_alone=True),
    Topic("parents.grade", "孩子的爸爸、妈妈残疾是几级？", "孩子父母的残疾等级", "word", {"1": "一级", "2": "二级", "3": "三级", "4": "四级"}),
    Topic("parents.illness", "孩子的爸爸、妈妈有大病吗？", "孩子父母的病", "words", _ILLNESS, is_alone=True),
    Topic("parents.status_since", "孩子的爸爸、妈妈这样多久了？", "孩子父母这样多久", "months", hint="满了几个月写几。", unit="个月"),
    Topic("supporters", "有没有分开住、但该赡养或抚养您家的亲人？", "分开住的亲人", "count", hint="例如分了家的儿女、父母。有几位写几，没有写 0。", unit="位", most=8),
    Topic("supporters.relation", "分开住的亲人是您的什么人？", "分开住的亲人和您的关系", "word", _RELATIONS),
    Topic("supporters.age", "分开住的亲人多大了？", "分开住的亲人的年纪", "count", unit="岁", most=130),
    Topic("supporters.status", "分开住的亲人有没有这些情况？", "分开住的亲人的情况", "word", _ELSEWHERE),
    Topic("supporters.status_since", "这样已经多久了？", "分开住的亲人这样多久", "months", hint="满了几个月写几。", unit="个月"),
    Topic("supporters.household_size", "分开住的亲人家里几口人？", "分开住的亲人家里几口人", "count", unit="口人", most=50),
    Topic("supporters.household_income_per_month", "分开住的亲人全家每月收入多少？", "分开住的亲人家的收入", "money", hint=_AMOUNT, unit="元"),
    Topic("supporters.income_own_per_month", "分开住的亲人自己每月收入多少？", "分开住的亲人自己的收入", "money", hint=_AMOUNT, unit="元"),
    Topic("supporters.supports", "分开住的亲人一共要养几位老人、孩子？", "分开住的亲人要养几个人", "count", hint="连您家里的。", unit="位", most=50),
    Topic("supporters.pays_per_month", "分开住的亲人每月实际给您家多少钱？", "分开住的亲人实际给多少", "money", hint="没有给写 0。", unit="元"),
    Topic("supporters.agreed_amount_per_month", "法院判决或者协议写明每月给多少？", "判决、协议写明给多少", "money", hint="没有判决和协议写 0。", unit="元"),
    Topic("supporters.consented", "分开住的亲人同意查他的收入吗？", "分开住的亲人同不同意查收入", "yes_no", {"yes": "同意", "no": "不同意"}),
    Topic("supporters.assets_ok", "分开住的亲人家底算薄吗？", "分开住的亲人的财产", "yes_no", {"yes": "家底薄，没有多的房子、车子、存款", "no": "家底不薄"}),
    Topic("supporters.receives", "分开住的亲人自己在领救助吗？", "分开住的亲人领的救助", "words", _RECEIVES, "可以选几个。", is_alone=True),
    Topic("supporters.disability", "分开住的亲人有残疾吗？", "分开住的亲人的残疾", "words", _DISABILITY, "可以选几个。", is_alone=True),
    Topic("supporters.grade", "残疾是几级？", "分开住的亲人的残疾等级", "word", {"1": "一级", "2": "二级", "3": "三级", "4": "四级"}),
    Topic("supporters.illness", "分开住的亲人有大病吗？", "分开住的亲人的病", "words", _ILLNESS, "可以选几个。", is_alone=True),
    Topic("members.self_care_failed", "{who}哪几样自己做不了？", "{who}生活能不能自理", "tasks", _TASKS, "可以选几个。", is_alone=True),
    Topic("members.care_form", "想在家里照料，还是住到机构里？", "在家照料还是住机构", "word", {"home": "在家", "institution": "住机构"}),
    Topic("who.newly_employed_on", "领低保以后，谁新找到了工作？", "谁新找到了工作", "who"),
    Topic("members.newly_employed_on", "新工作做了几个月？", "新工作做了多久", "months", hint="满了几个月写几，没满一个月写 0。", unit="个月"),
    Topic("members.employment_costs_per_month", "上班每月要花多少？", "上班的开销", "money", hint="来回车费、工作餐这些。没有写 0。", unit="元"),
    Topic("members.transfers_paid_per_month", "每月要固定给别人多少钱？", "固定给别人的钱", "money", hint="赡养费、抚养费、社保费这些。没有写 0。", unit="元"),
    Topic("who.bedridden_months", "家里谁长期卧床？", "谁长期卧床", "who"),
    Topic("members.bedridden_months", "卧床多久了？", "卧床多久", "months", unit="个月"),
    Topic("who.needs_long_term_care_months", "家里谁长期要人照护？", "谁长期要人照护", "who"),
    Topic("members.needs_long_term_care_months", "要人照护多久了？", "要人照护多久", "months", unit="个月"),
    Topic("who.work_injury_care", "家里谁在领工伤的生活护理费？", "谁领工伤护理费", "who"),
    Topic("who.unlifted_poverty", "家里谁被认定为还没有脱贫？", "谁还没有脱贫", "who"),
    Topic("event.self_paid", "这件急事，自己一共花了多少钱？", "急事自己花了多少", "money", hint="报销以后自己出的。没有花钱写 0。", unit="元"),
    Topic("event.loss", "这件急事，家里损失了多少钱？", "急事损失了多少", "money", hint="房子、家里的东西。没有损失写 0。", unit="元"),
    Topic("event.months_without_income", "已经几个月没有收入了？", "几个月没有收入", "count", unit="个月"),
    Topic("event.insured", "有没有失业保险？", "有没有失业保险", "yes_no", _YES_NO),
    Topic("event.urgent", "是不是今天就要帮，等不得？", "是不是等不得", "yes_no", _IS),
    Topic("event.same_event_aided", "这件急事，以前给过救助吗？", "这件事以前有没有救助过", "yes_no", {"no": "没有给过", "yes": "给过"}),
    Topic("event.aids_this_year", "今年已经领过几次临时救助？", "今年领过几次临时救助", "count", hint="没有写 0。", unit="次", most=50),
    Topic("current.monthly", "现在每月领多少？", "现在每月领多少", "money", unit="元"),
    Topic("current.since", "已经领了几个月？", "已经领了几个月", "months", unit="个月"),
)  # fmt: skip
"""In the order in which they are put when they decide equally much."""

BY_KEY: Mapping[str, Topic] = {topic.key: topic for topic in (*START, *TOPICS)}
ORDER: Mapping[str, int] = {topic.key: place for place, topic in enumerate(TOPICS)}
RELATION_WORDS: Mapping[str, str] = {"self": "您", **_RELATIONS}
INCOME_WORDS, CURRENT_WORDS, EXPENSE_WORDS = _INCOME, _CURRENT, _EXPENSES
DISABILITY_WORDS: Mapping[str, str] = _DISABILITY
