"""Sealed fields: SM4-GCM at rest, bound to table, column and row, so that a value copied elsewhere does not open."""

import base64
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.db import models

from jiuzhu.vault.ring import Ring

NONCE, TAG = 12, 16


@cache
def ring() -> Ring:
    return Ring.open(settings.KEY_FILE, make=settings.TESTING)


def keyed_hash(kind: str, value: str) -> str:
    """What an exact search on a sealed value compares (see `Ring.keyed_hash`)."""
    return ring().keyed_hash(kind, value)


def keyed_hashes(kind: str, values: Iterable[str]) -> list[str]:
    """`keyed_hash` of each of many values."""
    return ring().keyed_hashes(kind, values)


def seal(plain: str, place: str) -> str:
    """Encrypt for one place ("table|column|row"): "k1:" + base64(nonce, ciphertext, tag)."""
    nonce = os.urandom(NONCE)
    encryptor = Cipher(algorithms.SM4(ring().seal_key(ring().current)), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(place.encode())
    body = encryptor.update(plain.encode()) + encryptor.finalize()
    return f"{ring().current}:{base64.b64encode(nonce + body + encryptor.tag).decode()}"


def unseal(token: str, place: str) -> str:
    """Decrypt what `seal` made for the same place; raises ValueError when it was made for another or altered."""
    key_id, _, body = token.partition(":")
    raw = base64.b64decode(body)
    nonce, text, tag = raw[:NONCE], raw[NONCE:-TAG], raw[-TAG:]
    decryptor = Cipher(algorithms.SM4(ring().seal_key(key_id)), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(place.encode())
    try:
        return (decryptor.update(text) + decryptor.finalize()).decode()
    except InvalidTag as error:
        raise ValueError(f"sealed value at {place} was altered or moved") from error


@dataclass(frozen=True, slots=True)
class Sealed:
    """A value that is in the row but not open; it never prints itself."""

    token: str

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


class SealedField(models.TextField):
    """Text that the database holds only encrypted. Set a str; read a `Sealed`; open it with `reveal(row, name)`.

    The row's primary key must exist before saving (use `vault.ids.new_id` as its default).
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        value = getattr(model_instance, self.attname)
        if value is None or isinstance(value, Sealed):
            return value and value.token
        sealed = Sealed(seal(str(value), _place(model_instance, self.attname)))
        setattr(model_instance, self.attname, sealed)
        return sealed.token

    def from_db_value(self, value: str | None, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_prep_value(self, value: Any) -> Any:
        return value.token if isinstance(value, Sealed) else value

    def get_lookup(self, name: str) -> Any:
        if name != "isnull":
            raise TypeError("a sealed field cannot be searched: compare its keyed hash")
        return super().get_lookup(name)


def close(row: models.Model, field: str) -> None:
    """Seal one field of a row now rather than while it is saved, which keeps a transaction short."""
    row._meta.get_field(field).pre_save(row, add=True)


def reveal(row: models.Model, field: str) -> str:
    """Open one sealed field of one row; "" when it is empty. Callers record the look; masks come from `masks`."""
    value = getattr(row, field)
    if value is None:
        return ""
    return unseal(value.token, _place(row, field)) if isinstance(value, Sealed) else str(value)


def _place(row: models.Model, field: str) -> str:
    if row.pk is None:
        raise ValueError("a row with sealed fields needs its primary key before it is saved")
    return f"{row._meta.db_table}|{field}|{row.pk}"
