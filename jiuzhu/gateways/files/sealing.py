"""Files under a cipher: AES-256-GCM or SM4-GCM, the key drawn from the shared secret, bound to the delivery's number.

A sealed file is nonce (12 bytes), ciphertext, tag (16 bytes).
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from jiuzhu.gateways.delivery import Wrong
from jiuzhu.gateways.files.note import Unusable

NONCE, TAG = 12, 16
CIPHERS = {"aes-256-gcm": (algorithms.AES, 32), "sm4-gcm": (algorithms.SM4, 16)}


def seal(content: bytes, secret: str, number: str, cipher: str) -> bytes:
    """The file as a sender writes it."""
    nonce = os.urandom(NONCE)
    encryptor = Cipher(_key(secret, cipher), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(number.encode())
    return nonce + encryptor.update(content) + encryptor.finalize() + encryptor.tag


def unseal(sealed: bytes, secret: str, number: str, cipher: str) -> bytes:
    """The file as it was; raises Unusable for another key, another number, or a changed byte."""
    if cipher not in CIPHERS:
        raise Unusable(Wrong.SEAL, f"不认识加密方式“{cipher[:20]}”：请用 {'、'.join(CIPHERS)}")
    if len(sealed) < NONCE + TAG:
        raise Unusable(Wrong.SEAL, "加密的文件不完整，请重新报送")
    nonce, body, tag = sealed[:NONCE], sealed[NONCE:-TAG], sealed[-TAG:]
    decryptor = Cipher(_key(secret, cipher), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(number.encode())
    try:
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag as error:
        raise Unusable(Wrong.SEAL, "文件解不开：密钥不是约定的那一把，或者不是这个编号的文件") from error


def _key(secret: str, cipher: str) -> algorithms.AES | algorithms.SM4:
    algorithm, length = CIPHERS[cipher]
    mac = hmac.HMAC(bytes.fromhex(secret), hashes.SM3())
    mac.update(f"file|{cipher}".encode())
    key = mac.finalize()[:length]
    return algorithm(key)
