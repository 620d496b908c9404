"""The file to the bank and what comes back: totals that hold, and a row for each thing that differs."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jiuzhu.benefits import actions, bankfile, queries
from jiuzhu.benefits.actions.reply import differences
from jiuzhu.benefits.kinds import Check
from jiuzhu.benefits.models import BankException, BankReply, Payment
from jiuzhu.documents import store
from jiuzhu.jobs.models import Job
from jiuzhu.kernel.refusal import Refused
from jiuzhu.notices.models import Message
from jiuzhu.notices.queries import text_of as text_of_message
from jiuzhu.vault.files import digest_of
from jiuzhu.vault.seal import reveal
from tests.benefits.situations import JULY, NOON, changed, hearing, paid_month, replied, reply_to, stopped
from tests.benefits.situations import granted as granted_again

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = date(2026, 7, 20)


@pytest.fixture
def sent(granted, tao, zhao):
    """A July batch of three families, taken by the bank."""
    for name in ("冉光明", "𬍛喆㛃", "阿卜杜热合曼·艾则孜"):
        granted(name=name)
    return taken(paid_month(JULY, DAY, tao, zhao), tao)


def taken(batch, tao):
    actions.write_file(batch, DAY, by=tao)
    return actions.note_sent(batch, DAY, by=tao)


def approved(batch, zhao):
    return actions.approve_batch(batch, DAY, by=zhao)


def text_of(batch):
    batch.refresh_from_db()
    return store.get(batch.file_digest).decode("gb18030")


def test_the_file_carries_every_payment_and_the_control_totals(sent):
    parsed = bankfile.parse_sent(store.get(sent.file_digest), bankfile.load())
    assert (parsed.header["count"], parsed.header["sum_fen"]) == ("3", "231000")
    assert {line.values["payment_no"] for line in parsed.lines} == {
        str(pk) for pk in Payment.objects.values_list("pk", flat=True)
    }


def test_rare_characters_and_long_names_reach_the_bank_whole(sent):
    assert "|𬍛喆㛃|" in text_of(sent) and "|阿卜杜热合曼·艾则孜|" in text_of(sent)


def test_the_file_lies_sealed_on_the_disk(sent):
    path = store._path(sent.file_digest)
    assert "冉光明".encode("gb18030") not in path.read_bytes()


def test_a_file_is_written_once(sent, tao):
    digest = sent.file_digest
    assert actions.write_file(sent, date(2026, 7, 25), by=tao).file_digest == digest


def test_a_batch_that_is_not_approved_has_no_file(granted, tao):
    granted()
    batch = actions.propose_month("500110", "dibao", JULY, DAY, by=tao)
    with pytest.raises(Refused, match="还没有批准"):
        actions.write_file(batch, DAY, by=tao)


def test_payments_that_no_longer_add_up_stop_the_file_loudly(granted, tao, zhao):
    granted()
    batch = paid_month(JULY, DAY, tao, zhao)
    Payment.objects.update(amount_fen=1)
    with pytest.raises(ValueError, match="do not add up"):
        actions.write_file(batch, DAY, by=tao)


def test_a_batch_sent_twice_is_one_job(sent, tao):
    actions.send_batch(sent, NOON, by=tao)
    actions.send_batch(sent, NOON, by=tao)
    assert Job.objects.get(kind="benefits.send").key == sent.number


def test_a_batch_without_a_file_is_not_sent(granted, tao, zhao):
    granted()
    with pytest.raises(Refused, match="先生成文件"):
        actions.send_batch(paid_month(JULY, DAY, tao, zhao), NOON, by=tao)


def test_a_reply_that_agrees_leaves_no_exception_and_closes(sent, tao):
    replied(sent, tao)
    assert not BankException.objects.exists()
    assert actions.close_batch(sent, DAY, by=tao).stage == "closed"


@pytest.mark.parametrize(
    ("alter", "kind", "reason"),
    [
        (lambda rows: rows[0].update(result="02"), "returned", "户名与账号不符"),
        (lambda rows: rows[0].update(amount_fen="76999"), "differs", "金额与送出的不同"),
        (lambda rows: rows[0].update(card="6200000000009999"), "differs", "账号与送出的不同"),
        (lambda rows: rows.append(dict(rows[0])), "differs", "回盘出现 2 次：第 2、5 行"),
        (lambda rows: rows.pop(0), "missing", "送出了，回盘里没有"),
        (lambda rows: rows.append({**rows[0], "payment_no": "99999999"}), "unknown", "我们没有送过"),
    ],
)
def test_what_the_bank_says_otherwise_is_one_exception(sent, tao, alter, kind, reason):
    replied(sent, tao, alter)
    exception = BankException.objects.get()
    assert exception.kind == kind and reason in exception.reason


def test_a_payment_that_a_reply_tells_of_very_often_is_one_exception_with_a_reason_that_fits(sent, tao):
    replied(sent, tao, lambda rows: rows.extend(dict(rows[0]) for _ in range(57)))
    reason = BankException.objects.get().reason
    assert reason == "回盘出现 58 次：第 2、5、6、7、8、9、10、11、12、13 等共 58 行"


def test_the_reason_of_a_repeated_payment_fits_even_in_the_longest_reply():
    values = {"payment_no": "7", "amount_fen": "77000", "card": "62", "result": "00"}
    lines = [bankfile.Line(number, values) for number in range(9_000_000, 9_001_000)]
    expected = {"7": {"amount_fen": "77000", "card": "62"}}
    (found,) = differences(expected, bankfile.Parsed({}, lines), bankfile.load())
    assert len(found.reason) <= BankException._meta.get_field("reason").max_length


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda text: (
                text.replace("|76", "|75", 1) if "|76" in text else text.replace("77000", "77001", 1)
            ),
            "SM3",
        ),
        (lambda text: text[:-2], "不完整"),
        (lambda text: text.replace("D|", "D|x", 1), "第 2 行读不懂"),
        (lambda text: text.replace("\r\nD", "\r\nE", 2), "第 2、3 行读不懂"),
        (lambda text: "", "不完整"),
    ],
)
def test_a_reply_that_is_not_sound_is_refused_and_changes_nothing(sent, tao, spoil, told):
    content = spoil(reply_to(sent).decode("gb18030")).encode("gb18030")
    with pytest.raises(Refused, match=told):
        actions.read_reply(sent, content, DAY, by=tao)
    assert not BankReply.objects.exists()


def test_a_reply_in_another_encoding_is_refused_with_its_line(sent, tao):
    content = reply_to(sent).replace(b"\r\nT|", b"\xff\r\nT|")
    with pytest.raises(Refused, match="第 4 行有不是 GB18030"):
        actions.read_reply(sent, content, DAY, by=tao)


def test_totals_that_do_not_add_up_are_refused(sent, tao):
    with pytest.raises(Refused, match="逐行相加是 3 笔 231000 分"):
        actions.read_reply(sent, reply_to(sent, totals={"paid_fen": 231001}), DAY, by=tao)


def test_the_reply_of_another_batch_is_refused(sent, tao):
    with pytest.raises(Refused, match="不是 DB-500110-202607-1 的"):
        actions.read_reply(sent, reply_to(sent, number="DB-500110-202606-1"), DAY, by=tao)


def test_a_reply_before_the_sending_is_refused(granted, tao, zhao):
    granted()
    batch = paid_month(JULY, DAY, tao, zhao)
    with pytest.raises(Refused, match="还没有送出"):
        actions.read_reply(batch, b"", DAY, by=tao)


def test_the_same_reply_again_is_the_same_reply(sent, tao):
    content = reply_to(sent, lambda rows: rows.pop())
    first = actions.read_reply(sent, content, DAY, by=tao)
    assert actions.read_reply(sent, content, DAY, by=tao) == first
    assert BankException.objects.count() == 1


def test_a_later_reply_settles_the_missing_ones_it_names(sent, tao):
    replied(sent, tao, lambda rows: rows.pop())
    replied(sent, tao, lambda rows: rows.__delitem__(slice(0, 2)))
    assert BankException.objects.get().settled_how == "后来的回盘写明"
    assert actions.close_batch(sent, DAY, by=tao).closed_on == DAY


def test_a_later_reply_may_say_that_a_missing_one_came_back(sent, tao):
    replied(sent, tao, lambda rows: rows.pop(0))
    replied(sent, tao, lambda rows: (rows.__delitem__(slice(1, 3)), rows[0].update(result="01")))
    assert list(BankException.objects.order_by("pk").values_list("kind", "settled_on")) == [
        ("missing", DAY),
        ("returned", None),
    ]


def test_a_later_reply_may_not_contradict_the_first(sent, tao):
    replied(sent, tao, lambda rows: rows[0].update(result="01"))
    with pytest.raises(Refused, match="第 2 行与前一份回盘说的不一样"):
        replied(sent, tao)


def test_a_batch_with_missing_lines_is_not_closed(sent, tao):
    replied(sent, tao, lambda rows: rows.pop())
    with pytest.raises(Refused, match="1 笔缺回盘、不符或不明"):
        actions.close_batch(sent, DAY, by=tao)


def test_a_batch_that_the_bank_has_not_answered_is_not_closed(sent, tao):
    with pytest.raises(Refused, match="没有回盘"):
        actions.close_batch(sent, DAY, by=tao)


def test_the_banks_written_answer_settles_a_difference(sent, tao, zhao):
    replied(sent, tao, lambda rows: rows[0].update(amount_fen="76999"))
    actions.settle(BankException.objects.get(), "银行函 2026-31：实付 770 元，回盘笔误", DAY, by=zhao)
    assert actions.close_batch(sent, DAY, by=tao).closed_on == DAY


def test_a_return_waits_for_its_reissue_and_is_not_settled_by_words(sent, tao, zhao):
    replied(sent, tao, lambda rows: rows[0].update(result="01"))
    with pytest.raises(Refused, match="请更正账户后重发"):
        actions.settle(BankException.objects.get(), "银行函", DAY, by=zhao)


class TestReissue:
    @pytest.fixture
    def returned(self, sent, tao):
        replied(sent, tao, lambda rows: rows[0].update(result="02"))
        return BankException.objects.get()

    @pytest.fixture
    def supplement(self, granted, returned, tao):
        return actions.propose_supplement("500110", "dibao", JULY, DAY, by=tao)

    def new_account(self, exception, tao):
        old = exception.payment.account
        return actions.change_payee(
            old, old.person, "CQRCB", "6217000000000431", old.person.name, DAY, by=tao
        )

    def test_a_returned_payment_is_sent_again_to_the_corrected_account(self, returned, supplement, tao, zhao):
        actions.reissue(returned, self.new_account(returned, tao), DAY, by=tao)
        assert actions.approve_batch(supplement, DAY, by=zhao).sum_fen == 77000

    def test_an_account_that_is_corrected_again_before_the_approval_gets_the_reissue(
        self, returned, supplement, tao, zhao
    ):
        first = self.new_account(returned, tao)
        actions.reissue(returned, first, DAY, by=tao)
        last = actions.change_payee(first, first.person, "ABC", "6217000000000449", first.name, DAY, by=tao)
        actions.approve_batch(supplement, DAY, by=zhao)
        assert Payment.objects.get(reissue_of=returned).account == last

    def test_what_is_owed_no_more_at_the_approval_is_not_sent_again(
        self, returned, supplement, wang, tao, zhao
    ):
        actions.reissue(returned, self.new_account(returned, tao), DAY, by=tao)
        stopped(returned.payment.due.award, JULY, DAY, wang, heard=hearing())
        assert actions.approve_batch(supplement, DAY, by=zhao).sum_fen == 0
        assert list(queries.exceptions(tao)) == [returned]

    def test_what_was_lowered_before_the_approval_is_sent_again_lower(
        self, returned, supplement, wang, tao, zhao
    ):
        actions.reissue(returned, self.new_account(returned, tao), DAY, by=tao)
        changed(returned.payment.due.award, 70000, DAY, wang, heard=hearing(), month=JULY)
        assert actions.approve_batch(supplement, DAY, by=zhao).sum_fen == 70000

    def test_several_reissues_of_one_month_share_what_is_left_of_it(self, granted, sent, wang, tao, zhao):
        parts = [
            {"part": "difference", "fen": 50000, "law": "第十二条"},
            {"part": "topup", "kind": "disabled", "fen": 20000, "law": "第二十一条"},
        ]
        award = granted(70000, parts=parts)
        second = taken(approved(actions.propose_supplement("500110", "dibao", JULY, DAY, by=tao), zhao), tao)
        replied(second, tao, lambda rows: [row.update(result="02") for row in rows])
        third = actions.propose_supplement("500110", "dibao", JULY, DAY, by=tao)
        new = self.new_account(BankException.objects.first(), tao)
        for row in BankException.objects.order_by("pk"):
            actions.reissue(row, new, DAY, by=tao)
        changed(award, 60000, DAY, wang, heard=hearing(), month=JULY)
        assert actions.approve_batch(third, DAY, by=zhao).sum_fen == 60000

    def test_a_reissue_into_a_card_of_another_name_is_found(self, returned, supplement, tao):
        old = returned.payment.account
        other = actions.change_payee(old, old.person, "CQRCB", "6217000000000431", "冉小明", DAY, by=tao)
        actions.reissue(returned, other, DAY, by=tao)
        lines = queries.checks(tao, supplement, DAY)
        assert [(line.check, line.open_fen) for line in lines if line.open] == [(Check.NAME, 77000)]

    def test_one_return_is_reissued_once(self, returned, supplement, tao):
        account = self.new_account(returned, tao)
        actions.reissue(returned, account, DAY, by=tao)
        with pytest.raises(Refused, match="不能再发"):
            actions.reissue(returned, account, DAY, by=tao)

    def test_the_database_itself_refuses_a_second_reissue(self, returned, supplement, tao):
        paid = actions.reissue(returned, self.new_account(returned, tao), DAY, by=tao)
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.create(
                batch=paid.batch, due=paid.due, account=paid.account, amount_fen=1, reissue_of=returned
            )

    def test_the_account_that_failed_is_not_tried_again(self, returned, supplement, tao):
        with pytest.raises(Refused, match="先更正账户"):
            actions.reissue(returned, returned.payment.account, DAY, by=tao)

    @pytest.mark.parametrize("about", [{}, {"card": "6217000000009999"}, {"name": "冉明光"}])
    def test_the_failed_account_entered_again_is_the_same_and_a_corrected_one_another(
        self, returned, supplement, tao, about
    ):
        old = returned.payment.account
        said = {"card": reveal(old, "card"), "name": old.name, **about}
        new = actions.change_payee(
            old, old.person, old.bank, said["card"], said["name"], DAY, by=tao, custody=hearing()
        )
        assert new != old
        if about:
            assert actions.reissue(returned, new, DAY, by=tao).account == new
        else:
            with pytest.raises(Refused, match="还是退回的那个账户"):
                actions.reissue(returned, new, DAY, by=tao)

    def test_a_reissue_needs_an_open_batch(self, returned, tao):
        with pytest.raises(Refused, match="没有等待批准的批次"):
            actions.reissue(returned, self.new_account(returned, tao), DAY, by=tao)

    def test_what_a_later_decision_lowered_is_reissued_lower(self, returned, supplement, wang, tao):
        award = returned.payment.due.award
        changed(award, 70000, DAY, wang, month=JULY, heard=hearing())
        assert actions.reissue(returned, self.new_account(returned, tao), DAY, by=tao).amount_fen == 70000

    def test_what_came_back_is_paid_by_its_reissue_and_by_nothing_else(self, returned, wang, tao, zhao):
        on = date(2026, 8, 5)
        lower = changed(returned.payment.due.award, 70000, on, wang, month=JULY, heard=hearing())
        changed(lower, 72000, on, wang, month=JULY)
        assert paid_month(JULY + 1, on, tao, zhao).sum_fen == 72000 + 77000 * 2
        actions.propose_supplement("500110", "dibao", JULY + 1, on, by=tao)
        assert actions.reissue(returned, self.new_account(returned, tao), on, by=tao).amount_fen == 72000

    @pytest.fixture
    def over(self, returned, wang):
        """The month of what came back is owed no more."""
        stopped(returned.payment.due.award, JULY, DAY, wang, heard=hearing(kind="ground"), ground="death")
        return returned

    def test_a_return_that_is_owed_no_more_is_closed_with_the_reason_and_the_family_is_told(
        self, over, sent, tao
    ):
        actions.owe_no_more(over, "人已去世，停发决定 9 号", DAY, by=tao)
        assert not queries.exceptions(tao).exists()
        sent.refresh_from_db()
        found = queries.reconciled(tao, sent)
        assert (found.not_owed, found.returned.count) == (queries.Tally(1, 77000), 0)
        assert found.paid == queries.Tally(2, 154000)
        told = text_of_message(Message.objects.latest("pk"))
        assert "770 元不再补发：人已去世，停发决定 9 号" in told
        (row,) = queries.payments_of_household(tao, over.payment.due.award.household)
        assert (row.state, row.why) == ("not_owed", "人已去世，停发决定 9 号")

    def test_a_return_that_is_owed_still_is_not_closed(self, returned, tao):
        with pytest.raises(Refused, match="还欠这家 770 元"):
            actions.owe_no_more(returned, "不要了", DAY, by=tao)

    def test_a_return_is_closed_with_a_reason_and_once(self, over, supplement, tao):
        with pytest.raises(Refused, match="写明为什么"):
            actions.owe_no_more(over, " ", DAY, by=tao)
        actions.owe_no_more(over, "停发决定 9 号", DAY, by=tao)
        for act in (actions.owe_no_more, actions.reissue):
            last = self.new_account(over, tao) if act is actions.reissue else "再来一次"
            with pytest.raises(Refused, match="已经结清"):
                act(over, last, DAY, by=tao)

    def test_a_return_that_was_sent_again_is_not_closed(self, returned, supplement, tao):
        actions.reissue(returned, self.new_account(returned, tao), DAY, by=tao)
        with pytest.raises(Refused, match="已经重发过"):
            actions.owe_no_more(returned, "不欠了", DAY, by=tao)

    def test_what_is_granted_anew_for_the_month_of_a_closed_return_is_paid(
        self, returned, supplement, wang, tao, zhao
    ):
        award = returned.payment.due.award
        stopped(award, JULY, DAY, wang, heard=hearing())
        actions.owe_no_more(returned, "停发决定 9 号", DAY, by=tao)
        granted_again(wang, 70000, DAY, household=award.household)
        assert actions.approve_batch(supplement, DAY, by=zhao).sum_fen == 70000

    def test_another_county_closes_no_return(self, over, zhou):
        with pytest.raises(Refused):
            actions.owe_no_more(over, "停发决定 9 号", DAY, by=zhou)

    def test_a_missing_payment_is_not_reissued(self, sent, tao):
        replied(sent, tao, lambda rows: rows.pop(0))
        missing = BankException.objects.get()
        with pytest.raises(Refused, match="以免付两次"):
            actions.reissue(missing, missing.payment.account, DAY, by=tao)


def test_the_digest_in_the_trailer_is_of_all_that_stands_before(sent):
    body, _, trailer = store.get(sent.file_digest).rpartition(b"T|")
    assert digest_of(body) in trailer.decode()
