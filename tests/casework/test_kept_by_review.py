"""A review that kept the amount found other facts: what comes later begins with them."""

from datetime import date

import pytest

from jiuzhu.assessment.models import Claim
from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions
from jiuzhu.casework.kinds import Need, Progress
from jiuzhu.casework.models import Reckoning
from jiuzhu.registry.models import Person
from tests.casework.conftest import OPENED, POSTED
from tests.casework.publications import LATER, TODAY, confirm, paid, published, work

__all__ = ["paid"]
pytestmark = pytest.mark.slow
DECEMBER, FEBRUARY = date(2026, 12, 3), date(2027, 2, 1)


def kept(way, wage="1200", on=DECEMBER, **facts):
    """A review that changes facts of the head, but not the amount."""
    li = way.town.scope("li")
    no = actions.open_review(way.no, "定期核查", on, by=li).case_no
    actions.start_survey(no, on, by=li)
    for key, value in {"income.wage": {"per_month": wage}, **facts}.items():
        actions.adopt_fact(no, way.household.head_id, key, value, "record", "查到的", on, by=li)
    assert actions.propose(no, on, by=li).outcome == "keep"
    actions.settle(no, None, on, by=way.town.scope("liu"))
    return no


def test_a_review_begins_with_what_the_review_before_it_found(paid, town):
    no = kept(paid, employment="employed")
    again = actions.open_review(paid.no, "家庭主动报告", TODAY, by=town.scope("li"))
    said = Claim.objects.get(case_no=again.case_no, key="employment")
    assert (said.value, said.source_ref) == ("employed", no)


def test_a_publication_reckons_from_the_facts_that_a_review_kept_the_amount_on(paid, town):
    no = kept(paid, employment="employed")
    published(since=FEBRUARY)
    work()
    row = Reckoning.objects.get()
    assert (row.need, row.new_fen, row.case_no) == (Need.RAISE, 120_000, no)
    confirm(town)
    work()
    determination = Award.objects.get(until_month=None).determination
    assert determination.case_no == no
    assert determination.fact_set.facts["members"][0]["employment"] == "employed"


def test_a_publication_that_reaches_back_takes_each_month_by_its_own_facts(paid, town):
    no = kept(paid, employment="employed")
    published()
    work()
    confirm(town)
    work()
    assert Reckoning.objects.get().back_fen == 27_000
    award = Award.objects.get(until_month=None)
    assert award.determination.case_no == paid.no
    published(82_000, since=FEBRUARY, on=LATER)
    work(LATER)
    assert Reckoning.objects.get(award=award).case_no == no


def test_a_list_that_a_later_review_made_stale_is_put_right_and_confirmed_again(paid, town):
    published(since=FEBRUARY)
    work()
    confirm(town)
    row = Reckoning.objects.get()
    Reckoning.objects.update(
        stretches=[{"from": "2027-02", "on": "2027-02-01", "fen": 119_000}], new_fen=119_000
    )
    work()
    row.refresh_from_db()
    assert (row.progress, row.new_fen) == (Progress.REFUSED, 120_000)
    confirm(town)
    work()
    assert Award.objects.get(until_month=None).monthly_fen == 120_000


@pytest.mark.parametrize(("on", "kinds"), [(DECEMBER, {"employment": "estimate"}), (date(2026, 12, 4), {})])
def test_what_the_age_of_a_child_implied_is_never_the_familys_word(way, town, on, kinds):
    child = Person.objects.get(name="周雨涵")
    Person.objects.filter(pk=child.pk).update(born=date(2010, 12, 4))
    way.say(child.pk, "employment", "none", kind="estimate")
    way.to_notice()
    way.prove()
    way.confirm()
    again = actions.open_review(way.no, "定期核查", on, by=town.scope("li"))
    claims = Claim.objects.filter(case_no=again.case_no, person=child)
    assert dict(claims.values_list("key", "source_kind")) == kinds


@pytest.mark.parametrize(("born", "key"), [("2009-06-01", "marital"), ("1958-03-01", "study")])
def test_what_an_age_tells_follows_from_it_still_when_somebody_is_grown(way, town, born, key):
    child = Person.objects.get(name="周雨涵")
    Person.objects.filter(pk=child.pk).update(born=born)
    way.say(child.pk, key, "none" if key == "study" else "single", kind="estimate")
    way.to_notice()
    way.prove()
    way.confirm()
    again = actions.open_review(way.no, "定期核查", DECEMBER, by=town.scope("li"))
    assert Claim.objects.get(case_no=again.case_no, person=child, key=key).source_kind == "estimate"


def test_what_an_officer_reckoned_is_what_a_review_begins_with(way, town):
    li, head = town.scope("li"), way.household.head_id
    actions.start_survey(way.no, OPENED, by=li)
    actions.adopt_fact(way.no, head, "employment", "employed", "estimate", "按行业推算", OPENED, by=li)
    way.visit()
    way.propose()
    actions.give_notice(way.no, POSTED, by=li)
    way.prove()
    way.confirm()
    again = actions.open_review(way.no, "定期核查", DECEMBER, by=li)
    said = Claim.objects.get(case_no=again.case_no, key="employment")
    assert (said.value, said.source_kind) == ("employed", "declared")
