"""Partners that are not asked over HTTP: a foreign database, deliveries in a folder, a desk with an officer.

`equip` makes from the world what `addresses` then tells the product of; a world that nobody equipped answers over HTTP.
An application for 低保 meets all three: certificates and marriages lie in the database, pupils come as a file.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jiuzhu.demo.departments import databases, deliveries
from jiuzhu.demo.departments.deliveries import Held

DATABASE, INBOX = "foreign.sqlite", "deliveries"
TABLES = ("canlian.canjizheng", "minzheng.hunyin", "minzheng.gaoling", "nongye.nongji", "weijian.chusheng")
"""Asked in the foreign database, which knows no day but the one it was exported on."""
BY_FILE_ONLY = ("jiaoyu.xueji", "caizheng.yikatong", "gongdian.daichuan")
BY_HAND = ("xinfang.xinfang",)
OF_CASES = ("jiaoyu.xueji", "gongdian.daichuan")
"""Those of the deliveries that cases wait for: pupils for 低保, electricity bills where a family has bills to show."""
WEEKLY = timedelta(days=7)
"""As often everybody delivers: long before the first register is stale."""


def equip(
    folder: Path, world: Held, on: date, secret: str, sources: Iterable[str] = deliveries.FORMATS
) -> None:
    """Bring the foreign database up to a day, and deliver as of it what a source has not delivered for a week."""
    databases.export(world, TABLES, folder / DATABASE, on)
    for source in sources:
        if deliveries.newest(folder / INBOX, source) <= on - WEEKLY:
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
