"""A determination as text for a terminal."""

from collections.abc import Mapping
from typing import Any

from jiuzhu.kernel.fen import yuan
from jiuzhu.policy import facts
from jiuzhu.policy.lead import PARTS, TOPUPS

_STATUSES = {"eligible": "符合", "ineligible": "不符合", "undetermined": "还不能确定"}


def as_text(result: Mapping[str, Any]) -> str:
    """A determination for a terminal."""
    lines = [
        f"业务日期 {result['date']}　地区 {result['region']}　政策版本 {result['edition']}　引擎 {result['engine']}"
    ]
    for programme, told in result["results"].items():
        lines += ["", f"【{facts.PROGRAMMES[programme]}】{_STATUSES[told['status']]}{_amount(told)}"]
        lines += [f"  因为：{sentence}" for sentence in told["because"]]
        if told["excluded_by"]:
            lines.append("  先按：" + "、".join(facts.PROGRAMMES[name] for name in told["excluded_by"]))
        lines += [f"  {_part(part)}　{yuan(part['fen'])} 元（{part['law']}）" for part in told["parts"]]
        lines += [f"  照料护理　每月 {told['care_hours']} 小时服务"] if "care_hours" in told else []
        lines += [f"  缺少：{'、'.join(told['missing'])}"] if told["missing"] else []
        lines += [f"  由人确定：{item['label']}（{item['key']}）" for item in told["for_a_person_to_decide"]]
    lines += ["", _classified(result["classification"])]
    return "\n".join(lines)


def _amount(told: Mapping[str, Any]) -> str:
    if told["monthly_fen"] is not None:
        return f"　每月 {yuan(told['monthly_fen'])} 元"
    if told.get("once_fen") is not None:
        return f"　一次 {yuan(told['once_fen'])} 元"
    if "range_fen" in told:
        least, most = map(yuan, told["range_fen"])
        return f"　一次 {least} 至 {most} 元"
    return ""


def _part(part: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (PARTS[part["part"]], part.get("member"), TOPUPS.get(part.get("kind", "")))))


def _classified(found: Mapping[str, Any]) -> str:
    household = facts.PROGRAMMES[found["household"]] if found["household"] else "无"
    members = [f"{member} {facts.PROGRAMMES[name]}" for member, name in found["members"].items()]
    outside = [f"不计入：{'、'.join(found['outside'])}"] if found["outside"] else []
    return "　".join([f"分类认定：{household}", *members, *outside])
