"""A county of many families with an award each, written straight into the tables for measures."""

from datetime import date

from jiuzhu.assessment.models import Determination, FactSet
from jiuzhu.benefits import actions
from jiuzhu.benefits.kinds import Fund, Ground
from jiuzhu.benefits.models import Award, AwardMember, AwardPart, PayeeAccount
from jiuzhu.kernel.month import Month
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.registry.models import Household, Person
from jiuzhu.vault.seal import keyed_hash

COUNTY = "500110"
BEFORE, MONTH, DAY = Month.parse("2026-07"), Month.parse("2026-08"), date(2026, 8, 5)
MAKER = Scope("officer", "officer:1", "陶然", ((Role.PAYER, COUNTY),), login_id=1)
APPROVER = Scope("officer", "officer:2", "赵启明", ((Role.PAY_APPROVER, COUNTY),), login_id=2)


def run_month(month: Month) -> None:
    """Proposal, approval (which asks every check and freezes the totals) and file."""
    batch = actions.propose_month(COUNTY, Fund.DIBAO, month, DAY, by=MAKER)
    batch = actions.approve_batch(batch, DAY, by=APPROVER)
    actions.write_file(batch, DAY, by=APPROVER)


def make_families(size: int) -> None:
    """Families of one to three, a third of them with a top-up; every one has an account and an award."""
    for start in range(0, size, 10_000):
        _make(range(start, min(size, start + 10_000)))


def _make(numbers: range) -> None:
    people = [[_person(number, nth) for nth in range(1 + number % 3)] for number in numbers]
    Person.objects.bulk_create([someone for members in people for someone in members], batch_size=2000)
    homes = [
        Household(pk=number + 1, region_code=f"{COUNTY}101{number % 200:03d}", area="urban", head=members[0])
        for number, members in zip(numbers, people, strict=True)
    ]
    Household.objects.bulk_create(homes, batch_size=2000)
    PayeeAccount.objects.bulk_create([_account(home) for home in homes], batch_size=2000)
    frozen = FactSet.objects.create(case_no="SJ", facts={}, origins=[], digest="0" * 64, frozen_on=DAY)
    determinations = [
        Determination(
            case_no=f"SJ-{number}",
            household=home,
            fact_set=frozen,
            on=DAY,
            edition_hash="0" * 64,
            engine=1,
            result={},
            result_digest=f"{number:064d}",
        )
        for number, home in zip(numbers, homes, strict=True)
    ]
    Determination.objects.bulk_create(determinations, batch_size=2000)
    awards = [_award(number, found) for number, found in zip(numbers, determinations, strict=True)]
    Award.objects.bulk_create(awards, batch_size=2000)
    AwardMember.objects.bulk_create(
        [
            AwardMember(award=award, person=someone)
            for award, members in zip(awards, people, strict=True)
            for someone in members
        ],
        batch_size=2000,
    )
    parts = [
        AwardPart(award=award, key="difference", part="difference", fen=70000, law="第十二条")
        for award in awards
    ]
    parts += [
        AwardPart(
            award=award, key="topup:disabled", part="topup", kind="disabled", fen=4000, law="第二十一条"
        )
        for number, award in zip(numbers, awards, strict=True)
        if number % 3 == 0
    ]
    AwardPart.objects.bulk_create(parts, batch_size=2000)


def _person(number: int, nth: int) -> Person:
    return Person(
        pk=3 * number + nth + 1,
        name=f"居民{number}",
        initials="jm",
        id_number="-",
        id_hash=f"{number:032d}{nth:032d}",
        sex="female",
        born=date(1960, 1, 1),
    )


def _account(home: Household) -> PayeeAccount:
    card = f"62{home.pk:017d}"
    return PayeeAccount(
        pk=home.pk,
        household=home,
        person=home.head,
        bank="CQRCB",
        card=card,
        card_hash=keyed_hash("card", card),
        name=home.head.name,
        since=DAY,
    )


def _award(number: int, determination: Determination) -> Award:
    return Award(
        household=determination.household,
        programme="dibao",
        fund=Fund.DIBAO,
        determination=determination,
        decision_no=f"{number}号",
        decided_on=date(2026, 7, 1),
        ground=Ground.NEW,
        from_month=BEFORE.number,
        monthly_fen=74000 if number % 3 == 0 else 70000,
        region_code=determination.household.region_code,
    )
