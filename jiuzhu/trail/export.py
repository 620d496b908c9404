"""The trail as one file of JSON lines: a signed head with the public key, then every block with its entries."""

from datetime import datetime
from typing import Any, TextIO

from jiuzhu.trail.chain import GENESIS, Record, key_text, text, words
from jiuzhu.trail.queries import moment, records, tail, tip
from jiuzhu.vault.seal import ring

FORMAT = 1


def write_export(out: TextIO, now: datetime) -> Record:
    """Write all that is sealed to `out`, a line at a time; returns the head.

    The head says how long the chain was, so that a file cut short is noticed, and how much was not yet sealed.
    """
    upto, waiting = tip(), tail()
    head: dict[str, Any] = {
        "format": FORMAT,
        "public_key": key_text(ring().signer.public_key()),
        "exported_at": moment(now),
        "blocks": upto.number if upto else 0,
        "last": upto.last if upto else 0,
        "digest": upto.digest if upto else GENESIS,
        "unsealed": waiting.entries,
        "oldest_unsealed_at": moment(waiting.oldest_at) if waiting.oldest_at else None,
    }
    head["signature"] = ring().signer.sign(words("export", text(head))).hex()
    out.write(text(head))
    for record in records(upto):
        out.write(text(record))
    return head
