"""The key ring: one file with every key, made once by `jiuzhu setup`, readable by its owner alone.

Ciphertexts name their key, so that a new key can be added and the old kept for reading.
"""

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hmac import digest
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class Ring:
    """Keys as hex: `seal` (SM4, by key id), `search` (HMAC-SM3), `sign` (Ed25519), `web` (Django's secret)."""

    current: str
    seal: dict[str, str]
    search: str
    sign: str
    web_secret: str

    @classmethod
    def open(cls, path: Path, *, make: bool = False) -> "Ring":
        """Read the ring at `path`; `make` writes a new one if there is none. Raises SystemExit when it is missing."""
        if not path.exists():
            if not make:
                raise SystemExit(
                    f"没有密钥文件 {path}：第一次部署请运行 jiuzhu setup；恢复备份请把备份的密钥文件放回这里"
                )
            _write_new(path)
        return cls(**json.loads(path.read_text()))

    def seal_key(self, key_id: str) -> bytes:
        return bytes.fromhex(self.seal[key_id])

    @cached_property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.sign))

    def keyed_hash(self, kind: str, value: str) -> str:
        """HMAC-SM3 of a value, bound to its kind: what an exact search compares. 64 hex digits."""
        mac = hmac.HMAC(bytes.fromhex(self.search), hashes.SM3())
        mac.update(f"{kind}\x00{value}".encode())
        return mac.finalize().hex()

    def keyed_hashes(self, kind: str, values: Iterable[str]) -> list[str]:
        """`keyed_hash` of each of many values, a few times quicker."""
        key, head = bytes.fromhex(self.search), f"{kind}\x00".encode()
        return [digest(key, head + value.encode(), "sm3").hex() for value in values]


def _write_new(path: Path) -> None:
    ring = {
        "current": "k1",
        "seal": {"k1": secrets.token_hex(16)},
        "search": secrets.token_hex(32),
        "sign": secrets.token_hex(32),
        "web_secret": secrets.token_urlsafe(48),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        json.dump(ring, file, indent=1)
