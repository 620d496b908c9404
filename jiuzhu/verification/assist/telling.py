"""One side of a request as a message: what leaves for the other centre. Opens numbers; who sends records the look."""

import json
from datetime import date
from typing import Any

from jiuzhu.catalogue.edition import current
from jiuzhu.gateways.shape import control_sum
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.assist.centres import name_of
from jiuzhu.verification.assist.kinds import Direction, PartState
from jiuzhu.verification.assist.models import Given, Part, Request


def message(row: Request, on: date) -> str:
    """The JSON text of a request as it stands with us on a day; nobody is in it whose consent no longer holds."""
    told = _ask(row, on) if row.direction == Direction.OUT else _answer(row, on)
    both = {
        "number": row.number,
        "turn": row.turn,
        "from": {"region": row.region_code, "name": name_of(row.region_code)},
        "to": {"region": row.peer_code},
    }
    return json.dumps(both | told, ensure_ascii=False)


def _ask(row: Request, on: date) -> dict[str, Any]:
    return {
        "kind": "ask",
        "purpose": "assist",
        "used_for": row.used_for,
        "reason": row.reason,
        "note": row.note,
        "until": row.until_on.isoformat(),
        "days": row.days,
        "on": (row.sent_on or row.made_on).isoformat(),
        "suspended": row.suspended_for if row.suspended_on else "",
        "ended": row.ended_for,
        "parts": [_asked(part) for part in _parts(row, on)],
    }


def _asked(part: Part) -> dict[str, Any]:
    return {
        "name": part.person.name,
        "id_number": reveal(part.person, "id_number"),
        "register": part.register,
        "label": current().register_of(part.register).label,
        "article": part.article,
        "consent_no": part.consent_no,
        "consent_until": part.consent_until.isoformat(),
        "round": part.round,
    }


def _answer(row: Request, on: date) -> dict[str, Any]:
    settled = [part for part in _parts(row, on) if part.state != PartState.OPEN]
    return {"kind": "answer", "parts": [_said(part) for part in settled]}


def _said(part: Part) -> dict[str, Any]:
    which = {
        "id_number": reveal(part.person, "id_number"),
        "register": part.register,
        "round": part.round,
        "returned": part.returned_for,
    }
    given = part.given if part.state == PartState.ANSWERED else None
    return which | _body(part, given) if given else which


def _body(part: Part, given: Given) -> dict[str, Any]:
    """What was given to one question, as a department answers: `as_of`, `records`, `control`."""
    records = json.loads(reveal(given, "records"))
    total = current().register_of(part.register).total
    control = {"rows": len(records), "sum_fen": control_sum(total, records)}
    return {"as_of": given.as_of.isoformat(), "records": records, "control": control}


def _parts(row: Request, on: date) -> list[Part]:
    rows = row.parts.select_related("person", "authorisation").prefetch_related("answers").order_by("pk")
    return [part for part in rows if part.holds(on)]
