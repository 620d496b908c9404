"""Rulings: what a person decided where the law leaves a number open, read in the number's own unit."""

from typing import Any

from jiuzhu.kernel.fen import parse_yuan
from jiuzhu.policy.engine.citations import Ruling
from jiuzhu.policy.engine.faults import neighbours
from jiuzhu.policy.engine.library import Library
from jiuzhu.policy.engine.numbers import Number, in_figures
from jiuzhu.policy.family import Family, FamilyFault, Faults

_YES = {"true": 1, "yes": 1, "false": 0, "no": 0}


def read_rulings(family: Family, library: Library) -> dict[str, Ruling]:
    """{name of the number: ruling}. A ruling on a number that the law has since settled has no effect.

    Raises Faults for a key that no number has, or a value that is not in the number's unit.
    """
    decided = family.data.get("decided")
    if not decided:
        return {}
    by_key = {number.key: number for number in library.numbers.values()}
    found: dict[str, Ruling] = {}
    faults: list[FamilyFault] = []
    for index, told in enumerate(decided):
        number = by_key.get(told["key"])
        if number is None:
            hint = neighbours(told["key"], by_key)
            faults.append(FamilyFault(f"decided[{index}].key", f"没有“{told['key']}”这个待定的数{hint}"))
            continue
        try:
            value = read_value(number, told["value"])
        except ValueError as error:
            faults.append(FamilyFault(f"decided[{index}].value", str(error)))
        else:
            found[number.name] = Ruling(number.key, value, told.get("reason", ""), told.get("by", ""))
    if faults:
        raise Faults(faults)
    return found


def number_of(library: Library, key: str) -> Number | None:
    """The number that a ruling with this key settles."""
    return next((number for number in library.numbers.values() if number.key == key), None)


def read_value(number: Number, text: str) -> int:
    """A ruling's value in the number's own unit. Raises ValueError, in Chinese, for what is none or out of bounds."""
    value = _value(number, text)
    least, most = number.widest
    if not least <= value <= most:
        bounds = f"{in_figures(number.unit, least)} 到 {in_figures(number.unit, most)}"
        raise ValueError(f"{number.label}：应在 {bounds} 之间")
    return value


def _value(number: Number, text: str) -> int:
    kind = number.unit.split("/")[0]
    if kind == "fen":
        fen = parse_yuan(text)
        if fen < 0:
            raise ValueError("不能是负数")
        return fen
    if kind == "yes_no":
        if text.lower() not in _YES:
            raise ValueError(f"{number.label}：应是 true 或 false，现在是“{text}”")
        return _YES[text.lower()]
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise ValueError(f"{number.label}：应是整数，现在是“{text}”")
    return int(text)


def open_number(number: Number) -> dict[str, Any]:
    """How an open number is told to the person who is to decide it."""
    return {"key": number.key, "label": number.label, "unit": number.unit, "law": number.law}
