"""`jiuzhu policy show`: the law in force for a programme, place and day as Chinese text, and what changed since another day."""

import sys
from collections.abc import Iterator
from datetime import date
from itertools import count

from jiuzhu.cli.options import Options
from jiuzhu.cli.places import full_name, name_of
from jiuzhu.policy.compare import Change, Marked, compare
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.engine.numbers import is_region
from jiuzhu.policy.engine.phrase import as_text
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.policy.programmes import programmes_of
from jiuzhu.policy.statute import AREAS, Clause, Figure, Statute, spoken, statute

DONE, WRONG_USE = 0, 64
_NUMERALS = "一二三四"
_KINDS = {"new": "新增", "gone": "不再适用", "changed": "改变"}


def run(argv: list[str]) -> int:
    """Exit status 0; 64 for wrong use, with what would be right."""
    asked = _options().parse_args(argv)
    try:
        programme, on = _programme(asked.programme), _day("--on", asked.on)
        against = _day("--against", asked.against) if asked.against else None
        region = _region(asked.region)
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE
    names = [name for name in programmes_of(shipped(), region) if programme in ("", name)]
    if not names:
        print(f"{full_name(region)}没有收录“{PROGRAMMES[programme]}”。", file=sys.stderr)
        return WRONG_USE
    place = f"{full_name(region)}　{AREAS[asked.area]}"
    try:
        for name in names:
            now = statute(shipped(), name, region, asked.area, on.toordinal())
            if against:
                before = statute(shipped(), name, region, asked.area, against.toordinal())
                lines = _difference(before, now, f"{place}　{against} 与 {on} 比较")
            else:
                lines = _whole(now, f"{place}　{on}　政策版本 {shipped().hash[:16]}")
            print("\n".join(lines) + "\n")
    except BrokenPipeError:
        pass
    return DONE


def _options() -> Options:
    options = Options("policy show", "把某地某日有效的规定印成中文；不写项目就印全部项目。")
    options.add_argument("programme", nargs="?", default="", help="项目：" + "、".join(PROGRAMMES))
    options.add_argument("--region", default="", help="区划代码，例如 500110")
    options.add_argument("--on", default="", help="哪一天，例如 2025-08-01")
    options.add_argument("--area", choices=list(AREAS), default="urban", help="urban 城市，rural 农村")
    options.add_argument("--against", default="", help="与这一天比较，只印不同的地方")
    return options


def _programme(text: str) -> str:
    names = {label: name for name, label in PROGRAMMES.items()}
    if text and text not in PROGRAMMES and text not in names:
        raise ValueError(f"没有“{text}”这个项目；可用：{'、'.join(PROGRAMMES)}")
    return names.get(text, text)


def _region(text: str) -> str:
    if not is_region(text):
        raise ValueError("请写 --region 区划代码（6、9 或 12 位数字），例如 --region 500110")
    return text


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"请写 {option} 日期，例如 {option} 2025-08-01") from None


def _whole(shown: Statute, head: str) -> Iterator[str]:
    yield f"【{shown.title}】{head}"
    if not shown.sections:
        yield "这一天的规定没有收录这个项目，由人按当地文件决定。"
        return
    numbers = count(1)
    for numeral, section in zip(_NUMERALS, shown.sections, strict=False):
        yield f"\n{numeral}、{section.title}"
        for clause in section.clauses:
            yield from _clause(next(numbers), clause)
    yield "\n依据的文件"
    yield from (f"   {cited}　{title}" for cited, title in shown.documents)


def _clause(number: int, clause: Clause) -> Iterator[str]:
    about = "，".join(filter(None, (clause.law, name_of(clause.region), clause.days)))
    yield f"{number}. {clause.text.rstrip('。')}（{about}）"
    yield f"   算法：{clause.whose + '：' if clause.whose else ''}{as_text(clause.formula)}"
    yield from (f"   {when}：{spoken(words)}" for when, words in clause.words)
    yield from (f"   数：{figure.label}　{_figure(figure)}" for figure in clause.figures)


def _figure(figure: Figure) -> str:
    value = f"{figure.value}（{figure.note}）" if figure.is_open and figure.note else figure.value
    about = (value, name_of(figure.region), figure.days, figure.source)
    return "，".join(filter(None, about))


def _difference(before: Statute, after: Statute, head: str) -> Iterator[str]:
    found = compare(before, after)
    yield f"【{after.title}】{head}"
    yield f"数有 {len(found.numbers)} 个不同；条文有 {len(found.clauses)} 条不同，{found.same} 条相同"
    for change in (*found.numbers, *found.clauses):
        yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    yield f"\n{_KINDS[change.kind]}：{change.label}"
    for line in change.lines:
        if line.before:
            yield f"   − {line.title}：{_marked(line.before)}"
        if line.after:
            yield f"   ＋ {line.title}：{_marked(line.after)}"


def _marked(line: Marked) -> str:
    """Where only part of a line differs, that part stands in 【】."""
    if all(differs for _, differs in line):
        return "".join(text for text, _ in line)
    return "".join(f"【{text}】" if differs else text for text, differs in line)
