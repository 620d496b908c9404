"""The chain without a database: the text of a record, the digest of a block, what is signed. Needs no Django."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Record = Mapping[str, Any]
GENESIS = "0" * 64
"""What the first block names as the digest before it."""


def text(record: Record) -> str:
    """The one text of a record: one line of JSON, keys in order, no spaces."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def digest_of(head: Record, entries: Iterable[Record]) -> str:
    """SM3 of a block: its head, which names the digest before it, then its entries. 64 hex digits."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(text(head).encode())
    for entry in entries:
        digest.update(text(entry).encode())
    return digest.finalize().hex()


def words(purpose: str, signed: str) -> bytes:
    """What is signed: bound to its purpose, because one key signs different things."""
    return f"jiuzhu.trail.{purpose}|{signed}".encode()


def is_signed(purpose: str, signed: str, signature: str, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(bytes.fromhex(signature), words(purpose, signed))
    except (InvalidSignature, ValueError):
        return False
    return True


def key_text(key: Ed25519PublicKey) -> str:
    """A public key as 64 hex digits."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def key_of(text_: str) -> Ed25519PublicKey:
    """The public key written as 64 hex digits; raises ValueError for anything else."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text_.strip()))
