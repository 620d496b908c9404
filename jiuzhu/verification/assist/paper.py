"""A message as a file between two centres that no line joins: the text, signed with the key they share."""

import json
import secrets
from datetime import datetime

from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.envelope import signature
from jiuzhu.gateways.incoming import partners
from jiuzhu.kernel.refusal import Refused
from jiuzhu.verification.assist.kinds import REGISTERED, TOLD

LARGEST = 2_000_000


def signed(text: str, to: Address, at: datetime) -> str:
    """The file that carries a message; whoever holds the key sees that it is whole and whose it is."""
    stamp = at.isoformat(timespec="seconds")
    mac = signature(to.secret, stamp, TOLD, text.encode())
    return json.dumps({"key": to.key, "time": stamp, "signature": mac, "body": text}, ensure_ascii=False)


def opened(content: bytes) -> tuple[str, str]:
    """The sender's region and its message. Raises Refused for a file that is not one, or not signed by a known centre.

    A file may be days on its way: when it was signed does not matter, for an older message changes nothing.
    """
    if len(content) > LARGEST:
        raise Refused("bad_file", "文件太大，不是协查文件。请选对方系统导出的那一个。")
    try:
        told = json.loads(content)
        key, stamp, mac, body = (str(told[name]) for name in ("key", "time", "signature", "body"))
        f"{stamp}{mac}{body}".encode()  # raises for half a character, which JSON can hold and no key can sign
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("bad_file", "这不是协查文件。请选对方系统导出的那一个。") from None
    for name, address in partners(REGISTERED).items():
        wanted = signature(address.secret, stamp, TOLD, body.encode())
        if address.key == key and secrets.compare_digest(wanted.encode(), mac.encode()):
            return name.removeprefix(REGISTERED), body
    raise Refused("bad_signature", "文件的签名不对，或者没有和这个地区约定过密钥，没有收下。请按函件核实。")
