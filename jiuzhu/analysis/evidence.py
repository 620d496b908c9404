"""What a proposed standard is held against: facts that people enter with their source, and relations worth a second look.

No check forbids anything: each says what was compared, by which rule, and whether to look again. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.numbers import region_chain
from jiuzhu.policy.programmes import library_of

STANDARD, TEKUN = "standard_fen", "tekun_basic_fen"
AREAS = {"urban": "城市", "rural": "农村"}
TEKUN_PERMILLE = 1300
TOLERANCE_FEN = 100
"""Published amounts are rounded to whole yuan, up or down."""
ZHEJIANG, ZHEJIANG_RURAL_PERCENT = "330000", 70


class Told(StrEnum):
    """What people know beside the law."""

    PRICES = "price_index_permille"
    SPENDING = "consumption_fen"
    MIN_WAGE = "min_wage_fen"
    GUIDE_URBAN = "guide_urban_fen"
    GUIDE_RURAL = "guide_rural_fen"

    @property
    def label(self) -> str:
        return {
            "price_index_permille": "居民消费价格指数（上年同期为 100）",
            "consumption_fen": "上年人均消费支出（每月）",
            "min_wage_fen": "当地月最低工资",
            "guide_urban_fen": "省定城市低保指导标准",
            "guide_rural_fen": "省定农村低保指导标准",
        }[self]


@dataclass(frozen=True, slots=True)
class Item:
    """A fact with its source; `value` None is "not known", which is no zero."""

    key: Told
    value: int | None
    source: str

    @property
    def said(self) -> str:
        """100.4, 2,330 元, 不知道."""
        if self.value is None:
            return "不知道"
        if self.key == Told.PRICES:
            return f"{self.value // 10}.{self.value % 10}"
        return f"{spoken_yuan(self.value)} 元"


@dataclass(frozen=True, slots=True)
class Check:
    """One relation. `state` is ok, look (worth a second look) or unknown (something to compare is missing)."""

    label: str
    state: str
    compared: str
    rule: str


@dataclass(frozen=True)
class _Standards:
    """The standards of a place on a day and a year before; None where the law leaves them open."""

    now: Mapping[tuple[str, str], int | None]
    before: Mapping[tuple[str, str], int | None]
    chain: tuple[str, ...]


def checks(edition: Edition, region: str, on: date, items: Mapping[Told, Item]) -> list[Check]:
    """Every relation that the standards of a region on a day should be looked at for, in a fixed order."""
    known = _standards(edition, region, on)
    told = {key: item.value for key, item in items.items()}
    found: list[Check] = []
    for make in (_tekun, _wage, _guide, _ratio, _growth, _spending):
        found += make(known, told)
    return found


def as_json(items: Mapping[Told, Item]) -> list[dict[str, Any]]:
    return [{"key": i.key.value, "value": i.value, "source": i.source} for i in items.values()]


def from_json(rows: list[dict[str, Any]]) -> dict[Told, Item]:
    return {Told(row["key"]): Item(Told(row["key"]), row["value"], row["source"]) for row in rows}


def _standards(edition: Edition, region: str, on: date) -> _Standards:
    chain, held = region_chain(region), library_of(edition).numbers

    def values(day: date) -> dict[tuple[str, str], int | None]:
        entries = {
            (name, area): held[name].in_force(chain, area, day.toordinal()) if name in held else None
            for name in (STANDARD, TEKUN)
            for area in AREAS
        }
        return {key: None if entry is None else entry.value for key, entry in entries.items()}

    return _Standards(values(on), values(_year_before(on)), chain)


def _year_before(on: date) -> date:
    return on.replace(year=on.year - 1, day=28 if (on.month, on.day) == (2, 29) else on.day)


def _tekun(known: _Standards, told: Mapping[Told, int | None]) -> Iterator[Check]:
    for area, word in AREAS.items():
        label = f"特困基本生活标准不低于{word}低保的 1.3 倍"
        rule = "民发〔2016〕115号（各地文件转引，原文未核），金额以公布为准，差 1 元以内不提醒"
        tekun, standard = known.now[TEKUN, area], known.now[STANDARD, area]
        if tekun is None or standard is None:
            yield Check(label, "unknown", _missing("特困或低保标准"), rule)
            continue
        wanted = standard * TEKUN_PERMILLE // 1000
        times = f"{tekun * 100 // standard / 100:.2f}"
        said = f"{_yuan(tekun)} ÷ {_yuan(standard)} ＝ {times} 倍，1.3 倍是 {_yuan(wanted)}"
        yield Check(label, "ok" if tekun + TOLERANCE_FEN >= wanted else "look", said, rule)


def _wage(known: _Standards, told: Mapping[Told, int | None]) -> Iterator[Check]:
    label = "低保标准低于最低工资"
    rule = "重庆市城乡居民最低生活保障条例 第九条；外地按当地规定"
    wage, standard = told.get(Told.MIN_WAGE), known.now[STANDARD, "urban"]
    if wage is None or standard is None:
        yield Check(label, "unknown", _missing("最低工资" if wage is None else "城市低保标准"), rule)
        return
    said = f"城市低保 {_yuan(standard)}，最低工资 {_yuan(wage)}"
    yield Check(label, "ok" if standard < wage else "look", said, rule)


def _guide(known: _Standards, told: Mapping[Told, int | None]) -> Iterator[Check]:
    for area, key in (("urban", Told.GUIDE_URBAN), ("rural", Told.GUIDE_RURAL)):
        label, guide, standard = (
            f"{AREAS[area]}低保不低于省定指导标准",
            told.get(key),
            known.now[STANDARD, area],
        )
        rule = "社会救助法 第十九条"
        if guide is None or standard is None:
            yield Check(label, "unknown", _missing("省定指导标准" if guide is None else "低保标准"), rule)
        else:
            said = f"{_yuan(standard)}，指导标准 {_yuan(guide)}"
            yield Check(label, "ok" if standard >= guide else "look", said, rule)


def _ratio(known: _Standards, told: Mapping[Told, int | None]) -> Iterator[Check]:
    urban, rural = known.now[STANDARD, "urban"], known.now[STANDARD, "rural"]
    is_zhejiang = ZHEJIANG in known.chain
    label = "农村标准不低于城市的 70%" if is_zhejiang else "城乡差距没有拉大"
    rule = (
        "浙江省最低生活保障条例 第十条" if is_zhejiang else "没有收录本地的比例规定，只和一年前的城乡比对照"
    )
    if not urban or not rural:
        yield Check(label, "unknown", _missing("城市或农村标准"), rule)
        return
    said = f"城市 {_yuan(urban)} : 农村 {_yuan(rural)} ＝ {_times(urban, rural)} : 1"
    if is_zhejiang:
        yield Check(label, "ok" if rural * 100 >= urban * ZHEJIANG_RURAL_PERCENT else "look", said, rule)
        return
    was_urban, was_rural = known.before[STANDARD, "urban"], known.before[STANDARD, "rural"]
    if not was_urban or not was_rural:
        yield Check(label, "unknown", f"{said}；{_missing('一年前的标准')}", rule)
        return
    is_wider = urban * was_rural > was_urban * rural
    said = f"{said}，一年前 {_times(was_urban, was_rural)} : 1"
    yield Check(label, "look" if is_wider else "ok", said, rule)


def _growth(known: _Standards, told: Mapping[Told, int | None]) -> Iterator[Check]:
    prices = told.get(Told.PRICES)
    for area, word in AREAS.items():
        label, rule = f"{word}低保的涨幅不低于物价", "社会救助法 第三十二条（物价上涨及时保障）"
        now, was = known.now[STANDARD, area], known.before[STANDARD, area]
        if not now or not was:
            yield Check(label, "unknown", _missing("今年或一年前的标准"), rule)
            continue
        grown = (now - was) * 1000 // was
        said = f"由 {_yuan(was)} 到 {_yuan(now)}，涨 {_percent(grown)}"
        if prices is None:
            yield Check(label, "unknown", f"{said}；{_missing('物价指数')}", rule)
        else:
            rise = prices - 1000
            state = "ok" if now * 1000 >= was * prices else "look"
            yield Check(label, state, f"{said}，物价涨 {_percent(rise)}", rule)


def _spending(known: _Standards, told: Mapping[Told, int | None]) -> Iterator[Check]:
    """Only told, never judged: no rule here says which share is right."""
    spending, standard = told.get(Told.SPENDING), known.now[STANDARD, "urban"]
    label, rule = "低保标准占人均消费支出多少", "只列出，没有收录比例规定"
    if not spending or standard is None:
        yield Check(label, "unknown", _missing("人均消费支出"), rule)
    else:
        share = _percent(standard * 1000 // spending)
        said = f"城市低保 {_yuan(standard)} ÷ 人均消费 {_yuan(spending)} ＝ {share}"
        yield Check(label, "ok", said, rule)


def _missing(what: str) -> str:
    return f"不知道{what}，没有比"


def _yuan(fen: int) -> str:
    return f"{spoken_yuan(fen)} 元"


def _times(one: int, other: int) -> str:
    return f"{(one * 100 + other // 2) // other / 100:.2f}"


def _percent(permille: int) -> str:
    sign = "−" if permille < 0 else ""
    return f"{sign}{abs(permille) // 10}.{abs(permille) % 10}%"
