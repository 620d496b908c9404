"""What a family lives on and what it owns. Pure."""

from datetime import date

from jiuzhu.intake.answers import Question
from jiuzhu.intake.form.ages import fitting
from jiuzhu.intake.form.page import UNSURE, Answers, Page, Payload, age, name
from jiuzhu.intake.kinds import Step
from jiuzhu.policy.calculator.topics import INCOME_WORDS
from jiuzhu.policy.facts import VEHICLES

WAYS = {
    **{
        kind: INCOME_WORDS[kind]
        for kind in (
            "wage", "business_net", "pension", "basic_pension_central", "support_received", "property_net",
            "land_rent", "unemployment_benefit", "disability_subsidy", "old_age_allowance",
        )
    },
    "other_transfer": "其他的钱",
}  # fmt: skip
"""The incomes that a page offers, as people name them in the calculator too; the last stands for all others."""
_AVERAGE = "有多有少，说平均数就行。"
HINTS = {
    "wage": f"{_AVERAGE}来回车费等必要开销可以扣。",
    "business_net": f"{_AVERAGE}扣掉种子、肥料、进货这些本钱再写。",
    "pension": "每月实际领到多少，就写多少。",
    "basic_pension_central": "每月实际领到多少，就写多少；算不算收入，我们按规定看。",
    "support_received": f"实际拿到手的才写。{_AVERAGE}",
    "property_net": "房租、利息、分红加在一起，扣掉必要的开销再写。",
    "land_rent": "按年给的，写一年的，下面选“一年的”。",
    "unemployment_benefit": "每月实际领到多少，就写多少。",
    "disability_subsidy": "每月实际领到多少，就写多少；这一项不算收入。",
    "old_age_allowance": "每月实际领到多少，就写多少；算不算收入，我们按规定看。",
    "other_transfer": "前面没有说到的，加在一起写。",
}  # fmt: skip
"""What helps to put a number on each of the ways."""
ROWS = 3
"""Homes and vehicles that are asked about; more are by the village."""


def incomes(payload: Payload, key: str, on: date) -> list[Page]:
    """What a grown member lives on, and a page for the amount of each income."""
    who = "您" if key == "0" else name(payload, key)
    ways = payload.get(f"living/{key}", {}).get("ways", [])
    options = {**WAYS, "none": "没有收入", **UNSURE}
    first = Page(
        f"living/{key}", Step.INCOME, f"{who}靠什么生活？",
        (fitting(Question("ways", "可以选几个", "words", options=options), age(payload, key, on)),),
        why="低保看全家人平均到每个人的收入。我们会和税务、社保核对。记不准没关系，可以改。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第十三条",
    )  # fmt: skip
    return [first, *(_amount(who, key, way) for way in ways if way in WAYS)]


def _amount(who: str, key: str, way: str) -> Page:
    return Page(
        f"amount/{key}/{way}", Step.INCOME, f"{who}的{WAYS[way]}，大约有多少钱？",
        (
            Question("amount", "大约", "money", HINTS[way], may_be_blank=True, per="per"),
            Question("per", "这是", "word", options={"month": "一个月的", "year": "一年的"}),
            Question("none", "没有这项收入", "flag"),
            Question("unsure", UNSURE["unsure"], "flag"),
        ),
        why="全家的收入加在一起，平均到每个人。记不准没关系，可以改，故意隐瞒才追究。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第十三条",
    )  # fmt: skip


def savings() -> Page:
    return Page(
        "savings", Step.ASSETS, "全家的存款一共有多少？",
        (
            Question("amount", "一共", "money", "全家人的存折、卡、微信、支付宝、股票加在一起。", may_be_blank=True),
            Question("none", "没有存款", "flag"),
            Question("unsure", UNSURE["unsure"], "flag"),
        ),
        why="存款在限额以内不影响。旧存折也想一想，忘了也没关系，查到会先问您。",
        law="重庆市低保条例及实施规定（金融资产限额）",
    )  # fmt: skip


def homes(payload: Payload) -> list[Page]:
    """How many homes there are, then one page for each of them."""
    options = {"0": "名下没有房子", "1": "一处", "2": "两处", str(ROWS): "三处或者更多", **UNSURE}
    first = Page(
        "homes", Step.ASSETS, "家里有几处房子？",
        (Question("count", "一共几处", "word", "家里人名下的都算，老家的、租出去的、空着的也算。", options),),
        why="自己住的一处房子不影响。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第十四条",
    )  # fmt: skip
    return [first, *(_home(row) for row in listed(payload))]


def listed(payload: Payload) -> range:
    """The homes that a family has pages for, counted from 1."""
    count = payload.get("homes", {}).get("count", "")
    return range(1, int(count) + 1 if count.isdigit() else 1)


def _home(row: int) -> Page:
    return Page(
        f"home{row}", Step.ASSETS, f"第 {row} 处房子怎么样？",
        (
            Question("area", "有多大", "area", "平方米，大概就行。"),
            Question("use", "用来做什么", "word", options={"live": "自己住", "let": "出租", "business": "做生意"}),
            Question("grade", "是不是危房", "word", "没有鉴定过的，可以不选。", {"A": "A 级（安全）", "B": "B 级", "C": "C 级危房", "D": "D 级危房"}, is_optional=True),
        ),
    )  # fmt: skip


def things() -> Page:
    rows = tuple(Question(f"vehicle{row}", f"第 {row} 辆车", "word", options=VEHICLES, is_optional=True) for row in range(1, ROWS + 1))  # fmt: skip
    return Page(
        "things", Step.ASSETS, "有没有车、门面或者生意？",
        (
            Question("none", "没有车、船和农业机械", "flag"),
            Question("unsure", f"有没有车{UNSURE['unsure']}", "flag"),
            *rows,
            Question("shops", "门面几间", "count", "没有写 0。", most=50),
            Question("business", "名下的公司、个体户或合作社", "word", options={"none": "没有", "sole_trader": "个体户", "company": "公司", "partnership": "合伙企业", "cooperative": "合作社"}),
            Question("operating", "现在还在做吗", "word", options={"yes": "还在做", "no": "没有做了"}, is_optional=True),
        ),
        why="残疾人代步车、普通两轮摩托车不影响。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第十四条",
    )  # fmt: skip


def wrong_amount(clean: Answers) -> dict[str, str]:
    given = [key for key in ("amount", "none", "unsure") if clean.get(key)]
    if "amount" not in clean:
        return {}
    if not given:
        return {"amount": "请写金额；没有或者说不清，就在下面勾选"}
    if len(given) > 1:
        return {"amount": "写了金额，又勾了“没有”或“说不清”，请只留一个"}
    return {}


def wrong_vehicles(clean: Answers) -> dict[str, str]:
    listed = [row for row in range(1, ROWS + 1) if clean.get(f"vehicle{row}")]
    said = [key for key in ("none", "unsure") if clean.get(key)]
    if not (listed or said):
        return {"vehicle1": "请选车；没有车或者说不清，就在上面勾选"}
    if len(said) > 1 or (listed and "none" in said):
        return {said[0]: "“没有”“说不清”和下面选的车对不上，请只留一样"}
    return {}
