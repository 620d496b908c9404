"""Stopped, and granted again before the months that are left have passed: each month is owed once, in whatever order."""

from datetime import date
from itertools import permutations

import pytest
from django.db.models import Sum

from jiuzhu.benefits import actions
from jiuzhu.benefits.models import Coverage, Due, Payment
from jiuzhu.kernel.refusal import Refused
from tests.benefits.situations import AUGUST, JULY, SEPTEMBER, granted, hearing, paid_month, stopped

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 20)


class July:
    """A family that has 770 yuan from July on; what is done to it in July, each act by its name."""

    def __init__(self, wang, tao, zhao, again_fen):
        self.wang, self.tao, self.zhao, self.again_fen = wang, tao, zhao, again_fen
        self.award = granted(wang, 77000)

    def stop(self):
        stopped(self.award, SEPTEMBER, DAY, self.wang, heard=hearing())

    def again(self):
        granted(self.wang, self.again_fen, DAY, household=self.award.household)

    def run(self):
        paid_month(JULY, DAY, self.tao, self.zhao)

    def run_next(self):
        paid_month(AUGUST, DAY, self.tao, self.zhao)

    def supplement(self):
        """Where the month has nothing left to pay, it is refused and changes nothing."""
        try:
            batch = actions.propose_supplement("500110", "dibao", JULY, DAY, by=self.tao)
        except Refused as refused:
            assert refused.code == "nothing_to_pay"
        else:
            assert actions.approve_batch(batch, DAY, by=self.zhao).sum_fen > 0


ORDERS = [
    order
    for order in permutations(["stop", "again", "run", "run_next", "supplement"])
    if order.index("stop") < order.index("again")
    and order.index("run") < order.index("run_next")
    and order.index("run") < order.index("supplement")
]


def owed():
    return dict(Due.objects.values_list("month").annotate(Sum("amount_fen")))


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
@pytest.mark.parametrize(
    ("again_fen", "left_fen"), [(80000, 80000), (77000, 77000), (60000, 77000)], ids=["more", "same", "less"]
)
def test_what_is_left_of_a_stopped_award_and_a_new_one_are_owed_once(
    wang, tao, zhao, order, again_fen, left_fen
):
    july = July(wang, tao, zhao, again_fen)
    for act in order:
        getattr(july, act)()
    paid_month(SEPTEMBER, date(2026, 9, 5), tao, zhao)
    expected = {JULY.number: left_fen, AUGUST.number: left_fen, SEPTEMBER.number: again_fen}
    assert owed() == expected
    assert dict(Payment.objects.values_list("due__month").annotate(Sum("amount_fen"))) == expected
    assert Coverage.objects.count() == 3
