import pytest

from jiuzhu.intake.models import Resident
from tests.casework.conftest import DECIDED, open_town, way_of_three

pytestmark = pytest.mark.django_db


@pytest.fixture
def way(db, settings):
    settings.TODAY = DECIDED
    return way_of_three(open_town())


@pytest.fixture
def own_phone(client, way):
    """A browser in which the head of the family is signed in."""
    head = way.household.head
    resident = Resident.objects.create(
        name=head.name,
        id_number="510223198203149016",
        id_hash=head.id_hash,
        phone="10002305831",
        person_id=head.pk,
    )
    session = client.session
    session["resident"] = [resident.pk, head.pk]
    session.save()
    return client


def text(answer):
    return answer.content.decode()


def test_a_decided_amount_is_told_as_a_sum_and_in_sentences(own_phone, way):
    way.to_notice()
    way.prove()
    decision = way.confirm()
    page = text(own_phone.get(f"/family/why/{way.no}"))
    assert f"每月 {decision.monthly_fen // 100:,} 元" in page
    assert "每月一共" in page
    assert "谁算一家人" in page
    assert f"/gongshi/zhengce/{way.household.region_code}/dibao?area=urban" in page


def test_before_the_decision_there_is_nothing_to_explain(own_phone, way):
    assert own_phone.get(f"/family/why/{way.no}").status_code == 404


def test_nobody_elses_reasons_are_shown(own_phone, way):
    way.to_notice()
    way.prove()
    way.confirm()
    way.household.memberships.update(until=DECIDED)
    assert own_phone.get(f"/family/why/{way.no}").status_code == 404
