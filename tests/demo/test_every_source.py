"""Every source of the catalogue answers a lawful question over HTTP, and so does one that is only data."""

from datetime import date

import pytest

from jiuzhu.catalogue.reading import read
from jiuzhu.catalogue.texts import shipped, shipped_texts
from jiuzhu.demo.departments import faults, server
from jiuzhu.demo.departments.faults import Fault, Kind
from jiuzhu.demo.world import World
from jiuzhu.gateways.addresses import Address
from jiuzhu.gateways.departments import Departments
from jiuzhu.gateways.envelope import NoAnswer, Question, Reply, Silence
from jiuzhu.gateways.line import Line, Patience

pytestmark = pytest.mark.slow
ON = date(2026, 11, 12)
STATUTE = {"kind": "statute", "article": "社会救助法 第四十一条"}
CONSENT = {"kind": "consent", "authorisation_no": "SQ-1"}
NEW_CLASS = """
xiaoyuan.yingyang:
  department: jiaoyu
  label: 学生营养改善
  kind: government
  ground: monitoring
  basis: 演示
  reconstructed: true
  period: monthly
  freshness_days: 60
  no_record: unknown
  match: [id_number]
  total: paid_fen
  fields:
    school: {label: 学校, type: text}
    meal: {label: 餐别, type: enum, words: {lunch: 午餐, milk: 牛奶}}
    boarding: {label: 是否住校, type: flag}
    area_dm2: {label: 食堂面积, type: dm2}
    days: {label: 用餐天数, type: int}
    parent_id_number: {label: 家长身份证号, type: id}
    since: {label: 起, type: date}
    until: {label: 止, type: date}
    month: {label: 月份, type: month}
    paid_fen: {label: 补助金额, type: fen}
  facts: []
"""


def asked(source, number, who):
    return Question(
        request_no=number,
        source=source.code,
        path=source.path,
        id_numbers=tuple(who),
        purpose="apply",
        ground=CONSENT if source.needs_consent else STATUTE,
        case_no="SJ-2026-0001",
        on=ON,
        columns=source.fields,
        total=source.total,
    )


@pytest.fixture(scope="module")
def people(world):
    return list(world.lookup.people)[:200]


@pytest.fixture(scope="module")
def running(world, tmp_path_factory):
    """The departments of the whole world behind their door."""
    running = server.start(tmp_path_factory.mktemp("partners"), world)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def line(running):
    to = Address(running.base, server.KEY, running.partners.secret)
    departments = Departments(Line(Patience(attempts=1, timeout=20.0)), lambda name: to)
    yield departments
    departments.line.close()


@pytest.mark.parametrize("code", sorted(shipped().registers))
def test_every_holder_of_a_register_answers_well_shaped(line, people, code):
    for source in shipped().holders(code):
        outcome = line.ask(asked(source, f"CX-{source.code}", people))
        assert isinstance(outcome, Reply), (source.code, outcome)


def test_a_platform_answers_for_every_one_of_its_members(line, people):
    members = [asked(source, f"HUB-{source.code}", people[:20]) for source in shipped().holders("bank")]
    told = line.ask_through("hub.bank", members)
    assert {type(outcome) for outcome in told.values()} == {Reply}
    assert len(told) == 30


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Kind.CUT, Silence.FAILED),
        (Kind.ENCODING, Silence.FAILED),
        (Kind.ALTERED, Silence.WRONG_TOTALS),
        (Kind.WRONG_TOTALS, Silence.WRONG_TOTALS),
        (Kind.SILENCE, Silence.FAILED),
        (Kind.ERROR, Silence.FAILED),
    ],
)
def test_one_institution_out_of_order_fails_alone(running, line, people, kind, reason):
    """The holder in between says nothing usable, its neighbours on the same platform do."""
    folder = running.partners.desk.folder
    faults.put(folder, "bank.b", Fault(kind))
    members = [asked(source, f"{kind}-{source.code}", people) for source in shipped().holders("bank")[:3]]
    told = line.ask_through("hub.bank", members)
    faults.put(folder, "bank.b", None)
    assert told[f"{kind}-bank.b"].reason is reason
    assert sum(isinstance(each, NoAnswer) for each in told.values()) == 1


@pytest.mark.parametrize(
    ("kind", "reason"),
    [(Kind.CUT, Silence.GARBLED), (Kind.ENCODING, Silence.GARBLED), (Kind.ALTERED, Silence.WRONG_TOTALS)],
)
def test_a_spoilt_answer_of_a_department_is_no_answer(running, line, people, kind, reason):
    folder, source = running.partners.desk.folder, shipped().sources["gongan.huji"]
    faults.put(folder, source.code, Fault(kind))
    outcome = line.ask(asked(source, f"F-{kind}", people[:20]))
    faults.put(folder, source.code, None)
    assert outcome.reason is reason


def test_a_new_class_is_asked_and_answered_without_any_code(world, people, tmp_path):
    texts = dict(shipped_texts()) | {"classes/99-new.yaml": NEW_CLASS}
    table = read(texts)
    new = table.sources["xiaoyuan.yingyang"]
    assert new.code not in shipped().sources
    grown = World(world.truth, world.declarations, table=lambda: table)
    running = server.start(tmp_path, grown, table=lambda: table)
    to = Address(running.base, server.KEY, running.partners.secret)
    departments = Departments(Line(), lambda name: to)
    outcome = departments.ask(asked(new, "CX-71", [*people]))
    unknown = departments.ask(asked(new, "CX-72", ["110101199001019990"]))
    departments.line.close()
    running.stop()
    assert isinstance(outcome, Reply)
    assert outcome.records
    assert set(outcome.records[0]) == {"id_number", *new.fields}
    assert unknown.records == ()
