"""Facts in Chinese words: what a key is called, how a value is read. Pure."""

from collections.abc import Mapping
from typing import Any

from jiuzhu.kernel.fen import parse_yuan, yuan
from jiuzhu.policy.facts import (
    DISABILITIES,
    DISABILITY_LABELS,
    EXPENSES,
    INCOMES,
    PROGRAMMES,
    VEHICLES,
    WORDS,
)
from jiuzhu.verification.compare import LABELS

_MORE = {
    "residence_permit": "居住证",
    "work_capacity": "劳动能力",
    "bedridden_months": "卧床月数",
    "needs_long_term_care_months": "需长期照护月数",
    "newly_employed_on": "就业起始日",
    "self_care_failed": "不能自理的项数",
    "care_form": "供养方式",
    "unlifted_poverty": "未脱贫",
    "employment_costs_per_month": "就业成本（每月）",
    "transfers_paid_per_month": "转移性支出（每月）",
    "household.farming": "农业家庭",
    "current": "现在享受的待遇",
    "supporters": "共同生活以外的义务人",
}
_KINDS = {"chronic": "慢性病", "major": "重特大疾病", "rare": "罕见病"} | VEHICLES
_KINDS |= PROGRAMMES
_KINDS |= dict(zip(DISABILITIES, DISABILITY_LABELS, strict=True))
_GRADES = "零一二三四"
PERIODS = {"per_month": "元/月", "per_year": "元/年"}
SAVINGS, PLACE = "assets.financial", "registered_region"
"""A sum that is no income, and the fact whose value is a region's code."""
NOWHERE: Mapping[str, str] = {}


def label(key: str) -> str:
    """What a fact is called: 工资, 住房, 医疗支出."""
    kind = key.partition(".")[2]
    return LABELS.get(key) or _MORE.get(key) or INCOMES.get(kind) or EXPENSES.get(kind) or key


def told(value: Any, key: str = "", places: Mapping[str, str] = NOWHERE) -> str:
    """A value of a fact as people read it: 1,200.00 元/月, 没有, 住房 1 套 · 86 ㎡, 肢体二级; `places` names regions by code."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return _amount(value)
    if isinstance(value, list):
        return _several(value, key) if value else "没有"
    if key == SAVINGS or key.endswith("_per_month"):
        return f"{yuan(parse_yuan(value))} 元"
    word = str(value)
    return f"{word} 处" if key == "assets.shops" else places.get(word, WORDS.get(word, word))


def difference(size: Any, key: str) -> str:
    """How far found lies from declared, in neutral words: 查到多 860.00 元, 多 27 %; 多 1 项."""
    if "fen" in size:
        more = "多" if size["fen"] > 0 else "少"
        share = f"，{more} {abs(size['permille']) / 10:.0f} %" if size.get("permille") else ""
        return f"查到{more} {yuan(abs(size['fen']))} {'元' if key == SAVINGS else '元/年'}{share}"
    if "dm2" in size:
        return f"面积{'多' if size['dm2'] > 0 else '少'} {abs(size['dm2']) / 100:g} ㎡"
    count = size.get("count", 0)
    return f"{'多' if count > 0 else '少'} {abs(count)} 项" if count else "项目不同"


def _amount(value: dict[str, Any]) -> str:
    if value.get("none"):
        return "没有"
    for name, unit in PERIODS.items():
        if name in value:
            return f"{yuan(parse_yuan(value[name]))} {unit}"
    return _item(value)


def _several(values: list[Any], key: str) -> str:
    if key == "assets.homes":
        areas = "、".join(f"{home['area_m2']} ㎡" for home in values if home.get("area_m2"))
        return f"{len(values)} 套" + (f" · {areas}" if areas else "")
    return "、".join(_item(value) for value in values)


def _item(value: Any) -> str:
    if not isinstance(value, dict):
        return _KINDS.get(str(value), WORDS.get(str(value), str(value)))
    kind = str(value.get("kind") or value.get("programme") or "")
    grade = f"{_GRADES[int(value['grade'])]}级" if value.get("grade") else ""
    count = f" {value['count']}" if value.get("count") else ""
    return f"{_KINDS.get(kind, WORDS.get(kind, kind)) or '一项'}{grade}{count}"
