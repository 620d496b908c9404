"""A standard that is published and what follows from it, for tests: the officers, the work of the night, families it reaches."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum

from jiuzhu.assessment.models import Determination
from jiuzhu.benefits.models import Award, Payment
from jiuzhu.casework import actions
from jiuzhu.casework.kinds import Need
from jiuzhu.casework.models import Case, Reckoning
from jiuzhu.editions import actions as editions
from jiuzhu.jobs.queue import work_once
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend import Amendment, NumberChange, Source
from tests.benefits.situations import paid_month
from tests.casework.conftest import DECIDED

NOVEMBER = date(2026, 11, 1)
TODAY, LATER = date(2027, 1, 20), date(2027, 2, 1)
PAPER = Source("渝民规〔2026〕9号", "重庆市民政局关于调整最低生活保障等标准的通知（2026）")
DENG = Scope("officer", "officer:901", "邓文斌", ((Role.POLICY, "500000"),), login_id=901)
YE = Scope("officer", "officer:902", "叶琳", ((Role.POLICY, "500000"),), login_id=902)
TAO = Scope("officer", "officer:903", "陶然", ((Role.PAYER, "500110"),), login_id=903)
ZHAO = Scope("officer", "officer:904", "赵启明", ((Role.PAY_APPROVER, "500110"),), login_id=904)


def moment(day):
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def published(value=80_000, since=NOVEMBER, on=TODAY, **about):
    change = NumberChange("standard_fen", "500000", "urban", value, since, PAPER, **about)
    row = editions.propose(Amendment((change,)), "执行市局通知", on, by=DENG)
    return editions.publish(row.pk, on, by=YE)


def work(day=TODAY):
    """What tick and worker do until nothing is left."""
    at = moment(day)
    kinds = {
        actions.RECALCULATE: lambda payload: actions.reckon_awards(payload, at=at),
        actions.CARRY_OUT: lambda payload: actions.carry_out(payload, at=at),
    }
    actions.find_publications(at)
    while work_once(kinds, now=at):
        pass


def confirm(town, need=Need.RAISE, by="wang", on=TODAY):
    recalculation = Reckoning.objects.latest("pk").recalculation
    return actions.confirm_reckonings(recalculation.pk, need, on, moment(on), by=town.scope(by))


@pytest.fixture
def paid(way):
    """周明贵's family of three, confirmed in November 2026 for 1,110 yuan a month and paid for three months."""
    way.to_notice()
    way.prove()
    way.confirm()
    for month in ("2026-11", "2026-12", "2027-01"):
        paid_month(Month.parse(month), Month.parse(month).first.replace(day=18), TAO, ZHAO)
    return way


def reviewed(paid):
    """The same determination once more, as a review without any new fact would make it."""
    case, determination = Case.objects.get(case_no=paid.no), Determination.objects.get(awards__isnull=False)
    case.pk, case.case_no, case.application_no = None, "SJ-2026-9001", "SQ-9001"
    case.save()
    determination.pk, determination.case_no = None, case.case_no
    determination.save()
    return determination


def sent(month=None):
    payments = Payment.objects.filter(due__month=Month.parse(month).number) if month else Payment.objects
    return payments.aggregate(sum=Sum("amount_fen"))["sum"]


@pytest.fixture
def ended(paid):
    """The same family, whose award ended after those three months."""
    Award.objects.update(until_month=Month.parse("2027-02").number)
    return paid


def settled(town, **about):
    published(**about)
    work()
    confirm(town, Need.ARREARS)
    work()
    return Reckoning.objects.get()


@pytest.fixture
def raised(way):
    """The family after a standard was raised: 1,110 yuan a month by its decision, 1,200 by the recalculation."""
    way.to_notice()
    way.prove()
    way.confirm()
    published(on=DECIDED)
    work(DECIDED)
    confirm(way.town, on=DECIDED)
    work(DECIDED)
    return way
