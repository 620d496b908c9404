"""The visit list costs the same for one thing found and for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.recheck.models import Finding, Round
from tests.casework.conftest import OPENED


@pytest.fixture
def find(way):
    """Something found of the family."""
    row = Round.objects.create(
        region_code="500110", trigger="demand", key="", purpose="review", template="review", on=OPENED,
        begun_by="", deliveries={}, catalogue="", families=1,
    )  # fmt: skip

    def find(key):
        Finding.objects.create(
            round=row, household=way.household, region_code=way.household.region_code, case_no=way.no, key=key,
            found="1", size={"fen": 1}, sources=["gongan.cheliang"], noticed_on=OPENED,
        )  # fmt: skip

    return find


def test_the_list_costs_as_much_for_many_findings_as_for_one(find, at):
    at("li").get("/desk/verification/visits/")
    costs = []
    for keys in (["income.wage"], ["income.pension", "income.business"]):
        for key in keys:
            find(key)
        with CaptureQueriesContext(connection) as seen:
            page = at("li").get("/desk/verification/visits/")
        costs.append(len(seen))
    assert page.content.decode().count("公安车辆") == 3
    assert costs[0] == costs[1]
