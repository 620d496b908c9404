"""A consent covers what it names and nothing else, is given by who may give it, and ends when it is taken back."""

from datetime import timedelta

import pytest

from jiuzhu.catalogue.edition import current
from jiuzhu.gateways.envelope import NoAnswer, Reply, Silence
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import mark_dead
from jiuzhu.registry.kinds import Relation
from jiuzhu.verification import actions
from jiuzhu.verification.kinds import GroundKind, NotAsked, Purpose, State
from jiuzhu.verification.models import Answer, Query
from jiuzhu.verification.queries import report
from tests.verification.conftest import BY, CASE, CLERK, EVERYTHING, FATHER, NOON, ON, UNTIL, account, state

pytestmark = pytest.mark.slow

ALL = [*EVERYTHING, "utility"]


@pytest.fixture
def child(family):
    return family.memberships.get(relation=Relation.CHILD).person


@pytest.fixture
def mother(family):
    return family.memberships.get(relation=Relation.SPOUSE).person


def of(person, queries):
    return next(query for query in queries if query.person_id == person.pk)


def test_a_consent_that_names_registers_opens_these_alone(ask, consent, father):
    consent(father, registers=["bank"])
    asked = {
        query.source: query.reason for query in ask("bank.a", "payment.a") if query.person_id == father.pk
    }
    assert asked == {"bank.a": "", "payment.a": NotAsked.NOT_COVERED}


def test_a_consent_for_an_application_opens_no_monitoring(family, consent, father):
    consent(father, purposes=[Purpose.APPLY])
    asked = actions.ask(CASE, family, "monitor", ON, by=CLERK, only=["bank.a"]).queries
    assert of(father, asked).reason == NotAsked.NOT_COVERED


def test_why_a_consent_did_not_serve_is_said_in_chinese(ask, consent, father):
    consent(father, kinds=["payment"])
    assert "没有包括" in NotAsked(of(father, ask("bank.a")).reason).label


@pytest.mark.parametrize("wrong", [{"registers": ["bank.a"]}, {"purposes": []}, {"purposes": ["curiosity"]}])
def test_a_consent_that_names_what_there_is_not_is_refused(consent, father, wrong):
    with pytest.raises(Refused):
        consent(father, **wrong)


def test_an_heir_signs_only_for_who_has_died(consent, father, mother):
    with pytest.raises(Refused, match="没有去世"):
        consent(mother, given_by="heir", giver=father)
    mark_dead(mother, ON, by=BY)
    with pytest.raises(Refused, match="哪一位"):
        consent(mother, given_by="heir")
    assert consent(mother, given_by="heir", giver=father).giver == father


def test_nobody_signs_for_themselves_after_death(consent, father):
    mark_dead(father, ON, by=BY)
    with pytest.raises(Refused, match="本人签"):
        consent(father)


def test_a_guardian_is_of_age_and_somebody_else(consent, child, father):
    with pytest.raises(Refused, match="成年人"):
        consent(child, given_by="guardian", giver=child)
    assert consent(child, given_by="guardian", giver=father).giver == father


def test_a_supporter_is_not_asked_about_under_what_somebody_else_signed(ask, uncle, consent, father):
    consent(uncle, given_by="agent", giver=father)
    ask("shuiwu.geshui", supporters=[uncle])
    assert Query.objects.get(person=uncle).reason == NotAsked.NO_OWN_CONSENT


def test_a_guardian_takes_back_what_they_signed_and_a_stranger_and_an_officer_do_not(
    consent, child, father, mother
):
    given = consent(child, given_by="guardian", giver=father)
    for other in (Scope.resident(2, mother.pk), Scope.resident(3, None), CLERK):
        with pytest.raises(PermissionError):
            actions.revoke(given, ON, by=other)
    assert actions.revoke(given, ON, by=Scope.resident(1, father.pk)).revoked_on == ON


def test_of_a_platform_s_answers_only_those_under_a_live_consent_are_kept(ask, consent, father):
    given = consent(father, registers=["bank"])
    consent(father, registers=["payment"], record=2)
    queries = [query for query in ask("bank.a", "bank.b", "payment.a") if query.person_id == father.pk]
    actions.revoke(given, ON, by=BY)
    told = {
        query.pk: Reply(query.request_no, ON, ({"id_number": FATHER, "balance_fen": 1},)) for query in queries
    }
    actions.receive_all(CASE, told, NOON, by=BY)
    assert [answer.query.source for answer in Answer.objects.select_related("query")] == ["payment.a"]
    assert (state(father, "bank.a"), state(father, "payment.a")) == (State.REFUSED, State.ANSWERED)


def test_what_stays_silent_under_a_withdrawn_consent_is_not_asked_again(ask, consent, father):
    given = consent(father)
    query = of(father, ask("bank.a"))
    actions.revoke(given, ON, by=BY)
    actions.receive(query, NoAnswer(Silence.FAILED), NOON, by=BY)
    assert state(father, "bank.a") == State.REFUSED


def test_asking_again_ends_what_still_waits_under_an_ended_consent(ask, consent, father):
    given = consent(father)
    waiting = of(father, ask("bank.a"))
    actions.revoke(given, ON, by=BY)
    ask("bank.a")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == (State.REFUSED, NotAsked.REVOKED)
    assert not Query.objects.filter(source="bank.a", state=State.WAITING).exists()


def test_the_report_says_that_a_consent_was_withdrawn(ask, consent, father, departments, work):
    given = consent(father)
    ask("shuiwu.geshui", "bank.a")
    actions.revoke(given, ON, by=BY)
    work()
    tile = next(one for one in report(CLERK, CASE, purpose="test").tiles if one.register.code == "bank")
    assert tile.state == State.REFUSED


def test_an_earlier_answer_that_serves_again_is_named_on_the_report(ask, consent, father, departments, work):
    departments.says["bank.a"] = [account(100)]
    consent(father)
    first = of(father, ask("bank.a"))
    work()
    ask("bank.a", case="SJ-2026-0500", on=ON + timedelta(days=1))
    page = report(CLERK, "SJ-2026-0500", purpose="test")
    assert next(one for one in page.tiles if one.register.code == "bank").reused == (first.request_no,)


CONSENTS = {
    "none": None,
    "live": {},
    "over": {"until": ON},
    "other kind": {"kinds": "other"},
    "other register": {"registers": ["shichang.zhuti"]},
    "other purpose": {"purposes": ["monitor"]},
    "another hand": {"given_by": "agent"},
    "withdrawn": {},
}
NEXT = ON + timedelta(days=1)


@pytest.mark.parametrize("outside", [False, True])
@pytest.mark.parametrize("told", CONSENTS)
@pytest.mark.parametrize("code", ["shuiwu.geshui", "gongshui", "bank", "payment"])
def test_nothing_ever_waits_without_a_ground(family, uncle, father, code, told, outside):
    """Every kind of source, every state of a consent, in and outside the family."""
    person, source = uncle if outside else father, current().holders(code)[0]
    if CONSENTS[told] is not None:
        given = {"kinds": ALL, "until": UNTIL, **CONSENTS[told]}
        kinds = [kind for kind in ALL if kind != source.kind] if given.pop("kinds") == "other" else ALL
        consent = actions.authorise(person, 1, kinds, ON, given.pop("until"), by=BY, **given)
        if told == "withdrawn":
            actions.revoke(consent, NEXT, by=BY)
    actions.ask(CASE, family, "apply", NEXT, by=CLERK, supporters=[uncle], only=[source.code])
    query = Query.objects.select_related("authorisation").get(person=person)
    covered = told == "live" or (told == "another hand" and not outside)
    lawful = covered or not (outside or source.needs_consent)
    assert query.state == (State.WAITING if lawful else State.REFUSED)
    assert bool(query.reason) != lawful
    if lawful:
        assert query.article and (query.ground_kind == GroundKind.CONSENT) == covered == bool(
            query.authorisation
        )
