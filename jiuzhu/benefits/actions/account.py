"""The account a family is paid into: opened once, changed by a new row."""

import re
from datetime import date

from jiuzhu.benefits.models import PayeeAccount
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.refusal import Refused
from jiuzhu.kernel.typed import unspaced
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household, Person
from jiuzhu.registry.queries import demand_no_kin
from jiuzhu.trail.record import action
from jiuzhu.vault.seal import keyed_hash

CARD_NUMBER = re.compile(r"[0-9]{12,19}")
OFFICES = (Role.CLERK, Role.CONFIRMER, Role.COUNTY, Role.PAYER)
"""Whose duty a family's account is."""


@action("benefits.open_account")
def open_account(
    household: Household,
    person: Person,
    bank: str,
    card: str,
    name: str,
    on: date,
    *,
    by: Scope,
    custody: SignedRecord | None = None,
    proven_on: date | None = None,
) -> PayeeAccount:
    """Register the account of a family that has none; the same card again is the same account.

    `name` is the holder's as the bank has it; `custody` the written agreement when somebody else holds the card.
    Raises Refused for a number that is none, when the family has another account (then `change_payee`), or for a relative's.
    """
    by.demand(household.region_code, *OFFICES)
    demand_no_kin(by, household.pk)
    number = _card(card)
    account = PayeeAccount.objects.filter(household=household, until=None).first()
    if account is None:
        return _insert(household, person, bank, number, name, on, custody, proven_on)
    if account.card_hash != keyed_hash("card", number):
        raise Refused("account_exists", "这个家庭已经登记了发放账户；换卡请办账户变更。")
    return account


@action("benefits.change_payee")
def change_payee(
    account: PayeeAccount,
    person: Person,
    bank: str,
    card: str,
    name: str,
    on: date,
    *,
    by: Scope,
    custody: SignedRecord | None = None,
    proven_on: date | None = None,
) -> PayeeAccount:
    """Replace a family's account from now on (new card, new holder, new payee). Payments already sent keep theirs.

    The same person, card, holder and custody again is the same account; without `custody` nobody else keeps the card any more.
    Raises Refused for an account that is not in use any more, and for a relative's family.
    """
    by.demand(account.household.region_code, *OFFICES)
    demand_no_kin(by, account.household_id)
    number = _card(card)
    same = (person.pk, keyed_hash("card", number), name.strip())
    known = (account.person_id, account.card_hash, account.name)
    if account.until is None and known == same and custody == account.custody:
        return account
    ended = PayeeAccount.objects.filter(pk=account.pk, until=None).update(until=on)
    if not ended:
        raise Refused("account_ended", "这个账户已经被别的账户替换，请刷新页面再看。")
    return _insert(account.household, person, bank, number, name, on, custody, proven_on)


def _card(text: str) -> str:
    number = unspaced(text)
    if not CARD_NUMBER.fullmatch(number):
        raise Refused("bad_card", f"账号应是 12 到 19 位数字，现在是 {len(number)} 位，请对着卡再看一遍。")
    return number


def _insert(
    household: Household,
    person: Person,
    bank: str,
    number: str,
    name: str,
    on: date,
    custody: SignedRecord | None,
    proven_on: date | None,
) -> PayeeAccount:
    holder = name.strip()
    if not 1 <= len(holder) <= 50 or not holder.isprintable() or "|" in holder:
        raise Refused("bad_name", "户名要与银行预留的姓名一致：1 到 50 个字，不能有换行或竖线。")
    return PayeeAccount.objects.create(
        household=household,
        person=person,
        bank=bank,
        card=number,
        card_hash=keyed_hash("card", number),
        name=holder,
        custody=custody,
        proven_on=proven_on,
        since=on,
    )
