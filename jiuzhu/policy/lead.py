"""A result led back to people: the ladder under four plain questions, a few sentences for the family."""

from collections.abc import Mapping
from typing import Any

from jiuzhu.kernel.fen import spoken_yuan, yuan
from jiuzhu.kernel.month import Month
from jiuzhu.policy import facts
from jiuzhu.policy.engine.speech import UNKNOWN
from jiuzhu.policy.family import spoken, who_in_words
from jiuzhu.policy.reasons import is_granted, reasons

Result = Mapping[str, Any]
Step = Mapping[str, Any]

WHO, HOW_MUCH_INCOME, MEETS, PAID = "谁算一家人", "一年收入多少", "够不够条件", "每月给多少"
OPEN = "待定"
"""The value of a step that nobody settled."""
TOPUPS = {
    "severely_disabled": "重度残疾",
    "major_illness": "重大疾病",
    "age_70": "70 岁以上",
    "preschool": "学龄前儿童",
    "student": "在校学生",
    "disabled": "残疾人员",
}
PARTS = {
    "difference": "补差",
    "basic": "基本生活费",
    "care": "照料护理费",
    "full": "全额",
    "subsidy": "补助",
    "topup": "重点救助",
}


def grouped(result: Result, programme: str, names: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The ladder: [{question, rows: [{no, rule, member, label, text, value_text, law, numbers, decided}]}].

    Where a step belongs follows from the derivation itself: what the number of members is made of, what the income is
    made of, what the condition is made of, and the amounts. `names` gives members' names for their ids, in the order of
    the family that was determined.
    """
    told = result["results"][programme]
    steps = told["steps"]
    question_of = _questions(steps)
    used = {name.split("[")[0] for step in steps for name in step["uses"]}
    rows: dict[str, list[dict[str, Any]]] = {WHO: [], HOW_MUCH_INCOME: [], MEETS: [], PAID: []}
    for step in steps:
        rule = step["rule"]
        is_aside = (
            told.get("basis") != "expenditure" and rule in _EXPENDITURE and told["status"] == "eligible"
        )
        is_final = rule not in used and step["member"] in told["persons"]
        question = question_of[rule]
        if (
            not is_aside
            and _is_shown(step, question, is_final)
            and (question != PAID or told["status"] != "ineligible")
        ):
            rows[question].append(_row(step, names or {}))
    rows[PAID] += _totals(told)
    ladder: list[dict[str, Any]] = [{"question": question, "rows": found} for question, found in rows.items()]
    for number, row in enumerate((row for group in ladder for row in group["rows"]), 1):
        row["no"] = number
    return ladder


_EXPENDITURE = (
    "illness_expenses_annual_fen",
    "income_after_deduction_fen",
    "dibao_expenditure_below",
    "dibao_base_fen",
)
"""Steps of the expenditure type, which say nothing where income alone decides."""


def _questions(steps: list[Step]) -> dict[str, str]:
    made_of = _closures(steps)
    who = made_of("members")
    income = made_of(
        "income_per_head_fen", "income_monthly_fen", "family_exempt_annual_fen", "income_window_months"
    )
    conditions = made_of(
        *(step["rule"] for step in steps if step["unit"] == "yes_no" and step["member"] is None)
    )
    found = dict.fromkeys((step["rule"] for step in steps), PAID)
    return (
        found
        | dict.fromkeys(conditions, MEETS)
        | dict.fromkeys(income, HOW_MUCH_INCOME)
        | dict.fromkeys(who, WHO)
    )


def _closures(steps: list[Step]) -> Any:
    uses: dict[str, set[str]] = {}
    for step in steps:
        uses.setdefault(step["rule"], set()).update(name.split("[")[0] for name in step["uses"])

    def made_of(*goals: str) -> set[str]:
        found: set[str] = set()
        waiting = [goal for goal in goals if goal in uses]
        while waiting:
            rule = waiting.pop()
            if rule not in found:
                found.add(rule)
                waiting += [name for name in uses[rule] if name in uses]
        return found

    return made_of


def _is_shown(step: Step, question: str, is_final: bool) -> bool:
    """A row for each value of the family that is not nothing; of a person who is not counted, what is paid, what was ruled."""
    if step["member"] is None:
        return (
            bool(step["value"])
            or step["unit"] == "yes_no"
            or step["value"] is None
            or step["rule"] in _ALWAYS
        )
    if step["value"] is None or (_ruled(step) and _has_substance(step)):
        return True
    if question == WHO:
        return step["rule"] == "counts_as_member" and step["value"] is False
    return question == PAID and is_final and bool(step["value"])


_ALWAYS = ("members", "income_annual_fen", "income_monthly_fen")


def _ruled(step: Step) -> list[Mapping[str, Any]]:
    return [number["decided"] for number in step["numbers"] if "decided" in number]


def _has_substance(step: Step) -> bool:
    """A ruling shows where the person has something that it rules on."""
    numbers = {number["name"] for number in step["numbers"]}
    return any(value for name, value in step["uses"].items() if name not in numbers and name.endswith("_fen"))


def _row(step: Step, names: Mapping[str, str]) -> dict[str, Any]:
    member = step["member"]
    label = f"{who_in_words(member, names)} {step['label']}" if member else step["label"]
    rulings = _ruled(step)
    return {
        "no": 0,
        "rule": step["rule"],
        "member": member,
        "label": label,
        "text": _named(step, names),
        "value_text": _value(step),
        "law": step["law"],
        "numbers": step["numbers"],
        "decided": rulings[0] if rulings else None,
    }


def _named(step: Step, names: Mapping[str, str]) -> str:
    """The step's text; sums and counts over members, and what is missing, are told with the members' names."""
    each = {key: value for key, value in step["uses"].items() if key.endswith("]")}
    text: str = step["text"]
    if UNKNOWN in text and step["value"] is not None:
        return "有的数还不知道，但是不管是多少，这一步都一样"
    if step["value"] is None:
        return spoken(text, list(names.values()))
    if not each or not names:
        return text
    first = next(iter(each)).split("[")[0]
    parts = []
    for key, value in each.items():
        name, member = key[:-1].split("[", 1)
        if name == first and value:
            parts.append(who_in_words(member, names) + ("" if value is True else f" {spoken_yuan(value)}"))
    return ("、" if step["unit"] in ("count", "yes_no") else "＋").join(parts) or text


def _value(step: Step) -> str:
    value, unit = step["value"], step["unit"]
    if value is None:
        return OPEN
    if unit == "yes_no":
        return "✓ 是" if value else "✗ 否"
    if unit.startswith("fen"):
        return yuan(value)
    counted = "人" if step["rule"] == "members" else {"month": "个月", "hour": "小时"}.get(unit, "")
    return f"{value} {counted}".strip()


def _totals(told: Result) -> list[dict[str, Any]]:
    if told["monthly_fen"] is None:
        return []
    sums = " ＋ ".join(yuan(part["fen"]) for part in told["parts"]) or "0.00"
    month = f"，自 {told['from_month']} 起" if told["from_month"] else ""
    total = {"no": 0, "label": "每月合计", "text": sums + month, "value_text": yuan(told["monthly_fen"])}
    return [{**total, "law": "", "numbers": [], "decided": None}]


def plain(result: Result, programme: str, names: Mapping[str, str] | None = None) -> list[str]:
    """Four to six sentences for the family, without symbols: what was found, what follows, and what is not the reason."""
    told = result["results"][programme]
    label = facts.PROGRAMMES[programme]
    values = {step["rule"]: step["value"] for step in told["steps"] if step["member"] is None}
    sentences = [sentence for sentence in (_household(values), _standard(told["steps"], values)) if sentence]
    sentences += {"eligible": _granted, "ineligible": _refused, "undetermined": _open}[told["status"]](
        told, label
    )
    if told["status"] == "eligible" and told["monthly_fen"] is not None:
        sentences += _amounts(told, result["date"], names or {})
    if told["status"] == "eligible" and "care_hours" in told:
        sentences.append(f"照料护理不发钱，每月上门服务 {told['care_hours']} 小时。")
    if told["status"] == "eligible" and told.get("once_fen") is not None:
        sentences.append(f"这次一共给 {spoken_yuan(told['once_fen'])} 元，只给一次。")
    return sentences


def _household(values: Mapping[str, Any]) -> str:
    people, year, month = (values.get(k) for k in ("members", "income_annual_fen", "income_monthly_fen"))
    if people is None or year is None or month is None:
        return f"您家 {people} 口人。" if people else ""
    if not people:
        return "没有人计入您家共同生活的家庭成员。"
    if not year:
        return f"您家 {people} 口人，没有计入的收入。"
    head = spoken_yuan(values["income_per_head_fen"])
    return f"您家 {people} 口人，一年收入合起来 {spoken_yuan(year)} 元，平均每月 {spoken_yuan(month)} 元，每人每月 {head} 元。"


def _standard(steps: list[Step], values: Mapping[str, Any]) -> str:
    numbers = [number for step in steps for number in step["numbers"] if number["name"] == "standard_fen"]
    if not numbers or numbers[0]["value"] is None:
        return ""
    return f"按这一天的规定，您家适用的低保标准是每人每月 {spoken_yuan(numbers[0]['value'])} 元。"


def _granted(told: Result, label: str) -> list[str]:
    if told["excluded_by"]:
        others = "、".join(facts.PROGRAMMES[name] for name in told["excluded_by"])
        return [f"您家也符合{label}的条件，但是按{others}办理，不重复享受。"]
    return [_reasons(told) + f"，所以可以享受{label}。"]


def _refused(told: Result, label: str) -> list[str]:
    found = [f"{_reasons(told)}，所以这次不能享受{label}。"]
    others = [step["text"] for step in told["steps"] if step["rule"] in _ASSETS and step["value"] is True]
    if others:
        found.append(f"这些不是不予认定的原因：{'；'.join(others)}。")
    if told["steps"] and _value_of(told, "dibao_income_below") is True:
        found.append("您家的收入不是不予认定的原因。")
    found.append("您如果觉得哪一笔不对，可以说明情况，我们重新核实。")
    return found


_ASSETS = ("financial_within", "homes_within", "premises_within", "vehicles_within", "businesses_within")


def _value_of(told: Result, rule: str) -> Any:
    return next((step["value"] for step in told["steps"] if step["rule"] == rule), None)


def _open(told: Result, label: str) -> list[str]:
    if is_granted(told) and told["excluded_by"]:
        return _granted(told, label)
    found = [
        "，".join(filter(None, (_reasons(told), f"您家符合{label}的条件；享受多少还没有定下来。")))
        if is_granted(told)
        else f"您家能不能享受{label}、享受多少，现在还不能确定。"
    ]
    if told["missing"]:
        found.append(f"还有 {len(told['missing'])} 项情况没有填写或者没有核实。")
    if told["for_a_person_to_decide"]:
        questions = "、".join(item["label"] for item in told["for_a_person_to_decide"])
        found.append(f"政策没有写明、要由工作人员研究确定的是：{questions}。")
    return found


def _reasons(told: Result) -> str:
    return "，".join(sentence.rsplit("（", 1)[0] for sentence in reasons(told))


def _amounts(told: Result, day: str, names: Mapping[str, str]) -> list[str]:
    difference = sum(part["fen"] for part in told["parts"] if "member" not in part)
    added = [part for part in told["parts"] if "member" in part]
    found = []
    if difference:
        found.append(f"标准减去您家收入，每月补 {spoken_yuan(difference)} 元。")
    if added:
        who = "，".join(
            f"{names.get(part['member'], part['member'])} {TOPUPS.get(part.get('kind', ''), PARTS[part['part']])} {spoken_yuan(part['fen'])} 元"
            for part in added
        )
        found.append(f"另外按人加发：{who}。" if difference else f"每月发给：{who}。")
    month = Month.parse(told["from_month"])
    found.append(f"每月一共 {spoken_yuan(told['monthly_fen'])} 元，从 {month.year} 年 {month.month} 月算起。")
    return found
