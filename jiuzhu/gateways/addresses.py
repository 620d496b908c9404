"""Where partners are, how each is reached, and the keys they share with us: one JSON file, outside database and repository.

{"*": {"base": "https://…", "key": "…", "secret": "<hex>"},
 "canlian.canjizheng": {"sql": "postgresql://… or sqlite:///…", "table": "…", "columns": {ours: theirs}},
 "caizheng.yikatong": {"folder": "/…", "secret": "<hex>"}, "xinfang.xinfang": {"manual": true}, "sms": {…},
 "nongye.butie": {"folder": "sftp://user@host:22/…", "host_key": "ssh-ed25519 AAAA…", "key_file": "/…", "secret": "<hex>"}}.
A source that is not named has the address of "*"; the text-message carrier has to be named. Who answers over HTTP and
delivers files too has "base" and "folder" in one entry.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings


class Transport(StrEnum):
    """How a source is reached."""

    HTTP = "http"
    SQL = "sql"
    FILE = "file"
    MANUAL = "manual"


@dataclass(frozen=True)
class Address:
    """Base URL, key name and shared secret (hex) of a partner that answers over HTTP."""

    base: str
    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Database:
    """A partner's own database that we may read. `columns` names theirs for ours where they differ; `words` their values.

    `as_of` is their column that tells when a row was brought up to date; "" for a table that is always of today.
    """

    sql: str = field(repr=False)
    table: str
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    as_of: str = ""


@dataclass(frozen=True)
class Server:
    """Somebody's machine that is reached by SFTP. `host_key` is its public key as OpenSSH writes it ("ssh-ed25519 AAAA…").

    We log in with the key of `key_file`, then `password` is the file's; without a file, with the password.
    """

    host: str
    port: int
    user: str
    host_key: str = ""
    key_file: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Folder:
    """Where a partner puts its files, the secret (hex) that signs and seals them, their columns' names where they differ.

    The folder is on this machine, or on `server`.
    """

    folder: Path
    secret: str = field(repr=False)
    columns: Mapping[str, str] = field(default_factory=dict)
    server: Server | None = None


@dataclass(frozen=True)
class Officer:
    """Nothing is connected: an officer of the department looks and writes down what is there."""


Door = Address | Database | Folder | Officer
_TRANSPORTS = {
    Address: Transport.HTTP,
    Database: Transport.SQL,
    Folder: Transport.FILE,
    Officer: Transport.MANUAL,
}


def door(partner: str) -> Door | None:
    """How the partner is reached, over whatever transport; None when nobody has connected it yet."""
    return own_door(partner) or own_door("*")


def own_door(entry: str) -> Door | None:
    """What stands under exactly this name; raises ValueError for an entry of no transport."""
    found = _entry(entry)
    return _read(entry, found) if found else None


def address(partner: str) -> Address | None:
    """The partner's HTTP address; None when nobody has connected it over HTTP."""
    found = door(partner)
    return found if isinstance(found, Address) else None


def named(entry: str) -> Address | None:
    """The HTTP address that stands under exactly this name."""
    found = own_door(entry)
    return found if isinstance(found, Address) else None


def transport(source: str) -> Transport | None:
    """How a source is reached; None when nobody has connected it yet."""
    found = door(source)
    return _TRANSPORTS[type(found)] if found else None


def by_file(sources: Iterable[str]) -> frozenset[str]:
    """Those of these sources that deliver whole files and are asked over no line; the address file is read once."""
    table = _table()
    doors = {code: table.get(code) or table.get("*") or {} for code in sources}
    return frozenset(
        code for code, entry in doors.items() if "folder" in entry and not {"base", "sql"} & entry.keys()
    )


def inbox(source: str) -> Folder | None:
    """Where a source puts its deliveries, whether it is asked over a line too or not; None when it delivers none."""
    found = _entry(source) or _entry("*")
    return _folder(found) if "folder" in found else None


def write(path: Path, table: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the file for its owner alone (setup and the demonstration do); whole at any instant for a reader."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)


def _entry(name: str) -> dict[str, Any]:
    """What stands under exactly this name; {} for nothing."""
    return _table().get(name, {})


def _table() -> dict[str, dict[str, Any]]:
    path: Path = settings.GATEWAYS
    table: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return table


def _folder(found: Mapping[str, Any]) -> Folder:
    place, server = str(found["folder"]), None
    if place.startswith("sftp://"):
        server = _server(place, found)
        place = unquote(urlsplit(place).path) or "/"
    return Folder(Path(place), found["secret"], found.get("columns", {}), server)


def _server(place: str, found: Mapping[str, Any]) -> Server:
    """Raises ValueError for an address without a user, or with a password in it: it would be shown with the address."""
    told = urlsplit(place)
    if not told.hostname or not told.username or told.password is not None:
        raise ValueError("SFTP 的地址写成 sftp://用户@主机:端口/文件夹，密码写在 password 里，不写在地址里")
    own = {name: found[name] for name in ("host_key", "key_file", "password") if name in found}
    return Server(told.hostname, told.port or 22, unquote(told.username), **own)


def _read(entry: str, found: Mapping[str, Any]) -> Door:
    if "base" in found:
        return Address(found["base"], found["key"], found["secret"])
    if "sql" in found:
        return Database(**{"table": entry.replace(".", "_"), **found})
    if "folder" in found:
        return _folder(found)
    if found.get("manual"):
        return Officer()
    raise ValueError(f"{entry}：要有 base、sql、folder、manual 之一")
