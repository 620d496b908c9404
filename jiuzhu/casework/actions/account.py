"""Note the account of a family in hand, and tell the family when it becomes another."""

from datetime import date

from jiuzhu.benefits.actions import change_payee, open_account
from jiuzhu.benefits.actions.account import OFFICES
from jiuzhu.benefits.kinds import TREASURY_CARD
from jiuzhu.benefits.models import PayeeAccount
from jiuzhu.benefits.queries import account_of, masked_card
from jiuzhu.casework import letters
from jiuzhu.casework.actions.step import case_for
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action


@action("casework.note_account")
def note_account(
    case_no: str, person_id: int, card: str, holder: str, on: date, *, by: Scope
) -> PayeeAccount:
    """Register the treasury card of a member, or put it in place of the one before; the same card again changes nothing.

    `holder` is the name as the bank has it. Raises Refused outside place and duty, for a relative's family, for
    somebody who does not live there, or for a number that is none.
    """
    case = case_for(case_no, by, *OFFICES)
    family = members([case.household_id], on).get(case.household_id, [])
    person = next((row.person for row in family if row.person_id == person_id), None)
    if person is None:
        raise Refused("no_member", "领款人要是这个家庭里的人，请重新选。")
    known = account_of(case.household_id)
    if known is None:
        return open_account(case.household, person, TREASURY_CARD, card, holder, on, by=by)
    account = change_payee(known, person, TREASURY_CARD, card, holder, on, by=by)
    if account.pk != known.pk:
        tail = masked_card(account)[-4:]
        words = f"您家的收款账户已改为{account.name}的卡，尾号 {tail}，以后的钱打到这张卡上。不是您家要改的，请马上打电话告诉镇里。"
        letters.tell(case, words, on, by)
    return account
