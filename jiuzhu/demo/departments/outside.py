"""Partners that are not asked over HTTP: a foreign database, deliveries in a folder, a desk with an officer.

`equip` makes from the world what `addresses` then tells the product of; a world that nobody equipped answers over HTTP.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jiuzhu.demo.departments import databases, deliveries
from jiuzhu.demo.world import World

DATABASE, INBOX = "foreign.sqlite", "deliveries"
TABLES = ("minzheng.gaoling", "nongye.nongji", "weijian.chusheng")
"""Asked in the foreign database: registers that no story needs, for a database knows no day but today."""
BY_FILE_ONLY = ("caizheng.yikatong", "gongdian.daichuan")
BY_HAND = ("xinfang.xinfang",)


def equip(folder: Path, world: World, on: date, secret: str) -> None:
    """Make the foreign database and a first delivery of every source that delivers, as of a day; once."""
    if not (folder / DATABASE).exists():
        databases.export(world, [*TABLES, *databases.SHOWN], folder / DATABASE, on)
    if not (folder / INBOX).exists():
        for source in deliveries.FORMATS:
            deliveries.deliver(world, source, folder / INBOX, secret, on, faults_in=folder)


def addresses(folder: Path, here: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Entries of the address file for who is equipped; `here` is the entry of everybody else."""
    told: dict[str, dict[str, Any]] = {}
    if (folder / DATABASE).exists():
        url = f"sqlite:///{folder / DATABASE}"
        told |= {code: {"sql": url, **databases.described(code)} for code in TABLES}
    if (folder / INBOX).exists():
        inbox = {"folder": str(folder / INBOX)}
        told |= {code: {**inbox, "secret": here["secret"]} for code in BY_FILE_ONLY}
        also = [code for code in deliveries.FORMATS if code not in BY_FILE_ONLY]
        told |= {code: {**here, **inbox} for code in also}
        told |= {code: {"manual": True} for code in BY_HAND}
    return told
