"""Which registers the simulated departments really answer: each is asked one lawful, signed question in this process."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from jiuzhu.catalogue.values import Catalogue, Register, Source
from jiuzhu.demo.departments.desk import Request
from jiuzhu.demo.departments.server import KEY, Partners
from jiuzhu.demo.world import World, generate
from jiuzhu.gateways.envelope import Question, Reply, signature
from jiuzhu.gateways.shape import checked

PEOPLE = 200
"""About whom every register is asked: enough of them for records of most kinds."""


def served(table: Catalogue, on: date, world: World | None = None) -> list[str]:
    """The codes of the registers that give a well-shaped answer about people of the demonstration world."""
    world = world or generate(is_small=True)
    world = World(world.truth, table=lambda: table)
    people = tuple(one.id_number for one in world.truth.persons[:PEOPLE])
    with TemporaryDirectory() as folder:
        partners = Partners(world, Path(folder), lambda: table)
        return [one.code for one in table.registers.values() if _answers(partners, table, one, people, on)]


def _answers(partners: Partners, table: Catalogue, one: Register, people: tuple[str, ...], on: date) -> bool:
    question = _question(table.holders(one.code)[0], people, on)
    body = json.dumps(question.body(), ensure_ascii=False).encode()
    path, stamp = f"/{question.path}/queries", datetime.now(UTC).isoformat(timespec="seconds")
    headers = {"X-Key": KEY, "X-Time": stamp, "X-Signature": signature(partners.secret, stamp, path, body)}
    response = partners.handle(Request("POST", path, headers, body))
    return response.status == 200 and isinstance(checked(question, json.loads(response.body)), Reply)


def _question(source: Source, people: tuple[str, ...], on: date) -> Question:
    kind = "consent" if source.needs_consent else "statute"
    return Question(
        request_no=f"HC-{source.code}",
        source=source.code,
        path=source.path,
        id_numbers=people,
        purpose="apply",
        ground={"kind": kind, "article": source.article(on)},
        case_no="SJ-0000-0000",
        on=on,
        columns=source.fields,
        total=source.total,
    )
