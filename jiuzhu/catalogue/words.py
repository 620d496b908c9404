"""A catalogue in Chinese words: how a column is written, how records become a value. Pure."""

from collections.abc import Mapping

from jiuzhu.catalogue.values import Catalogue, Fact, Field, Register

TYPES = {
    "id": "证件号", "text": "文字", "enum": "选项", "flag": "是或否", "int": "整数",
    "fen": "金额", "dm2": "面积", "date": "日期", "month": "月份",
}  # fmt: skip
NO_RECORD = {True: "就是没有：登记是全的", False: "不说明没有：登记不全"}


def way(fact: Fact, fields: Mapping[str, Field]) -> str:
    """How records become the value: 收入额合计，近 12 个月；只取所得项目为工资薪金、劳务报酬的."""
    told = _made(fact, fields)
    told += "".join(
        f"；只取{fields[name].label}为{_words(fields[name], words)}的" for name, words in fact.where
    )
    return told + ("；只取当日有效的" if fact.current else "")


def held_by(table: Catalogue, register: Register) -> str:
    """Who holds a register: 公安局, or 30 家，经平台一次问到."""
    holders = table.holders(register.code)
    if len(holders) == 1:
        return holders[0].department
    return f"{len(holders)} 家，{'经平台一次问到' if holders[0].hub else '一家一家地问'}"


def _made(fact: Fact, fields: Mapping[str, Field]) -> str:
    if fact.make == "sum":
        return f"{fields[fact.of].label}合计，{f'近 {fact.months} 个月' if fact.months else '按查询的月数'}"
    if fact.make == "total":
        return f"{fields[fact.of].label}全部合计"
    if fact.make == "count":
        return "有几条"
    if fact.make == "list":
        return f"逐条列出：{'、'.join(_column(name, fields) for name in fact.of.values())}"
    if fact.of.startswith("="):
        return f"有记录就是 {fact.of[1:]}"
    return f"最近一条的{_column(fact.of, fields)}"


def _column(name: str, fields: Mapping[str, Field]) -> str:
    return name[1:] if name.startswith("=") else fields[name].label


def _words(field: Field, words: tuple[str, ...]) -> str:
    return "、".join(field.words.get(word, str(word)) for word in words)
