"""What `/api/assist` takes and tells, for the published description; `verification.assist.wire` reads it."""

from typing import Any

from jiuzhu.verification.assist.kinds import LONGEST
from jiuzhu.verification.assist.wire import LONGEST_TEXT, MOST_PARTS, MOST_ROUNDS, MOST_TURNS, NUMBER
from jiuzhu.verification.kinds import Purpose
from jiuzhu.web.api.refused import REFUSALS

Schema = dict[str, Any]
SIGNED = {"assist_key": "X-Key", "assist_time": "X-Time", "assist_signature": "X-Signature"}
"""Headers of a signed message by the name of their scheme."""
UNSIGNED, UNREADABLE = "bad_signature", "bad_message"
EXAMPLE: Schema = {
    "kind": "answer",
    "number": "XC-500110-2026-0001",
    "turn": 2,
    "from": {"region": "520302"},
    "to": {"region": "500110"},
    "parts": [
        {
            "id_number": "510223198203149019",
            "register": "renshe.shebao",
            "round": 1,
            "returned": "",
            "as_of": "2026-11-20",
            "records": [],
            "control": {"rows": 0, "sum_fen": 0},
        }
    ],
}
_DAY = {"type": "string", "format": "date"}
_ANY: Schema = {}


def _count(most: int, description: str = "") -> Schema:
    told = {"description": description} if description else {}
    return {"type": "integer", "minimum": 1, "maximum": most, **told}


def _text(most: int = LONGEST_TEXT, description: str = "") -> Schema:
    told = {"description": description} if description else {}
    return {"type": "string", "maxLength": most, **told}


def _record(properties: Schema) -> Schema:
    """What is told besides is left unread: a newer system may tell more."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of, "maxItems": MOST_PARTS}


def _both(kind: str, sender: Schema, parts: Schema) -> Schema:
    return {
        "kind": {"const": kind},
        "number": {**_text(32, "协查编号：以“XC-请求方区划代码-”开头"), "pattern": NUMBER},
        "turn": _count(MOST_TURNS - 1, "第几次说：大的新，旧的和一样的不再读"),
        "from": _record(sender),
        "to": _record({"region": _text(12)}),
        "parts": _list(parts),
    }


def _ask() -> Schema:
    part = {
        "name": _text(50),
        "id_number": _text(18),
        "register": _text(30, "数据类"),
        "label": _text(60),
        "article": _text(60, "依据"),
        "consent_no": _text(32),
        "consent_until": _DAY,
        "round": _count(MOST_ROUNDS - 1, "第几次问：补正以后再问的加一"),
    }
    told = _both("ask", {"region": _text(12), "name": _text(60)}, _record(part))
    return _record(
        told
        | {
            "used_for": {"enum": Purpose.values},
            "reason": _text(),
            "note": _text(),
            "until": _DAY,
            "days": {
                "anyOf": [_count(LONGEST), {"type": "null"}],
                "description": "请在几个工作日里答；null 是没有约定",
            },
            "on": _DAY,
            "suspended": _text(200, "为什么中止；没有中止是空的"),
            "ended": _text(200, "为什么终止；没有终止是空的"),
        }
    )


def _answers() -> Schema:
    place = {"id_number": _text(18), "register": _text(30), "round": _count(MOST_ROUNDS - 1)}
    answered = _record(place | {"returned": {"const": ""}, "as_of": _ANY, "records": _ANY, "control": _ANY})
    returned = _record(place | {"returned": {**_text(200, "为什么退回"), "minLength": 1}})
    return _record(_both("answer", {"region": _text(12)}, {"anyOf": [answered, returned]}))


def schemas() -> dict[str, Schema]:
    """The two messages, what is told when one was taken, and when it was not."""
    return {
        "AssistMessage": {"anyOf": [_ask(), _answers()]},
        "AssistTaken": _record({"number": _text(32), "turn": {"type": "integer", "minimum": 0}}),
        "AssistRefused": _record({"code": {"type": "string"}, "message": {"type": "string"}}),
    }


def schemes() -> dict[str, Schema]:
    """The three headers that sign a message: HMAC-SM3 over time, path and body, under the key of the region."""
    return {name: {"type": "apiKey", "in": "header", "name": header} for name, header in SIGNED.items()}


def path() -> Schema:
    """The operation."""
    told = {
        "200": ("收下了，或者以前收过", "AssistTaken"),
        "401": (f"`{UNSIGNED}`：签名不对、过期，或者没有和这个地区约定密钥", "AssistRefused"),
        "405": (REFUSALS[405][1], "AssistRefused"),
        "409": ("不是它该说的，没有收下", "AssistRefused"),
        "413": ("报文太大", "AssistRefused"),
        "422": (f"`{UNREADABLE}`：报文读不懂", "AssistRefused"),
    }
    content = {
        "schema": {"$ref": "#/components/schemas/AssistMessage"},
        "example": EXAMPLE,
    }
    return {
        "post": {
            "operationId": "assist",
            "summary": "异地协查：另一个地区的系统告诉我们它的请求，或者对我们请求的答复",
            "security": [{name: [] for name in SIGNED}],
            "requestBody": {"required": True, "content": {"application/json": content}},
            "responses": {status: _answer(*one) for status, one in told.items()},
        }
    }


def _answer(description: str, schema: str) -> Schema:
    body = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"description": description, "content": {"application/json": body}}
