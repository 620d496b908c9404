"""What the sources hold has the fields of the catalogue and follows the day."""

from datetime import date, timedelta
from functools import cache
from itertools import islice

import pytest

from jiuzhu.catalogue.texts import shipped
from jiuzhu.demo.world import AS_OF
from jiuzhu.demo.world.records import KNOWN, MONEY, drawn
from jiuzhu.demo.world.truth import NEVER
from jiuzhu.verification.found import Told, found

pytestmark = pytest.mark.slow

CHECKS = {
    "fen": lambda value, field: isinstance(value, int),
    "dm2": lambda value, field: isinstance(value, int),
    "int": lambda value, field: isinstance(value, int),
    "flag": lambda value, field: isinstance(value, bool),
    "enum": lambda value, field: value in field.words,
    "date": lambda value, field: value == "" or bool(date.fromisoformat(value)),
    "month": lambda value, field: value == "" or bool(date.fromisoformat(f"{value}-01")),
    "id": lambda value, field: len(value) == 18,
    "text": lambda value, field: isinstance(value, str),
}


@pytest.fixture(scope="session")
def everybody(world):
    return [one.id_number for one in world.truth.persons]


def of_register(world, code, people, on=AS_OF):
    """What all holders of a register hold, one after the other."""
    return (
        row
        for source in shipped().holders(code)
        for one in people
        for row in world.records(source.code, [one], on)
    )


@pytest.fixture(scope="session")
def drawn_rows(world, some):
    """All rows of a register that is drawn, about some people; a test does not ask for what another asked."""
    return cache(lambda code: list(of_register(world, code, some)))


@pytest.fixture(scope="session")
def some(everybody):
    """Enough people that every register that is drawn holds something of somebody."""
    return everybody[::3]


def test_what_the_truth_answers_is_in_the_catalogue():
    assert (set(KNOWN) | set(MONEY)) - set(shipped().registers) == set()


def test_what_is_drawn_with_settings_of_its_own_is_in_the_catalogue():
    assert set(drawn._settings()["registers"]) - set(shipped().registers) == set()


NOBODY_HAS = {
    "minzheng.ertong",
    "minzheng.jiuzhu",
    "weijian.jisheng",
    "tuiyi.youfu",
    "minzheng.canbu",
    "renshe.gongshang",
    "jiaoyu.xuefei",
    "canlian.kangfu",
}
"""The truth knows of none, and no dice may say so: these registers yield facts."""


@pytest.mark.parametrize("code", sorted(shipped().registers))
def test_records_have_exactly_the_fields_of_the_catalogue(world, everybody, some, drawn_rows, code):
    fields = shipped().registers[code].fields
    if code in KNOWN or code in MONEY:
        rows = of_register(world, code, everybody if code in KNOWN else some)
    else:
        rows = drawn_rows(code)
    records = list(islice(rows, 2_000))
    assert bool(records) == (code not in NOBODY_HAS)
    for record in records:
        assert set(record) == {"id_number", *fields}
        assert [name for name, field in fields.items() if not CHECKS[field.type](record[name], field)] == []


@pytest.mark.parametrize("code", sorted(set(shipped().registers) - set(KNOWN) - set(MONEY)))
def test_what_is_drawn_says_no_fact_and_nothing_of_tomorrow(drawn_rows, code):
    rows = drawn_rows(code)
    told = [Told(source.code, AS_OF, rows) for source in shipped().holders(code)]
    assert found(shipped(), told) == []
    ahead = [
        (name, row[name])
        for row in rows
        for name, field in shipped().registers[code].fields.items()
        if field.type in ("date", "month") and name != "until" and row[name] > AS_OF.isoformat()
    ]
    assert ahead == []


def test_the_same_person_has_the_same_rows_on_every_day(world, some):
    before, after = (
        list(of_register(world, "xinfang.xinfang", some, on)) for on in (date(2026, 11, 20), AS_OF)
    )
    assert before == after
    few = some[:300]
    assert world.records("gongdian.daichuan", few) == world.records("gongdian.daichuan", few)


def test_a_family_has_its_water_from_one_company(world, some):
    companies = shipped().holders("gongshui")
    taken = [{row["id_number"] for row in world.records(source.code, some)} for source in companies]
    assert all(taken)
    assert not taken[0] & taken[1]
    assert not taken[1] & taken[2]


def test_what_the_county_pays_is_what_the_tax_office_knows(world, everybody):
    paid = world.records("caizheng.gongzi", everybody)
    taxed = {
        (row["id_number"], row["month"]): row["income_fen"]
        for row in world.records("shuiwu.geshui", everybody)
    }
    assert [row for row in paid if taxed[row["id_number"], row["month"]] != row["paid_fen"]] == []


def test_a_farm_machine_is_the_one_that_the_police_know(world, everybody):
    police = {row["plate"] for row in world.records("gongan.cheliang", everybody)}
    assert {row["plate"] for row in world.records("nongye.nongji", everybody)} <= police


def test_a_person_nobody_knows_has_no_record(world):
    assert world.records("gongan.huji", ["110101199001019990"]) == []


def test_an_unknown_source_is_an_error(world):
    with pytest.raises(KeyError):
        world.records("gongan.xiaoshuo", [])


def test_a_death_is_known_only_some_days_later(world):
    dead = next(one for one in world.truth.persons if one.died_on != NEVER)
    number, died = [dead.id_number], dead.died_on
    assert world.records("gongan.siwang", number, died + timedelta(days=5)) == []
    assert world.records("minzheng.binzang", number, died + timedelta(days=5))
    later = world.records("gongan.siwang", number, died + timedelta(days=40))
    assert later[0]["died_on"] == died.isoformat()
    assert world.records("gongan.huji", number, died + timedelta(days=40)) == []


def test_what_is_opened_later_is_not_known_before(world):
    account = next(one for one in world.truth.accounts if one.institution == "bank.a")
    before = world.records("bank.a", [account.id_number], account.opened_on - timedelta(days=1))
    assert account.number not in {row["number"] for row in before}
