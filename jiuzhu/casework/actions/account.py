"""Note the account of a family in hand, and tell the family what is noted and who keeps the card."""

from dataclasses import dataclass
from datetime import date

from jiuzhu.benefits.actions import change_payee, open_account
from jiuzhu.benefits.actions.account import OFFICES
from jiuzhu.benefits.kinds import TREASURY_CARD
from jiuzhu.benefits.models import PayeeAccount
from jiuzhu.benefits.queries import account_of, masked_card
from jiuzhu.casework import letters
from jiuzhu.casework.actions.step import case_for
from jiuzhu.casework.models import Case
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.canonical import canonical
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.refusal import Refused
from jiuzhu.kernel.typed import unspaced
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action
from jiuzhu.vault.files import digest_of

LAW = "民发〔2021〕57号 第26条"
TOLD = "不是您家要办的，请马上打电话告诉镇里。"


@dataclass(frozen=True)
class Keeper:
    """Who keeps a family's card for it, by an agreement in writing; `sheet` is the photo of what both have signed."""

    name: str
    sheet: bytes


@action("casework.note_account")
def note_account(
    case_no: str, person_id: int, card: str, holder: str, on: date, *, by: Scope, keeper: Keeper | None = None
) -> PayeeAccount:
    """Register the treasury card of a member, or put it in place of the one before; the same again changes nothing.

    `holder` is the name as the bank has it; `keeper` somebody of the town or village who keeps the card (代管), which
    the written agreement files with the county (民发〔2021〕57号 第26条); without one the family keeps it, from now on
    too. Raises Refused outside place and duty, for a relative's family, for somebody who does not live there, for a
    number that is none, or a keeper without a name or sheet.
    """
    case = case_for(case_no, by, *OFFICES)
    family = members([case.household_id], on).get(case.household_id, [])
    person = next((row.person for row in family if row.person_id == person_id), None)
    if person is None:
        raise Refused("no_member", "领款人要是这个家庭里的人，请重新选。")
    custody = _agreed(case, person, card, keeper, on, by) if keeper else None
    known = account_of(case.household_id)
    if known is None:
        account = open_account(
            case.household, person, TREASURY_CARD, card, holder, on, by=by, custody=custody
        )
    else:
        account = change_payee(known, person, TREASURY_CARD, card, holder, on, by=by, custody=custody)
    if known is None or account.pk != known.pk:
        letters.tell(case, _words(known, account, keeper), on, by)
    return account


def _words(known: PayeeAccount | None, account: PayeeAccount, keeper: Keeper | None) -> str:
    """What is new about the account, and who keeps the card from now on where that is new."""
    told, tail = "", masked_card(account)[-4:]
    if known is None or _who(known) != _who(account):
        verb = "改" if known else "登记"
        told = f"您家的收款账户已{verb}为{account.name}的卡，尾号 {tail}，以后的钱打到这张卡上。"
    card = "这张卡" if told else f"您家收款的卡（户名{account.name}，尾号 {tail}）"
    if keeper:
        told += f"{card}登记由{keeper.name.strip()}代管。"
    elif known and known.custody_id:
        told += f"{card}由您家自己拿着，不再由别人代管。"
    return f"{told}{TOLD}"


def _who(account: PayeeAccount) -> tuple[int, str, str]:
    return account.person_id, account.card_hash, account.name


def _agreed(case: Case, payee: Person, card: str, keeper: Keeper, on: date, by: Scope) -> SignedRecord:
    """The agreement as a record that both have signed on paper; the same again on one day is the same record."""
    name = keeper.name.strip()
    if not name or not keeper.sheet:
        raise Refused("agreement_missing", "别人代管卡的，要写明谁代管，并拍下双方签了字的书面协议。", LAW)
    tail = unspaced(card)[-4:]
    text = f"{payee.name}家收款的卡（尾号 {tail}）由{name}代管。"
    content = {"name": payee.name, "keeper": name, "case_no": case.case_no, "text": text, "on": on}
    mine = {"kind": RecordKind.CUSTODY, "about": case.case_no}
    record = SignedRecord.objects.filter(**mine, digest=digest_of(canonical(content).encode())).first()
    record = record or documents.open_record(
        **mine, content=content, on=on, by=by, region_code=case.region_code
    )
    for signer in (Signer(payee.name, "领款人", person_id=payee.pk), Signer(name, "代管人")):
        documents.sign(record, signer, SignMethod.PAPER, by=by, image=keeper.sheet)
    return record
