"""Every family on the register is laid beside what departments delivered; what differs is visited, nothing is cut."""

from datetime import timedelta

import pytest

from jiuzhu.benefits.models import Award
from jiuzhu.casework import actions as casework
from jiuzhu.catalogue.texts import shipped
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.lake.queries import newest_by_source
from jiuzhu.org.actions import file_relative
from jiuzhu.org.models import Office
from jiuzhu.org.scope import Scope
from jiuzhu.recheck import actions
from jiuzhu.recheck.data import Data
from jiuzhu.recheck.kinds import Outcome, State, Trigger
from jiuzhu.recheck.models import Finding, Followed, Line, Round
from jiuzhu.recheck.queries import by_village, unauthorised, visits
from jiuzhu.verification.actions import authorise, erase_delivered, revoke
from tests.casework.conftest import VILLAGE
from tests.catalogue.conftest import monitored_banks, publish
from tests.recheck.conftest import AT, BY, CLERK, ON, VERIFIER
from tests.recheck.values import car

pytestmark = pytest.mark.slow
COUNTY = Scope("officer", "officer:92", "王志远", (("county", "500110"),), login_id=92)
STRANGER = with_check_digit("51022319820314905")


def look(begin, work):
    row = begin()
    work()
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_car_bought_since_is_found_and_put_on_the_visit_list(
    begin, work, deliver, numbers, family, settings, is_sealed
):
    settings.LAKE_ENCRYPTED = is_sealed
    deliver("gongan.cheliang", car(numbers[1]))
    deliver("jiaotong.chuanbo")
    row = look(begin, work)
    assert (row.state, row.families, row.looked_at, row.found) == (State.DONE, 1, 1, 1)
    [visit] = visits(CLERK, purpose="走访")
    [finding] = visit.findings
    assert (finding.key, finding.found) == ("assets.vehicles", [{"kind": "car", "value": "45000"}])
    assert (finding.sources, by_village(CLERK)) == (["gongan.cheliang"], {VILLAGE: 1})


def test_nothing_is_stopped_by_what_is_found(begin, work, deliver, numbers, family):
    deliver("gongan.cheliang", car(numbers[0]))
    look(begin, work)
    assert Award.objects.get(household=family.household).until_month is None


def test_what_was_believed_and_still_is_found_is_no_news(begin, work, deliver, numbers, family):
    deliver("shuiwu.geshui")
    deliver("shichang.zhuti")
    assert look(begin, work).found == 0
    assert Line.objects.get().unknown > 0


def test_a_register_that_delivered_nothing_is_unknown_and_not_none(begin, work, deliver, family):
    family.say(None, "assets.vehicles", [{"kind": "car", "value": "30000"}])
    deliver("shichang.zhuti")
    assert look(begin, work).found == 0


def test_a_delivery_that_is_too_old_says_nothing(begin, work, deliver, numbers):
    deliver("gongan.cheliang", car(numbers[0]), on=ON - timedelta(days=31))
    assert look(begin, work).found == 0


@pytest.fixture
def consent(deliver, numbers, family):
    """The head consents to be looked up; a bank has an account of his."""
    account = {"kind": "活期", "number": "6217", "balance_fen": 9_000_000, "opened_on": "2026-12-01"}
    deliver("bank.a", {"id_number": numbers[0], **account})
    return lambda: authorise(family.household.head, 7, ["financial"], ON, ON + timedelta(days=30), by=BY)


def test_a_bank_is_read_only_under_a_live_consent(begin, work, consent):
    assert look(begin, work).found == 0
    consent()
    row = actions.begin("500110", Trigger.SCHEDULE, ON, by=VERIFIER)
    work()
    row.refresh_from_db()
    assert row.found == 1


def test_monitoring_reads_only_under_a_consent_to_it_and_the_others_are_told_as_unauthorised(
    work, deliver, numbers, family
):
    publish(monitored_banks(), on=ON)
    account = {"kind": "活期", "number": "6217", "balance_fen": 9_000_000, "opened_on": "2026-12-01"}
    deliver("bank.a", {"id_number": numbers[0], **account})
    head, until = family.household.head, ON + timedelta(days=30)
    authorise(head, 7, ["financial"], ON, until, by=BY)
    rounds = []
    for key in ("before", "after"):
        row = actions.begin("500110", Trigger.SCHEDULE, ON, by=VERIFIER, key=key, template="monitor")
        work()
        row.refresh_from_db()
        rounds.append((row.found, unauthorised(VERIFIER, row.pk)))
        authorise(head, 8, ["financial"], ON, until, by=BY, purposes=["monitor"])
    assert rounds == [(0, 3), (1, 2)]


def test_a_consent_withdrawn_while_a_round_rests_opens_no_bank(begin, work, consent):
    given = consent()
    row = begin()
    actions.pause(row.pk, by=VERIFIER)
    revoke(given, ON + timedelta(days=2), by=BY)
    later = AT + timedelta(days=3)
    actions.resume(row.pk, later, by=VERIFIER)
    work(later)
    row.refresh_from_db()
    assert (row.state, row.found) == (State.DONE, 0)


def test_the_same_round_is_begun_once(begin, work, deliver, numbers):
    deliver("gongan.cheliang", car(numbers[0]))
    assert begin().pk == begin().pk
    work()
    assert begin().state == State.DONE
    assert Finding.objects.count() == 1


def test_the_next_round_notes_nothing_twice(begin, work, deliver, numbers):
    deliver("gongan.cheliang", car(numbers[0]))
    deliver("jiaotong.chuanbo")
    look(begin, work)
    again = actions.begin("500110", Trigger.SCHEDULE, ON, by=VERIFIER)
    work()
    again.refresh_from_db()
    assert (again.found, Finding.objects.count()) == (1, 1)


def test_what_a_visit_found_harmless_comes_back_only_when_it_changes(begin, work, deliver, numbers):
    deliver("gongan.cheliang", car(numbers[0]))
    deliver("jiaotong.chuanbo")
    look(begin, work)
    actions.settle(Finding.objects.get().pk, Outcome.NO_MATTER, "车已报废，看了回收证明", ON, by=CLERK)
    actions.begin("500110", Trigger.SCHEDULE, ON, by=VERIFIER)
    work()
    assert not Finding.objects.filter(outcome=Outcome.OPEN).exists()
    day = ON + timedelta(days=1)
    deliver("gongan.cheliang", car(numbers[0]), car(numbers[0], "渝B00002"), on=day)
    actions.begin("500110", Trigger.DEMAND, day, by=VERIFIER)
    work(AT + timedelta(days=1))
    assert Finding.objects.filter(outcome=Outcome.OPEN).count() == 1


def test_what_is_found_no_more_is_closed_by_itself(begin, work, deliver, numbers):
    deliver("gongan.cheliang", car(numbers[0]))
    deliver("jiaotong.chuanbo")
    look(begin, work)
    day = ON + timedelta(days=1)
    deliver("gongan.cheliang", on=day)
    actions.begin("500110", Trigger.DEMAND, day, by=VERIFIER)
    work(AT + timedelta(days=1))
    assert Finding.objects.get().outcome == Outcome.GONE


def test_a_finding_becomes_a_review_and_the_family_is_paid_until_it_is_decided(
    begin, work, deliver, numbers, family
):
    deliver("gongan.cheliang", car(numbers[0]))
    look(begin, work)
    case = casework.review_finding(Finding.objects.get().pk, ON, by=CLERK)
    assert (case.kind, case.trigger) == ("review", "部门数据变化：车辆、船舶")
    assert Finding.objects.get().outcome == Outcome.REVIEW
    assert Award.objects.get(household=family.household).until_month is None


def test_no_matter_needs_a_reason_and_is_said_once(begin, work, deliver, numbers):
    deliver("gongan.cheliang", car(numbers[0]))
    look(begin, work)
    pk = Finding.objects.get().pk
    with pytest.raises(Refused, match="看了什么"):
        actions.settle(pk, Outcome.NO_MATTER, " ", ON, by=CLERK)
    actions.settle(pk, Outcome.NO_MATTER, "看过", ON, by=CLERK)
    with pytest.raises(Refused, match="已经处理过"):
        actions.settle(pk, Outcome.NO_MATTER, "看过", ON, by=CLERK)


def test_who_has_a_relative_in_a_family_neither_sees_nor_settles_what_was_found(
    begin, work, deliver, numbers, town, family
):
    deliver("gongan.cheliang", car(numbers[0]))
    look(begin, work)
    hers = Scope.of(town.li, ON)
    assert by_village(hers) == {VILLAGE: 1}
    file_relative("李小兰", Office.objects.get(short="三角镇"), town.li, "姐妹", numbers[1], ON, by=BY)
    assert (visits(hers, purpose="走访"), by_village(hers)) == ([], {})
    with pytest.raises(Refused, match="近亲属"):
        actions.settle(Finding.objects.get().pk, Outcome.NO_MATTER, "看过", ON, by=hers)
    assert by_village(CLERK) == {VILLAGE: 1}


def test_a_paused_round_rests_and_goes_on_where_it_was(begin, work, deliver, numbers):
    deliver("gongan.cheliang", car(numbers[0]))
    row = begin()
    actions.pause(row.pk, by=VERIFIER)
    work()
    row.refresh_from_db()
    assert (row.state, row.looked_at) == (State.PAUSED, 0)
    actions.resume(row.pk, AT, by=VERIFIER)
    work()
    row.refresh_from_db()
    assert (row.state, row.looked_at) == (State.DONE, 1)


def test_a_row_that_nobody_could_use_leaves_its_register_unsure_and_no_other(deliver, numbers, family):
    others = [car(with_check_digit(f"5102231982031491{n}")) for n in range(5)]
    deliver("gongan.cheliang", *others, car(numbers[0]) | {"kind": "no such kind"})
    deliver("jiaotong.chuanbo")
    table, head = shipped(), family.household.head
    asked = [table.sources[code] for code in ("gongan.cheliang", "jiaotong.chuanbo")]
    heard = Data(table, asked, newest_by_source(), "review", ON, ON).heard([head])[head.pk]
    assert heard.silent == {"gongan.cheliang": "unsure"}
    assert [one.source for one in heard.told] == ["jiaotong.chuanbo"]


def test_a_delivery_is_let_go_when_its_days_are_over_and_no_finding_rests_on_it(
    begin, work, deliver, numbers
):
    old = deliver("gongan.cheliang", car(numbers[0]))
    look(begin, work)
    deliver("gongan.cheliang", on=ON + timedelta(days=1))
    over = AT + timedelta(days=shipped().sources["gongan.cheliang"].retention_days + 1)
    assert actions.retire(over) == 0
    actions.settle(Finding.objects.get().pk, Outcome.NO_MATTER, "车已报废，看了回收证明", ON, by=CLERK)
    assert (actions.retire(over - timedelta(days=1)), actions.retire(over), actions.retire(over)) == (0, 1, 0)
    old.refresh_from_db()
    assert old.state == "retired"


def test_who_receives_assistance_stays_in_the_lake(deliver, numbers, family):
    deliver("gongan.cheliang", car(numbers[1]))
    with pytest.raises(Refused, match="正在享受救助"):
        erase_delivered(numbers[1], "本人 12 月 20 日提出", ON, by=COUNTY)


def test_without_any_delivery_there_is_nothing_to_lay_beside(begin):
    with pytest.raises(Refused, match="还没有任何部门送来数据"):
        begin()


def test_a_clerk_begins_no_round(deliver, family):
    deliver("shichang.zhuti")
    with pytest.raises(Refused):
        actions.begin("500110114", Trigger.DEMAND, ON, by=CLERK)


def test_a_delivery_sets_off_a_round_over_whom_it_concerns(deliver, numbers, follow, family):
    deliver("gongan.cheliang", car(STRANGER))
    follow()
    assert Followed.objects.count() == 1
    assert not Round.objects.exists()
    day = ON + timedelta(days=1)
    deliver("gongan.cheliang", car(STRANGER), car(numbers[2]), on=day)
    for _ in range(2):
        follow(AT + timedelta(days=1))
    followed = Followed.objects.latest("pk")
    assert (Followed.objects.count(), followed.people, followed.families) == (2, 1, 1)
    row = Round.objects.get()
    assert (row.trigger, row.families, row.found) == (Trigger.DELIVERY, 1, 1)


def test_what_came_in_a_delivery_that_nobody_followed_is_not_lost(deliver, numbers, follow, family):
    deliver("gongan.cheliang", car(STRANGER))
    follow()
    for days in (1, 2):
        deliver("gongan.cheliang", car(STRANGER), car(numbers[2]), on=ON + timedelta(days=days))
    follow(AT + timedelta(days=2))
    assert Followed.objects.latest("pk").people == 1
    assert Round.objects.get().found == 1
