"""Acts after the form: handed in, decided anew, answered by the bank. What each finds when it is killed, and must leave."""

from datetime import date

from jiuzhu.assessment.models import Determination
from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits.models import Award, BankException, BankReply, Batch
from jiuzhu.casework import actions
from jiuzhu.casework.models import Case, Decision
from jiuzhu.documents.models import SignedRecord
from jiuzhu.intake.actions import submit
from jiuzhu.intake.models import Application, Draft, Resident
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import Role
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household
from tests.benefits.situations import paid_month, reply_to
from tests.casework import conftest as casework
from tests.intake import conftest as intake

REVIEWED = date(2026, 12, 1)
DUTIES = ((Role.PAYER, "500110"), (Role.PAY_APPROVER, "500110"))
PAYER, APPROVER = (
    Scope("officer", f"officer:9{number}", "陶然", DUTIES, login_id=90 + number) for number in (1, 2)
)


def filled_in() -> None:
    """A whole form, not handed in."""
    intake.open_town()
    intake.filled(intake.signed_in())


def handed_in() -> Application:
    draft = Draft.objects.get()
    by = intake.scope_of(Resident.objects.get())
    return submit(draft, intake.ON, by=by, consents={"1": intake.signature()})


def is_handed_in() -> bool:
    return Application.objects.get().number == "SQ-2026-0001" and Draft.objects.get().is_submitted


def confirmed_family() -> None:
    way = casework.way_of_three(casework.open_town())
    way.to_notice()
    way.prove()
    way.confirm()


def heard() -> None:
    """A confirmed family whose wage has grown: found, proposed, and talked over with it."""
    confirmed_family()
    li, head = _officer("li"), Household.objects.get().head_id
    case_no = actions.open_review(Case.objects.get().case_no, "找到了工作", REVIEWED, by=li).case_no
    actions.start_survey(case_no, REVIEWED, by=li)
    wage = {"per_month": "1500"}
    actions.adopt_fact(case_no, head, "income.wage", wage, "record", "工资流水", REVIEWED, by=li)
    actions.propose(case_no, REVIEWED, by=li)
    signed = {"strokes": casework.strokes(3), "speaker_id": head}
    actions.record_hearing(case_no, "没有意见", "好", "", REVIEWED, by=li, **signed)


def settled() -> Decision:
    record = SignedRecord.objects.get(kind="hearing")
    return actions.settle(record.about, record, REVIEWED, by=_officer("liu"))


def is_settled() -> bool:
    award, newest = Award.objects.get(until_month=None), Determination.objects.latest("pk")
    return (award.monthly_fen, award.determination) == (81_000, newest)


def sent_to_bank() -> None:
    """The month of a confirmed family, taken by the bank."""
    confirmed_family()
    batch = paid_month(Month.of(casework.DECIDED), casework.DECIDED, PAYER, APPROVER)
    benefits.write_file(batch, casework.DECIDED, by=PAYER)
    benefits.note_sent(batch, casework.DECIDED, by=PAYER)


def replied() -> BankReply:
    """The bank returns everything."""
    batch = Batch.objects.get()
    content = reply_to(batch, lambda rows: [row.update(result="01") for row in rows])
    return benefits.read_reply(batch, content, casework.DECIDED, by=PAYER)


def is_replied() -> bool:
    """Every payment came back, once."""
    batch = Batch.objects.get()
    return (
        batch.replied_on is not None and BankException.objects.filter(kind="returned").count() == batch.count
    )


def _officer(name: str) -> Scope:
    return Scope.of(Login.objects.get(username=name), casework.DECIDED)
