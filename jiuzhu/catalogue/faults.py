"""What is wrong with a catalogue, with its place; and the small checks that say so."""

from collections.abc import Collection, Mapping
from typing import Any

LONGEST = 200


class CatalogueFault(ValueError):
    """A mistake in the catalogue: place, what is wrong, what would be right."""

    def __init__(self, place: str, wrong: str) -> None:
        super().__init__(f"核对目录 {place}：{wrong}")


def mapped(
    place: str, value: Any, required: Collection[str] = (), allowed: Collection[str] = ()
) -> Mapping[str, Any]:
    """A table with text keys that has the required ones, and (where `allowed` is given) no others than both."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise CatalogueFault(place, "应为 名: 值 的表，名是文字")
    if missing := set(required) - value.keys():
        raise CatalogueFault(place, f"缺少 {'、'.join(sorted(missing))}")
    if allowed and (unknown := value.keys() - set(required) - set(allowed)):
        raise CatalogueFault(place, f"不认识 {'、'.join(sorted(unknown))}")
    return value


def listed(place: str, value: Any) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise CatalogueFault(place, "应为列表")
    return value


def text(place: str, value: Any) -> str:
    """A text of one line that is not empty."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST or "\n" in value:
        raise CatalogueFault(place, f"应为一行文字，不空，至多 {LONGEST} 字")
    return value


def whole(place: str, value: Any, least: int, most: int) -> int:
    """A whole number within bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise CatalogueFault(place, f"应为 {least} 到 {most} 的整数")
    return value


def flag(place: str, value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise CatalogueFault(place, "应为 true 或 false")
    return value


def one_of(place: str, value: Any, allowed: Collection[str]) -> str:
    """One of some words."""
    if not isinstance(value, str) or value not in allowed:
        raise CatalogueFault(place, f"{value!r} 应为 {'、'.join(allowed)} 之一")
    return value
