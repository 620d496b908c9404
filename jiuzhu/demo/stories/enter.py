"""A family comes in: proves who they are, fills in the form, agrees, hands in; the town accepts and notes the account."""

from datetime import date, datetime

from jiuzhu.benefits import actions as benefits
from jiuzhu.casework.models import Case
from jiuzhu.demo.stories import form
from jiuzhu.demo.stories.strokes import strokes
from jiuzhu.demo.world.stories import StoryFamily
from jiuzhu.intake import actions as intake
from jiuzhu.intake.form.page import adults
from jiuzhu.intake.models import Application, Draft, Resident
from jiuzhu.intake.queries import told
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household, Person
from jiuzhu.registry.queries import members
from jiuzhu.vault.seal import keyed_hash

VISITOR = Scope("resident", "visitor")
BANK = "重庆农商行"


def apply(family: StoryFamily, at: datetime, on: date) -> Application:
    """The application as the head of the family hands it in on a phone, with the signature of every adult."""
    resident, by = sign_in(family, at)
    draft = intake.open_draft(resident, at, by=by)
    for page, answers in form.pages(family):
        draft = intake.save_step(draft, page, answers, at, by=by)
    return intake.submit(draft, on, by=by, consents=_signatures(draft, on, by))


def sign_in(family: StoryFamily, at: datetime) -> tuple[Resident, Scope]:
    """The head of the family, signed in with the code sent to the phone."""
    head = family.told["members"][0]
    sent = intake.send_code(head["id_number"], head["name"], head["phone"], at, by=VISITOR)
    intake.enter(sent.resident, sent.code, at, by=VISITOR)
    resident = sent.resident
    return resident, Scope.resident(resident.pk, resident.person_id, resident.name)


def note_account(family: StoryFamily, case: Case, on: date, *, by: Scope) -> None:
    """Register the account that the family named."""
    household = case.household
    benefits.open_account(household, household.head, BANK, form.card(family), household.head.name, on, by=by)


def people_of(family: StoryFamily, household: Household, on: date) -> dict[str, Person]:
    """The registered people by their id in the story."""
    known = {row.person.id_hash: row.person for row in members([household.pk], on)[household.pk]}
    return {one["id"]: known[keyed_hash("id_number", one["id_number"])] for one in family.told["members"]}


def _signatures(draft: Draft, on: date, by: Scope) -> dict[str, bytes]:
    payload = told(by, draft)
    return {key: strokes(number) for number, key in enumerate(adults(payload, on)) if key != "0"}
