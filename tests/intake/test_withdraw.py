"""An application is taken back, or ended when what was missing never came; its people may apply again at once."""

from datetime import date, timedelta

import pytest

from jiuzhu.clocks.models import Clock
from jiuzhu.intake import queries, steps
from jiuzhu.intake.actions import (
    accept,
    end_unsupplied,
    open_draft,
    request_correction,
    save_step,
    submit,
    supply,
    turn_away,
    withdraw,
)
from jiuzhu.intake.actions.draft import payload_of
from jiuzhu.intake.models import Applicant, Application, Correction
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from jiuzhu.vault.seal import reveal
from tests.intake.conftest import AT, LUO, ON, PAGES, scope_of, signature, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BILL = [{"what": "住院发票", "who": "周明贵", "how": "拍照上传"}]
SAID = "11 月 2 日周明贵打电话说不申请了。"


@pytest.fixture
def application(form, zhou):
    return submit(form, ON, by=scope_of(zhou), consents={"1": signature()})


@pytest.fixture
def missed(application, clerk):
    """A day on which the family's days to supply are over."""
    request_correction(application, BILL, ON, by=clerk)
    return Correction.objects.get().due_on + timedelta(days=1)


def running():
    return Clock.objects.filter(met_on=None, dropped_on=None)


def last_words(application):
    return reveal(Message.objects.filter(case_no=application.number).latest("pk"), "body")


def anew(zhou, application):
    return open_draft(zhou, AT, by=scope_of(zhou), earlier=application)


def test_the_applicant_takes_it_back_without_saying_why(application, zhou):
    ended = withdraw(application, ON, by=scope_of(zhou))
    assert (ended.state, ended.ended_on, ended.case_no) == ("withdrawn", ON, "")
    assert "您撤回了申请" in last_words(application)


def test_nothing_runs_and_nobody_is_held_afterwards(application, zhou, clerk):
    request_correction(application, BILL, ON, by=clerk)
    withdraw(application, ON, by=scope_of(zhou))
    assert not running().exists()
    assert not Applicant.objects.filter(is_open=True).exists()


def test_withdrawn_twice_is_withdrawn_once(application, zhou, clerk):
    withdraw(application, ON, by=scope_of(zhou))
    told = Message.objects.count()
    again = withdraw(application, ON + timedelta(days=1), by=clerk, reason=SAID)
    assert (again.ended_on, Message.objects.count()) == (ON, told)


def test_the_trail_knows_who_took_it_back(application, zhou):
    withdraw(application, ON, by=scope_of(zhou))
    entry = Entry.objects.get(act="intake.withdraw")
    assert (entry.actor, entry.refs) == (f"resident:{zhou.pk}", {"state": "withdrawn"})


def test_a_clerk_writes_down_who_wished_it(application, clerk):
    with pytest.raises(Refused, match="怎么说的"):
        withdraw(application, ON, by=clerk, reason=" ")
    ended = withdraw(application, ON, by=clerk, reason=SAID)
    assert queries.why_ended(clerk, ended) == SAID
    assert "不是您家的意思，请打电话 023-48700000" in last_words(application)


def test_only_the_applicant_or_their_town_takes_it_back(application):
    luo = signed_in({"id_number": LUO["id_number"], "name": LUO["name"], "phone": "10002313750"})
    with pytest.raises(PermissionError):
        withdraw(application, ON, by=scope_of(luo))
    elsewhere = Scope("officer", "officer:2", "小王", (("clerk", "500110109"),), login_id=2)
    with pytest.raises(Refused, match="当地"):
        withdraw(application, ON, by=elsewhere, reason=SAID)
    assert Application.objects.get().state == "submitted"


def test_what_is_accepted_is_not_taken_back_here(application, zhou, clerk):
    accept(application, ON, by=clerk)
    with pytest.raises(Refused, match="终止程序"):
        withdraw(application, ON, by=scope_of(zhou))


def test_what_was_taken_back_is_neither_accepted_nor_sent_on(application, zhou, clerk):
    withdraw(application, ON, by=scope_of(zhou))
    with pytest.raises(Refused, match="已经撤回"):
        accept(application, ON, by=clerk)
    with pytest.raises(Refused, match="已经撤回"):
        turn_away(application, {"name": "渝北区民政局"}, "住在渝北区。", ON, by=clerk)


def test_a_new_form_begins_with_what_was_written_but_no_photos_and_no_promise(application, zhou):
    written = payload_of(application.draft)
    told = payload_of(anew(zhou, withdraw(application, ON, by=scope_of(zhou))))
    assert told == {page: answers for page, answers in written.items() if page not in ("papers", "check")}
    assert "check" in written


def test_the_same_people_hand_in_again_with_consents_given_anew(application, zhou):
    by = scope_of(zhou)
    ended = withdraw(application, ON, by=by)
    form = save_step(anew(zhou, ended), steps.CHECK_PAGE, PAGES["check"], AT, by=by)
    with pytest.raises(Refused, match="罗春梅还没有签字"):
        submit(form, ON, by=by)
    second = submit(form, ON, by=by, consents={"1": signature()})
    assert (second.number, second.state) == ("SQ-2026-0002", "submitted")


def test_what_is_still_open_is_not_begun_anew(application, zhou):
    with pytest.raises(Refused, match="先撤回"):
        anew(zhou, application)


def test_nobody_begins_with_what_another_wrote(application, zhou):
    withdraw(application, ON, by=scope_of(zhou))
    luo = signed_in({"id_number": LUO["id_number"], "name": LUO["name"], "phone": "10002313750"})
    with pytest.raises(PermissionError):
        anew(luo, application)


def test_days_that_run_out_end_nothing_by_themselves(application, missed, clerk, zhou):
    found = queries.application(clerk, application.number)
    assert queries.missed(clerk, found, missed)
    assert found.state == "correction"
    assert supply(found, missed, by=scope_of(zhou)).state == "submitted"


def test_a_clerk_ends_what_was_never_supplied(application, missed, clerk):
    ended = end_unsupplied(application, missed, by=clerk, note="打了两次电话。")
    assert (ended.state, ended.ended_on) == ("unsupplied", missed)
    assert queries.why_ended(clerk, ended) == "通知补正后没有补齐。打了两次电话。"
    assert "不是说您家不符合" in last_words(application)
    assert not running().exists()
    assert not Applicant.objects.filter(is_open=True).exists()


def test_it_is_ended_once(application, missed, clerk):
    end_unsupplied(application, missed, by=clerk)
    told = Message.objects.count()
    assert end_unsupplied(application, missed, by=clerk).state == "unsupplied"
    assert Message.objects.count() == told


def test_the_last_day_belongs_to_the_family(application, missed, clerk):
    with pytest.raises(Refused, match="还没有到期"):
        end_unsupplied(application, missed - timedelta(days=1), by=clerk)


def test_what_was_supplied_is_not_ended(application, missed, clerk, zhou):
    supply(application, ON, by=scope_of(zhou))
    with pytest.raises(Refused, match="没有在等"):
        end_unsupplied(application, missed, by=clerk)


def test_only_an_officer_ends_it(application, missed, zhou):
    with pytest.raises(Refused, match="当地"):
        end_unsupplied(application, missed, by=scope_of(zhou))


@pytest.mark.parametrize("act", ["accept", "turn_away"])
def test_no_clock_of_the_correction_outlives_an_answer(application, missed, clerk, act):
    if act == "accept":
        accept(application, missed, by=clerk)
    else:
        turn_away(application, {"name": "渝北区民政局"}, "住在渝北区。", missed, by=clerk)
    assert not running().filter(case_no=application.number).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"state": "withdrawn"}, {"ended_on": date(2026, 11, 3)}, {"state": "unsupplied", "ended_on": ON}],
)
def test_the_database_keeps_day_and_reason_with_the_end(application, wrong):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="a_day_and_a_reason"), transaction.atomic():
        Application.objects.update(**wrong)
