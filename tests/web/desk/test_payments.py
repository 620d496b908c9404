"""Characters: 陶然 proposes, 赵启明 approves, 周航 works in another county."""

import io
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.assessment.models import Claim
from jiuzhu.benefits import actions
from jiuzhu.benefits.models import BankException, Batch, Due, Payment
from jiuzhu.jobs.models import Job
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.trail.models import Entry
from jiuzhu.web.desk.payments_chart import waterfall
from jiuzhu.web.desk.payments_export import safe
from jiuzhu.web.desk.payments_lists import part_in_words
from jiuzhu.web.desk.payments_month import Line
from tests.benefits import situations
from tests.documents.conftest import files
from tests.web.conftest import officer

__all__ = ["files"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files"), pytest.mark.slow]
WANG = Scope("officer", "officer:999", "王璐", ((Role.CONFIRMER, "500110101"),), login_id=999)
MONTH = "/desk/payments/500110/dibao/2026-07/"


@pytest.fixture(autouse=True)
def july(settings):
    settings.TODAY = date(2026, 7, 20)


@pytest.fixture
def tao(db):
    return officer("taoran", "陶然", "500110", Level.COUNTY, Role.PAYER)


@pytest.fixture
def zhao(db):
    return officer("zhaoqiming", "赵启明", "500110", Level.COUNTY, Role.PAY_APPROVER)


@pytest.fixture
def ye(db):
    return officer("yeqing", "叶青", "500110", Level.COUNTY, Role.COUNTY)


@pytest.fixture
def asked(client):
    """Ask for a page, or do an act, as an officer."""

    def ask(who, place="", data=None):
        client.force_login(who)
        return client.get(f"{MONTH}{place}") if data is None else client.post(f"{MONTH}{place}", data)

    return ask


def text(page):
    return page.content.decode()


def families(number, fen=77000):
    return [situations.granted(WANG, fen) for _ in range(number)]


def test_the_title_carries_the_answer(asked, tao):
    families(2)
    assert "还没有提出" in text(asked(tao))
    assert asked(tao, "act/propose", {}).url == MONTH
    assert "应发 1,540.00 元" in text(asked(tao))
    assert "已按原因解释到 0.00" in text(asked(tao))


def test_another_person_approves_and_the_month_goes_to_its_end(asked, tao, zhao):
    families(1)
    asked(tao, "act/propose", {})
    assert "批准这一批" not in text(asked(tao))
    assert "批准这一批" in text(asked(zhao))
    for verb in ("approve", "file"):
        assert asked(zhao, f"act/{verb}", {}).status_code == 302
    batch = Batch.objects.get()
    actions.note_sent(batch, date(2026, 7, 20), by=Scope.system("bank", "500110"))
    sent = io.BytesIO(situations.reply_to(batch))
    assert asked(tao, "reply/1", {"content": sent}).url == MONTH
    asked(tao, "act/close", {})
    batch.refresh_from_db()
    assert batch.closed_on == date(2026, 7, 20)


def test_who_proposed_is_told_why_they_cannot_approve(asked, tao, zhao):
    families(1)
    asked(tao, "act/propose", {})
    page = asked(tao, "act/approve", {})
    assert page.status_code == 409
    assert "发放复核" in text(page)
    assert Payment.objects.count() == 0


def test_an_open_check_makes_the_primary_act_what_unblocks_it(asked, tao, zhao):
    award = families(1)[0]
    award.household.accounts.update(until=date(2026, 7, 8))
    asked(tao, "act/propose", {})
    assert f'data-key="a" href="{MONTH}checks/account"' in text(asked(tao))
    place = f"checks/account/{award.pk}"
    assert asked(tao, place, {"verb": "hold", "hold-reason": ""}).status_code == 422
    assert asked(tao, place, {"verb": "hold", "hold-reason": "账户正在更正"}).url == MONTH
    assert "批准这一批" in text(asked(zhao))
    assert "账户正在更正" in text(asked(zhao, "holds"))


def test_what_a_review_holds_names_it_and_may_be_let_go(asked, tao):
    award = families(1)[0]
    asked(tao, "act/propose", {})
    payer = Scope.of(tao, date(2026, 7, 20))
    held = actions.hold(award, situations.JULY, "在核实", date(2026, 7, 20), by=payer, case_no="SJ-2026-0999")
    assert "复核 SJ-2026-0999" in text(asked(tao, "holds"))
    assert asked(tao, f"holds/{held.pk}/release", {}).url == f"{MONTH}holds"
    held.refresh_from_db()
    assert (held.ended_on, "/release" in text(asked(tao, "holds"))) == (date(2026, 7, 20), False)


def test_a_finding_is_cleared_in_writing(asked, tao):
    one, other = (
        situations.granted(WANG, household=situations.family(name=name)) for name in ("冉光明", "龚正秀")
    )
    other.household.accounts.update(card_hash=one.household.accounts.get().card_hash)
    asked(tao, "act/propose", {})
    page = asked(tao, f"checks/card/{one.pk}", {"verb": "clear", "reason": "母女同住，共用一张卡，已备案"})
    assert page.url == MONTH
    assert "已写明" in text(asked(tao, "checks/card"))


def test_a_death_says_who_died(asked, tao):
    award = situations.granted(WANG, 231000, people=3)
    entered, said, alive = [row.person for row in award.members.order_by("pk").select_related("person")]
    Person.objects.filter(pk=entered.pk).update(died_on=date(2026, 6, 1))
    Claim.objects.create(
        case_no="SJ-1", person=said, source_kind="record", key="status", value="dead", true_on=date(2026, 6, 9),
        learnt_on=date(2026, 6, 9),
    )  # fmt: skip
    asked(tao, "act/propose", {})
    assert f"去世：{entered.name}、{said.name}<" in text(asked(tao, "checks/death"))
    page = text(asked(tao, f"checks/death/{award.pk}"))
    assert f"<b>{entered.name}</b>" in page and "登记 2026年6月1日去世" in page
    assert f"<b>{said.name}</b>" in page and "还没有作出决定" in page
    assert f"<b>{alive.name}</b>" not in page


def test_a_return_is_sent_again_to_another_account(asked, client, tao, zhao):
    award = families(1)[0]
    payer, approver = (Scope.of(login, date(2026, 7, 20)) for login in (tao, zhao))
    batch = situations.paid_month(situations.JULY, date(2026, 7, 20), payer, approver)
    actions.write_file(batch, date(2026, 7, 20), by=payer)
    actions.note_sent(batch, date(2026, 7, 20), by=Scope.system("bank", "500110"))
    situations.replied(batch, payer, lambda rows: rows[0].update(result="01"))
    row = BankException.objects.get()
    client.force_login(tao)
    assert "还是退回的那个账户" in text(client.get(f"/desk/payments/exceptions/{row.pk}"))
    assert "待更正账户" in text(asked(tao))
    failed = award.household.accounts.get()
    actions.change_payee(
        failed, failed.person, "CQRCB", "6217001234560431", "冉光明", date(2026, 7, 21), by=WANG
    )
    actions.propose_supplement("500110", "dibao", situations.JULY, date(2026, 7, 21), by=payer)
    assert client.post(f"/desk/payments/exceptions/{row.pk}").url == "/desk/payments/exceptions"
    assert Payment.objects.get(reissue_of=row).amount_fen == 77000


def test_a_return_that_is_owed_no_more_is_closed_in_writing(asked, client, tao, zhao):
    award = families(1)[0]
    payer, approver = (Scope.of(login, date(2026, 7, 20)) for login in (tao, zhao))
    batch = situations.paid_month(situations.JULY, date(2026, 7, 20), payer, approver)
    actions.write_file(batch, date(2026, 7, 20), by=payer)
    actions.note_sent(batch, date(2026, 7, 20), by=Scope.system("bank", "500110"))
    situations.replied(batch, payer, lambda rows: rows[0].update(result="01"))
    situations.stopped(award, situations.JULY, date(2026, 7, 20), WANG, heard=situations.hearing())
    place = f"/desk/payments/exceptions/{BankException.objects.get().pk}"
    client.force_login(tao)
    assert "结清，不再补发" in text(client.get(place))
    assert client.post(place, {"how": ""}).status_code == 422
    assert client.post(place, {"how": "停发决定 9 号"}).url == "/desk/payments/exceptions"
    assert "银行没有退回，也没有待答的" in text(client.get("/desk/payments/exceptions"))
    assert "退回，不再欠" in text(asked(tao))


@pytest.mark.parametrize(
    ("error", "told"), [("OtherFile", "下已有另一份文件，系统不再送"), ("OSError", "送了多次没有送成")]
)
def test_a_file_that_is_not_sent_on_is_told_with_what_to_do(asked, tao, zhao, error, told):
    families(1)
    payer, approver = (Scope.of(login, date(2026, 7, 20)) for login in (tao, zhao))
    batch = situations.paid_month(situations.JULY, date(2026, 7, 20), payer, approver)
    actions.write_file(batch, date(2026, 7, 20), by=payer)
    asked(tao, "act/send", {})
    assert "系统不再送" not in text(asked(tao))
    Job.objects.filter(kind="benefits.send").update(gave_up_at=situations.NOON, error=error)
    assert told in text(asked(tao))
    asked(tao, "act/send", {})
    assert "系统不再送" not in text(asked(tao))


@pytest.fixture
def sent(tao, zhao):
    """July with one family, taken by the bank; looking for the reply was given up two days later, over this error."""
    families(1)
    payer, approver = (Scope.of(login, date(2026, 7, 20)) for login in (tao, zhao))
    batch = situations.paid_month(situations.JULY, date(2026, 7, 20), payer, approver)
    actions.write_file(batch, date(2026, 7, 20), by=payer)
    actions.note_sent(batch, date(2026, 7, 20), by=Scope.system("bank", "500110"))

    def stop(error):
        given_up = {"gave_up_at": situations.NOON + timedelta(days=2), "error": error}
        Job.objects.create(
            kind="benefits.fetch_reply", key=batch.number, due_at=situations.NOON, payload={}, **given_up
        )
        return batch

    return stop


@pytest.mark.parametrize(("error", "told"), [("Refused", "读不进来"), ("OSError", "取了多次没有取到")])
def test_a_reply_that_is_not_fetched_any_more_is_told_with_what_to_do(asked, sent, tao, ye, error, told):
    assert "系统不再取" not in text(asked(tao))
    sent(error)
    page = text(asked(tao))
    assert told in page and f'href="{MONTH}reply/1"' in page
    assert told in text(asked(ye)) and "再取一次</button>" not in text(asked(ye))
    assert asked(tao, "act/fetch", {"sequence": "1"}).url == MONTH
    assert Job.objects.get(kind="benefits.fetch_reply").gave_up_at is None
    assert "系统不再取" not in text(asked(tao))
    assert "没有停取" in text(asked(tao, "act/fetch", {"sequence": "1"}))


def test_a_reply_that_was_uploaded_is_not_missed_any_more(asked, sent, tao, settings):
    batch = sent("Refused")
    settings.TODAY = date(2026, 7, 22)
    asked(tao, "reply/1", {"content": io.BytesIO(situations.reply_to(batch))})
    assert "系统不再取" not in text(asked(tao))


def test_an_open_supplement_is_proposed_again_with_what_is_new(asked, tao, zhao):
    families(1)
    payer, approver = (Scope.of(login, date(2026, 7, 20)) for login in (tao, zhao))
    situations.paid_month(situations.JULY, date(2026, 7, 20), payer, approver)
    families(1)
    asked(tao, "act/supplement", {})
    families(1)
    page = text(asked(tao))
    assert f'action="{MONTH}act/supplement"' in page and f'action="{MONTH}act/propose"' not in page
    assert asked(tao, "act/supplement", {}).url == MONTH
    assert Batch.objects.get(sequence=2).dues.count() == 2


def test_a_supplement_is_headed_by_what_it_pays_itself(asked, client, tao, zhao):
    families(1)
    payer, approver = (Scope.of(login, date(2026, 7, 20)) for login in (tao, zhao))
    situations.paid_month(situations.JULY, date(2026, 7, 20), payer, approver)
    situations.granted(WANG, 60000)
    asked(tao, "act/supplement", {})
    page = text(asked(zhao))
    assert "7 月补充批次 1：发 600.00 元" in page and "全月应发 1,370.00 元" in page
    assert "最近一批 DB-500110-202607-2：提出" in text(client.get("/desk/payments/"))


def test_another_county_sees_a_lock(asked, zhou, tao):
    families(1)
    asked(tao, "act/propose", {})
    for place in ("", "lines", "holds", "checks/card", "changes/new", "villages"):
        assert asked(zhou, place).status_code == 403, place


def test_a_town_clerk_has_no_months(asked, wang):
    assert asked(wang).status_code == 403


def test_the_lists_behind_the_figures(asked, client, tao):
    families(51)
    asked(tao, "act/propose", {})
    first = text(asked(tao, "lines"))
    assert first.count("<tr data-row") == 50
    assert "51 笔" in first
    assert "51 份决定，每月 +39,270.00 元" in text(asked(tao, "changes/new"))
    assert "39,270.00" in text(asked(tao, "villages"))
    assert "2026 年 7 月" in text(client.get("/desk/payments/"))


def test_the_lines_say_what_each_payment_is_for_and_how_many_families_there_are(asked, tao):
    families(1)
    asked(tao, "act/propose", {})
    first = Due.objects.get()
    topup = {
        "part": "topup:severely_disabled:12",
        "amount_fen": 9000,
        "month": first.month,
        "batch": first.batch,
        "award": first.award,
    }
    Due.objects.create(determination=first.determination, **topup)
    page = text(asked(tao, "lines"))
    assert "1 户 · 2 笔" in page
    assert f"<td>{part_in_words(first.part)}</td>" in page and "<td>重点救助：重度残疾</td>" in page


def test_a_month_too_far_ahead_says_from_when_it_may_be_proposed(client, tao):
    client.force_login(tao)
    for month, told in (("2026-08", "提出 8 月发放"), ("2031-12", "2031 年 11 月 1 日起可以提出")):
        page = text(client.get(f"/desk/payments/500110/dibao/{month}/"))
        assert told in page and ("act/propose" in page) == (month == "2026-08")


def test_the_header_names_the_office_of_the_post(asked, tao):
    assert '<span class="jz-unit">500110 办公室</span>' in text(asked(tao))


def test_the_month_asks_the_same_number_of_questions_for_many_families(
    asked, tao, django_assert_max_num_queries
):
    families(1)
    asked(tao, "act/propose", {})
    with CaptureQueriesContext(connection) as few:
        asked(tao)
        asks = len(few)
    families(6)
    asked(tao, "act/propose", {})
    with django_assert_max_num_queries(asks):
        asked(tao)
    assert 0 < asks < 60


def test_an_export_is_watermarked_and_recorded(asked, tao):
    families(2)
    asked(tao, "act/propose", {})
    assert asked(tao, "export", {"purpose": ""}).status_code == 422
    answer = asked(tao, "export", {"purpose": "财政局对账"})
    book = ZipFile(io.BytesIO(answer.content))
    assert "陶然" in book.read("xl/sharedStrings.xml").decode()
    assert "财政局对账" in book.read("xl/worksheets/sheet1.xml").decode()
    entry = Entry.objects.get(act="benefits.export_month")
    assert (entry.purpose, len(entry.refs["shown"])) == ("财政局对账", 2)


def test_an_export_names_each_line_as_the_screen_does(asked, tao):
    household = situations.family()
    parts = [
        {"part": "difference", "fen": 77000, "law": "第十二条"},
        {
            "part": "topup",
            "member": str(household.head_id),
            "kind": "age_70",
            "fen": 6000,
            "law": "第二十一条",
        },
    ]
    situations.granted(WANG, 83000, household=household, parts=parts)
    asked(tao, "act/propose", {})
    page = text(asked(tao, "lines"))
    book = ZipFile(io.BytesIO(asked(tao, "export", {"purpose": "财政局对账"}).content))
    words = book.read("xl/sharedStrings.xml").decode()
    for part in ("补差", "重点救助：70 岁以上"):
        assert f"<td>{part}</td>" in page and f"<t>{part}</t>" in words


@pytest.mark.parametrize("word", ["=1+1", "+86", "-2", "@x"])
def test_no_cell_becomes_a_formula(word):
    assert safe(word) == f"'{word}"


def test_the_waterfall_starts_below_its_lowest_bar():
    lines = [
        Line("new", "新确认", 38, 4_125_600, 847_246_200),
        Line("stop", "停发", 21, -1_596_000, 845_650_200),
    ]
    chart, start = waterfall(("10 月", 843_120_600), lines, ("11 月", 845_650_200))
    assert 0 < start < 843_120_600
    assert [row[1] for row in chart.rows] == ["+41,256.00", "−15,960.00"]


def test_what_was_paid_too_much_is_listed_with_its_decision(client, tao, zhao, zhou):
    award, on = families(1)[0], date(2026, 7, 20)
    payer, approver = (Scope.of(login, on) for login in (tao, zhao))
    client.force_login(tao)
    assert "没有多发的" in text(client.get("/desk/payments/overpaid"))
    situations.paid_month(situations.JULY, on, payer, approver)
    situations.stopped(award, situations.JULY, on, WANG, heard=situations.hearing())
    page = text(client.get("/desk/payments/overpaid"))
    assert "1 户，770.00 元" in page
    assert award.household.head.name in page
    client.force_login(zhou)
    assert "没有多发的" in text(client.get("/desk/payments/overpaid"))


def test_nobody_is_offered_a_file_they_may_not_take(asked, tao):
    families(1)
    asked(tao, "act/propose", {})
    watcher = officer("qinzheng", "秦正", "500110", Level.COUNTY, Role.SUPERVISOR)
    for place in ("", "lines"):
        assert "export" in text(asked(tao, place))
        assert "export" not in text(asked(watcher, place))
