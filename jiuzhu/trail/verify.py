"""Prove a trail: numbers without gaps, digests that chain, signatures that hold. Needs neither database nor keys."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jiuzhu.trail.chain import GENESIS, Record, digest_of, is_signed, key_of, key_text, text

_NOT_IN_THE_HEAD = ("digest", "signature")


class Broken(Exception):
    """The trail cannot be trusted from entry `number` on; `block` 0 = before any block."""

    def __init__(self, number: int, block: int, why: str) -> None:
        super().__init__(why)
        self.number, self.block, self.why = number, block, why


@dataclass(frozen=True)
class Tip:
    """How far a chain reaches: its newest block, that block's last number and digest."""

    block: int = 0
    number: int = 0
    digest: str = GENESIS


@dataclass(frozen=True)
class Proof:
    """What was proven up to `tip`; `broken` says where and why it stopped."""

    tip: Tip
    broken: Broken | None


def prove(records: Iterable[Record], key: Ed25519PublicKey, until: Tip | None = None) -> Proof:
    """Walk the chain from its first block, holding one record at a time; ends at the first break.

    `until` is how far the chain must reach. Within a block the digest tells that something was changed but not
    which entry, so such a break names the block's first number.
    """
    tip, stream = Tip(), iter(records)
    try:
        for record in stream:
            tip = _block(record, stream, tip, key)
        if until is not None and tip != until:
            raise Broken(tip.number + 1, tip.block + 1, f"本来有 {until.number} 条，后面的不见了")
    except Broken as broken:
        return Proof(tip, broken.with_traceback(None))
    except (KeyError, TypeError):
        return Proof(tip, Broken(tip.number + 1, tip.block + 1, "这一块的记录缺内容"))
    return Proof(tip, None)


def prove_export(lines: Iterable[str], trusted: Ed25519PublicKey | None = None) -> tuple[Record, Proof]:
    """The head of an export and what its lines prove, by its own public key or by the one `trusted`."""
    stream = _parsed(lines)
    try:
        head: Record = next(stream, {})
        key = _key_of(head, trusted)
    except Broken as broken:
        return {}, Proof(Tip(), broken)
    return head, prove(stream, key, Tip(head["blocks"], head["last"], head["digest"]))


def _block(head: Record, stream: Iterator[Record], tip: Tip, key: Ed25519PublicKey) -> Tip:
    """Prove one block and its entries, which follow in the stream."""
    expected = tip.number + 1
    if "block" not in head:
        raise Broken(head.get("number", expected), tip.block, "这一条不在任何封存块里")
    block = head["block"]
    if block != tip.block + 1:
        raise Broken(expected, tip.block + 1, f"第 {tip.block + 1} 块不见了")
    if head["first"] != expected or head["last"] < expected:
        raise Broken(expected, block, "这一块的编号与前一块不连续")
    if head["previous"] != tip.digest:
        raise Broken(expected, block, "这一块与前一块接不上，前面的内容被换过")
    covered = {name: value for name, value in head.items() if name not in _NOT_IN_THE_HEAD}
    if digest_of(covered, _entries(head, stream)) != head["digest"]:
        raise Broken(expected, block, f"第 {expected} 至 {head['last']} 条中有内容被改过")
    if not is_signed("block", head["digest"], head["signature"], key):
        raise Broken(expected, block, "这一块的签名不对")
    return Tip(block, head["last"], head["digest"])


def _entries(head: Record, stream: Iterator[Record]) -> Iterator[Record]:
    for number in range(head["first"], head["last"] + 1):
        entry = next(stream, None)
        if entry is None or entry.get("number") != number:
            raise Broken(number, head["block"], "这一条不见了")
        yield entry


def _parsed(lines: Iterable[str]) -> Iterator[Record]:
    for place, line in enumerate(lines, 1):
        try:
            record: Any = json.loads(line)
        except ValueError:
            record = None
        if not isinstance(record, dict):
            raise Broken(0, 0, f"文件第 {place} 行不是留痕记录")
        yield record


def _key_of(head: Record, trusted: Ed25519PublicKey | None) -> Ed25519PublicKey:
    """The key to prove with, after it has proven the head itself."""
    try:
        key = key_of(head["public_key"])
        signature = head["signature"]
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Broken(0, 0, "这不是 jiuzhu trail export 导出的文件") from None
    if trusted is not None and key_text(trusted) != key_text(key):
        raise Broken(0, 0, "文件里的公钥不是您给的公钥")
    rest = {name: value for name, value in head.items() if name != "signature"}
    if not is_signed("export", text(rest), signature, key):
        raise Broken(0, 0, "文件首行的签名不对")
    return key
