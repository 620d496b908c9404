"""What would turn or end an answer, in sentences for officers: 如果金融资产不超过 27,720 元（现在 88,000 元），就符合最低生活保障。"""

from collections.abc import Iterable, Mapping

from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.policy.facts import FACTS, PROGRAMMES
from jiuzhu.policy.family import who_in_words
from jiuzhu.policy.turn import Gap, Outlook, Turn, is_income

Line = tuple[str, str]
"""A sentence and the clause behind it, "" where there is none."""
_CM2 = 10_000


def lines(found: Outlook, programme: str, names: Mapping[str, str]) -> list[Line]:
    """The sentences, the least first; `names` gives members' names for their ids."""
    label = PROGRAMMES[programme]
    told: list[Line] = [(_end(turn, label, names), "") for turn in found.ends]
    if found.ends:
        return told
    if found.if_none is True:
        limits = _limits(found.limits, names)
        more = "；有的话：" if limits else "；有的话，要看是什么、有多少。"
        told.append((f"没有填写、没有核实的如果都没有，就符合{label}{more}", ""))
        told += [(sentence, "") for sentence in limits]
    elif found.if_none is False:
        told.append((f"没有填写、没有核实的就算都没有，也不符合{label}：", ""))
    if len(found.gaps) > 1:
        told.append((f"有 {len(found.gaps)} 条不符合，每一条都要变：", ""))
    told += [_gap(gap, label, names) for gap in found.gaps]
    if len(found.gaps) > 1 and found.is_enough_together:
        told.append((f"每一条都按上面第一种变了，就符合{label}。", ""))
    return told


def _end(turn: Turn, label: str, names: Mapping[str, str]) -> str:
    now = _amount(turn.fact, turn.now)
    follows = f"就不再符合{label}" if turn.is_sharp else f"还符不符合{label}就要由人确定"
    until = _whole_yuan_after(turn)
    over = f"到 {until} 元" if until else f"超过 {_amount(turn.fact, turn.at_most)}"
    return f"别的都不变，{_what(turn, names)}{over}（现在 {now}），{follows}。"


def _gap(gap: Gap, label: str, names: Mapping[str, str]) -> Line:
    if not gap.turns:
        return f"{gap.label}：没有哪一项单独改变就能符合。", gap.law
    sharp = [turn for turn in gap.turns if turn.is_sharp]
    if not sharp:
        whats = "、".join(_what(turn, names) for turn in gap.turns)
        return f"{gap.label}：{whats}要到多少，法律没有写明，由人确定。", gap.law
    ways = "，或者".join(_way(turn, names) for turn in sharp)
    end = f"就符合{label}" if all(turn.is_enough for turn in sharp) else f"“{gap.label}”这一条就符合"
    return f"如果{ways}，{end}。", gap.law


def _limits(turns: Iterable[Turn], names: Mapping[str, str]) -> list[str]:
    turns = list(turns)
    none = [_what(turn, names) for turn in turns if not turn.at_most]
    found = [
        f"{_what(turn, names)}最多 {_amount(turn.fact, turn.at_most)}。" for turn in turns if turn.at_most
    ]
    return found + ([f"{'、'.join(none)}一样都不能有。"] if none else [])


def _way(turn: Turn, names: Mapping[str, str]) -> str:
    now = "" if turn.now is None else f"（现在 {_amount(turn.fact, turn.now)}）"
    what = _what(turn, names)
    if turn.at_least is not None:
        return f"{what}达到 {_amount(turn.fact, turn.at_least, up=True)}{now}"
    if until := _whole_yuan_after(turn):
        return f"{what}低于 {until} 元{now}"
    return f"{what}不超过 {_amount(turn.fact, turn.at_most)}{now}" if turn.at_most else f"没有{what}{now}"


def _whole_yuan_after(turn: Turn) -> str:
    """The first amount over the limit where that is whole yuan, as where a rule says 低于: 2,310 and not 2,309.99. "" elsewhere."""
    if not turn.at_most or not FACTS[turn.fact].kind.startswith("fen"):
        return ""
    first = -(-(turn.at_most + 1) // 12) if is_income(turn.fact) else turn.at_most + 1
    return "" if first % 100 else spoken_yuan(first)


def _what(turn: Turn, names: Mapping[str, str]) -> str:
    """周明贵的工资性收入每月, 金融资产."""
    label = FACTS[turn.fact].label.replace("（平方厘米）", "")
    who = f"{who_in_words(turn.member, names)}的" if turn.member else ""
    return f"{who}{label}{'平均每月' if is_income(turn.fact) else ''}"


def _amount(fact: str, value: int | None, *, up: bool = False) -> str:
    """In the unit people use: incomes by the month, as families tell them, expenses by the year, as rules ask; a twelfth is rounded to the safe side: down, or up of what must be reached."""
    number = value or 0
    if is_income(fact):
        number = -(-number // 12) if up else number // 12
    if FACTS[fact].kind.startswith("fen"):
        return f"{spoken_yuan(number)} 元"
    return f"{number / _CM2:g} 平方米" if fact == "home_area_cm2" else str(number)
