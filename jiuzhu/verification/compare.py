"""What is declared beside what is found, fact by fact. Pure: values in, rows and sizes out; no verdicts."""

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jiuzhu.kernel.fen import parse_yuan, plain_yuan
from jiuzhu.verification.found import YEAR

LABELS = {
    "income.wage": "工资",
    "income.business_net": "经营净收入",
    "income.property_net": "财产净收入",
    "income.pension": "养老金",
    "income.basic_pension_central": "基础养老金（中央部分）",
    "income.unemployment_benefit": "失业保险金",
    "income.survivor_benefit": "遗属待遇",
    "income.compensation": "赔偿补偿",
    "assets.financial": "存款、证券、保险和网络账户",
    "assets.homes": "住房",
    "assets.shops": "门面、商铺",
    "assets.vehicles": "车辆、船舶",
    "assets.businesses": "企业、个体户",
    "expenses.medical": "自付医药费",
    "disability": "残疾",
    "illness": "疾病",
    "status": "状态",
    "status_since": "状态起",
    "study": "就学",
    "employment": "就业",
    "marital": "婚姻",
    "born": "出生日期",
    "sex": "性别",
    "registered_region": "户籍地",
}
OF_THE_FAMILY = (
    "assets.financial",
    "assets.homes",
    "assets.shops",
    "assets.vehicles",
    "assets.businesses",
    "expenses.medical",
)
"""Facts that are compared for the whole family, whoever they are recorded of."""


@dataclass(frozen=True)
class Fact:
    """One value that somebody gave: of a person, or of the family (None)."""

    person_id: int | None
    key: str
    value: Any


@dataclass(frozen=True)
class Pair:
    """Declared and found of one fact; None: nobody said so, or nothing was found. `size` None: they agree."""

    person_id: int | None
    key: str
    declared: Any
    found: Any
    size: Mapping[str, int] | None

    @property
    def label(self) -> str:
        return LABELS.get(self.key, self.key)


def pairs(declared: Iterable[Fact], found: Iterable[Fact], unheard: Iterable[str]) -> list[Pair]:
    """One pair a fact, in the order of `LABELS`. `unheard` names the facts some source has not answered about yet:

    of these only more than declared is a difference, for the rest may still come.
    """
    said, seen, open_keys = _grouped(declared), _grouped(found), {group(key) for key in unheard}
    rows = []
    for key, person_id in said.keys() | seen.keys():
        left, right = said.get((key, person_id)), seen.get((key, person_id))
        size = apart(key, left, right)
        if size and key in open_keys and _is_less(size):
            size = None
        rows.append(Pair(person_id, key, left, right, size))
    order = list(LABELS)
    return sorted(
        rows, key=lambda row: (order.index(row.key) if row.key in order else len(order), row.person_id or 0)
    )


def group(key: str) -> str:
    """The fact a key is part of: assets.financial.bank.a is part of assets.financial."""
    return "assets.financial" if key.startswith("assets.financial") else key


def _grouped(facts: Iterable[Fact]) -> dict[tuple[str, int | None], Any]:
    grouped: dict[tuple[str, int | None], Any] = {}
    for fact in facts:
        key = group(fact.key)
        place = (key, None if key in OF_THE_FAMILY else fact.person_id)
        grouped[place] = together(key, grouped[place], fact.value) if place in grouped else fact.value
    return grouped


def together(key: str, one: Any, other: Any) -> Any:
    """Two values of a family's fact (two members', two banks') as one."""
    if isinstance(one, list) and isinstance(other, list):
        return one + other
    if key == "assets.shops":
        return int(one) + int(other)
    if key == "assets.financial":
        return plain_yuan(parse_yuan(one) + parse_yuan(other))
    amounts = _yearly(one), _yearly(other)
    return {} if None in amounts else {"per_year": plain_yuan(sum(amounts))}


def apart(key: str, declared: Any, found: Any) -> Mapping[str, int] | None:
    """How far found lies from declared; None when they agree or cannot be compared.

    What one of them leaves open (an amount, a grade, an area) is no difference: unknown is neither another value nor none.
    An expense that nobody declared speaks for the family and needs no explanation.
    """
    if found is None or (declared is None and key.startswith("expenses.")):
        return None
    if key.startswith(("income.", "expenses.")) or key == "assets.financial":
        return _money(declared, found)
    if isinstance(found, list):
        return (_homes if key == "assets.homes" else partial(_lists, key))(declared or [], found)
    if key == "assets.shops":
        return _count(int(found) - int(declared or 0))
    return _count(int(_is_other(key, declared, found)))


def _is_other(key: str, declared: Any, found: Any) -> bool:
    """Whether two plain values disagree; what nobody declared is no disagreement, but for a death or a prison."""
    if declared is None:
        return key == "status"
    if (
        key == "marital"
    ):  # the register knows marriages and divorces; whom death has parted is still married there
        return found != ("married" if declared == "widowed" else declared)
    return str(declared)[:6] != str(found)[:6] if key == "registered_region" else declared != found


def _money(declared: Any, found: Any) -> Mapping[str, int] | None:
    said, seen = _yearly(declared), _yearly(found)
    if said is None or seen is None:
        return None
    if abs(seen - said) < YEAR:  # a month's mean is a year's twelfth, rounded to the fen
        return None
    share = abs(seen - said) * 1000 // said if said else None
    return {"fen": seen - said} | ({} if share is None else {"permille": share if seen > said else -share})


def _homes(declared: list[Any], found: list[Any]) -> Mapping[str, int] | None:
    """Number of homes, or the area when the number agrees (hundredths of a square metre)."""
    if len(declared) != len(found):
        return {"count": len(found) - len(declared)}
    if not all(home.get("area_m2") for home in (*declared, *found)):
        return None
    areas = [sum(parse_yuan(home["area_m2"]) for home in homes) for homes in (declared, found)]
    return {"dm2": areas[1] - areas[0]} if areas[0] != areas[1] else None


def _lists(key: str, declared: list[Any], found: list[Any]) -> Mapping[str, int] | None:
    said, seen = [_essence(key, item) for item in declared], [_essence(key, item) for item in found]
    for alike in (operator.eq, _may_be_same):
        for one in list(said):
            other = next((each for each in seen if alike(one, each)), None)
            if other is not None:
                said.remove(one)
                seen.remove(other)
    more, less = len(seen), len(said)
    if key == "illness":  # what a hospital register does not hold may still be so
        less = 0
    return {"count": more - less, "others": more + less} if more or less else None


def _essence(key: str, item: Any) -> tuple[Any, ...]:
    """What makes two items the same thing: not its price, which everybody guesses differently. None: not said."""
    if key == "disability":
        return item.get("kind"), str(item["grade"]) if item.get("grade") else None
    return (item.get("kind") if isinstance(item, dict) else item,)


def _may_be_same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(left is None or right is None or left == right for left, right in zip(one, other, strict=True))


def _count(number: int) -> Mapping[str, int] | None:
    return {"count": number} if number else None


def _is_less(size: Mapping[str, int]) -> bool:
    return next(iter(size.values())) < 0


def _yearly(value: Any) -> int | None:
    """分 a year, or the plain amount of what is no flow; 0 for none and for unsaid, None for an amount left open."""
    if value is None or (isinstance(value, dict) and value.get("none")):
        return 0
    if isinstance(value, dict):
        if "per_month" in value:
            return parse_yuan(value["per_month"]) * YEAR
        return parse_yuan(value["per_year"]) if "per_year" in value else None
    return parse_yuan(value)
