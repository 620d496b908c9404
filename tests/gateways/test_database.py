"""A partner's own database is asked read only, by bound values, for the register's columns alone, on SQLite and PostgreSQL."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
import sqlalchemy
from django.db import connection

from jiuzhu.gateways import engines
from jiuzhu.gateways.addresses import Database
from jiuzhu.gateways.database import Tables, written
from jiuzhu.gateways.envelope import NoAnswer, Reply, Silence
from jiuzhu.gateways.line import Breaker
from tests.gateways.conftest import LI, ON, WANG, question

CARD = {
    "number": "50022219870312123441",
    "kind": "physical",
    "grade": 2,
    "issued_on": "2023-05-10",
    "valid_until": "2033-05-10",
}
COLUMNS = {
    "id_number": "CITIZENID",
    "number": "CARDNUM",
    "kind": "种类",
    "grade": "LEVEL",
    "issued_on": "FIRST_DATE",
}
WORDS = {"kind": {"肢体": "physical"}}
MADE = [
    'CREATE TABLE cards ("CITIZENID" TEXT, "CARDNUM" TEXT, "种类" TEXT, "LEVEL" INTEGER, "FIRST_DATE" DATE, '
    "valid_until TEXT, secret_note TEXT, synced_on TEXT)",
    "INSERT INTO cards VALUES "
    "(:li, '50022219870312123441 ', '肢体', 2, '2023-05-10', '2033-05-10', '不能看', '2026-11-01'), "
    "(:wang, '5002', '肢体', 3, '2020-01-01', '2030-01-01', '不能看', '2026-11-09')",
    "CREATE TABLE accounts (id_number TEXT, kind TEXT, number TEXT, balance_fen BIGINT, opened_on TEXT)",
    "INSERT INTO accounts VALUES (:li, '活期', '62', 500, '2019-04-01')",
]


@pytest.fixture(params=["sqlite", "postgresql"])
def foreign(request, db, tmp_path):
    """A disability federation's database beside ours, and a way to change it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'canlian.sqlite'}"
        yield from _made(url, url)
    elif connection.vendor != "postgresql":
        pytest.skip("this run has no PostgreSQL")
    else:
        ours = connection.settings_dict
        url = f"postgresql://{ours['USER']}@/{ours['NAME']}?host={quote(str(ours['HOST']), safe='')}"
        yield from _made(url, url.replace("postgresql:", "postgresql+psycopg:"))


def _made(url, own):
    engine = sqlalchemy.create_engine(own, poolclass=sqlalchemy.NullPool)

    def change(*statements):
        with engine.begin() as line:
            for statement in statements:
                line.execute(sqlalchemy.text(statement), {"li": LI, "wang": WANG})

    change("DROP TABLE IF EXISTS cards", "DROP TABLE IF EXISTS accounts", *MADE)
    yield url, change
    change("DROP TABLE IF EXISTS cards", "DROP TABLE IF EXISTS accounts")
    engine.dispose()


@pytest.fixture
def tables(foreign):
    """The connector to the federation; `more` changes its address."""
    return lambda **more: Tables(
        Database(**{"sql": foreign[0], "table": "cards", "columns": COLUMNS, "words": WORDS} | more),
        Breaker(),
    )


def asked(who=LI):
    return question("canlian.canjizheng", who=who)


def test_rows_come_back_under_our_names_and_in_our_words(tables):
    assert tables().ask(asked()) == Reply("CX-1", ON, ({"id_number": LI, **CARD},))


def test_nobody_else_is_read_and_no_other_column(tables):
    outcome = tables().ask(asked())
    assert WANG not in json.dumps(outcome.records)
    assert "不能看" not in json.dumps(outcome.records, ensure_ascii=False)


def test_no_row_is_an_answer(tables):
    assert tables().ask(asked(who="11010119900101999X")) == Reply("CX-1", ON, ())


def test_money_is_summed_in_the_database_and_compared(foreign, tables):
    outcome = tables(table="accounts", columns={}, words={}).ask(question())
    assert outcome.records[0]["balance_fen"] == 500
    foreign[1]("UPDATE accounts SET balance_fen = NULL")
    assert tables(table="accounts", columns={}, words={}).ask(question()).reason == Silence.GARBLED


def test_an_answer_is_true_on_the_day_of_the_newest_row(tables):
    assert tables(as_of="synced_on").ask(asked()).as_of.isoformat() == "2026-11-09"


def test_midnight_here_is_this_day_on_a_server_that_runs_in_utc():
    assert written(datetime(2026, 10, 31, 16, tzinfo=UTC)) == "2026-11-01"
    assert written(datetime(2026, 10, 31, 16)) == "2026-10-31"


def test_words_in_a_number_cannot_become_a_statement(foreign, tables):
    tables().ask(asked(who="x' OR '1'='1"))
    outcome = tables().ask(asked(who="'; DROP TABLE cards; --"))
    assert outcome.records == ()
    assert isinstance(tables().ask(asked()), Reply)


@pytest.mark.parametrize(
    "wrong", [{"table": "nobody"}, {"columns": COLUMNS | {"number": "NOT_THERE"}}, {"table": 'cards" --'}]
)
def test_a_table_or_column_that_is_not_there_is_no_answer(tables, wrong):
    outcome = tables(**wrong).ask(asked())
    assert outcome.reason == Silence.FAILED
    assert LI not in outcome.detail


def test_a_value_outside_the_agreed_words_is_no_answer(tables):
    assert tables(words={}).ask(asked()).reason == Silence.GARBLED


def test_nothing_can_be_written_through_the_line(foreign):
    with (
        pytest.raises(sqlalchemy.exc.DBAPIError, match=r"readonly|read-only"),
        engines.connected(foreign[0]) as line,
    ):
        line.exec_driver_sql("DELETE FROM cards")


def test_a_statement_that_takes_too_long_is_stopped(foreign, monkeypatch):
    monkeypatch.setattr(engines, "SECONDS", 0.2)
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        if foreign[0].startswith("sqlite")
        else "SELECT pg_sleep(20)"
    )
    with pytest.raises(sqlalchemy.exc.DBAPIError) as stopped, engines.connected(foreign[0]) as line:
        line.exec_driver_sql(endless)
    assert engines.ran_out_of_time(stopped.value)


def test_a_database_that_is_away_is_left_alone_after_some_attempts(tmp_path):
    tables = Tables(Database(f"sqlite:///{tmp_path / 'away.sqlite'}", "cards"), Breaker(limit=2))
    reasons = [tables.ask(asked()).reason for _ in range(3)]
    assert reasons == [Silence.UNREACHABLE, Silence.UNREACHABLE, Silence.PAUSED]
    assert not (tmp_path / "away.sqlite").exists()


@pytest.mark.parametrize("url", ["mysql://host/db", "no address"])
def test_another_kind_of_database_is_not_connected(url):
    assert Tables(Database(url, "cards")).ask(asked()).reason == Silence.NOT_CONNECTED


def test_a_half_written_file_is_no_database(tmp_path):
    (tmp_path / "half.sqlite").write_bytes(b"no database at all" * 100)
    outcome = Tables(Database(f"sqlite:///{tmp_path / 'half.sqlite'}", "cards")).ask(asked())
    assert isinstance(outcome, NoAnswer)


def test_two_rows_of_the_same_person_both_count(foreign, tables):
    foreign[1]("INSERT INTO cards VALUES (:li, '77', '种类', 4, '2024-01-01', '', '', '')")
    outcome = tables(words={"kind": {"肢体": "physical", "种类": "visual"}}).ask(asked())
    assert sorted(record["grade"] for record in outcome.records) == [2, 4]


def test_the_question_is_the_same_when_it_is_collected(tables):
    assert tables().collect(replace(asked(), request_no="CX-2")).request_no == "CX-2"


def test_sqlite_is_opened_for_reading_only(tmp_path):
    path = tmp_path / "mine.sqlite"
    sqlite3.connect(path).close()
    with engines.connected(f"sqlite:///{path}") as line:
        assert line.exec_driver_sql("PRAGMA query_only").scalar() == 1
