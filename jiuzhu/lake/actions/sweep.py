"""Remove what no row names: a file whose delivery was never said to be kept, or says so no longer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from jiuzhu.lake import files
from jiuzhu.lake.layout import PART
from jiuzhu.lake.models import Delivery
from jiuzhu.lake.shelf import forget_serving
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.trail.turns import wait_turn

DRAFT_LIVES = timedelta(hours=1)
"""A draft older than that has lost who was writing it."""


@dataclass(frozen=True)
class Swept:
    count: int

    def for_trail(self) -> dict[str, Any]:
        return {"subject": "lake:files", "refs": {"count": self.count}}


def sweep(folders: Iterable[Path], *, by: Scope) -> None:
    """In these folders; nothing is recorded when there is nothing to remove.

    Inside somebody else's transaction nothing is: what it says may yet be undone, and then the file is needed.
    """
    found = _files(folders)
    if not connection.in_atomic_block and not all(_named(found).values()):
        remove_strays(found, by=by)


def sweep_all(*, by: Scope) -> None:
    """In every folder of the lake; serving copies of what no longer counts go too."""
    sweep(settings.LAKE.glob("*/*"), by=by)
    forget_serving()


def tidy(at: datetime, *, by: Scope) -> None:
    """In the whole lake, drafts too whose writer must be gone at this moment."""
    sweep_all(by=by)
    oldest = (at - DRAFT_LIVES).timestamp()
    for path in settings.LAKE.rglob(f"*{PART}"):
        if path.stat().st_mtime < oldest:
            files.remove(path)


@action("lake.sweep")
def remove_strays(paths: list[Path], *, by: Scope) -> Swept:
    """Those of these files that no row names, asked while nobody can move one to its place."""
    wait_turn(Delivery)
    strays = [path for path, is_named in _named(paths).items() if not is_named]
    for path in strays:
        files.remove(path)
    return Swept(len(strays))


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(
        path for folder in folders for path in folder.glob("*") if path.suffix in (".parquet", ".json")
    )


def _named(paths: list[Path]) -> dict[Path, bool]:
    """Whether a row names each: a Parquet file by a delivery that has one, a manifest by any that was kept."""
    sources = {path.parent.name for path in paths}
    rows = list(Delivery.objects.filter(source__in=sources, sequence__isnull=False))
    named = {row.path.with_suffix(".json") for row in rows} | {row.path for row in rows if row.has_file}
    return {path: path in named for path in paths}
