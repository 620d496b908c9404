"""What the sources hold has the fields of the catalogue and follows the day."""

from datetime import date, timedelta

import pytest

from jiuzhu.catalogue.edition import current
from jiuzhu.demo.world.records import SOURCES
from jiuzhu.demo.world.truth import NEVER

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


def test_every_source_of_the_catalogue_has_an_answer():
    assert set(SOURCES) == set(current().sources)


@pytest.mark.parametrize("code", sorted(SOURCES))
def test_records_have_exactly_the_fields_of_the_catalogue(world, everybody, code):
    fields = current().sources[code].fields
    records = world.records(code, everybody)[:2_000]
    assert records
    for record in records:
        assert set(record) == {"id_number", *fields}
        assert [name for name, field in fields.items() if not CHECKS[field.type](record[name], field)] == []


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
