"""The centre of a county in another province, which no line reaches: it reads the signed file of a request and answers in one."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jiuzhu.catalogue.texts import shipped
from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.envelope import signature
from jiuzhu.gateways.shape import control_sum
from jiuzhu.verification.assist.kinds import REGISTERED, TOLD
from jiuzhu.verification.assist.paper import signed
from jiuzhu.verification.assist.wire import Ask, AskedPart, read

REGION, NAME = "520302", "贵州省遵义市红花岗区民政局"
ENTRY, KEY = f"{REGISTERED}{REGION}", "honghuagang"
Held = Callable[[str, str], Sequence[Mapping[str, Any]]]
"""What that province holds of a person (identity number) in a register."""


def address(secret: str) -> dict[str, str]:
    """The entry of the address file: a key that both share, and no line between them."""
    return {"base": "", "key": KEY, "secret": secret}


def answer(content: bytes, held: Held, secret: str, as_of: date, at: datetime) -> bytes:
    """The signed file that answers the one that came. Raises ValueError for a file that we did not sign."""
    told = json.loads(content)
    wanted = signature(secret, told["time"], TOLD, told["body"].encode())
    asked = read(told["body"])
    if not secrets.compare_digest(wanted, told["signature"]) or not isinstance(asked, Ask):
        raise ValueError("not a request signed with the shared key")
    message = {
        "kind": "answer",
        "number": asked.number,
        "turn": 1,
        "from": {"region": asked.to, "name": NAME},
        "to": {"region": asked.sender},
        "parts": [_said(part, held(part.id_number, part.register), as_of) for part in asked.parts],
    }
    text = json.dumps(message, ensure_ascii=False)
    return signed(text, Address("", KEY, secret), at).encode()


def _said(part: AskedPart, records: Sequence[Mapping[str, Any]], as_of: date) -> dict[str, Any]:
    total = shipped().registers[part.register].total
    return {
        "id_number": part.id_number,
        "register": part.register,
        "round": part.round,
        "returned": "",
        "as_of": as_of.isoformat(),
        "records": list(records),
        "control": {"rows": len(records), "sum_fen": control_sum(total, records)},
    }
