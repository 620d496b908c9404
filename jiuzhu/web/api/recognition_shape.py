"""What `/api/recognition` takes and tells, for the published description."""

from typing import Any

from jiuzhu.casework.recognised import CATEGORIES, LAW
from jiuzhu.web.api.recognition import MATTER, PURPOSES
from jiuzhu.web.api.refused import REFUSALS, TOO_MANY

Schema = dict[str, Any]
EXAMPLE: Schema = {
    "id_number": "510223198203149019",
    "purpose": "medical",
    "ground": LAW,
    "matter": "YB-2026-000123",
}
_TEXT = {"type": "string"}
_MONTH = r"^[0-9]{4}-[0-9]{2}$"


def _record(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def schemas() -> dict[str, Schema]:
    """Question, answer, and what is wrong with a question."""
    standing = _record(
        {
            "category": {"enum": list(CATEGORIES)},
            "label": _TEXT,
            "since": {"type": "string", "pattern": _MONTH},
            "until": {
                "type": ["string", "null"],
                "pattern": _MONTH,
                "description": "最后一个有效的月；null 是没有定",
            },
            "decision_no": _TEXT,
            "decided_on": {"type": ["string", "null"], "format": "date"},
        }
    )
    question = _record(
        {
            "id_number": {"type": "string", "pattern": r"^[0-9]{17}[0-9Xx]$"},
            "purpose": {
                "enum": list(PURPOSES),
                "description": "、".join(f"{k} {v}" for k, v in PURPOSES.items()),
            },
            "ground": {"const": LAW},
            "matter": {"type": "string", "pattern": MATTER, "description": "本部门这件事的编号"},
        }
    )
    answer = _record(
        {
            "date": {"type": "string", "format": "date"},
            "on_register": {"type": "boolean", "description": "不认识的人和没有认定的人，答复一样：false"},
            "standings": {"type": "array", "items": standing},
        }
    )
    fault = _record({"place": _TEXT, "message": _TEXT})
    wrong = _record(
        {
            "code": {"const": "bad_question"},
            "message": _TEXT,
            "faults": {"type": "array", "items": fault, "minItems": 1},
        }
    )
    refusals = {status: code for status, (code, _) in REFUSALS.items()} | {429: TOO_MANY[0]}
    refused = _record({"code": {"enum": list(refusals.values())}, "message": _TEXT})
    return {
        "RecognitionQuestion": question,
        "Recognition": answer,
        "RecognitionFaults": wrong,
        "RecognitionRefused": refused,
    }


def path() -> Schema:
    """The operation."""
    told = {"200": ("在册的类别；不在册是空的", "Recognition"), "422": ("问得不对", "RecognitionFaults")}
    told |= {str(status): (message, "RecognitionRefused") for status, (_, message) in REFUSALS.items()}
    told["429"] = (TOO_MANY[1], "RecognitionRefused")
    responses = {status: _answer(*one) for status, one in sorted(told.items())}
    for status, name in (("401", "WWW-Authenticate"), ("405", "Allow"), ("429", "Retry-After")):
        responses[status]["headers"] = {name: {"schema": _TEXT, "required": True}}
    body = {"schema": {"$ref": "#/components/schemas/RecognitionQuestion"}, "example": EXAMPLE}
    return {
        "post": {
            "operationId": "recognise",
            "summary": "一个人现在是不是特困、低保、低保边缘、刚性支出困难（认定结果互认）",
            "security": [{"token": []}],
            "requestBody": {"required": True, "content": {"application/json": body}},
            "responses": responses,
        }
    }


def _answer(description: str, schema: str) -> Schema:
    body = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"description": description, "content": {"application/json": body}}
