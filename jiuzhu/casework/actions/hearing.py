"""Hear a family before a decrease, and file the signature as the hand's that made it (社会救助法 第四十八条)."""

from datetime import date

from jiuzhu.casework.actions.settle import LAW, found_dead
from jiuzhu.casework.actions.step import case_for
from jiuzhu.casework.actions.visit import signers
from jiuzhu.casework.models import Case
from jiuzhu.documents import actions as documents
from jiuzhu.documents.actions import Signer
from jiuzhu.documents.kinds import RecordKind, SignMethod
from jiuzhu.documents.models import SignedRecord
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Person
from jiuzhu.registry.queries import members
from jiuzhu.trail.record import action


@action("casework.record_hearing")
def record_hearing(
    case_no: str,
    said: str,
    answer: str,
    ground: str,
    on: date,
    *,
    by: Scope,
    strokes: bytes = b"",
    speaker_id: int | None = None,
    speaker: str = "",
) -> SignedRecord:
    """Record that the family was heard before a decrease, or the ground that leaves nobody to hear (death, own wish).

    With `strokes` the speaker signs: `speaker_id`, somebody of age of the family, or else whoever is called `speaker`, a
    guardian say, kept by that name alone. A `ground` record is signed by the officer alone. Raises Refused when nothing
    is said or signed, and without a speaker who can be told.
    """
    case = case_for(case_no, by, Role.CLERK, Role.COUNTY)
    if not ground and not (said.strip() and strokes):
        raise Refused(
            "not_heard",
            "请记下家庭怎么说，并请说话的人签名；确实没有人可听取（去世、本人提出）时写明依据。",
            LAW,
        )
    hand = _hand(case, speaker_id, speaker.strip(), on) if strokes else None
    kind = RecordKind.GROUND if ground else RecordKind.HEARING
    content = {"on": on.isoformat(), "said": said.strip(), "answer": answer.strip(), "ground": ground.strip()}
    signed = documents.open_record(kind, case_no, content, on, by=by, region_code=case.region_code)
    documents.sign(signed, Signer(by.name, "记录人", login_id=by.login_id), SignMethod.CLICK, by=by)
    if hand:
        documents.sign(signed, hand, SignMethod.STROKES, by=by, image=strokes)
    return signed


def speakers(case: Case, on: date) -> list[Person]:
    """Who of the family can speak for it: everybody of age who was not found dead."""
    dead = found_dead(case)
    family = [row.person for row in members([case.household_id], on).get(case.household_id, [])]
    return [person for person in signers(family, on) if person not in dead]


def _hand(case: Case, speaker_id: int | None, name: str, on: date) -> Signer:
    if speaker_id is None and name:
        return Signer(name, "代家庭说话的人")
    person = next((one for one in speakers(case, on) if one.pk == speaker_id), None)
    if person is None:
        raise Refused(
            "speaker_missing",
            "请选是家里哪一位大人说的、签的名；是别人（监护人等）的，写清姓名。",
            LAW,
        )
    return Signer(person.name, "家庭成员", person_id=person.pk)
