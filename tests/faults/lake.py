"""Deliveries into the lake, corrected, and a person erased, killed on the way. Each copy of the database has its own copy of the files."""

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from jiuzhu.lake import files
from jiuzhu.lake.actions import erase_person, retire, tidy
from jiuzhu.lake.kinds import WITH_FILE, State
from jiuzhu.lake.models import Delivery, Identity
from tests.lake.deliveries import BY, CATALOGUE, OTHER, delivered, row, some, take

NOVEMBER = date(2026, 11, 1)


def own_files() -> None:
    """This database's folder; a new copy begins with what the setup left."""
    settings.LAKE = _folder(connection.settings_dict["NAME"], os.getppid())
    if not settings.LAKE.exists():
        shutil.copytree(Path((_lakes() / "ready").read_text()), settings.LAKE)


def listing(database: str) -> frozenset[tuple[str, int, int]]:
    """What lies in the folder of a database, to the process that forks: names, sizes, and when they were written, in ns."""
    found = ((path, path.stat()) for path in _folder(database, os.getpid()).rglob("*"))
    return frozenset((path.name, told.st_size, told.st_mtime_ns) for path, told in found)


def follow(database: str, other: str) -> None:
    """The other database begins with what lies in the folder of this one."""
    folder = _folder(database, os.getpid())
    if folder.exists():
        shutil.copytree(folder, _folder(other, os.getpid()))


def _folder(database: str, parent: int) -> Path:
    return settings.HOME / "lakes" / str(parent) / Path(database).name


def _lakes() -> Path:
    """Those of the process that forked this one."""
    return settings.HOME / "lakes" / str(os.getppid())


def ready_folder() -> None:
    """An empty folder for what a setup delivers; copies of the database begin with what it holds then."""
    settings.LAKE = _folder(connection.settings_dict["NAME"], os.getppid())
    shutil.rmtree(settings.LAKE, ignore_errors=True)
    settings.LAKE.mkdir(parents=True)
    (_lakes() / "ready").write_text(str(settings.LAKE))


def ready() -> None:
    """Two sources have delivered, one with a row that nobody can use."""
    ready_folder()
    take(delivered([row(n, kind="bus" if n == 3 else "car") for n in range(1, 10)]))
    take(some(4, number="GB-1"), OTHER)


def take_in() -> Delivery:
    """A correction, with people that nobody named before and a row to quarantine."""
    own_files()
    rows = [row(n, kind="bus" if n == 12 else "car") for n in range(5, 15)]
    return take(delivered(rows, "GA-2", corrects="GA-202610"))


def is_taken_in() -> bool:
    new = Delivery.objects.get(number="GA-2")
    old = Delivery.objects.get(number="GA-202610")
    people = list(Identity.objects.order_by("rn").values_list("rn", flat=True))
    return (
        (new.state, old.state, new.rows, new.lines.count()) == (State.KEPT, State.SUPERSEDED, 9, 1)
        and people == list(range(14))
        and is_sound()
    )


def correct(number: str, rows: int) -> str:
    own_files()
    return str(take(some(rows, number=number, corrects="GA-202610")).state)


def send_back() -> Delivery:
    own_files()
    return take(some(7, number="GA-2"))


def is_sent_back() -> bool:
    return Delivery.objects.get(number="GA-2").reason == "disagrees" and is_sound()


def erase() -> int:
    own_files()
    return erase_person(1, "本人要求", by=BY)


def is_erased() -> bool:
    """The number is nobody's, and in no file that is there."""
    own_files()
    rows = Delivery.objects.filter(state__in=WITH_FILE)
    held = [row for row in rows if 1 in files.table(row.manifest)["rn"].to_pylist()]
    return not held and Identity.objects.get(rn=1).hash == "erased:1" and is_sound()


def retired() -> None:
    own_files()
    take(some(2, number="GA-3", as_of=NOVEMBER))
    retire(CATALOGUE, date(2026, 12, 16), [], by=BY)
    tidy(datetime.now(UTC), by=BY)


def is_retired() -> bool:
    return Delivery.objects.get(number="GA-202610").state == State.RETIRED and is_sound()


def is_sound() -> bool:
    """What a row says is kept is there, and nothing else is."""
    rows = Delivery.objects.filter(state__in=WITH_FILE)
    return keeps_its_word() and {row.path for row in rows} == set(settings.LAKE.rglob("*.parquet"))


def keeps_its_word() -> bool:
    """What a row says is kept is there with its digest."""
    own_files()
    return all(files.is_whole(row.manifest) for row in Delivery.objects.filter(state__in=WITH_FILE))
