"""A class that two officers publish while the demonstration runs is answered by its departments at once."""

import threading

import pytest
from django.db import connection

from jiuzhu.catalogue import actions
from jiuzhu.catalogue.edition import current
from jiuzhu.demo.departments import followed, server
from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.departments import Departments
from jiuzhu.gateways.envelope import NoAnswer, Question, Reply, Silence
from jiuzhu.gateways.line import Line
from jiuzhu.org.kinds import Role
from tests.catalogue.conftest import TODAY, WHY, new_register, officer

pytestmark = pytest.mark.slow


@pytest.fixture
def running(transactional_db, world, tmp_path):
    running = server.start(tmp_path, world, table=followed.in_force)
    world.table, shipped = followed.in_force, world.table
    yield running
    world.table = shipped
    running.stop()
    followed._in_second.cache_clear()


def test_a_published_class_is_answered_by_a_running_department(running, world):
    to = Address(running.base, server.KEY, running.partners.secret)
    departments = Departments(Line(), lambda name: to)
    ground = {"kind": "statute", "article": "社会救助法 第四十一条"}
    who = (world.truth.persons[0].id_number,)
    asked = Question(
        "CX-1", "minzheng.yanglao", "minzheng/yanglao", who, "apply", ground, "SJ-1", TODAY, {}, ""
    )
    assert departments.ask(asked) == NoAnswer(Silence.REFUSED, "HTTP 404")
    row = actions.propose([new_register()], WHY, TODAY, by=officer(21, "何清", Role.VERIFIER))
    actions.publish(row.pk, TODAY, by=officer(22, "王志远", Role.COUNTY))
    assert "minzheng.yanglao" in current().sources
    followed._in_second.cache_clear()
    assert departments.ask(asked) == Reply("CX-1", TODAY, ())
    departments.line.close()


def test_looking_up_leaves_no_connection_in_a_thread(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory is never closed")
    left = []

    def look():
        followed._in_second.cache_clear()
        followed.in_force()
        left.append(connection.connection)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert left == [None]
