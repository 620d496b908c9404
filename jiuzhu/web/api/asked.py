"""The JSON Schema of what is asked: a family, made of the very shape by which `policy.family.read` reads it."""

from typing import Any

from jiuzhu.policy.family.shape import FAMILY, Leaf, Many, Record, Shape

Schema = dict[str, Any]
_NONE: Schema = {"const": "none"}
_YUAN = r"^\s*(none|-?([0-9]{1,13}|[0-9]{1,3}([,，][0-9]{3})+)([.．。][0-9]{1,2})?)\s*$"
_YES_NO = r"^([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo])$"
_LONGEST_TEXT = 500


def family() -> Schema:
    """The object of the contract. Whatever it refuses the reader refuses; what spans several values only the reader sees."""
    return {
        **_schema(FAMILY),
        "title": "一户家庭",
        "description": "没有写的键就是不知道；没有写 0、[] 或 none。",
    }


def _schema(shape: Shape) -> Schema:
    if isinstance(shape, Record):
        found: Schema = {
            "type": "object",
            "properties": {key: _schema(inner) for key, inner in shape.keys.items()},
            "required": list(shape.required),
            "additionalProperties": False,
        }
        return found if shape.none is None else {"anyOf": [found, _NONE]}
    if isinstance(shape, Many):
        return {"anyOf": [{"type": "array", "items": _schema(shape.of), "maxItems": shape.most}, _NONE]}
    found = _LEAVES[shape.kind](shape)
    return {"anyOf": [found, _NONE]} if shape.may_be_none else found


def _or_text(kind: Schema, pattern: str, about: str) -> Schema:
    return {"anyOf": [kind, {"type": "string", "pattern": pattern}], "description": about}


def _whole(leaf: Leaf) -> Schema:
    number = {"type": "integer", "minimum": leaf.least, "maximum": leaf.most}
    return _or_text(number, r"^\s*(none|[0-9]{1,6})\s*$", f"{leaf.least} 到 {leaf.most} 的整数")


_LEAVES = {
    "money": lambda _: _or_text({"type": "number"}, _YUAN, "元，最多两位小数；建议写成文字，例如 \"1200.50\""),
    "whole": _whole,
    "decimal": lambda _: _or_text({"type": "number", "minimum": 0}, r"^\s*[0-9]{1,9}(\.[0-9]{1,4})?\s*$", "不小于 0，最多四位小数"),
    "yes_no": lambda _: _or_text({"type": "boolean"}, _YES_NO, "true 或 false"),
    "day": lambda _: {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "日期，例如 2025-08-01"},
    "month": lambda _: {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}\s*$", "description": "月份，例如 2025-07"},
    "text": lambda _: {"anyOf": [{"type": "string", "minLength": 1}, {"type": ["number", "boolean"]}], "description": f"1 到 {_LONGEST_TEXT} 个字"},
    "region": lambda _: _or_text({"type": "integer", "minimum": 0}, r"^\s*[0-9]{6}([0-9]{3}){0,2}\s*$", "行政区划代码：6、9 或 12 位"),
    "word": lambda leaf: {"enum": list(leaf.options)},
}  # fmt: skip
