"""A place of the contract in words: `members[0].incomes` is “冉光明的收入”, `members[0].disability[0].grade` “冉光明的残疾等级”."""

import re
from collections.abc import Iterable, Mapping, Sequence

_PLACE = re.compile(r"^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?(?:\[\d+\])?(?:\.(\w+))?")
_TOLD = re.compile(
    r"\b(?:members|supporters|parents|assets|household|event|expenses|current|fraud)\b(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*"
)
_OWN = {
    "born": "出生日期",
    "sex": "性别",
    "status": "目前状态",
    "status_since": "目前状态的起始日",
    "study": "就学情况",
    "work_capacity": "劳动能力",
    "employment": "就业情况",
    "marital": "婚姻状况",
    "unlifted_poverty": "是否未脱贫",
    "bedridden_months": "卧床时间",
    "needs_long_term_care_months": "需要长期照护的时间",
    "work_injury_care": "是否领取工伤保险生活护理费",
    "newly_employed_on": "在保期间新就业的日期",
    "registered_region": "户籍地",
    "residence_permit": "居住证",
    "refused_work_on": "拒绝介绍的工作的日期",
    "self_care_failed": "生活自理能力",
    "care_form": "供养形式（集中还是分散）",
    "disability": "残疾情况",
    "illness": "患病情况",
    "incomes": "收入",
    "employment_costs_per_month": "就业成本",
    "transfers_paid_per_month": "转移性支出",
}
_PARTLY = {
    ("disability", "grade"): "残疾等级",
    ("incomes", "per_month"): "收入金额",
    ("homes", "area_m2"): "住房面积",
    ("homes", "grade"): "住房的危房等级",
    ("homes", "use"): "住房的用途",
}
"""What is missing of one item of a list."""
_ASSETS = {
    "financial": "存款等金融资产",
    "homes": "住房",
    "shops": "门面、店铺",
    "vehicles": "车辆",
    "businesses": "登记的市场主体",
}
_EVENT = {
    "self_paid": "自付费用",
    "loss": "财产损失",
    "months_without_income": "没有收入的月数",
    "aids_this_year": "本年度临时救助次数",
    "insured": "是否有失业保险",
    "urgent": "是否需要立即救助",
    "same_event_aided": "同一事由是否已救助",
}
_SUPPORTER = {
    "household_size": "家庭人口",
    "household_income_per_month": "家庭月收入",
    "income_own_per_month": "本人月收入",
    "supports": "应赡养、抚养、扶养的人数",
    "pays_per_month": "实际给付",
    "agreed_amount_per_month": "判决、协议约定的给付",
    "consented": "是否同意核对",
    "assets_ok": "财产是否符合规定",
    "receives": "享受的救助",
}
_PARENTS = {"father": "父亲", "mother": "母亲"}
_WHOLE = {
    "parents": "孩子父母的情况",
    "supporters": "赡养、抚养、扶养义务人",
    "expenses": "近 12 个月的支出",
    "current": "正在享受的救助",
    "fraud": "骗取的救助价值",
}
_PARTS: Mapping[str, tuple[Mapping[str, str], str]] = {
    "assets": (_ASSETS, "家庭财产"),
    "event": (_EVENT, "有没有遭遇突发困难"),
}


def in_words(place: str, members: Sequence[str]) -> str:
    """What a missing place asks for; `members` are the names (or ids) in the order of the family, [] where nobody knows them."""
    found = _PLACE.match(place)
    if found is None:
        return place
    head, index, key, part = found.groups()
    partly = _PARTLY.get((key or "", part or ""))
    if head == "members" and index is not None:
        number = int(index)
        who = members[number] if number < len(members) else f"第 {number + 1} 名成员"
        return f"{who}的{partly or _OWN.get(key or '', key or '情况')}"
    if index is not None and head in ("supporters", "parents"):
        own = _SUPPORTER | _OWN if head == "supporters" else _OWN
        who = "义务人" if head == "supporters" else "父母"
        return f"第 {int(index) + 1} 名{who}的{partly or own.get(key or '', '情况')}"
    if head in _PARTS:
        words, whole = _PARTS[head]
        return partly or words.get(key or "", whole)
    if head == "household":
        return "是否农业家庭"
    return _WHOLE.get(head, place)


def all_in_words(places: Iterable[str], members: Sequence[str]) -> list[str]:
    """What missing places ask for, each once, in their order."""
    return list(dict.fromkeys(in_words(place, members) for place in places))


def spoken(text: str, members: Sequence[str]) -> str:
    """A sentence of the engine with the places that it names in words: 缺少 冉光明的收入、赡养、抚养、扶养义务人."""
    return _TOLD.sub(lambda found: in_words(found[0], members), text)


def who_in_words(row: str, names: Mapping[str, str]) -> str:
    """A row of the explanation in words: a member's name, “义务人 s1”, “小明的父亲”; `names` are members' names by id."""
    kind, _, rest = row.partition(".")
    if kind == "supporters" and rest:
        return f"义务人 {rest}"
    child, _, who = rest.rpartition(".")
    if kind == "parents" and who in _PARENTS:
        return f"{names.get(child, child)}的{_PARENTS[who]}"
    return names.get(row, row)
