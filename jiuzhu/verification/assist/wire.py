"""What two centres tell each other: a request as it stands, and the answers as they stand. JSON, read with suspicion.

Each message tells all of one side, so that it may be lost, doubled or overtaken: the `turn` says which is newer.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.assist.kinds import LAW, LONGEST
from jiuzhu.verification.kinds import Purpose

MOST_PARTS = 500
LONGEST_TEXT = 300
MOST_TURNS, MOST_ROUNDS = 32_768, 1_000
"""Turns: what their column holds."""
NUMBER = r"^XC-[A-Za-z0-9-]{1,29}$"


@dataclass(frozen=True, repr=False)
class AskedPart:
    """One question: whom, which register (with its name there), under which consent and article."""

    name: str
    id_number: str
    register: str
    label: str
    article: str
    consent_no: str
    consent_until: date
    round: int


@dataclass(frozen=True)
class Ask:
    """The asking side as it stands. `suspended` and `ended` are reasons, "" when it is neither."""

    number: str
    turn: int
    sender: str
    sender_name: str
    to: str
    used_for: str
    reason: str
    note: str
    until: date
    days: int | None
    on: date
    suspended: str
    ended: str
    parts: tuple[AskedPart, ...]


@dataclass(frozen=True, repr=False)
class Said:
    """The answer to one question: `body` as a department would answer it, or why it comes back (`returned`)."""

    id_number: str
    register: str
    round: int
    returned: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Answers:
    """The asked side as it stands: what it has answered and returned so far."""

    number: str
    turn: int
    sender: str
    to: str
    said: tuple[Said, ...]


Message = Ask | Answers


def read(text: str | bytes) -> Message:
    """A message, or Refused with what is wrong. Nothing of what was received is repeated."""
    try:
        body = json.loads(text)
        return _READ[body["kind"]](body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise Refused(
            "bad_message", f"协查报文读不懂：{type(wrong).__name__}。请对方重新导出，或者按函件办理。"
        ) from None


def _ask(body: Mapping[str, Any]) -> Ask:
    days = body["days"]
    return Ask(
        **_both(body, asking=body["from"]),
        sender_name=_text(body["from"]["name"], 60),
        used_for=Purpose(body["used_for"]),
        reason=_text(body["reason"]),
        note=_text(body["note"]),
        until=date.fromisoformat(body["until"]),
        days=None if days is None else _days(days),
        on=date.fromisoformat(body["on"]),
        suspended=_text(body["suspended"], 200),
        ended=_text(body["ended"], 200),
        parts=tuple(_part(part) for part in _list(body["parts"])),
    )


def _part(of: Mapping[str, Any]) -> AskedPart:
    return AskedPart(
        name=_text(of["name"], 50),
        id_number=_text(of["id_number"], 18),
        register=_text(of["register"], 30),
        label=_text(of["label"], 60),
        article=_text(of["article"], 60),
        consent_no=_text(of["consent_no"], 32),
        consent_until=date.fromisoformat(of["consent_until"]),
        round=_number(of["round"], MOST_ROUNDS),
    )


def _answers(body: Mapping[str, Any]) -> Answers:
    return Answers(**_both(body, asking=body["to"]), said=tuple(_said(part) for part in _list(body["parts"])))


def _said(of: Mapping[str, Any]) -> Said:
    returned = _text(of["returned"], 200)
    answer = {} if returned else {name: of[name] for name in ("as_of", "records", "control")}
    return Said(
        _text(of["id_number"], 18),
        _text(of["register"], 30),
        _number(of["round"], MOST_ROUNDS),
        returned,
        answer,
    )


def _both(body: Mapping[str, Any], asking: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": _request_no(body["number"], asking["region"]),
        "turn": _number(body["turn"], MOST_TURNS),
        "sender": _text(body["from"]["region"], 12),
        "to": _text(body["to"]["region"], 12),
    }


def _text(value: Any, most: int = LONGEST_TEXT) -> str:
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise TypeError("text")
    return value


def _number(value: Any, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < most:
        raise TypeError("number")
    return value


def _request_no(value: Any, asking: str) -> str:
    """A number that names its asking region, so that nobody's is another's, and that addresses of pages can hold."""
    if not re.fullmatch(NUMBER, _text(value)) or not value.startswith(f"XC-{asking}-"):
        raise Refused(
            "bad_number",
            "协查编号应以“XC-请求方区划代码-”开头，后面只用字母、数字和横线，至多 32 个字。请对方改好编号再送。",
        )
    return str(value)


def _days(value: Any) -> int:
    days = _number(value, MOST_TURNS)
    if days > LONGEST:
        raise Refused(
            "bad_days", f"希望答复的天数应是 1 到 {LONGEST} 个工作日，或者不写。请对方改好再送。", LAW
        )
    return days


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list) or len(value) > MOST_PARTS:
        raise TypeError("list")
    return value


_READ = {"ask": _ask, "answer": _answers}
