"""A standard is published before it takes effect: families decided meanwhile get it too, and what no longer follows is not decided."""

from datetime import date

import pytest

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.casework.kinds import Need
from jiuzhu.casework.models import Reckoning
from jiuzhu.documents.models import Letter
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.policy.amend import Amendment, NumberChange
from jiuzhu.registry.models import Person
from jiuzhu.vault.seal import reveal
from tests.benefits.situations import paid_month
from tests.casework.conftest import DECIDED, OPENED, Way
from tests.casework.publications import (
    DENG,
    PAPER,
    TAO,
    TODAY,
    YE,
    ZHAO,
    confirm,
    editions,
    published,
    sent,
    work,
)

pytestmark = pytest.mark.slow
ANNOUNCED, DECEMBER = date(2026, 11, 3), date(2026, 12, 1)


def decided(way, on=DECIDED):
    """The family's decision, from a determination made on 9 November; and what the night makes of it."""
    way.to_notice()
    way.prove()
    way.confirm(on=on)
    work(on)


def amounts():
    rows = Award.objects.order_by("pk").values_list("from_month", "monthly_fen")
    return [(str(Month(month)), fen) for month, fen in rows]


@pytest.mark.parametrize(
    ("on", "first"),
    [(DECIDED, ("2026-11", 111_000)), (date(2026, 12, 2), ("2026-12", 111_000))],
)
def test_a_family_determined_before_the_new_standard_holds_gets_it_from_its_month(way, town, on, first):
    published(on=ANNOUNCED, since=DECEMBER)
    decided(way, on)
    row = Reckoning.objects.get()
    assert (row.need, row.new_fen) == (Need.RAISE, 120_000)
    confirm(town, on=date(2026, 12, 3))
    work(date(2026, 12, 3))
    assert amounts() == [first, ("2026-12", 120_000)]
    assert "由 770 元调整为 800 元" in reveal(
        Letter.objects.get(pk=Reckoning.objects.get().letter_id), "data"
    )
    paid_month(Month.parse("2026-12"), date(2026, 12, 18), TAO, ZHAO)
    assert sent("2026-12") == 120_000
    work()
    assert Reckoning.objects.count() == 1


def test_the_second_step_of_a_publication_reaches_who_was_decided_after_the_first(way, town):
    steps = ((78_000, ANNOUNCED), (80_000, date(2027, 1, 1)))
    changes = [NumberChange("standard_fen", "500000", "urban", fen, since, PAPER) for fen, since in steps]
    row = editions.propose(Amendment(tuple(changes)), "执行", ANNOUNCED, by=DENG)
    editions.publish(row.pk, ANNOUNCED, by=YE)
    decided(way)
    confirm(town)
    work()
    assert amounts() == [("2026-11", 114_000), ("2027-01", 120_000)]
    told = reveal(Letter.objects.get(pk=Reckoning.objects.get().letter_id), "data")
    assert "由 780 元调整为 800 元" in told
    assert "770" not in told


def test_a_birthday_between_proposal_and_decision_sends_the_proposal_back(way):
    Person.objects.filter(name="罗春梅").update(born=date(1956, 11, 12))
    way.to_notice()
    way.prove()
    with pytest.raises(Refused, match="请退回，按现在的情况重新提出审核意见"):
        way.confirm()
    assert not Award.objects.exists()


def test_nobody_is_declined_by_a_standard_that_no_longer_holds(town):
    way = Way(town, wage="780")
    way.to_proposal()
    published(on=OPENED, since=date(2026, 11, 15))
    with pytest.raises(Refused, match="每月 20 元"):
        actions.decline(way.no, DECIDED, by=town.scope("liu"))
    assert not Letter.objects.filter(kind="decline").exists()


def test_what_was_raised_is_not_raised_twice(way, town):
    published(on=ANNOUNCED, since=DECEMBER)
    decided(way)
    confirm(town, on=DECIDED)
    for day in (DECIDED, DECEMBER, TODAY):
        work(day)
    assert Reckoning.objects.count() == 1
