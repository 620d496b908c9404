"""The acts that are killed at every statement. One more act is one more entry of `SCENARIOS`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from jiuzhu.assessment.actions import claim, determine
from jiuzhu.assessment.models import Determination
from jiuzhu.assessment.queries import rederive
from jiuzhu.benefits.models import Award
from jiuzhu.casework.actions import confirm
from jiuzhu.casework.models import Case, Decision
from jiuzhu.documents.actions import write_letter
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.documents.models import Letter
from jiuzhu.documents.queries import is_remade
from jiuzhu.intake.actions import accept, submit
from jiuzhu.intake.models import Application
from jiuzhu.jobs.models import Job
from jiuzhu.jobs.queue import LEASE, enqueue, work_once
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.org.actions import load_regions, open_office
from jiuzhu.org.kinds import Level
from jiuzhu.org.models import Login, Office, Region
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Household
from jiuzhu.trail.queries import records, tip
from jiuzhu.trail.seal import seal_once
from jiuzhu.trail.verify import prove
from jiuzhu.vault.seal import ring
from tests.casework import conftest as casework
from tests.documents.samples import SAMPLES
from tests.faults import between, catalogue, lake, later, month, policy, rounds
from tests.intake import conftest as intake

ON, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
BY, CASE = Scope.system("test"), "SJ-2026-0387"
REGIONS = [
    {"code": "500110", "name": "綦江区", "level": "county", "parent": "500100"},
    {"code": "500110103", "name": "三角镇", "level": "town", "parent": "500110"},
]


def no_setup() -> None:
    """An empty database will do."""


@dataclass(frozen=True)
class Scenario:
    """`act` on what `setup` left; `check` must hold once it is done, however often it was killed before.

    `whole`: one transaction, so that a killed act has done nothing or everything. `repeats`: done twice is done once.
    `again` is what follows a kill, when that is not simply the same act once more. `entries`: how many of its name
    the act leaves on the trail.
    """

    name: str
    setup: Callable[[], object]
    act: Callable[[], object]
    check: Callable[[], bool]
    whole: bool = True
    repeats: bool = True
    again: Callable[[], object] | None = None
    entries: int = 1


def register() -> Household:
    family = [
        NewMember("冉光明", with_check_digit("50022219680312451"), Relation.SELF),
        NewMember("周素芬", with_check_digit("51022319710520932"), Relation.SPOUSE, phone="13800006207"),
    ]
    return register_household(family, "500110103201", "rural", "乐兴村 3 组", ON, by=BY)


def is_registered() -> bool:
    return Household.objects.get().memberships.filter(until=None).count() == 2


def with_facts() -> None:
    household = register()
    claim(CASE, household.head_id, "marital", "married", "declared", "", ON, ON, by=BY)
    claim(CASE, None, "assume", "complete", "declared", "", ON, ON, by=BY)


def is_determined() -> bool:
    return rederive(Determination.objects.get())


def town() -> Office:
    load_regions(REGIONS, by=BY)
    return open_office("綦江区三角镇人民政府", "三角镇", Level.TOWN, "500110103", None, "023-48000000", by=BY)


def is_written() -> bool:
    letter = Letter.objects.get()
    return letter.number == "綦三角低保确〔2026〕1号" and is_remade(letter)


def is_sealed() -> bool:
    proof = prove(records(tip()), ring().signer.public_key())
    return proof.broken is None and proof.tip.number == len(REGIONS)


def seal_here() -> None:
    seal_once(NOW)


def enqueued() -> None:
    enqueue("regions", "all", {"rows": REGIONS}, due_at=NOW)


def work(now: datetime = NOW) -> None:
    work_once({"regions": lambda payload: load_regions(payload["rows"], by=BY)}, now=now)


def is_worked() -> bool:
    return Job.objects.get().done_at is not None and Region.objects.count() == len(REGIONS)


def applied() -> None:
    intake.open_town()
    resident = intake.signed_in()
    form = intake.filled(resident)
    submit(form, intake.ON, by=intake.scope_of(resident), consents={"1": intake.signature()})


def accepted() -> Case:
    clerk = Scope("officer", "officer:1", "小李", (("clerk", "500110114"),), login_id=1)
    return accept(Application.objects.get(), intake.ON, by=clerk)


def is_accepted() -> bool:
    return Application.objects.get().case_no == Case.objects.get().case_no and Letter.objects.count() == 1


def posted() -> None:
    way = casework.way_of_three(casework.open_town())
    way.to_notice()
    way.prove()


def confirmed() -> Decision:
    return confirm(
        Case.objects.get().case_no,
        casework.DECIDED,
        by=Scope.of(Login.objects.get(username="liu"), casework.DECIDED),
    )


def is_confirmed() -> bool:
    return Award.objects.get().decision_no == Decision.objects.get().decision_no


SCENARIOS = [
    Scenario("registry.register_household", no_setup, register, is_registered),
    Scenario(
        "assessment.determine",
        with_facts,
        lambda: determine(CASE, Household.objects.get(), ON, by=BY),
        is_determined,
    ),
    Scenario(
        "documents.write_letter",
        town,
        lambda: write_letter(
            LetterKind.CONFIRM, CASE, Office.objects.get(), SAMPLES[LetterKind.CONFIRM], ON, by=BY
        ),
        is_written,
        repeats=False,
    ),
    Scenario("intake.accept", applied, accepted, is_accepted),
    Scenario("casework.confirm", posted, confirmed, is_confirmed),
    Scenario("intake.submit", later.filled_in, later.handed_in, later.is_handed_in),
    Scenario("casework.settle", later.heard, later.settled, later.is_settled),
    Scenario("benefits.propose_month", month.families, month.propose, month.is_proposed),
    Scenario("benefits.approve_batch", month.proposed, month.approve, month.is_approved),
    Scenario("benefits.read_reply", later.sent_to_bank, later.replied, later.is_replied),
    Scenario("editions.publish", policy.propose, policy.publish, policy.is_published),
    Scenario("catalogue.propose", no_setup, catalogue.propose, catalogue.is_proposed, repeats=False),
    Scenario("catalogue.publish", catalogue.propose, catalogue.publish, catalogue.is_published),
    Scenario("casework.reckon_chunk", policy.awarded, policy.reckon, policy.is_reckoned),
    Scenario("casework.raise_award", policy.pressed, policy.carry_out, policy.is_carried_out),
    Scenario("lake.take_in", lake.ready, lake.take_in, lake.is_taken_in, whole=False, entries=3),
    Scenario("lake.send_back", lake.ready, lake.send_back, lake.is_sent_back),
    Scenario("lake.retire", lake.ready, lake.retired, lake.is_retired, whole=False),
    Scenario("lake.erase_person", lake.ready, lake.erase, lake.is_erased, whole=False),
    Scenario("recheck.keep", rounds.begun, rounds.go_on, rounds.is_done, whole=False),
    Scenario("assist.send", between.drafted, between.send, between.is_sent, repeats=False),
    Scenario("assist.hear", between.answered, between.hear, between.is_heard),
    Scenario("trail.seal_once", town, seal_here, is_sealed, entries=0),
    Scenario(
        "jobs.work_once",
        enqueued,
        work,
        is_worked,
        whole=False,
        again=lambda: work(NOW + LEASE + timedelta(seconds=1)),
        entries=0,
    ),
]
