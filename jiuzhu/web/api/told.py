"""The JSON Schema of what is told: a determination, and each way of refusing to make one."""

from typing import Any

from jiuzhu.policy.determine import HOUSEHOLD_ORDER, MEMBER_ORDER
from jiuzhu.policy.facts import PROGRAMMES
from jiuzhu.policy.lead import PARTS, TOPUPS

Schema = dict[str, Any]
_TEXT, _TEXTS = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
_FEN = {"type": "integer", "minimum": 0, "description": "分"}
_MAYBE_FEN = {"type": ["integer", "null"], "minimum": 0, "description": "分；没有给的或者还不知道的是 null"}
_VALUE = {"type": ["integer", "string", "boolean", "null"]}
_NAME = {"enum": list(PROGRAMMES)}


def _record(required: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


_PART = _record(
    {"part": {"enum": list(PARTS)}, "fen": _FEN, "law": _TEXT},
    {"member": _TEXT, "kind": {"enum": list(TOPUPS)}},
)
_NUMBER = _record(
    {
        "name": _TEXT,
        "value": {"type": ["integer", "string", "null"]},
        "unit": _TEXT,
        "region": _TEXT,
        "from": {"type": ["string", "null"], "format": "date"},
        "source": _TEXT,
    },
    {"decided": _record({"by": _TEXT, "reason": _TEXT})},
)
_STEP = _record(
    {
        "rule": _TEXT,
        "label": _TEXT,
        "member": {"type": ["string", "null"]},
        "value": _VALUE,
        "unit": _TEXT,
        "law": _TEXT,
        "text": _TEXT,
        "uses": {"type": "object", "additionalProperties": _VALUE},
        "numbers": {"type": "array", "items": _NUMBER},
    }
)
_OPEN = _record({"key": _TEXT, "label": _TEXT, "unit": _TEXT, "law": _TEXT})
_RESULT = _record(
    {
        "status": {"enum": ["eligible", "ineligible", "undetermined"]},
        "excluded_by": {"type": "array", "items": _NAME},
        "monthly_fen": _MAYBE_FEN,
        "parts": {"type": "array", "items": _PART},
        "persons": _TEXTS,
        "from_month": {"type": ["string", "null"], "pattern": r"^[0-9]{4}-[0-9]{2}$"},
        "because": _TEXTS,
        "missing": _TEXTS,
        "for_a_person_to_decide": {"type": "array", "items": _OPEN},
        "steps": {"type": "array", "items": _STEP},
    },
    {
        "basis": {"enum": ["income", "expenditure"]},
        "shape": {"enum": ["quick", "emergency", "expenditure"]},
        "care_fen": _FEN,
        "care_hours": {"type": "integer", "minimum": 0},
        "once_fen": _MAYBE_FEN,
        "range_fen": {"type": "array", "items": _FEN, "minItems": 2, "maxItems": 2},
    },
)


def determination() -> Schema:
    """What `determine` gives."""
    return _record(
        {
            "date": {"type": "string", "format": "date"},
            "region": _TEXT,
            "edition": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "engine": {"type": "integer"},
            "classification": _record(
                {
                    "household": {"enum": [*HOUSEHOLD_ORDER, None]},
                    "members": {"type": "object", "additionalProperties": {"enum": list(MEMBER_ORDER)}},
                    "outside": _TEXTS,
                }
            ),
            "results": {"type": "object", "propertyNames": _NAME, "additionalProperties": _RESULT},
        }
    )


def refusal(*codes: str) -> Schema:
    """Why nothing was determined: a code for programs, a sentence for people."""
    return _record({"code": {"enum": list(codes)}, "message": _TEXT})


def faults() -> Schema:
    """Everything that is wrong with a family, each with its place."""
    fault = _record({"place": _TEXT, "message": _TEXT})
    return _record(
        {
            "code": {"const": "bad_family"},
            "message": _TEXT,
            "faults": {"type": "array", "items": fault, "minItems": 1},
        }
    )
