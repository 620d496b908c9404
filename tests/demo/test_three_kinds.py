"""One family is asked about over HTTP, in a foreign database and from a delivered file, and all of it stands in one report."""

from datetime import UTC, date, datetime

import pytest

from jiuzhu.catalogue.texts import shipped
from jiuzhu.cli.kinds import kinds_at
from jiuzhu.demo.departments import outside, server
from jiuzhu.demo.world.part import Part
from jiuzhu.gateways.departments import hang_up
from jiuzhu.jobs.queue import work_once
from jiuzhu.lake.actions import collect
from jiuzhu.lake.models import Delivery
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Area, Relation
from jiuzhu.verification import actions
from jiuzhu.verification.kinds import Purpose, State, Way
from jiuzhu.verification.models import Query
from jiuzhu.verification.plan import plan_for
from jiuzhu.verification.queries import open_answer, report

pytestmark = pytest.mark.slow
ON, AT = date(2026, 11, 12), datetime(2026, 11, 12, 4, tzinfo=UTC)
BY = Scope.system("test")
CLERK = Scope("officer", "officer:7", "王璐", (("clerk", "500110101"),), login_id=7)
HTTP, DATABASE, FILE = "gongan.huji", "minzheng.gaoling", "gongdian.daichuan"
CASE = "SJ-2026-0777"


@pytest.fixture(scope="module")
def old(world):
    """Somebody of whom the foreign database and the power company's file hold something."""
    everybody = [one.id_number for one in world.truth.persons]
    with_allowance = {row["id_number"] for row in world.records(DATABASE, everybody, ON)}
    with_power = {row["id_number"] for row in world.records(FILE, everybody, ON)}
    return world.lookup.people[min(with_allowance & with_power)]


@pytest.fixture
def connected(world, old, tmp_path, settings):
    """The simulated partners, and the product's own settings that find them."""
    folder, few = tmp_path / "partners", Part(world, [old.id_number])
    running = server.start(folder, few)
    outside.equip(folder, few, ON, server.secret(folder))
    settings.GATEWAYS, settings.LAKE = tmp_path / "gateways.json", tmp_path / "lake"
    server.connect(folder, running.base, settings.GATEWAYS)
    yield folder
    hang_up()
    running.stop()


@pytest.fixture
def asked(connected, old, db):
    """The family's questions, put by the worker."""
    head = NewMember(old.name, old.id_number, Relation.SELF)
    family = register_household([head], "500110101001", Area.RURAL, "", ON, by=BY)
    kinds = ["government", "utility"]
    actions.authorise(family.head, 1, kinds, ON, date(2027, 11, 11), by=BY)
    actions.ask(CASE, family, "apply", ON, by=CLERK, only=[HTTP, DATABASE, FILE])

    def work(at=AT):
        while work_once(kinds_at(lambda: at), now=at):
            pass

    return work


def states():
    return {query.source: query.state for query in Query.objects.filter(case_no=CASE)}


@pytest.mark.parametrize("is_sealed", [False, True])
def test_three_kinds_of_source_answer_one_report(asked, settings, is_sealed):
    settings.LAKE_ENCRYPTED = is_sealed
    assert collect(AT) > 0
    asked()
    assert states() == dict.fromkeys((HTTP, DATABASE, FILE), State.ANSWERED)
    page = report(CLERK, CASE, purpose="apply")
    assert page.unheard == ()
    ways = {tile.register.code: tile.ways for tile in page.tiles}
    assert ways == {HTTP: (Way.HTTP,), DATABASE: (Way.SQL,), "gongdian": (Way.FILE,)}


def test_an_application_for_dibao_asks_sources_of_all_three_kinds():
    asked = {source.code for source in plan_for(shipped(), Purpose.APPLY, ["dibao"]).sources}
    assert asked & set(outside.TABLES)
    assert asked & set(outside.OF_CASES)


def test_what_a_file_told_is_opened_like_any_answer(asked, old):
    collect(AT)
    asked()
    query = Query.objects.get(case_no=CASE, source=FILE)
    opened = open_answer(CLERK, query.pk, purpose="办理案件")
    assert opened.records
    assert {row["id_number"] for row in opened.records} == {old.id_number}
    assert set(opened.records[0]) == {"id_number", *opened.source.fields}


def test_a_file_that_has_not_come_is_waited_for_and_answers_when_it_has(asked):
    asked()
    assert (states()[FILE], states()[HTTP]) == (State.NO_ANSWER, State.ANSWERED)
    collect(AT)
    asked(AT.replace(hour=5))
    assert states()[FILE] == State.ANSWERED


def test_collecting_twice_takes_a_delivery_once_and_leaves_the_reply_beside_it(connected, db):
    came = collect(AT)
    assert (came, collect(AT)) == (Delivery.objects.count(), 0)
    replies = list((connected / outside.INBOX / "taken").glob("*/reply.json"))
    assert len(replies) == came
