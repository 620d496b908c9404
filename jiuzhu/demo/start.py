"""Raise the demonstration: the world beside the database, and in the product its divisions, offices and officers.

Everything goes through public acts as `system:setup`, is repeatable, and is skipped once done.
"""

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from jiuzhu.demo.departments import outside, server
from jiuzhu.demo.stories.stage import Deliver
from jiuzhu.demo.world import World, generate
from jiuzhu.demo.world.part import Part
from jiuzhu.demo.world.places import Place, places, towns, villages
from jiuzhu.gateways import addresses
from jiuzhu.kernel.moments import start_of
from jiuzhu.lake.actions import collect
from jiuzhu.org import actions
from jiuzhu.org.divisions import shipped
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope

Progress = Callable[[str], None]
MORNING = timedelta(hours=9)
OFFICERS: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "world" / "officers.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
SETUP = Scope.system("setup")


def folder() -> Path:
    """Where the world is kept; the product itself never looks there."""
    home: Path = settings.HOME
    return home / "demo" / "world"


def prepare(progress: Progress) -> None:
    """Everything the demonstration needs, told line by line; a second call does nothing."""
    raise_world(progress)
    organise(progress)


def organise(progress: Progress) -> None:
    """Divisions, offices, logins; once."""
    done = folder().parent / "organised"
    if done.exists():
        return
    progress("行政区划 · divisions")
    actions.load_regions(shipped(["500110"]), by=SETUP)
    progress("机构和账号 · offices and logins")
    appoint(open_offices())
    done.parent.mkdir(parents=True, exist_ok=True)
    done.touch()


def raise_world(progress: Progress) -> World:
    """The world of the default seed: read from its folder, or made and kept there."""
    try:
        return World.load(folder())
    except FileNotFoundError:
        progress("演示世界：合成人口 · the demonstration world")
        world = generate()
        world.save(folder())
        return world


@contextmanager
def partners(progress: Progress, people: Collection[str] | None = None) -> Iterator[Deliver]:
    """Departments and bank of the world of this demonstration; see `serving`."""
    with serving(raise_world(progress), folder().parent / "partners", people) as deliver:
        yield deliver


@contextmanager
def serving(world: World, own: Path, people: Collection[str] | None = None) -> Iterator[Deliver]:
    """Departments and bank of a world, for as long as something is played in this process; they keep what they need in `own`.

    Yields what brings their database and their files up to a day, about `people` (identity numbers) or everybody, and
    has the product take them in. Afterwards the address file is as it was, so that a demonstration that runs finds its own.
    """
    held = world if people is None else Part(world, people)
    before = json.loads(settings.GATEWAYS.read_text("utf-8")) if settings.GATEWAYS.exists() else {}
    running = server.start(own, world)
    server.connect(own, running.base, settings.GATEWAYS)

    def deliver(on: date) -> None:
        outside.equip(own, held, on, server.secret(own), outside.OF_CASES)
        server.connect(own, running.base, settings.GATEWAYS)
        collect(start_of(on) + MORNING)

    try:
        yield deliver
    finally:
        running.stop()
        if before:
            addresses.write(settings.GATEWAYS, before)


def open_offices() -> dict[str, Office]:
    """County offices as listed, a government for every town, a committee for the villages of the listed towns."""
    offices: dict[str, Office] = {}
    for one in OFFICERS["offices"]:
        department = one.get("department", "")
        offices[one["key"]] = actions.open_office(
            one["name"],
            one["short"],
            Level(one["level"]),
            one["region"],
            None if department else offices.get("bureau"),
            one["phone"],
            by=SETUP,
            department=department,
        )
    for town in towns():
        kind = "街道办事处" if town.name.endswith("街道") else "镇人民政府"
        name = f"綦江区{town.name.removesuffix('街道').removesuffix('镇')}{kind}"
        offices[town.code] = _open(name, Level.TOWN, town, offices["bureau"])
    for code in OFFICERS["committees"]:
        town_name = places()[code].name
        for village in villages(code):
            offices[village.code] = _open(f"{town_name}{village.name}", Level.VILLAGE, village, offices[code])
    return offices


def _open(name: str, level: Level, place: Place, parent: Office) -> Office:
    phone = f"023-00{place.code[6:]:0<6}"[:12]
    return actions.open_office(name, place.short, level, place.code, parent, phone, by=SETUP)


def appoint(offices: dict[str, Office]) -> None:
    """Logins and posts of the listed officers, and the relatives they filed."""
    logins = {}
    for one in OFFICERS["officers"]:
        login = actions.enrol(
            one["login"], one["name"], OFFICERS["password"], by=SETUP, id_number=one["id_number"]
        )
        logins[one["login"]] = login, offices[one["office"]]
        actions.appoint(login, offices[one["office"]], Role(one["role"]), OFFICERS["since"], by=SETUP)
    for one in OFFICERS["relatives"]:
        login, office = logins[one["official"]]
        actions.file_relative(
            login.name, office, login, one["relation"], one["id_number"], OFFICERS["since"], by=SETUP
        )


def _login_lines() -> Iterator[str]:
    names = {one["key"]: one["short"] for one in OFFICERS["offices"]}
    for one in OFFICERS["officers"]:
        office = names.get(one["office"]) or places()[one["office"]].short
        yield f"  {one['login']:<14}{one['name']}  {office} · {Role(one['role']).label}"


LOGINS = "\n".join([f"账号（密码都是 {OFFICERS['password']}）：", *_login_lines()])
"""What the demonstration prints: who can sign in, as whom."""
