"""An amendment laid upon an edition, or everything that keeps it from fitting."""

import re
from collections.abc import Iterator
from datetime import date

from jiuzhu.policy.amend.change import Amendment, Change, ListChange, NumberChange, RuleChange, Source
from jiuzhu.policy.amend.compose import compose, next_number
from jiuzhu.policy.amend.faults import AmendmentFault, Faults
from jiuzhu.policy.amend.openlists import list_faults
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.engine.amended import number_of
from jiuzhu.policy.engine.declare import EARLIEST, Version, read_rules
from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.numbers import NATION, Entry, Number, in_figures, is_region, region_chain
from jiuzhu.policy.programmes import library_of, plan_for

AREAS = {None: "城乡", "urban": "城市", "rural": "农村"}
_PATH = re.compile(r"(nation|\d{6}|\d{9}|\d{12})(/[a-z][a-z_]*){1,3}\.py")
_TIMES = 10
"""A sum of money that a change makes this many times as large, or as small, has lost or gained two places."""
_LATEST_YEAR = 2100


def amended(edition: Edition, amendment: Amendment) -> Edition:
    """The edition with this amendment laid upon it. Raises Faults with everything that does not fit."""
    library, number = library_of(edition), next_number(edition)
    faults = [
        AmendmentFault(f"changes[{index}].{field}", message)
        for index, change in enumerate(amendment.changes)
        for field, message in _change_faults(library, change)
    ]
    faults += _twice(amendment)
    if faults:
        raise Faults(faults)
    made = compose(edition, [(number, amendment)])
    try:
        after = library_of(made)
        for change in amendment.changes:
            for area in ("urban", "rural"):
                plan_for(made, change.region, area, _first_day(change))
    except LawFault as law:
        raise Faults(_placed(fault, number) for fault in law.faults) from law
    faults = [
        AmendmentFault(f"changes[{index}].name", f"{change.name} 照别的数定（same_as），请改那个数")
        for index, change in enumerate(amendment.changes)
        if isinstance(change, NumberChange) and not _is_read(after, change, number)
    ]
    if faults:
        raise Faults(faults)
    return made


def _change_faults(library: Library, change: Change) -> Iterator[tuple[str, str]]:
    """(field, message) of what is wrong with one change."""
    yield from _region_faults(library, change)
    yield from _source_faults(library, change.source)
    if isinstance(change, RuleChange):
        yield from _rule_faults(library, change)
    elif not date(1949, 10, 1) <= change.since < date(_LATEST_YEAR, 1, 1):
        yield "since", f"{change.since} 不像施行日期，请写 1949-10-01 到 {_LATEST_YEAR - 1}-12-31 之间的一天"
    elif isinstance(change, ListChange):
        yield from list_faults(library, change)
    else:
        yield from _number_faults(library, change)


def _number_faults(library: Library, change: NumberChange) -> Iterator[tuple[str, str]]:
    number = library.numbers.get(change.name)
    if change.area not in AREAS:
        yield "area", f"{change.area} 只能是 urban（城市）、rural（农村）或不分"
    if number is not None:
        yield from _value_faults(number, change)
        yield from _day_faults(number, change)
    elif change.name in library.lists:
        yield "name", f"{change.name} 是列表，不是数；请写成列表的增加（kind: list）"
    else:
        yield "name", f"没有叫 {change.name} 的数{neighbours(change.name, library.numbers)}"


def _region_faults(library: Library, change: Change) -> Iterator[tuple[str, str]]:
    field = "path" if isinstance(change, RuleChange) else "region"
    if isinstance(change, RuleChange) and not _PATH.fullmatch(change.path):
        yield field, f"{change.path} 不是规则文件的路径，应像 500000/dibao/topup.py"
    elif not is_region(change.region):
        yield field, f"{change.region} 不是区划代码，应是 6、9 或 12 位数字"
    elif change.region != NATION and not library.regions & {*region_chain(change.region)} - {NATION}:
        yield field, f"{change.region} 及其上级都没有收录当地的政策，请先收录再改"


def _source_faults(library: Library, source: Source) -> Iterator[tuple[str, str]]:
    known = library.sources.get(source.key)
    if not source.key or re.search(r"\s", source.key):
        yield "source.key", "请写文号或文件的简称，中间不留空格，例如 渝民规〔2026〕9号"
    elif known is None and not source.title.strip():
        yield (
            "source.title",
            f"“{source.key}”还没有收录，请写文件全称{neighbours(source.key, library.sources)}",
        )
    elif known is not None and source.title and source.title != known.get("title"):
        yield "source.title", f"“{source.key}”已经收录为《{known.get('title')}》，请核对文号或不写全称"


def _value_faults(number: Number, change: NumberChange) -> Iterator[tuple[str, str]]:
    if change.value is None:
        return
    least, most = number.widest
    if not least <= change.value <= most:
        bounds = f"{in_figures(number.unit, least)} 到 {in_figures(number.unit, most)}"
        yield "value", f"{number.label}应在 {bounds} 之间，现在写的是 {change.value:,}（{number.unit}）"
        return
    if not number.unit.startswith("fen") or not change.value:
        return
    for area in (change.area,) if change.area else ("urban", "rural"):
        now = number.in_force(region_chain(change.region), area, change.since.toordinal())
        if now and now.value and not now.value / _TIMES < change.value < now.value * _TIMES:
            was, told = in_figures(number.unit, now.value), in_figures(number.unit, change.value)
            yield "value", f"{number.label}由 {was} 变成 {told}，相差十倍以上；是不是把元和分写错了？"
            return


def _day_faults(number: Number, change: NumberChange) -> Iterator[tuple[str, str]]:
    own = [entry for entry in number.entries if entry.region == change.region]
    split = {entry.area for entry in own if entry.until >= change.since.toordinal()}
    if split and change.area not in split and None in (change.area, *split):
        how = "分城市和农村，请写明是哪一个" if change.area is None else "不分城市和农村，请不要写"
        yield "area", f"{number.label}在这个地区{how}"
    same = next((e for e in own if (e.area, e.since) == (change.area, change.since.toordinal())), None)
    yield from _same_day(number, change, same)


def _same_day(number: Number, change: NumberChange, same: Entry | None) -> Iterator[tuple[str, str]]:
    if same is None or same.value is None:
        if change.corrects:
            yield "corrects", f"{number.label}没有从 {change.since} 起的值可以更正"
        return
    told = in_figures(number.unit, same.value)
    was = (
        f"这个地区（{AREAS[change.area]}）的{number.label}从 {change.since} 起已定为 {told}（{same.source}）"
    )
    if same.value == change.value:
        yield "value", f"{was}，不用再改"
    elif not change.corrects:
        yield "since", f"{was}；那个值如果写错了，请标明是更正"


def _rule_faults(library: Library, change: RuleChange) -> Iterator[tuple[str, str]]:
    try:
        versions = read_rules(change.path, change.text, change.region)
    except LawFault as law:
        yield from (("text", f"第 {fault.line} 行：{fault.message}") for fault in law.faults)
        return
    if not versions:
        yield "text", "没有一条规则，至少写一条带 since= 的 @rule"
    for version in versions:
        if version.since == EARLIEST:
            yield "text", f'第 {version.line} 行：{version.name} 没有写施行日期 since="…"'
        same = next((v for v in library.versions.get(version.name, ()) if _is_same(v, version)), None)
        if same and not change.corrects:
            day = date.fromordinal(version.since)
            yield "text", f"第 {version.line} 行：{version.name} 从 {day} 起已有文本，只写新的，或标明是更正"


def _is_same(one: Version, other: Version) -> bool:
    return (one.region, one.since) == (other.region, other.since)


def _first_day(change: Change) -> int:
    if not isinstance(change, RuleChange):
        return change.since.toordinal()
    return min(version.since for version in read_rules(change.path, change.text, change.region))


def _twice(amendment: Amendment) -> list[AmendmentFault]:
    """A number, or a list, changed twice from one day by one amendment."""
    seen: dict[tuple[str, str, str | None, date], int] = {}
    faults = []
    for index, change in enumerate(amendment.changes):
        if isinstance(change, RuleChange):
            continue
        area = change.area if isinstance(change, NumberChange) else None
        first = seen.setdefault((change.name, change.region, area, change.since), index)
        if first != index:
            told = f"与第 {first + 1} 项改的是同一个地方、同一天，请合成一项"
            faults.append(AmendmentFault(f"changes[{index}].since", told))
    return faults  # fmt: skip


def _is_read(after: Library, change: NumberChange, number: int) -> bool:
    """Whether a changed number is among the values that its readers get."""
    entries = after.numbers[change.name].entries
    return any(number_of(e.path) == number and e.since == change.since.toordinal() for e in entries)


def _placed(fault: Fault, number: int) -> AmendmentFault:
    """A fault of the law in the words of the amendment: the change whose text it lies in, or where the edition stops fitting."""
    parts = fault.path.split("/")
    if number_of(fault.path) == number and parts[3].isdigit():
        return AmendmentFault(f"changes[{parts[3]}].text", f"第 {fault.line} 行：{fault.message}")
    where = f"（{fault.path}:{fault.line}）" if number_of(fault.path) != number else ""
    return AmendmentFault("changes", f"{fault.message}{where}")
