"""What has to be looked at before a month is approved: each check a question, its findings families with amounts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum

from jiuzhu.assessment.deaths import said_dead
from jiuzhu.assessment.models import Determination
from jiuzhu.benefits import payable
from jiuzhu.benefits.kinds import JUMP_PERCENT, Check, Ground
from jiuzhu.benefits.models import Award, AwardMember, Batch, Clearance, Due, Hold, PayeeAccount
from jiuzhu.clocks.kinds import REVIEWS
from jiuzhu.clocks.models import Clock
from jiuzhu.kernel.month import Month
from jiuzhu.org.scope import Scope, inside
from jiuzhu.registry.models import Person


@dataclass(frozen=True)
class Finding:
    """One family that one check stopped at. `state` is open, held or cleared; `fen` is what the batch would pay it;
    `dead` those of it who died or are said to have, where that is the check."""

    check: Check
    award: Award
    fen: int
    state: str
    dead: tuple[Person, ...] = ()


@dataclass(frozen=True)
class CheckLine:
    """One check of a batch: how many findings are open, with their amount, and how many are dealt with."""

    check: Check
    open: int
    open_fen: int
    handled: int

    @property
    def label(self) -> str:
        return str(self.check.label)


def checks(scope: Scope, batch: Batch, on: date) -> list[CheckLine]:
    """Every check in its fixed order, those without findings included."""
    found = {check: list(rows) for check, rows in groupby(findings(scope, batch, on), lambda row: row.check)}
    lines = []
    for check in Check:
        rows = found.get(check, [])
        waiting = [row for row in rows if row.state == "open"]
        lines.append(
            CheckLine(check, len(waiting), sum(row.fen for row in waiting), len(rows) - len(waiting))
        )
    return lines


def findings(scope: Scope, batch: Batch, on: date) -> list[Finding]:
    """All findings of a batch that is not approved, by check and award. Raises Refused outside the scope."""
    scope.demand(batch.region_code)
    if batch.approved_on:
        return []
    stopped = {check: _stopped(ask(batch, on), check, batch, on) for check, ask in _ASK.items()}
    ids = set[int]().union(*stopped.values())
    if not ids:
        return []
    awards = Award.objects.filter(pk__in=ids).select_related("household__head", "determination")
    rows = {award.pk: award for award in awards}
    amounts: Counter[int] = Counter()
    for (award, _), fen in _amounts(batch, ids, on).items():
        amounts[award] += fen
    gone = _gone(batch, on) if stopped[Check.DEATH] else set()
    dead = _dead_of(gone)
    held = _held(batch, stopped, amounts, gone, on)
    cleared = set(Clearance.objects.filter(batch=batch).values_list("check_kind", "award_id"))
    return [
        Finding(
            check,
            rows[pk],
            rows[pk].monthly_fen if check == Check.DUPLICATE else amounts.get(pk, 0),
            "held" if pk in held[check] else "cleared" if (check.value, pk) in cleared else "open",
            dead.get(pk, ()) if check == Check.DEATH else (),
        )
        for check, pks in stopped.items()
        for pk in sorted(pks)
        if check == Check.DUPLICATE or amounts.get(pk) or pk in held[check]
    ]


def _held(
    batch: Batch,
    stopped: dict[Check, set[int]],
    amounts: dict[int, int],
    gone: set[tuple[int, int, int]],
    on: date,
) -> dict[Check, set[int]]:
    """The findings that holds deal with: any, where they leave nothing of the award to be paid; a death also where each
    of the dead is held for each month, for the others of the family are paid."""
    holds = Hold.objects.filter(payable.holding(on))
    here = holds.filter(batch=batch).values_list("award_id", flat=True)
    whole = {award for award in here if not amounts.get(award)}
    held = dict.fromkeys(stopped, whole)
    kept = set(
        holds.filter(award__in=stopped[Check.DEATH]).values_list("award_id", "person_id", "due__month")
    )
    held[Check.DEATH] = whole | (stopped[Check.DEATH] - {award for award, *_ in gone - kept})
    return held


def _dead_of(gone: set[tuple[int, int, int]]) -> dict[int, tuple[Person, ...]]:
    """Who of each award died before a month of it, by award."""
    people = Person.objects.in_bulk({person for _, person, _ in gone})
    pairs = sorted({(award, person) for award, person, _ in gone})
    return {
        award: tuple(people[person] for _, person in rows)
        for award, rows in groupby(pairs, lambda pair: pair[0])
    }


def _amounts(batch: Batch, award_ids: set[int], on: date) -> dict[tuple[int, int], int]:
    """What the batch would pay: 分 by award and month."""
    plain = payable.plain(batch, on).filter(award__in=award_ids)
    amounts = Counter(
        {
            (award, month): fen
            for award, month, fen in plain.values_list("award", "month")
            .annotate(Sum("amount_fen"))
            .order_by()
        }
    )
    for share in payable.netted(batch, on):
        if share.due.award_id in award_ids:
            amounts[share.due.award_id, share.due.month] += share.fen
    again = batch.payments.filter(due__award__in=award_ids)
    for award, month, fen in again.values_list("due__award", "due__month", "amount_fen"):
        amounts[award, month] += fen
    return amounts


def _stopped(rows: QuerySet[Award], check: Check, batch: Batch, on: date) -> set[int]:
    """The families that a check stops at and the batch would pay. What is rare is asked first, for it is cheap."""
    found = set(rows.values_list("pk", flat=True))
    if found and check != Check.DUPLICATE:
        paid = payable.candidates(batch, on).values("award")
        again = batch.payments.values(
            "due__award"
        )  # reissues: before the approval a batch has no other payments
        return set(rows.filter(Q(pk__in=paid) | Q(pk__in=again)).values_list("pk", flat=True))
    return found


def _here(batch: Batch) -> QuerySet[Award]:
    return Award.objects.filter(inside(batch.region_code), fund=batch.fund)


def _dead(batch: Batch, on: date) -> QuerySet[Award]:
    """A person of the award died before a month began that the batch pays or holds, as the register, a department or an
    officer has it."""
    return _here(batch).filter(pk__in={award for award, *_ in _gone(batch, on)})


def _gone(batch: Batch, on: date) -> set[tuple[int, int, int]]:
    """Award, person and month, for each month that the batch pays or holds and that began after the person's death.

    A month that began before the death is owed, however late it is paid; a share that a decision made void, and a month
    that was decided anew without the dead, pay them nothing. Who had died by the last of the months is asked first: that
    is nearly nobody.
    """
    here = AwardMember.objects.filter(inside(batch.region_code, "award__region_code"), award__fund=batch.fund)
    last = max([batch.month, *batch.payments.values_list("due__month", flat=True)])
    awards = set(_died_before(here, last).values_list("award_id", flat=True))
    if not awards:
        return set()
    holds = Hold.objects.filter(payable.holding(on), batch=batch, award__in=awards)
    places = {*_amounts(batch, awards, on), *holds.values_list("award_id", "due__month")}
    void = Due.objects.filter(award__in=awards, part__startswith="void:")
    settled = set(void.values_list("award_id", "part", "month"))
    return {
        (award, person, month)
        for month in {month for _, month in places}
        for award, person in _died_before(here.filter(award__in=awards), month)
        .filter(Exists(_supported(batch.fund, month)))
        .values_list("award_id", "person_id")
        if (award, month) in places and (award, f"void:{person}", month) not in settled
    }


def _supported(fund: str, month: int) -> QuerySet[AwardMember]:
    """The same person in what the family is granted for a month by the decision that stands."""
    return AwardMember.objects.filter(
        Q(award__until_month=None) | Q(award__until_month__gt=month),
        award__from_month__lte=month,
        award__fund=fund,
        award__household=OuterRef("award__household"),
        person=OuterRef("person"),
    )


def _died_before(members: QuerySet[AwardMember], month: int) -> QuerySet[AwardMember]:
    first = Month(month).first
    people = Person.objects.filter(Q(died_on__lt=first) | Q(pk__in=said_dead(members, first)))
    return members.filter(person__in=people)


def _wrong_name(batch: Batch, on: date) -> QuerySet[Award]:
    others = PayeeAccount.objects.filter(until=None, custody=None).exclude(name=F("person__name"))
    return _here(batch).filter(household__in=others.values("household"))


def _shared_card(batch: Batch, on: date) -> QuerySet[Award]:
    used = PayeeAccount.objects.filter(until=None)
    cards = used.values("card_hash").annotate(families=Count("pk")).filter(families__gt=1)
    shared = used.filter(card_hash__in=cards.values("card_hash"))
    return _here(batch).filter(household__in=shared.values("household"))


def _no_account(batch: Batch, on: date) -> QuerySet[Award]:
    account = PayeeAccount.objects.filter(household=OuterRef("household"), until=None)
    return _here(batch).filter(~Exists(account))


def _jumped(batch: Batch, on: date) -> QuerySet[Award]:
    """Changed by a review since the last approval, by more than the limit: a reason is wanted beside the money."""
    last = Batch.objects.filter(region_code=batch.region_code, fund=batch.fund).aggregate(
        on=Max("approved_on")
    )
    reviewed = _here(batch).filter(ground=Ground.REVIEW, decided_on__gte=last["on"] or batch.proposed_on.min)
    return reviewed.alias(hundredfold=F("monthly_fen") * 100).filter(
        Q(hundredfold__gt=F("previous_fen") * (100 + JUMP_PERCENT))
        | Q(hundredfold__lt=F("previous_fen") * (100 - JUMP_PERCENT))
    )


def _covered_twice(batch: Batch, on: date) -> QuerySet[Award]:
    """In force, but without dues, because another award already covers one of its people for the month."""
    owed = Due.objects.filter(award=OuterRef("pk"), month=batch.month)
    rivals = payable.covered_by_others(batch.fund, batch.month).filter(award=OuterRef("pk"))
    return (
        _here(batch)
        .filter(Q(until_month=None) | Q(until_month__gt=batch.month), from_month__lte=batch.month)
        .filter(~Exists(owed))
        .filter(Exists(rivals))
    )


def _review_late(batch: Batch, on: date) -> QuerySet[Award]:
    """A review of the family, or the end of its tapering, is past its day: a reason to hurry, never by itself to stop.

    The clock may run for a later case than the award's: a review that changed nothing left the award as it was.
    """
    late = Clock.objects.filter(key__in=REVIEWS, due_on__lt=on, met_on=None, dropped_on=None, paused_on=None)
    reviewed = Determination.objects.filter(case_no__in=late.values("case_no"))
    return _here(batch).filter(household__in=reviewed.values("household"))


_ASK: dict[Check, Callable[[Batch, date], QuerySet[Award]]] = {
    Check.DEATH: _dead,
    Check.NAME: _wrong_name,
    Check.CARD: _shared_card,
    Check.ACCOUNT: _no_account,
    Check.JUMP: _jumped,
    Check.DUPLICATE: _covered_twice,
    Check.REVIEW: _review_late,
}
