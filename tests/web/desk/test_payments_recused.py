"""A payer whose brother's family is paid: 陶然 sees totals, and nothing of that family; 赵启明 sees it all."""

import io
from datetime import date
from zipfile import ZipFile

import pytest

from jiuzhu.benefits import actions
from jiuzhu.benefits.kinds import Check
from jiuzhu.benefits.models import BankException, Batch, PayeeAccount
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.models import FiledRelative, Office
from jiuzhu.org.scope import Scope
from jiuzhu.trail.models import Entry
from tests.benefits import situations
from tests.documents.conftest import files
from tests.web.desk.test_payments import WANG, asked, july, tao, text, zhao

__all__ = ["asked", "files", "july", "tao", "zhao"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
ON = date(2026, 7, 20)
LEFT = "另有 1 户"


@pytest.fixture
def brother(tao):
    """Two families are paid; in 陶建国's lives a filed relative of 陶然."""
    situations.granted(WANG, 77000)
    award = situations.granted(WANG, 77000, household=situations.family(name="陶建国"))
    FiledRelative.objects.create(
        official=tao.name,
        office=Office.objects.first(),
        login=tao,
        relation="弟",
        id_hash=award.household.head.id_hash,
        filed_on=ON,
    )
    return award


@pytest.mark.parametrize("place", ["lines", "changes/new", "holds", "checks/card"])
def test_a_relatives_family_is_in_the_total_and_not_in_the_rows(asked, tao, zhao, brother, place):
    PayeeAccount.objects.update(card_hash="the same card")
    asked(tao, "act/propose", {})
    batch = Batch.objects.get()
    colleague = Scope("officer", "officer:998", "同事", (("payer", "500110"),))
    actions.hold(brother, situations.JULY, "在核实", ON, by=colleague)
    own, other = text(asked(tao, place)), text(asked(zhao, place))
    assert "陶建国" in other and LEFT not in other
    assert "陶建国" not in own and LEFT in own
    assert own.split("<h1")[1].split("</h1")[0] == other.split("<h1")[1].split("</h1")[0]
    assert batch.holds.count() == 1


def test_the_file_holds_one_row_for_relatives_and_the_whole_sum(asked, tao, zhao, brother):
    asked(tao, "act/propose", {})
    words, sheet = (
        ZipFile(io.BytesIO(asked(tao, "export", {"purpose": "对账"}).content)).read(f"xl/{part}.xml").decode()
        for part in ("sharedStrings", "worksheets/sheet1")
    )
    assert "陶建国" not in words and "另有 1 户由其他同事看" in words
    assert sheet.count("<v>770</v>") == 2
    whole = ZipFile(io.BytesIO(asked(zhao, "export", {"purpose": "对账"}).content))
    assert "陶建国" in whole.read("xl/sharedStrings.xml").decode()


def test_what_was_paid_too_much_to_a_relative_is_counted_alone(client, tao, zhao, brother):
    payer, approver = (Scope.of(login, ON) for login in (tao, zhao))
    situations.paid_month(situations.JULY, ON, payer, approver)
    situations.stopped(brother, situations.JULY, ON, WANG, heard=situations.hearing())
    client.force_login(zhao)
    assert "陶建国" in text(client.get("/desk/payments/overpaid"))
    assert Entry.objects.get(act="benefits.overpaid").case_no == brother.determination.case_no
    client.force_login(tao)
    page = text(client.get("/desk/payments/overpaid"))
    assert "1 户，770.00 元" in page and LEFT in page and "陶建国" not in page


def test_a_relatives_return_is_sent_again_by_a_colleague(client, tao, zhao, brother):
    payer, approver = (Scope.of(login, ON) for login in (tao, zhao))
    batch = situations.paid_month(situations.JULY, ON, payer, approver)
    actions.write_file(batch, ON, by=payer)
    actions.note_sent(batch, ON, by=Scope.system("bank", "500110"))
    place = batch.payments.filter(due__award=brother).get().pk
    situations.replied(
        batch,
        payer,
        lambda rows: [row.update(result="01") for row in rows if row["payment_no"] == str(place)],
    )
    row = BankException.objects.get()
    client.force_login(zhao)
    for place in ("exceptions", f"exceptions/{row.pk}"):
        assert "陶建国" in text(client.get(f"/desk/payments/{place}"))
    seen = Entry.objects.filter(act__in=("benefits.exceptions", "benefits.exception"), actor=approver.actor)
    assert [one.case_no for one in seen] == [brother.determination.case_no] * 2
    client.force_login(tao)
    page = text(client.get("/desk/payments/exceptions"))
    assert LEFT in page and "陶建国" not in page
    page = client.get(f"/desk/payments/exceptions/{row.pk}")
    assert page.status_code == 403 and "陶建国" not in text(page)
    with pytest.raises(Refused, match="近亲属"):
        actions.reissue(row, brother.household.accounts.get(), ON, by=payer)


def test_no_act_on_a_relatives_money(asked, tao, brother):
    PayeeAccount.objects.update(card_hash="the same card")
    asked(tao, "act/propose", {})
    batch, payer = Batch.objects.get(), Scope.of(tao, ON)
    colleague = Scope("officer", "officer:998", "同事", (("payer", "500110"),))
    held = actions.hold(brother, situations.JULY, "在核实", ON, by=colleague)
    account = brother.household.accounts.get()
    asked(tao, f"holds/{held.pk}/release", {})
    held.refresh_from_db()
    assert held.ended_on is None
    for act in (
        lambda: actions.hold(brother, situations.JULY, "在核实", ON, by=payer),
        lambda: actions.keep_held(held, "SJ-1", ON, by=payer),
        lambda: actions.clear(batch, Check.CARD, brother, "看过", ON, by=payer),
        lambda: actions.change_payee(
            account, account.person, "CQRCB", "6217001234560431", "陶", ON, by=payer
        ),
        lambda: situations.account(brother.household, payer),
    ):
        with pytest.raises(Refused, match="近亲属"):
            act()
    page = asked(tao, f"checks/card/{brother.pk}")
    assert page.status_code == 403 and "陶建国" not in text(page)
