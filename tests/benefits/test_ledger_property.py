"""Whatever is decided, held and run in whatever order: the dues say what is granted, and no month is ever overpaid."""

import os
from itertools import count

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiuzhu.benefits import actions
from jiuzhu.benefits.models import Award, BankException, BankReply, Due, Hold, Payment
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from tests.benefits.situations import JULY, changed, family, granted, hearing, stopped

pytestmark = pytest.mark.django_db
AMOUNT = st.integers(1, 9).map(lambda hundreds: hundreds * 10000)
STEP = st.one_of(
    st.tuples(st.just("change"), AMOUNT, st.integers(0, 3)),
    st.tuples(st.just("stop"), st.just(0), st.integers(-2, 3)),
    st.tuples(st.just("run"), st.just(0), st.just(0)),
    st.tuples(st.just("run held"), st.just(0), st.integers(0, 1)),
    st.tuples(st.just("run changed"), AMOUNT, st.integers(0, 1)),
    st.tuples(st.just("release"), st.just(0), st.just(0)),
    st.tuples(st.just("come back"), st.just(0), st.just(0)),
    st.tuples(st.just("run reissued"), st.just(0), st.just(0)),
    st.tuples(st.just("run reissued changed"), AMOUNT, st.integers(0, 1)),
)


class Life:
    """One family's months, decided and paid by three officers."""

    def __init__(self, wang, tao, zhao):
        self.wang, self.tao, self.zhao = wang, tao, zhao
        self.household = family(2)
        self.award = granted(wang, 50000, household=self.household, parts=self.parts(50000))
        self.next = JULY
        self.cards = count()

    @property
    def today(self):
        return self.next.first.replace(day=9)

    def step(self, what, fen, back):
        try:
            getattr(self, what.replace(" ", "_"))(fen, back)
        except Refused as refusal:
            expected = {"nothing_to_hold", "not_in_force", "held_before", "before_the_award", "already_ended"}
            assert refusal.code in expected, refusal

    def change(self, fen, back):
        month = max(JULY, self.next - back)
        if Award.objects.filter(household=self.household, until_month=None).exists():
            self.award = changed(
                self.award,
                fen,
                self.today,
                self.wang,
                month=month,
                heard=hearing(),
                ground="standard",
                parts=self.parts(fen),
            )
        else:
            self.award = granted(self.wang, fen, self.today, household=self.household, parts=self.parts(fen))

    def stop(self, _, back):
        stopped(self.award, max(JULY, self.next - back), self.today, self.wang, heard=hearing())

    def run(self, *_):
        self.pay(actions.propose_month("500110", "dibao", self.next, self.today, by=self.tao))

    def run_changed(self, fen, back):
        batch = actions.propose_month("500110", "dibao", self.next, self.today, by=self.tao)
        self.change(fen, back)
        self.pay(batch)

    def run_held(self, _, whole):
        batch = actions.propose_month("500110", "dibao", self.next, self.today, by=self.tao)
        person = None if whole else self.household.head
        try:
            actions.hold(self.award, self.next, "公安记录已死亡", self.today, by=self.tao, person=person)
        finally:
            self.pay(batch)

    def run_reissued(self, *_):
        self.pay(self.reissued())

    def run_reissued_changed(self, fen, back):
        batch = self.reissued()
        self.change(fen, back)
        self.pay(batch)

    def reissued(self):
        batch = actions.propose_month("500110", "dibao", self.next, self.today, by=self.tao)
        for returned in BankException.objects.filter(reissue=None):
            old = returned.payment.account.household.accounts.get(until=None)
            card = f"{6217000000000000 + next(self.cards)}"
            new = actions.change_payee(old, old.person, "ABC", card, old.name, self.today, by=self.tao)
            try:
                actions.reissue(returned, new, self.today, by=self.tao)
            except Refused as refusal:
                assert refusal.code == "nothing_owed", refusal
        return batch

    def come_back(self, *_):
        payment = Payment.objects.filter(exceptions=None).last()
        if payment:
            reply = BankReply.objects.create(
                batch=payment.batch, digest=payment.pk, read_on=self.today, lines=1, paid_fen=0
            )
            BankException.objects.create(reply=reply, payment=payment, kind="returned", reason="账号已销户")

    def release(self, *_):
        for held in Hold.objects.filter(ended_on=None):
            actions.release(held, self.today, by=self.tao)

    def pay(self, batch):
        before = self.paid()
        actions.approve_batch(batch, self.today, by=self.zhao)
        self.next += 1
        for month, fen in self.paid().items():
            assert fen == before.get(month, 0) or fen + self.held(month) <= self.granted(month)

    def granted(self, month):
        award = (
            Award.objects.filter(household=self.household, from_month__lte=month)
            .exclude(until_month__lte=month)
            .last()
        )
        return award.monthly_fen if award else 0

    def paid(self):
        arrived = Payment.objects.filter(exceptions=None)
        return dict(arrived.values_list("due__month").annotate(Sum("amount_fen")))

    def held(self, month):
        waiting = Hold.objects.filter(
            ended_on=None, lapses_on__gte=self.today, due__month=month, due__payments=None
        )
        return waiting.aggregate(fen=Sum("due__amount_fen"))["fen"] or 0

    def parts(self, fen):
        """Two lines, so that one month has several dues."""
        head = str(self.household.head_id)
        return [
            {"part": "difference", "fen": fen - 4000, "law": "第十二条"},
            {"part": "topup", "kind": "age_70", "member": head, "fen": 4000, "law": "第二十一条"},
        ]

    def owed(self):
        return dict(Due.objects.values_list("month").annotate(Sum("amount_fen")))


@pytest.mark.slow
@given(st.lists(STEP, max_size=9))
@settings(
    max_examples=12 if os.environ.get("DATABASE_URL") else 40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_payments_and_open_dues_are_what_is_granted_and_never_more(wang, tao, zhao, steps):
    with transaction.atomic():
        life = Life(wang, tao, zhao)
        for step in steps:
            life.step(*step)
            assert all(fen == life.granted(month) for month, fen in life.owed().items())
        life.release()
        life.run_reissued()
        paid = life.paid()
        for number in range(JULY.number, life.next.number):
            assert paid.get(number, 0) >= life.granted(number), f"{Month(number)} is not fully paid"
        transaction.set_rollback(True)
