"""Work off a recalculation: an officer confirms many rows in one act, and the worker carries them out one by one.

A raise changes the award from its months on, with the back pay as one difference a month; whatever could leave a family with
less, or is open, becomes a review, in which it is heard first.
"""

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
from jiuzhu.casework.kinds import BY_REVIEW, OPEN_PROGRESS, Need, Progress
from jiuzhu.casework.models import Case, Recalculation, Reckoning
from jiuzhu.casework.recalculations import MAY_RAISE, preview
from jiuzhu.casework.reckon import Stretch, difference, reckon
from jiuzhu.casework.states import OPEN
from jiuzhu.documents.kinds import LetterKind
from jiuzhu.editions.queries import current, load, since_in
from jiuzhu.jobs.queue import enqueue
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.scope import Scope
from jiuzhu.trail.record import action
from jiuzhu.verification.moments import day_of

CARRY_OUT = "casework.carry_out"


class AlreadyDone(Refused):
    """Another worker was quicker; nothing is left to do."""


@action("casework.confirm_reckonings")
def confirm_reckonings(
    recalculation_id: int, need: Need, on: date, at: datetime, *, by: Scope
) -> Recalculation:
    """Confirm every row of a need that this officer may confirm on a day; the worker carries them out.

    Of two officers who press at once, the second finds what the first left. Raises Refused when nothing is left.
    """
    recalculation = Recalculation.objects.get(pk=recalculation_id)
    if need not in (Need.RAISE, *BY_REVIEW):
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
        else:
            review(row.pk, day_of(at), by=by)
    except AlreadyDone:
        return
    except Refused as refusal:
        put_back(row.pk, refusal.message, by=Scope.system("recalculate"))


@action("casework.raise_award")
def raise_award(reckoning_id: int, today: date, *, by: Scope) -> Reckoning:
    """Change one award to its new amount from the months of the change on, and write to the family.

    Raises Refused when the award has changed meanwhile, a case of the family is open, or the law has changed again.
    """
    row = _confirmed(reckoning_id)
    case = case_for(row.case_no, by, *MAY_RAISE)
    award = Award.objects.select_related("determination__fact_set").get(pk=row.award_id)
    stretches = _still(row, award, today)
    _demand_no_open_case(case)
    on = row.confirmed_on
    assert on is not None  # noqa: S101 - confirmed
    first = stretches[0].from_month
    owed = owed_by_month([award], first).get((award.household_id, award.fund), {})
    row.back_fen = difference(stretches, owed)
    amendment, edition = row.recalculation.amendment, current()
    data = letters.raised(case, amendment.effects, award, stretches, row.back_fen)
    letter = letters.write(case, LetterKind.CHANGE, data, on, by)
    for place, stretch in enumerate(stretches, 1):
        determination = assessment.redetermine(award.determination, stretch.on, edition, by=by)
        last = place == len(stretches)
        benefits.change(
            determination,
            letter.number if last else f"{letter.number}之{place}",
            None,
            on,
            by=by,
            ground=Ground.STANDARD,
            from_month=stretch.from_month,
            programme=award.programme,
        )
    letters.tell(case, letters.raised_words(case, award, stretches, row.back_fen), on, by)
    row.progress, row.decision_no, row.letter, row.why = Progress.DONE, letter.number, letter, ""
    row.save(update_fields=["progress", "decision_no", "letter", "why", "back_fen"])
    return row


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
def put_back(reckoning_id: int, why: str, *, by: Scope) -> Reckoning:
    """What could not be carried out waits for an officer again, with the reason."""
    row = _confirmed(reckoning_id)
    row.progress, row.why = Progress.REFUSED, why[:300]
    row.save(update_fields=["progress", "why"])
    return row


def _confirmed(reckoning_id: int) -> Reckoning:
    """The row, locked; Refused when another worker has done it."""
    row = Reckoning.objects.select_for_update(of=("self",)).get(pk=reckoning_id)
    if row.progress != Progress.CONFIRMED:
        raise AlreadyDone("already_carried_out", "这一户已经办过，请刷新页面再看。")
    return row


def _read_ahead(row: Reckoning) -> None:
    """Read the law before the transaction begins, so that nobody waits for it on the way to the database."""
    if row.need == Need.RAISE:
        award = Award.objects.select_related("determination__fact_set").get(pk=row.award_id)
        since = since_in(row.recalculation.amendment, award.region_code)
        if since:
            before = load(award.determination.edition_hash)
            reckon(award, since, before, current(), row.confirmed_on or since)


def _still(row: Reckoning, award: Award, today: date) -> list[Stretch]:
    """The months and amounts of a row, if the award and the law still say the same; raises Refused."""
    if award.until_month is not None:
        raise Refused("award_ended", "这份待遇在确认以后已经变更或停发，请看现在的决定。")
    since = since_in(row.recalculation.amendment, award.region_code)
    assert since is not None  # noqa: S101 - it was reckoned
    told = reckon(award, since, load(award.determination.edition_hash), current(), today)
    if told.need != Need.RAISE or [each.as_json() for each in told.stretches] != row.stretches:
        raise Refused("law_changed_again", "确认以后政策又有改动，重算的结果已经不同，请看新的重算名单。")
    return list(told.stretches)


def _demand_no_open_case(case: Case) -> None:
    waiting = Case.objects.filter(household=case.household_id, stage__in=[*OPEN]).first()
    if waiting:
        raise Refused("case_open", f"这一家正在办 {waiting.case_no}，由那个案件一并处理。")
