"""Work off a recalculation: an officer confirms many rows in one act, and the worker carries them out one by one.

A raise changes the award from its months on, with the back pay as one difference a month; an award that has ended is paid
the difference for its own months; whatever could leave a family with less, or is open, becomes a review, in which it is heard first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiuzhu.assessment import actions as assessment
from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits.kinds import Ground
from jiuzhu.benefits.models import Award
from jiuzhu.benefits.queries import owed_by_month
from jiuzhu.casework import letters
from jiuzhu.casework.actions.open import open_review
from jiuzhu.casework.actions.step import case_for
from jiuzhu.casework.followed import Run, effects_on, runs
from jiuzhu.casework.kept import Basis, basis_of
from jiuzhu.casework.kinds import BY_DECISION, BY_REVIEW, OPEN_PROGRESS, Need, Progress
from jiuzhu.casework.models import Case, Recalculation, Reckoning
from jiuzhu.casework.recalculations import MAY_RAISE, preview
from jiuzhu.casework.reckon import Reckoned, Stretch, difference, first_month, months_of, reckon, steps_of
from jiuzhu.casework.states import OPEN
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.documents.models import Letter
from jiuzhu.editions.queries import Unheld, current, load, unheld
from jiuzhu.jobs.queue import enqueue
from jiuzhu.kernel.moments import day_of
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.policy.amend.describe import Effect
from jiuzhu.policy.edition import Edition
from jiuzhu.trail.record import action

CARRY_OUT = "casework.carry_out"


class AlreadyDone(Refused):
    """Another worker was quicker; nothing is left to do."""


class ReckonedOtherwise(Refused):
    """What the award needs is no longer what was confirmed."""

    def __init__(self, now: Reckoned) -> None:
        told = "确认以后家里的情况或者政策又有改动，重算的结果已经不同，名单已按现在的改过，请再看一遍。"
        super().__init__("law_changed_again", f"{told}{now.why}")
        self.now = now


@action("casework.confirm_reckonings")
def confirm_reckonings(
    recalculation_id: int, need: Need, on: date, at: datetime, *, by: Scope
) -> Recalculation:
    """Confirm every row of a need that this officer may confirm on a day; the worker carries them out.

    Of two officers who press at once, the second finds what the first left. Raises Refused when nothing is left.
    """
    recalculation = Recalculation.objects.get(pk=recalculation_id)
    if need not in (*BY_DECISION, *BY_REVIEW):
        raise Refused("nothing_to_confirm", "金额不变的不用确认。")
    ready = [row.pk for row in preview(by, recalculation, need, on).ready]
    rows = Reckoning.objects.select_for_update(of=("self",)).filter(pk__in=ready, progress__in=OPEN_PROGRESS)
    confirmed = list(rows.order_by("pk"))
    if not confirmed:
        raise Refused(
            "nothing_to_confirm", "现在没有可以由您确认的，可能同事刚确认过；暂缓的原因见下面的名单。"
        )
    for row in confirmed:
        row.progress, row.tries = Progress.CONFIRMED, row.tries + 1
        row.confirmed_by_id, row.confirmed_on = by.login_id, on
        enqueue(CARRY_OUT, f"{row.pk}:{row.tries}", {"reckoning": row.pk}, due_at=at)
    Reckoning.objects.bulk_update(confirmed, ["progress", "tries", "confirmed_by", "confirmed_on"])
    return recalculation


def carry_out(payload: dict[str, Any], *, at: datetime) -> None:
    """Do for one family what was confirmed, as the officer who confirmed it; what cannot be done waits again, with why."""
    row = Reckoning.objects.select_related("confirmed_by").get(pk=payload["reckoning"])
    if row.progress != Progress.CONFIRMED or row.confirmed_by is None or row.confirmed_on is None:
        return
    _read_ahead(row)
    try:
        by = Scope.of(row.confirmed_by, row.confirmed_on)
        if row.need == Need.RAISE:
            raise_award(row.pk, day_of(at), by=by)
        elif row.need == Need.ARREARS:
            pay_arrears(row.pk, day_of(at), by=by)
        else:
            review(row.pk, day_of(at), by=by)
    except AlreadyDone:
        return
    except Refused as refusal:
        now = refusal.now if isinstance(refusal, ReckonedOtherwise) else None
        put_back(row.pk, refusal.message, by=Scope.system("recalculate"), now=now)


@action("casework.raise_award")
def raise_award(reckoning_id: int, today: date, *, by: Scope) -> Reckoning:
    """Change one award to its new amount from the months of the change on, and write to the family.

    Raises Refused when the award has changed meanwhile, a case of the family is open, or the law has changed again.
    """
    work = _begin(reckoning_id, today, by)
    award, on, words = work.award, work.on, (work.case, work.award, work.stretches, work.row.back_fen)
    letter = letters.write(
        work.case, LetterKind.CHANGE, letters.raised(*words, work.effects, work.runs), on, by
    )
    for number, stretch in work.numbered(letter):
        determination = assessment.redetermine(work.basis.on(stretch.on), stretch.on, work.edition, by=by)
        benefits.change(
            determination,
            number,
            None,
            on,
            by=by,
            ground=Ground.STANDARD,
            from_month=stretch.from_month,
            programme=award.programme,
        )
    letters.tell(work.case, letters.raised_words(*words), on, by)
    return _done(work.row, letter)


@action("casework.pay_arrears")
def pay_arrears(reckoning_id: int, today: date, *, by: Scope) -> Reckoning:
    """Pay the difference for the months of an award that has ended, and write to the family; what it gets now stays.

    Raises Refused when the award or the law has changed meanwhile, or a case of the family is open.
    """
    work = _begin(reckoning_id, today, by)
    award, on, words = work.award, work.on, (work.case, work.award, work.stretches, work.row.back_fen)
    letter = letters.write(
        work.case, LetterKind.CHANGE, letters.arrears(*words, work.effects, work.runs), on, by
    )
    letters.tell(work.case, letters.arrears_words(*words), on, by)
    standing = award
    for number, stretch in work.numbered(letter):
        determination = assessment.redetermine(work.basis.on(stretch.on), stretch.on, work.edition, by=by)
        standing = benefits.settle_ended(
            standing, determination, number, on, from_month=stretch.from_month, by=by
        )
    return _done(work.row, letter)


@action("casework.review_award")
def review(reckoning_id: int, today: date, *, by: Scope) -> Reckoning:
    """Open the review that decides a family whom the new law may give less, or of whom it cannot be told."""
    row = _confirmed(reckoning_id)
    trigger = f"政策改动后重算：{Need(row.need).label}"
    case = open_review(row.case_no, trigger, row.confirmed_on or today, by=by)
    row.progress, row.review_no = Progress.DONE, case.case_no
    row.save(update_fields=["progress", "review_no"])
    return row


@action("casework.put_back")
def put_back(reckoning_id: int, why: str, *, by: Scope, now: Reckoned | None = None) -> Reckoning:
    """What could not be carried out waits for an officer again, with the reason, and with what it needs now where that differs."""
    row = _confirmed(reckoning_id)
    row.progress, row.why = Progress.REFUSED, why[:300]
    return _put_right(row, now) if now else _saved(row)


@action("casework.reckon_again")
def reckon_again(reckoning_id: int, decision_no: str, today: date, *, by: Scope) -> Reckoning:
    """A review was decided before its row was confirmed: the row says what the award needs now, and is closed with the
    reason where that is nothing."""
    row = Reckoning.objects.select_for_update(of=("self",)).get(pk=reckoning_id)
    award = Award.objects.select_related("determination__fact_set").get(pk=row.award_id)
    now = _now(row, award, basis_of(award), today)
    row.why = f"已由复核决定 {decision_no} 定了。" if now.need == Need.SAME else now.why[:300]
    return _put_right(row, now)


def _put_right(row: Reckoning, now: Reckoned) -> Reckoning:
    """What a row needs by now; nothing more is to be done where that is nothing."""
    if now.need == Need.SAME:
        row.progress = Progress.OVERTAKEN
    else:
        row.need, row.new_fen, row.stretches = now.need, now.new_fen, [one.as_json() for one in now.stretches]
        row.back_fen = difference(now.stretches, _months(row.award, list(now.stretches)))
    return _saved(row)


def _saved(row: Reckoning) -> Reckoning:
    row.save(update_fields=["progress", "why", "need", "new_fen", "stretches", "back_fen"])
    return row


@dataclass(frozen=True)
class _Work:
    """One confirmed row with everything that its decision is made of."""

    row: Reckoning
    case: Case
    award: Award
    basis: Basis
    stretches: list[Stretch]
    on: date
    edition: Edition
    effects: list[Effect]
    runs: list[Run]

    def numbered(self, letter: Letter) -> Iterator[tuple[str, Stretch]]:
        """Each stretch with the number of its decision: the letter's own for the last, 之一 and so on for those before."""
        for place, stretch in enumerate(self.stretches, 1):
            yield letter.number if place == len(self.stretches) else f"{letter.number}之{place}", stretch


def _begin(reckoning_id: int, today: date, by: Scope) -> _Work:
    """Lock the row, look again at award, law and open cases, and reckon its back pay anew; raises Refused."""
    row = _confirmed(reckoning_id)
    case = case_for(row.case_no, by, *MAY_RAISE)
    award = Award.objects.select_related("determination__fact_set").get(pk=row.award_id)
    basis = basis_of(award)
    stretches = _still(row, award, basis, today)
    _demand_no_open_case(case)
    assert row.confirmed_on is not None  # noqa: S101 - confirmed
    months = _months(award, stretches)
    row.back_fen = difference(stretches, months)
    effects = effects_on(award, _unheld(award), today)
    return _Work(
        row, case, award, basis, stretches, row.confirmed_on, current(), effects, runs(stretches, months)
    )


def _months(award: Award, stretches: list[Stretch]) -> Mapping[int, int]:
    """What is owed for the months that these stretches could change."""
    if not stretches:
        return {}
    owed = owed_by_month([award], stretches[0].from_month)
    return months_of(award, owed.get((award.household_id, award.fund), {}))


def _done(row: Reckoning, letter: Letter) -> Reckoning:
    row.progress, row.decision_no, row.letter, row.why = Progress.DONE, letter.number, letter, ""
    row.save(update_fields=["progress", "decision_no", "letter", "why", "back_fen"])
    return row


def _confirmed(reckoning_id: int) -> Reckoning:
    """The row, locked; Refused when another worker has done it."""
    row = Reckoning.objects.select_for_update(of=("self",)).get(pk=reckoning_id)
    if row.progress != Progress.CONFIRMED:
        raise AlreadyDone("already_carried_out", "这一户已经办过，请刷新页面再看。")
    return row


def _read_ahead(row: Reckoning) -> None:
    """Read the law before the transaction begins, so that nobody waits for it on the way to the database."""
    if row.need in BY_DECISION:
        award = Award.objects.select_related("determination__fact_set").get(pk=row.award_id)
        steps = _steps(row, award)
        if steps:
            before = load(award.determination.edition_hash)
            reckon(award, basis_of(award), steps, before, current(), row.confirmed_on or steps[0])


def _steps(row: Reckoning, award: Award) -> list[date]:
    return steps_of(award, row.recalculation.amendment, _unheld(award))


def _unheld(award: Award) -> list[Unheld]:
    return unheld(award.determination.edition_hash, award.determination.on)


def _still(row: Reckoning, award: Award, basis: Basis, today: date) -> list[Stretch]:
    """The months and amounts of a row, if the award and the law still say the same; raises Refused."""
    told = _now(row, award, basis, today)
    if told.need != row.need or [each.as_json() for each in told.stretches] != row.stretches:
        raise ReckonedOtherwise(told)
    return list(told.stretches)


def _now(row: Reckoning, award: Award, basis: Basis, today: date) -> Reckoned:
    """What the award of a row needs today; nothing when it has no month left that the law changes."""
    steps, until = _steps(row, award), award.until_month
    if steps and (until is None or until > max(award.from_month, first_month(steps[0]).number)):
        return reckon(award, basis, steps, load(award.determination.edition_hash), current(), today)
    return Reckoned(Need.SAME, award.monthly_fen)


def _demand_no_open_case(case: Case) -> None:
    waiting = Case.objects.filter(household=case.household_id, stage__in=[*OPEN]).first()
    if waiting:
        raise Refused("case_open", f"这一家正在办 {waiting.case_no}，由那个案件一并处理。")
