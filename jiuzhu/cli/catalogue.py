"""`jiuzhu catalogue`: which registers may be asked, by department; one of them; whether the catalogue is sound."""

import sys
from collections.abc import Iterator
from datetime import date

from jiuzhu.catalogue.faults import CatalogueFault
from jiuzhu.catalogue.texts import shipped, shipped_texts
from jiuzhu.catalogue.values import Catalogue, Register
from jiuzhu.catalogue.words import NO_RECORD, TYPES, held_by, way
from jiuzhu.cli.options import Options, django_ready
from jiuzhu.verification.words import label

DONE, FAULTY, WRONG_USE = 0, 1, 64


def run(argv: list[str]) -> int:
    """Exit status 0; 1 with the fault when the catalogue is not sound; 64 for wrong use."""
    options = Options(
        "catalogue", "核对目录：按单位列出数据类；写一个代码就看那一类；check 检查目录有没有错。"
    )
    options.add_argument(
        "what", nargs="?", default="", metavar="check|代码", help="例如 gongan.huji；不写就全部列出"
    )
    options.add_argument(
        "--summary", action="store_true", help="最后一行写总数，并实际去问模拟部门答不答得上"
    )
    options.add_argument("--on", type=date.fromisoformat, default=date.today(), help="哪一天的依据，默认今天")
    asked = options.parse_args(argv)  # fmt: skip
    try:
        table = in_force()
    except CatalogueFault as fault:
        print(f"✗ {fault}", file=sys.stderr)
        return FAULTY
    if asked.what == "check":
        print("\n".join(sound(table)))
        return DONE
    if asked.what and asked.what not in table.registers:
        print(f"目录里没有 {asked.what} 这一类；jiuzhu catalogue 列出全部。", file=sys.stderr)
        return WRONG_USE
    print("\n".join(page(table, table.registers[asked.what]) if asked.what else listed(table, asked.on)))
    if asked.summary:
        from jiuzhu.cli.catalogue_served import served

        print(summary(table, len(served(table, asked.on))))
    return DONE


def in_force() -> Catalogue:
    """The catalogue in force; the shipped one before there is a database. Raises CatalogueFault."""
    try:
        django_ready()
        from django.db.utils import OperationalError, ProgrammingError

        from jiuzhu.catalogue.edition import current

        try:
            return current()
        except (OperationalError, ProgrammingError):
            pass
    except SystemExit:  # no keys: nothing was set up here yet
        pass
    print("数据库还没有准备，列的是随产品的目录。", file=sys.stderr)
    return shipped()


def sound(table: Catalogue) -> Iterator[str]:
    """What was checked; whatever is not sound did not get here."""
    yield f"目录版本 {table.hash[:16]}{'' if table.hash == shipped().hash else '（随产品的加上已发布的改动）'}"
    yield f"随产品的文件 {len(shipped_texts())} 个；每一类的字段、事实、依据、保管单位都对得上"
    yield f"项目 {len(table.items)} 项、方案 {len(table.templates)} 个，用到的类和字段都在"


def listed(table: Catalogue, on: date) -> Iterator[str]:
    """Every register by department: code, label, holders, period, freshness, ground of the day, what to mind."""
    for department in table.departments.values():
        own = [one for one in table.registers.values() if one.department.code == department.code]
        if own:
            yield f"\n{department.label}（{department.code}，{len(own)} 类）"
        for one in own:
            ground = (
                f"本人授权 · {one.article(on)}" if one.needs_consent else one.article(on) or "当日没有依据"
            )
            told = (
                held_by(table, one),
                one.period.label,
                f"{one.freshness_days} 天有效",
                ground,
                *_minded(one),
            )
            yield f"  {one.code:<24}{one.label}：{' · '.join(told)}"


def page(table: Catalogue, one: Register) -> Iterator[str]:
    """One register with its columns, facts, items, holders, templates and grounds."""
    yield f"{one.label}（{one.code}）"
    yield f"  {one.office} · {one.period.label} · {one.freshness_days} 天有效，整份数据留 {one.retention_days} 天 · 没有记录{NO_RECORD[one.none_is_none]}"
    yield f"  字段出处：{'；'.join((one.basis, *_minded(one)))}"
    for since, law in one.grounds:
        yield f"  依据：{since} 起 {law}{'，凭本人授权' if one.needs_consent else ''}"
    yield f"  保管：{held_by(table, one)}"
    holders = table.holders(one.code)
    if len(holders) > 1:
        yield f"    {'、'.join(f'{each.label}（{each.code}）' for each in holders)}"
    yield f"  字段 {len(one.fields)} 个"
    for field in one.fields.values():
        words = f"：{'、'.join(field.words.values())}" if field.words else ""
        yield f"    {field.name:<20}{field.label}，{TYPES[field.type]}{words}{'（敏感）' if field.sensitive else ''}"
    yield f"  事实 {len(one.facts)} 个"
    yield from (f"    {fact.key:<28}{label(fact.key)}：{way(fact, one.fields)}" for fact in one.facts)
    items = [item for item in table.items if item.register == one.code]
    yield f"  核对项目 {len(items)} 项"
    yield from (
        f"    {item.number:>3} {item.label}：{way(item.fact, one.fields)}" for item in items if item.fact
    )
    asking = [each.label for each in table.templates.values() if one.code in each.registers]
    yield f"  问它的方案：{'、'.join(asking) or '没有'}"


def summary(table: Catalogue, served: int) -> str:
    """数据类 78 · 部门 44 · 机构 101（银行 30 · …） · 核对项目 96 · 模拟器可答 78."""
    departments = {one.department.code for one in table.registers.values()}
    kinds = " · ".join(f"{table.registers[code].label} {count}" for code, count in table.institutions.items())
    return (
        f"数据类 {len(table.registers)} · 部门 {len(departments)} · 机构 {sum(table.institutions.values())}（{kinds}）"
        f" · 核对项目 {len(table.items)} · 模拟器可答 {served}"
    )


def _minded(one: Register) -> Iterator[str]:
    if one.is_weak:
        yield "只作线索"
    if one.is_reconstructed:
        yield "没有公开字段表"
