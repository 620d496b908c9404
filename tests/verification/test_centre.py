"""How each source answers, as the verification centre sees it."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.org.scope import Scope
from jiuzhu.verification.queries.centre import WEEKS, kept
from tests.verification.conftest import CLERK, NOON, ON, tax


def of(code, on=ON, scope=CLERK):
    return next((one for one in kept(scope, on) if one.register.code == code), None)


def test_what_is_still_out_is_counted_with_its_age(ask, departments, work):
    departments.says = {"shuiwu.geshui": NoAnswer(Silence.FAILED)}
    ask("shuiwu.geshui", "gongan.cheliang")
    work()
    tax_office = of("shuiwu.geshui", ON + timedelta(days=5))
    assert (tax_office.silent, tax_office.days, tax_office.answered, tax_office.asked) == (3, 5, 0, 3)
    assert (of("gongan.cheliang").silent, of("gongan.cheliang").answered) == (0, 3)


def test_a_register_is_seen_week_by_week(ask, departments, work):
    ask("shuiwu.geshui")
    work()
    later = ON + timedelta(weeks=2)
    departments.says = {"shuiwu.geshui": NoAnswer(Silence.FAILED)}
    ask("shuiwu.geshui", again=True, on=later)
    work(NOON + timedelta(weeks=2))
    assert of("shuiwu.geshui", later).weeks == [None] * (WEEKS - 3) + [1000, None, 0]


def test_what_was_not_asked_is_no_ones_silence(ask):
    ask("bank.a")
    bank = of("bank")
    assert (bank.asked, bank.silent, bank.keepers[0].refused) == (0, 0, 3)


def test_a_late_answer_counts_as_late(ask, departments, work):
    departments.says = {"shuiwu.geshui": NoAnswer(Silence.FAILED)}
    ask("shuiwu.geshui")
    work()
    departments.says = {"shuiwu.geshui": [tax("2026-10", 100)]}
    work(NOON + timedelta(minutes=2))
    assert of("shuiwu.geshui").late == 3


def test_another_town_sees_nothing_of_it(ask, work):
    ask("shuiwu.geshui")
    work()
    assert kept(Scope("officer", "officer:8", "", (("clerk", "500110102"),), login_id=8), ON) == []


def test_the_view_costs_three_queries(ask, work):
    ask("shuiwu.geshui", "gongan.cheliang", "shichang.zhuti")
    work()
    with CaptureQueriesContext(connection) as seen:
        kept(CLERK, ON)
    assert len(seen) == 3
