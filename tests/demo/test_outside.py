"""Partners that are not asked over HTTP: what lies in their database and in their files is what the world holds."""

import json
from datetime import UTC, date, datetime

import pytest

from jiuzhu.catalogue.texts import shipped
from jiuzhu.demo.departments import databases, deliveries, faults, outside, server
from jiuzhu.demo.departments.faults import Fault, Kind
from jiuzhu.gateways import addresses
from jiuzhu.gateways.addresses import Database, Folder, Transport
from jiuzhu.gateways.database import Tables
from jiuzhu.gateways.delivery import Delivered, Refusal, Wrong
from jiuzhu.gateways.envelope import Question
from jiuzhu.gateways.files import folder

pytestmark = pytest.mark.slow
ON, AT, SECRET = date(2026, 11, 12), datetime(2026, 11, 13, tzinfo=UTC), "5a" * 32
EVERYBODY = 400


@pytest.fixture(scope="module")
def small(world):
    """The world of its first few hundred people and of whoever has a farm machine: its files are quickly written."""
    kept = {one.id_number for one in world.truth.persons[:EVERYBODY]}
    kept |= {one.id_number for one in world.truth.vehicles if one.kind == "farm_machine"}

    class Small:
        table, lookup = staticmethod(world.table), world.lookup

        def records(self, source, numbers, on):
            return world.records(source, [number for number in numbers if number in kept], on)

    return Small()


@pytest.fixture(scope="module")
def equipped(small, tmp_path_factory):
    """A folder with a foreign database and a first delivery of everybody who delivers."""
    own = tmp_path_factory.mktemp("partners")
    outside.equip(own, small, ON, server.secret(own))
    return own


def rows_of(world, source, on=ON):
    return world.records(source, list(world.lookup.people), on)


def as_delivered(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("source", outside.TABLES)
def test_a_foreign_database_says_in_its_own_words_what_the_world_holds(small, equipped, source):
    of, held = shipped().sources[source], rows_of(small, source)
    assert held
    who = tuple(dict.fromkeys(row["id_number"] for row in held))[:20]
    to = Database(f"sqlite:///{equipped / outside.DATABASE}", **databases.described(source))
    ground = {"kind": "statute", "article": "x"}
    asked = Question("CX-1", source, of.path, who, "apply", ground, "SJ-1", ON, of.fields, of.total)
    answer = Tables(to).ask(asked)
    key = json.dumps
    assert sorted(map(key, answer.records)) == sorted(key(row) for row in held if row["id_number"] in who)


@pytest.mark.parametrize("source", deliveries.FORMATS)
def test_a_delivery_of_every_format_holds_what_the_world_holds(small, tmp_path, source):
    deliveries.deliver(small, source, tmp_path, SECRET, ON)
    (delivered,) = folder.deliveries(Folder(tmp_path, SECRET), source, AT)
    assert isinstance(delivered, Delivered)
    held = rows_of(small, source)
    assert held
    assert delivered.rows == len(held)
    total = shipped().sources[source].total
    assert delivered.sum_fen == (sum(row[total] for row in held) if total else 0)
    found = [
        {name: as_delivered(value).strip() for name, value in row.items()}
        for batch in delivered.batches
        for row in batch.to_pylist()
    ]
    assert found == [{name: as_delivered(value) for name, value in row.items()} for row in held]


SENT_BACK = [
    ("yibao.jiuyi", Kind.CUT, Wrong.CUT),
    ("yibao.jiuyi", Kind.ALTERED, Wrong.ALTERED),
    ("yibao.jiuyi", Kind.ENCODING, Wrong.ENCODING),
    ("yibao.jiuyi", Kind.UNSIGNED, Wrong.SIGNATURE),
    ("caizheng.yikatong", Kind.GARBAGE, Wrong.CONTENT),
    ("jiaoyu.xueji", Kind.CUT, Wrong.CUT),
    ("gongdian.daichuan", Kind.ALTERED, Wrong.ALTERED),
    ("gongdian.daichuan", Kind.GARBAGE, Wrong.CONTENT),
]


@pytest.mark.parametrize(("source", "kind", "wrong"), SENT_BACK)
def test_a_faulty_delivery_is_sent_back(small, tmp_path, source, kind, wrong):
    faults.put(tmp_path, source, Fault(kind))
    inbox = tmp_path / "in"
    deliveries.deliver(small, source, inbox, SECRET, ON, faults_in=tmp_path)
    (refusal,) = folder.deliveries(Folder(inbox, SECRET), source, AT)
    assert isinstance(refusal, Refusal)
    assert refusal.code is wrong


@pytest.mark.parametrize("kind", [Kind.LATE, Kind.SILENCE])
def test_a_delivery_that_is_late_has_not_come(small, tmp_path, kind):
    faults.put(tmp_path, "jiaoyu.xueji", Fault(kind))
    assert deliveries.deliver(small, "jiaoyu.xueji", tmp_path, SECRET, ON, faults_in=tmp_path) == ""
    assert list(folder.deliveries(Folder(tmp_path, SECRET), "jiaoyu.xueji", AT)) == []


def test_a_doubled_delivery_comes_twice_under_one_number(small, tmp_path):
    faults.put(tmp_path, "jiaoyu.xueji", Fault(Kind.DOUBLED))
    deliveries.deliver(small, "jiaoyu.xueji", tmp_path, SECRET, ON, faults_in=tmp_path)
    first, second = folder.deliveries(Folder(tmp_path, SECRET), "jiaoyu.xueji", AT)
    assert (first.number, first.digest) == (second.number, second.digest)


def test_wrong_totals_are_those_of_the_sender(small, tmp_path):
    faults.put(tmp_path, "jiaoyu.xueji", Fault(Kind.WRONG_TOTALS))
    deliveries.deliver(small, "jiaoyu.xueji", tmp_path, SECRET, ON, faults_in=tmp_path)
    (delivered,) = folder.deliveries(Folder(tmp_path, SECRET), "jiaoyu.xueji", AT)
    assert delivered.rows == sum(batch.num_rows for batch in delivered.batches) + 1


def test_the_address_file_tells_how_everybody_is_reached(equipped, settings, tmp_path):
    settings.GATEWAYS = tmp_path / "gateways.json"
    server.connect(equipped, "http://127.0.0.1:1", settings.GATEWAYS)
    reached = {code: addresses.transport(code) for code in shipped().sources}
    assert {code for code, how in reached.items() if how is Transport.SQL} == set(outside.TABLES)
    assert {code for code, how in reached.items() if how is Transport.FILE} == set(outside.BY_FILE_ONLY)
    assert {code for code, how in reached.items() if how is Transport.MANUAL} == set(outside.BY_HAND)
    assert {code for code in reached if addresses.inbox(code)} == set(deliveries.FORMATS)


def test_a_world_that_nobody_equipped_answers_over_http_alone(settings, tmp_path):
    settings.GATEWAYS = tmp_path / "gateways.json"
    server.connect(tmp_path, "http://127.0.0.1:1", settings.GATEWAYS)
    assert {addresses.transport(code) for code in shipped().sources} == {Transport.HTTP}


@pytest.mark.parametrize(("on", "is_new"), [(date(2026, 11, 18), False), (date(2026, 11, 19), True)])
def test_who_delivers_does_so_again_after_a_week(small, tmp_path, on, is_new):
    for day in (ON, on):
        outside.equip(tmp_path, small, day, SECRET, outside.OF_CASES)
    newest = deliveries.newest(tmp_path / outside.INBOX, outside.OF_CASES[0])
    assert newest == (on if is_new else ON)
