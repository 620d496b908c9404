"""One rule file: its text to rules and sums, each with its law, its dates and its words."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.language import AGGREGATES, CALLS, one_expression
from jiuzhu.policy.engine.rows import ENTITIES, HOUSEHOLD

_WORDS = {"law", "since", "until", "of", "says", "yes", "no", "label", "where"}
PLACE = re.compile(r"\{(\w+)\}")
"""Where a rule's words take a value: `{standard_fen}`, or `{this}`, or `{area}` (城市 or 农村)."""
EARLIEST, LATEST = date(1949, 10, 1).toordinal(), date(9999, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class Version:
    """One dated text of a rule. `kind` is "rule" or the name of an aggregate; days are day numbers, both inclusive.

    `doc` is the author's sentence about it, `label` its first words.
    An aggregate belongs to the owner of the rows it is over (`over`), which is told when the library is linked.
    """

    name: str
    entity: str
    needs: tuple[str, ...]
    law: str
    since: int
    until: int
    label: str
    doc: str
    path: str
    line: int
    is_yes_no: bool
    words: dict[str, str]
    region: str
    kind: str = "rule"
    over: str = ""
    expression: ast.expr | None = field(default=None, compare=False, hash=False)
    function: Callable[..., Any] | None = field(default=None, compare=False, hash=False)

    @property
    def mentions(self) -> tuple[str, ...]:
        """Names that its words put in place, in an order that does not change from run to run."""
        found = {name for words in self.words.values() for name in PLACE.findall(words)}
        return tuple(sorted(found - {"this", "area"}))

    @property
    def unit(self) -> str:
        """The unit of the result, told by the name."""
        if self.is_yes_no:
            return "yes_no"
        return unit_of(self.name)


def unit_of(name: str) -> str:
    """`_annual_fen` → fen/year, `_fen` → fen, `_years`, `_months`, `_hours`, `_on` (a day), else a count."""
    for ending, unit in (
        ("_annual_fen", "fen/year"),
        ("_fen", "fen"),
        ("_years", "year"),
        ("_months", "month"),
        ("_hours", "hour"),
    ):
        if name.endswith(ending):
            return unit
    return "day" if name.endswith("_on") else "count"


@lru_cache(maxsize=1024)
def read_rules(path: str, text: str, region: str) -> tuple[Version, ...]:
    """Every rule in one file, shared by the editions that hold it. Raises LawFault with all that is wrong in it."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise LawFault([Fault(path, error.lineno or 0, f"不是 Python：{error.msg}")]) from error
    versions: list[Version] = []
    faults: list[Fault] = []
    for statement in tree.body:
        try:
            version = _read_statement(statement, path, region)
        except LawFault as fault:
            faults += fault.faults
        else:
            versions += [version] if version else []
    if faults:
        raise LawFault(faults)
    return tuple(versions)


def _read_statement(statement: ast.stmt, path: str, region: str) -> Version | None:
    match statement:
        case ast.Expr(value=ast.Constant(value=str())):
            return None
        case ast.ImportFrom(module="jiuzhu.policy.engine.language"):
            return None
        case ast.FunctionDef(decorator_list=[ast.Call(func=ast.Name(id="rule")) as decorator]):
            return _read_function(statement, _about(decorator, path), path, region)
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=kind)) as call):
            if kind in AGGREGATES:
                return _read_aggregate(name, kind, call, path, region)
    message = "规则文件里只能有 @rule 函数、汇总（total、count…）和从 engine.language 的引入"
    raise LawFault([Fault(path, statement.lineno, message)])


def _about(call: ast.Call, path: str) -> dict[str, str]:
    about: dict[str, str] = {}
    for keyword in call.keywords:
        if keyword.arg not in _WORDS or not isinstance(keyword.value, ast.Constant):
            raise LawFault(
                [Fault(path, call.lineno, f"@rule 不认识 {keyword.arg}，可用：{'、'.join(sorted(_WORDS))}")]
            )
        about[keyword.arg] = str(keyword.value.value)
    if not about.get("law"):
        raise LawFault([Fault(path, call.lineno, '没有写依据：law="文件 第…条"')])
    return about


def _day(about: dict[str, str], key: str, default: int, path: str, line: int) -> int:
    if key not in about:
        return default
    try:
        return date.fromisoformat(about[key]).toordinal()
    except ValueError:
        raise LawFault([Fault(path, line, f'{key}="{about[key]}" 不是日期，请写成 2025-07-01')]) from None


def _read_function(function: ast.FunctionDef, about: dict[str, str], path: str, region: str) -> Version:
    doc = ast.get_docstring(function)
    if not doc:
        raise LawFault([Fault(path, function.lineno, f"{function.name} 没有中文说明")])
    returns = function.returns.id if isinstance(function.returns, ast.Name) else ""
    if returns not in ("int", "bool"):
        raise LawFault([Fault(path, function.lineno, f"{function.name} 的结果要写明是 int 还是 bool")])
    entity = about.get("of", HOUSEHOLD)
    if entity not in ENTITIES:
        hint = neighbours(entity, ENTITIES)
        raise LawFault(
            [Fault(path, function.lineno, f'of="{entity}" 没有这种对象{hint}；可用：{"、".join(ENTITIES)}')]
        )
    return Version(
        name=function.name,
        entity=entity,
        needs=tuple(argument.arg for argument in function.args.args),
        law=about["law"],
        since=_day(about, "since", EARLIEST, path, function.lineno),
        until=_day(about, "until", LATEST, path, function.lineno),
        label=about.get("label") or doc.split("：")[0].split("。")[0].strip(),
        doc=" ".join(doc.split()),
        path=path,
        line=function.lineno,
        is_yes_no=returns == "bool",
        words={key: about[key] for key in ("says", "yes", "no") if key in about},
        region=region,
        expression=one_expression(function, path),
        function=_compiled(function, path),
    )


def _read_aggregate(name: str, kind: str, call: ast.Call, path: str, region: str) -> Version:
    about = _about(call, path)
    of = call.args[0].value if len(call.args) == 1 and isinstance(call.args[0], ast.Constant) else None
    if not isinstance(of, str) or "label" not in about:
        raise LawFault(
            [Fault(path, call.lineno, f'汇总要写成 {kind}("每行的值", where="哪些行", law=…, label=…)')]
        )
    if kind == "value_of" and "where" not in about:
        raise LawFault([Fault(path, call.lineno, f'{name} 没有写是谁的：value_of("{of}", where="…")')])
    return Version(
        name=name,
        entity=HOUSEHOLD,
        needs=(of, about["where"]) if "where" in about else (of,),
        law=about["law"],
        since=_day(about, "since", EARLIEST, path, call.lineno),
        until=_day(about, "until", LATEST, path, call.lineno),
        label=about["label"],
        doc=about["label"],
        path=path,
        line=call.lineno,
        is_yes_no=kind in ("any_of", "all_of"),
        words={key: about[key] for key in ("says", "yes", "no") if key in about},
        region=region,
        kind=kind,
    )


def _compiled(function: ast.FunctionDef, path: str) -> Callable[..., Any]:
    """The author's own function, with nothing in reach but the language; one_expression has checked its body."""
    bare = ast.FunctionDef(
        name=function.name,
        args=ast.arguments(
            posonlyargs=[],
            args=[ast.arg(arg=a.arg) for a in function.args.args],
            kwonlyargs=[],
            kw_defaults=[],
            defaults=[],
        ),
        body=function.body,
        decorator_list=[],
    )
    module = ast.fix_missing_locations(ast.Module(body=[ast.copy_location(bare, function)], type_ignores=[]))
    names: dict[str, Any] = {"__builtins__": {}, **CALLS}
    exec(compile(module, path, "exec"), names)  # noqa: S102 - only the checked subset gets here
    made = names[function.name]
    assert callable(made)  # noqa: S101 - just defined
    return made  # type: ignore[no-any-return]
