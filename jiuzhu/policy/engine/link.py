"""Whether the texts of a library fit together: every name known, every kind right, no two texts of a rule in force at once."""

import ast
from collections.abc import Iterator, Mapping
from datetime import date

from jiuzhu.policy.engine.declare import Version
from jiuzhu.policy.engine.faults import Fault, neighbours
from jiuzhu.policy.engine.library import BUSINESS_DAY, Library
from jiuzhu.policy.engine.lists import Addition
from jiuzhu.policy.engine.numbers import Entry
from jiuzhu.policy.engine.rows import EACH, OWNER, lineage


def faults_of(library: Library) -> list[Fault]:
    """Everything that does not fit."""
    return [*_name_faults(library), *_date_faults(library), *_source_faults(library)]


def _name_faults(library: Library) -> Iterator[Fault]:
    for name, group in library.versions.items():
        if name in library.facts or name in library.numbers or name in library.lists or name == BUSINESS_DAY:
            yield Fault(group[0].path, group[0].line, f"{name} 已经是事实或数的名字，规则请换一个名字")
        if len({(v.entity, v.is_yes_no) for v in group}) > 1:
            yield Fault(group[-1].path, group[-1].line, f"{name} 的几个版本对象或类型不同")
        for version in group:
            yield from _need_faults(library, version)
    for name in (library.numbers.keys() | library.lists.keys()) & library.facts.keys():
        yield Fault("numbers.yaml", 0, f"{name} 已经是事实的名字，数请换一个名字")


def _need_faults(library: Library, version: Version) -> Iterator[Fault]:
    place = (version.path, version.line)
    everything = [*library.facts, *library.versions, *library.numbers, *library.lists]
    for need in (*version.needs, *version.mentions):
        if not library.is_known(need):
            hint = neighbours(need, everything)
            yield Fault(*place, f"{version.name} → {need}：没有叫 {need} 的规则、数或事实{hint}")
        elif version.kind != "rule" and need in version.needs:
            yield from _row_faults(library, version, need)
        elif library.entity(need) not in lineage(version.entity):
            own, theirs = EACH[version.entity], EACH[library.entity(need)]
            yield Fault(
                *place,
                f"{version.name} → {need}：{need} {theirs}一个，{own}的规则要先用 total、count、any_of 汇总",
            )
    if version.expression is not None:
        yield from _word_faults(library, version)
        yield from _and_faults(library, version, version.expression, version.is_yes_no)


def _row_faults(library: Library, version: Version, need: str) -> Iterator[Fault]:
    """An aggregate is over rows, all of one entity, and never over words."""
    entity, place = library.entity(need), (version.path, version.line)
    if entity not in OWNER:
        yield Fault(*place, f"{version.name} → {need}：只能汇总每个人的值，{need} 是全家的")
    elif entity != version.over:
        yield Fault(
            *place, f"{version.name} → {need}：{EACH[entity]}一个，与 {version.needs[0]} 不是同一种对象"
        )
    elif need in version.needs[1:] and not library.is_yes_no(need):
        yield Fault(*place, f"{version.name} → {need}：where 要问是或否，{need} 不是 bool")
    elif need in library.facts and library.facts[need].options:
        yield Fault(*place, f"{version.name} → {need}：文字不能汇总，先写一条 bool 规则")


def _word_faults(library: Library, version: Version) -> Iterator[Fault]:
    """Names that are not arguments; words and lists anywhere but in `word == "…"`, `word in ("…",)` and `x in LIST`."""
    expression = version.expression or ast.Constant(0)
    calls = {node.func for node in ast.walk(expression) if isinstance(node, ast.Call)}
    compared: set[ast.expr] = set()
    listed: set[ast.expr] = set()
    for node in ast.walk(expression):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
                yield from _side_faults(library, version, left, operator, right)
                if isinstance(operator, ast.In | ast.NotIn | ast.Eq | ast.NotEq):
                    compared |= {left, right, *(right.elts if isinstance(right, ast.Tuple) else ())}
                if isinstance(operator, ast.In | ast.NotIn):
                    listed.add(right)
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and node not in calls:
            if node.id not in version.needs:
                hint = neighbours(node.id, version.needs)
                yield Fault(version.path, node.lineno, f"{version.name}：{node.id} 不在参数里{hint}")
            elif node.id in library.lists and node not in listed:
                yield Fault(
                    version.path, node.lineno, f"{version.name}：{node.id} 是列表，只能写在 in 的右边"
                )
            elif _options(library, node) and node not in compared:
                yield Fault(version.path, node.lineno, f"{version.name}：{node.id} 是文字，只能和它的值比较")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in compared:
            yield Fault(version.path, node.lineno, f"{version.name}：“{node.value}” 只能用来比较")


def _and_faults(library: Library, version: Version, node: ast.AST, as_condition: bool) -> Iterator[Fault]:
    """`a and b` of numbers is a number in Python: it may only be asked as a condition, where all readings take it as yes or no."""
    match node:
        case ast.BoolOp(values=parts):
            if not as_condition and not all(is_condition(library, part) for part in parts):
                message = (
                    f"{version.name}：and、or 连接的要是判断；数要写成比较，例如 {ast.unparse(parts[0])} > 0"
                )
                yield Fault(version.path, node.lineno, message)
            below = [(part, as_condition) for part in parts]
        case ast.IfExp(test=test, body=yes, orelse=no):
            below = [(test, True), (yes, as_condition), (no, as_condition)]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            below = [(operand, True)]
        case _:
            below = [(part, False) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
    for part, is_asked in below:
        yield from _and_faults(library, version, part, is_asked)


def is_condition(library: Library, node: ast.expr) -> bool:
    """Whether an expression is yes or no by its form."""
    match node:
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Name(id=name):
            return library.is_yes_no(name)
        case ast.Constant(value=value):
            return isinstance(value, bool)
        case ast.BoolOp(values=parts):
            return all(is_condition(library, part) for part in parts)
        case ast.IfExp(body=yes, orelse=no):
            return is_condition(library, yes) and is_condition(library, no)
    return False


def _side_faults(
    library: Library, version: Version, left: ast.expr, operator: ast.cmpop, right: ast.expr
) -> Iterator[Fault]:
    """A word is compared with words that it can be; a list stands right of `in`, and only a list or a tuple does."""
    options, what = _options(library, left), left.id if isinstance(left, ast.Name) else "左边"
    if isinstance(operator, ast.In | ast.NotIn) and isinstance(right, ast.Name):
        if right.id not in library.lists:
            hint = neighbours(right.id, library.lists)
            message = f"{version.name}：in 的右边 {right.id} 不是列表（kind: list）{hint}"
            yield Fault(version.path, right.lineno, message)
            return
        for part in library.lists[right.id].additions:
            for word in part.members:
                if word not in options if options else isinstance(word, str):
                    hint = neighbours(str(word), options)
                    yield Fault(part.path, part.line, f"{right.id}：{what} 没有 “{word}” 这个值{hint}")
        return
    members = right.elts if isinstance(right, ast.Tuple) else [right]
    for member in members:
        value = member.value if isinstance(member, ast.Constant) else None
        if value not in options if options else isinstance(value, str):
            shown = f"没有 “{value!s}” 这个值{neighbours(str(value), options)}"
            yield Fault(
                version.path,
                right.lineno,
                f"{what} {shown if value is not None else '是文字，只能和它的值比较'}",
            )
        if isinstance(member, ast.Name) and (member.id in library.lists or _options(library, member)):
            yield Fault(
                version.path, right.lineno, f"{version.name}：{member.id} 不能写在这里，比较时写在左边"
            )


def _options(library: Library, node: ast.expr) -> Mapping[str, str]:
    """What a word can be; nothing for anything but a fact of words."""
    if isinstance(node, ast.Name) and node.id in library.facts:
        return library.facts[node.id].options
    return {}


def _date_faults(library: Library) -> Iterator[Fault]:
    for group in library.versions.values():
        for index, one in enumerate(group):
            if one.since > one.until:
                yield Fault(one.path, one.line, f"{one.name} 的 until 早于 since")
            for other in group[index + 1 :]:
                if one.region == other.region and one.since <= other.until and other.since <= one.until:
                    day = date.fromordinal(max(one.since, other.since))
                    where = f"{one.path}:{one.line}"
                    yield Fault(
                        other.path, other.line, f"{one.name} 在 {day} 有两个版本同时有效（另一个在 {where}）"
                    )


def _source_faults(library: Library) -> Iterator[Fault]:
    dated: list[tuple[str, Entry | Addition]] = []
    dated += [(number.name, entry) for number in library.numbers.values() for entry in number.entries]
    dated += [(one.name, addition) for one in library.lists.values() for addition in one.additions]
    for name, entry in dated:
        if entry.source and entry.source not in library.sources:
            hint = neighbours(entry.source, library.sources)
            yield Fault(entry.path, entry.line, f"{name} 的来源“{entry.source}”不在 sources.yaml 里{hint}")
    for group in library.versions.values():
        for version in group:
            for document in documents(version.law):
                if document not in library.sources:
                    hint = neighbours(document, library.sources)
                    message = f"{version.name} 的依据“{document}”不在 sources.yaml 里{hint}"
                    yield Fault(version.path, version.line, message)
    for number in library.numbers.values():
        for document in documents(number.law):
            if number.entries and document not in library.sources:
                hint = neighbours(document, library.sources)
                message = f"{number.name} 的依据“{document}”不在 sources.yaml 里{hint}"
                yield Fault(number.entries[0].path, number.entries[0].line, message)


def documents(law: str) -> list[str]:
    """The documents that a citation names: `甲办法 第一条；乙条例 第二条` names two."""
    return [part.split(" ")[0] for part in law.split("；")]
