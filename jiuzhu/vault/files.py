"""Sealed files: SM4-GCM at rest, bound to the digest of what is inside, so that no file can stand in for another."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from jiuzhu.vault.seal import NONCE, TAG, ring

_MARK = b"JZF1"


def digest_of(content: bytes) -> str:
    """SM3 of the open content, 64 hex digits: the name under which a sealed file is kept and proved."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


def seal_bytes(content: bytes, digest: str) -> bytes:
    """Encrypt a file for its digest: mark, key id with its length, nonce, ciphertext, tag."""
    key_id, nonce = ring().current.encode(), os.urandom(NONCE)
    encryptor = Cipher(algorithms.SM4(ring().seal_key(ring().current)), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(digest.encode())
    body = encryptor.update(content) + encryptor.finalize()
    return b"".join((_MARK, bytes([len(key_id)]), key_id, nonce, body, encryptor.tag))


def is_sealed(head: bytes) -> bool:
    """Whether a file that begins like this is a sealed one."""
    return head.startswith(_MARK)


def unseal_bytes(sealed: bytes, digest: str) -> bytes:
    """Open what `seal_bytes` made for the same digest; raises ValueError when it was altered or is another file."""
    if not is_sealed(sealed) or len(sealed) < len(_MARK) + 1 + NONCE + TAG:
        raise ValueError(f"file {digest} is not a sealed file")
    start = len(_MARK) + 1
    end = start + sealed[len(_MARK)]
    key_id, rest = sealed[start:end].decode(), sealed[end:]
    nonce, body, tag = rest[:NONCE], rest[NONCE:-TAG], rest[-TAG:]
    decryptor = Cipher(algorithms.SM4(ring().seal_key(key_id)), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(digest.encode())
    try:
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag as error:
        raise ValueError(f"sealed file {digest} was altered or exchanged") from error
