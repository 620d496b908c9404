"""Several people at once, each in a session of their own: one application, one case, one decision, no number twice."""

from functools import partial

import pytest

from jiuzhu.casework.actions import confirm, open_case
from jiuzhu.casework.models import Case, Decision
from jiuzhu.catalogue.models import CatalogueChange
from jiuzhu.documents.actions import write_letter
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.documents.models import Letter
from jiuzhu.editions.models import Amendment
from jiuzhu.editions.queries import current
from jiuzhu.gateways.envelope import NoAnswer, Silence
from jiuzhu.intake.actions import accept, enter, open_draft, send_code, submit, withdraw
from jiuzhu.intake.models import Applicant, Application, Code, Draft, Resident
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import count, spend
from jiuzhu.org.kinds import OBJECTIONS, SIGN_IN_NAME
from jiuzhu.org.models import Login, Office, Tally
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_person
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Household, Person
from jiuzhu.trail.record import action
from jiuzhu.verification import actions as verification
from jiuzhu.verification.models import Answer, Query
from tests.casework import conftest as casework
from tests.documents.samples import SAMPLES
from tests.faults import catalogue, month, policy
from tests.faults.children import run, together
from tests.faults.copies import copy
from tests.faults.scenarios import BY, NOW, ON, applied, posted, register, town
from tests.intake import conftest as intake
from tests.intake.test_submit import filled_alone

LUO = {"id_number": intake.LUO["id_number"], "name": "罗春梅", "phone": "10002313750"}
RIVALS, EACH = 3, 4


@pytest.fixture
def database(copies):
    """A database that every test fills by itself."""
    with copy(copies) as made:
        yield made


def end_of(act):
    """What an act came to: "done", or the code of its refusal."""
    try:
        act()
    except Refused as refusal:
        return refusal.code
    return "done"


def filled_in():
    intake.open_town()
    intake.filled(intake.signed_in())


def hand_in():
    """The form of 周, as each of two phones hands it in."""
    resident = Resident.objects.get(name="周明贵")
    draft = Draft.objects.get(resident=resident)
    by = intake.scope_of(resident)
    return submit(draft, intake.ON, by=by, consents={"1": intake.signature()}).number


def test_one_form_handed_in_at_once_is_one_application(database):
    run(database, filled_in)
    assert set(together(database, *[hand_in] * RIVALS)) == {"SQ-2026-0001"}
    assert run(database, Application.objects.count) == 1
    assert run(database, Applicant.objects.count) == 3


def filled_in_by_both():
    filled_in()
    filled_alone(intake.signed_in(LUO))


def hand_in_alone():
    luo = Resident.objects.get(name="罗春梅")
    submit(Draft.objects.get(resident=luo), intake.ON, by=intake.scope_of(luo))


def test_of_two_forms_at_once_that_name_one_person_one_is_told(database):
    run(database, filled_in_by_both)
    ends = together(database, lambda: end_of(hand_in), lambda: end_of(hand_in_alone))
    assert sorted(ends) == ["done", "in_another_application"]
    assert run(database, numbers_of_applications) == ["SQ-2026-0001"]


def numbers_of_applications():
    return sorted(Application.objects.values_list("number", flat=True))


def ask_for_a_code():
    return send_code(**intake.ZHOU, at=intake.AT, by=intake.VISITOR).resident.pk


def test_a_resident_who_presses_twice_at_once_is_one_resident(database):
    assert len(set(together(database, *[ask_for_a_code] * RIVALS))) == 1
    assert run(database, Resident.objects.count) == 1


def open_form():
    resident = Resident.objects.get()
    return open_draft(resident, intake.AT, by=intake.scope_of(resident)).pk


def test_a_form_opened_in_two_windows_at_once_is_one_form(database):
    run(database, intake.signed_in)
    assert len(set(together(database, *[open_form] * RIVALS))) == 1


def guess():
    enter(Resident.objects.get(), "000000x", intake.AT, by=intake.VISITOR)


def test_guesses_at_once_are_all_counted(database):
    run(database, ask_for_a_code)
    together(database, *[guess] * RIVALS)
    assert run(database, lambda: Code.objects.get().tries) == RIVALS


def wrong_password():
    count(SIGN_IN_NAME, "wanglu", NOW, by=BY)


def test_wrong_passwords_at_once_are_all_counted(database):
    together(database, *[wrong_password] * RIVALS)
    assert run(database, lambda: Tally.objects.get().count) == RIVALS


def objection():
    return end_of(lambda: spend(OBJECTIONS, "10.0.0.1", NOW, "请过一会儿再提。", by=BY))


def test_of_many_objections_at_once_no_more_than_the_limit_get_through(database):
    run(database, lambda: [objection() for _ in range(OBJECTIONS.most - 1)])
    ends = together(database, *[objection] * RIVALS)
    assert sorted(ends) == ["done", "too_many", "too_many"]


def register_ran():
    who = NewMember("冉光明", with_check_digit("50022219680312451"), Relation.SELF)
    return register_person(who, ON, by=BY).pk


def test_a_person_registered_at_once_is_one_person(database):
    assert len(set(together(database, *[register_ran] * RIVALS))) == 1
    assert run(database, Person.objects.count) == 1


def accept_as(login_id):
    clerk = Scope("officer", f"officer:{login_id}", "小李", (("clerk", "500110114"),), login_id=login_id)
    return accept(Application.objects.get(), intake.ON, by=clerk).case_no


def test_an_application_that_two_clerks_accept_at_once_is_one_case(database):
    run(database, applied)
    assert set(together(database, lambda: accept_as(1), lambda: accept_as(2))) == {"SJ-2026-0001"}
    assert run(database, Case.objects.count) == 1


def take_back():
    withdraw(Application.objects.get(), intake.ON, by=intake.scope_of(Resident.objects.get()))


def end_of_application():
    """Its state, whether it has a case, and how many of its people are still held."""
    state = Application.objects.get().state
    return state, Case.objects.exists(), Applicant.objects.filter(is_open=True).count()


def test_an_application_accepted_and_withdrawn_at_once_is_one_or_the_other(database):
    run(database, applied)
    ends = together(database, lambda: end_of(lambda: accept_as(1)), lambda: end_of(take_back))
    left = run(database, end_of_application)
    assert (ends, left) in [
        (["done", "accepted"], ("accepted", True, 3)),
        (["withdrawn", "done"], ("withdrawn", False, 0)),
    ]


def confirm_again():
    by = Scope.of(Login.objects.get(username="liu"), casework.DECIDED)
    return confirm(Case.objects.get().case_no, casework.DECIDED, by=by).decision_no


def test_a_case_that_is_confirmed_twice_at_once_is_decided_once(database):
    run(database, posted)
    assert len(set(together(database, *[confirm_again] * RIVALS))) == 1
    assert run(database, Decision.objects.count) == 1


@action("test.write_in_vain")
def write_in_vain(*, by):
    """A letter in an act that ends in a refusal: its number must be free again."""
    letter()
    raise Refused("in_vain", "没有办成。")


def letter():
    data = SAMPLES[LetterKind.CONFIRM]
    return write_letter(LetterKind.CONFIRM, "SJ-2026-0387", Office.objects.get(), data, ON, by=BY)


def write_letters():
    for _ in range(EACH):
        assert end_of(lambda: write_in_vain(by=BY)) == "in_vain"
        letter()


def letter_numbers():
    return sorted(
        int(number.split("〕")[1][:-1]) for number in Letter.objects.values_list("number", flat=True)
    )


def test_letters_written_at_once_are_numbered_without_gaps(database):
    run(database, town)
    together(database, *[write_letters] * RIVALS)
    assert run(database, letter_numbers) == list(range(1, RIVALS * EACH + 1))


def waits_for_officers():
    """A question about 周明贵 that nobody could ask over a line."""
    intake.open_town()
    household = register()
    clerk = Scope("officer", "officer:1", "小李", (("clerk", household.region_code),), login_id=1)
    query = verification.ask(
        "SJ-2026-0387", household, "apply", ON, by=clerk, only=["gongan.cheliang"]
    ).queries[0]
    verification.receive(query, NoAnswer(Silence.WITH_OFFICER), NOW, by=BY)


def answer_by_hand(officer, plate):
    """What one of two officers of the department writes."""
    car = {"plate": plate, "kind": "car", "model": "", "registered_on": "", "value_fen": 100}
    by = Scope(
        "officer", f"officer:{officer}", "许静", (("keeper", "500110"),), keeps=(("gongan", "500110"),)
    )
    query = Query.objects.filter(reason=Silence.WITH_OFFICER).first() or Query.objects.get(state="answered")
    verification.enter(query.pk, [car], ON, NOW, by=by)


def test_of_two_officers_who_answer_by_hand_at_once_one_is_told(database):
    run(database, waits_for_officers)
    ends = together(
        database,
        *[partial(end_of, partial(answer_by_hand, 20 + number, f"渝A{number}")) for number in range(RIVALS)],
    )
    assert sorted(ends) == ["answered", "answered", "done"]
    assert run(database, Answer.objects.count) == 1


def open_cases():
    """The second of a family in a programme is refused, with its number unused."""
    for programme in ("dibao", "tekun", "dibian"):
        for number in range(2):
            of = (f"{programme} {number}", Household.objects.get(), programme, casework.OPENED)
            end_of(partial(open_case, *of, by=BY))


def case_numbers():
    return sorted(Case.objects.values_list("case_no", flat=True))


def test_cases_opened_at_once_are_numbered_without_gaps(database):
    run(database, register)
    together(database, *[open_cases] * RIVALS)
    assert run(database, case_numbers) == [f"SJ-2026-000{number}" for number in (1, 2, 3)]


def two_proposals():
    policy.propose()
    policy.propose(82_000, policy.DECEMBER)


def published(place):
    row = Amendment.objects.order_by("pk")[place]
    return end_of(lambda: policy.publish(row.pk))


def test_two_who_publish_at_once_publish_one_after_the_other(database):
    run(database, two_proposals)
    assert together(database, partial(published, 0), partial(published, 1)) == ["done", "done"]
    assert run(database, lambda: sorted(Amendment.objects.values_list("sequence", flat=True))) == [1, 2]
    assert run(database, lambda: Amendment.objects.get(sequence=2).edition_hash == current().hash)


def two_entries():
    catalogue.propose()
    catalogue.propose(catalogue.new_register())


def register_published(place):
    row = CatalogueChange.objects.order_by("pk")[place]
    return end_of(lambda: catalogue.publish(row.pk))


def test_two_who_publish_entries_at_once_publish_one_after_the_other(database):
    run(database, two_entries)
    ends = together(database, partial(register_published, 0), partial(register_published, 1))
    assert ends == ["done", "done"]
    assert run(database, catalogue.is_whole) == 2


def two_of_one_entry():
    catalogue.propose()
    catalogue.propose(catalogue.fresher(20))


def test_of_two_who_publish_one_entry_the_second_is_told(database):
    run(database, two_of_one_entry)
    ends = together(database, partial(register_published, 0), partial(register_published, 1))
    assert sorted(ends) == ["changed_since", "done"]
    assert run(database, catalogue.is_whole) == 1


def test_of_two_who_propose_the_same_entry_at_once_one_is_told(database):
    ends = together(database, *[lambda: end_of(catalogue.propose)] * 2)
    assert sorted(ends) == ["catalogue_change_waits", "done"]


def two_that_clash():
    policy.propose()
    policy.propose(82_000)


def test_of_two_who_publish_what_clashes_the_second_is_told(database):
    run(database, two_that_clash)
    ends = together(database, partial(published, 0), partial(published, 1))
    assert sorted(ends) == ["amendment_unfit", "done"]


def test_two_who_confirm_the_same_raises_at_once_raise_once(database):
    run(database, policy.reckoned)
    ends = together(database, *(partial(end_of, partial(policy.press, name)) for name in ("wang", "liu")))
    assert sorted(ends) == ["done", "nothing_to_confirm"]
    together(database, policy.carry_out, policy.carry_out)
    assert run(database, policy.is_carried_out)


def test_of_two_who_propose_a_month_at_once_one_is_told_that_the_other_did(database):
    run(database, month.families)
    ends = together(
        database, *(partial(end_of, partial(month.propose, by)) for by in (month.MAKER, month.OTHER))
    )
    assert sorted(ends) == ["done", "proposed_by_another"]
    assert run(database, month.is_proposed)


def test_two_who_approve_a_month_at_once_pay_once(database):
    run(database, month.proposed)
    ends = together(
        database, *(partial(end_of, partial(month.approve, by)) for by in (month.APPROVER, month.THIRD))
    )
    assert ends == ["done", "done"]
    assert run(database, month.is_approved)
