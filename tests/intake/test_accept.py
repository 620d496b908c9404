"""What is complete becomes a registered family, declared facts, consents, a case and a letter."""

import pytest

from jiuzhu.assessment.actions import determine
from jiuzhu.assessment.models import Claim
from jiuzhu.assessment.queries import believed
from jiuzhu.casework.evidence import evidence
from jiuzhu.clocks.models import Clock
from jiuzhu.documents.models import Letter, SignedRecord
from jiuzhu.intake.actions import accept, submit, turn_away
from jiuzhu.intake.models import Application
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import give_standing
from jiuzhu.vault.seal import reveal
from jiuzhu.verification.actions.consent import CONSENT_LASTS
from jiuzhu.verification.models import Authorisation
from tests.intake.conftest import ON, filled, scope_of, signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(form, zhou):
    return submit(form, ON, by=scope_of(zhou), consents={"1": signature()})


def test_accepting_opens_one_case(application, clerk):
    case = accept(application, ON, by=clerk)
    assert accept(application, ON, by=clerk).pk == case.pk
    assert Application.objects.get().case_no == case.case_no


def test_the_declared_facts_give_what_the_law_says(application, clerk):
    case = accept(application, ON, by=clerk)
    result = determine(case.case_no, case.household, ON, by=clerk).result["results"]["dibao"]
    assert result["monthly_fen"] == 121_000, result["missing"]


def test_what_follows_from_a_childs_age_counts_as_inferred(application, clerk):
    case = accept(application, ON, by=clerk)
    inferred = {fact.key: fact.value for fact in evidence(case).facts if fact.source == "estimate"}
    assert inferred == {"marital": "single", "work_capacity": "none", "employment": "none"}
    said = {(one.key, one.source_kind) for one in believed(case.case_no)}
    assert ("work_capacity", "estimate") in said


def test_every_member_may_be_looked_up_and_by_whom_it_was_allowed(application, clerk):
    accept(application, ON, by=clerk)
    assert sorted(Authorisation.objects.values_list("given_by", flat=True)) == ["guardian", "self", "self"]


def test_who_agreed_to_monitoring_has_a_consent_for_it_alone(form, zhou, clerk):
    application = submit(form, ON, by=scope_of(zhou), consents={"1": signature()}, monitored=["1"])
    accept(application, ON, by=clerk)
    [apart] = [row for row in Authorisation.objects.all() if row.purposes == ["monitor"]]
    (record,) = SignedRecord.objects.filter(pk=apart.signed_record_id)
    assert (apart.person.name, apart.until_on) == ("罗春梅", ON + CONSENT_LASTS)
    assert "单独撤回" in reveal(record, "content")
    assert Authorisation.objects.filter(purposes=["apply", "review"]).count() == 3


def test_the_family_is_told_and_the_towns_clock_is_met(application, clerk):
    case = accept(application, ON, by=clerk)
    assert Letter.objects.get(case_no=case.case_no).kind == "accept"
    assert Clock.objects.get(key="db.accept").met_on == ON


def test_an_officer_of_another_town_cannot_accept(application):
    with pytest.raises(Refused, match="当地"):
        accept(application, ON, by=Scope("officer", "officer:9", duties=(("clerk", "500110109"),)))


@pytest.mark.parametrize(
    ("programme", "words"),
    [("dibao", "最低生活保障"), ("single_person", "单人保"), ("tapering", "低保渐退")],
)
def test_a_family_that_is_paid_applies_not_again(application, clerk, programme, words):
    case = accept(application, ON, by=clerk)
    case.closed_on = ON
    case.save()
    alone = {"person": case.household.head} if programme == "single_person" else {}
    give_standing(case.household, programme, "D1", Month.of(ON), by=clerk, **alone)
    zhou = application.resident
    again = submit(filled(zhou), ON, by=scope_of(zhou), consents={"1": signature()})
    with pytest.raises(Refused, match=f"已经在享受{words}"):
        accept(again, ON, by=clerk)
    assert Claim.objects.values("case_no").distinct().count() == 1


def test_what_was_turned_away_is_not_accepted(application, clerk):
    turn_away(application, {"name": "渝北区民政局"}, "住在渝北区。", ON, by=clerk)
    with pytest.raises(Refused, match="转到别处"):
        accept(application, ON, by=clerk)
