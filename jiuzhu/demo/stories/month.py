"""The month's run as the county does it: propose, approve by another hand, file, send, reply, close."""

from datetime import date

from jiuzhu.benefits import actions
from jiuzhu.benefits.kinds import Check, Fund
from jiuzhu.benefits.models import Batch
from jiuzhu.benefits.queries import checks, open_award_of, payments_of_household
from jiuzhu.demo.stories.way import Way
from jiuzhu.kernel.fen import parse_yuan, yuan
from jiuzhu.kernel.month import Month

COUNTY_CODE = "500110"
PAYER, APPROVER = "heli", "fengtao"


def pay_until(way: Way, last: Month) -> None:
    """Pay every month after the stage's up to `last`, each on its fifteenth."""
    month = Month.of(way.stage.on) + 1
    while month <= last:
        way.stage.on = date(month.year, month.month, 15)
        pay(way)
        month += 1


def pay(way: Way) -> None:
    """Pay the county's month of the stage's day; the family must have got what its chapter promises."""
    stage, month = way.stage, Month.of(way.stage.on)
    payer, approver = stage.scope(PAYER), stage.scope(APPROVER)
    batch = actions.propose_month(COUNTY_CODE, Fund.DIBAO, month, stage.on, by=payer)
    stage.say(PAYER, f"提出 {month} 发放", batch.number)
    _explain_late_review(way, batch)
    stage.refused(
        PAYER, "自己批准自己提出的批次", "not_in_scope",
        lambda: actions.approve_batch(batch, stage.on, by=payer),
    )  # fmt: skip
    batch = actions.approve_batch(batch, stage.on, by=approver)
    stage.say(APPROVER, "批准", f"{batch.count} 笔，{yuan(batch.sum_fen)} 元")
    batch = actions.write_file(batch, stage.on, by=payer)
    actions.send_batch(batch, stage.now, by=payer)
    stage.work()
    batch = actions.close_batch(batch, stage.on, by=payer)
    stage.say(PAYER, "银行回盘对平，关账", batch.number)
    sent = payments_of_household(payer, way.household)
    this_month = [row for row in sent if row.batch_number == batch.number]
    stage.expect("银行已发", {row.state for row in this_month}, {"paid"})
    stage.expect(
        "发放金额（分）", sum(row.fen for row in this_month), parse_yuan(way.chapter.outcome["monthly"])
    )


def _explain_late_review(way: Way, batch: Batch) -> None:
    """A review that is late is a reason to hurry, never to keep the money back: the payer says so in writing."""
    stage, payer = way.stage, way.stage.scope(PAYER)
    award = open_award_of(way.household.pk)
    found = {line.check: line.open for line in checks(payer, batch, stage.on)}
    if award and found[Check.REVIEW]:
        reason = "九月复核还在办，没有作出决定以前照发"
        actions.clear(batch, Check.REVIEW, award, reason, stage.on, by=payer)
        stage.say(PAYER, f"复核已过期 {found[Check.REVIEW]} 户，写明理由", reason)
