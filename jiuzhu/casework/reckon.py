"""What a published change of the law makes of one award, from the award's own frozen facts. Reads rows, writes none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from jiuzhu.assessment.queries import result_on
from jiuzhu.benefits.models import Award
from jiuzhu.casework.kept import Basis
from jiuzhu.casework.kinds import Need
from jiuzhu.editions.models import Amendment
from jiuzhu.editions.queries import Unheld
from jiuzhu.kernel.fen import spoken_yuan
from jiuzhu.kernel.month import Month
from jiuzhu.policy.edition import ENGINE, Edition
from jiuzhu.policy.family import all_in_words
from jiuzhu.policy.programmes import library_of

PAYS = ("dibao", "single_person", "tapering", "tekun")
"""Programmes whose monthly money an award pays, in the order in which a family is put into one."""


@dataclass(frozen=True)
class Stretch:
    """From a month on another amount, reckoned for the day `on`."""

    from_month: Month
    on: date
    fen: int

    def as_json(self) -> dict[str, Any]:
        return {"from": str(self.from_month), "on": self.on.isoformat(), "fen": self.fen}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Stretch":
        return cls(Month.parse(told["from"]), date.fromisoformat(told["on"]), told["fen"])


@dataclass(frozen=True)
class Reckoned:
    """What an award needs: its new amount (None when nobody can tell yet), from which months, and what to look at."""

    need: Need
    new_fen: int | None = None
    stretches: tuple[Stretch, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Answer:
    """What a determination says about a family's money; `open_question` when a person must decide first."""

    programme: str
    fen: int
    because: str = ""
    open_question: str = ""


def first_month(since: date) -> Month:
    """The first month that a change holds for: its own when it begins on the 1st, else the next (每月按一个标准发)."""
    month = Month.of(since)
    return month if since.day == 1 else month + 1


def steps_of(award: Award, amendment: Amendment, unheld: Iterable[Unheld]) -> list[date]:
    """From when an award is reckoned for a publication: the days, in order, of all (`unheld`) that it was not decided under,
    since what waits for an earlier one is part of the later one's. Empty when this one does not reach it, or it was decided under it.
    """
    days = {one.row.pk: one.days(award.region_code) for one in unheld}
    return sorted({day for found in days.values() for day in found}) if days.get(amendment.pk) else []


def reckon(
    award: Award, basis: Basis, steps: Sequence[date], before: Edition, after: Edition, today: date
) -> Reckoned:
    """Reckon an award for the months from the first of `steps` on, under the edition it was made by and the one in force now,
    each day from the facts that it rested on. What stays the same until today is looked at step by step beyond it: nobody
    comes back to it.

    Only what follows from the change of the law alone is told as a raise (or, for the months of an award that has ended,
    as arrears): where the older edition gives another amount than is paid on the eve of the change, a person looks at it.
    """
    determination = award.determination
    older = [one.engine for one in (determination, *basis.kept) if one.engine != ENGINE]
    if older:
        return Reckoned(Need.UNDECIDED, why=f"原来的结果用的是第 {older[0]} 版计算口径，请复核")
    since = steps[0]
    eve = max(determination.on, since - timedelta(days=1))
    was = _answer(result_on(basis.on(eve), eve, before))
    if was.open_question or (was.programme, was.fen) != (award.programme, award.monthly_fen):
        told = was.open_question or f"按原来的政策版本算到 {eve} 是每月 {spoken_yuan(was.fen)} 元"
        return Reckoned(
            Need.UNDECIDED,
            why=f"不只是这次改动：{told}，现在发 {spoken_yuan(award.monthly_fen)} 元，请复核",
        )
    told = Reckoned(Need.SAME, award.monthly_fen)
    for last in (today, *(step for step in steps if step > today)):
        days = _days(award, basis, since, after, last)
        starts = [first_month(since), *(first_month(day) for day in days[1:])]
        answers = [_answer(result_on(basis.on(day), day, after)) for day in days]
        told = _compare(award, zip(starts, days, answers, strict=True))
        if told.need != Need.SAME:
            break
    return told if award.until_month is None else _ended(award, since, told)


def _days(award: Award, basis: Basis, since: date, after: Edition, until: date) -> list[date]:
    """The day from which the award is reckoned again, and each later one up to `until` on which the law, or what the award rests on, changes
    for a month that it has."""
    start = max(since, award.determination.on)
    last = max(until, start).toordinal()
    changes = library_of(after).days_of_change(award.determination.fact_set.facts["region"])
    turns = {*changes, *(one.on.toordinal() for one in basis.kept)}
    later = [date.fromordinal(day) for day in sorted(turns) if start.toordinal() < day <= last]
    return [
        start,
        *(day for day in later if award.until_month is None or first_month(day).number < award.until_month),
    ]


def _compare(award: Award, answers: Iterable[tuple[Month, date, Answer]]) -> Reckoned:
    stretches: list[Stretch] = []
    for start, day, answer in answers:
        if answer.open_question:
            return Reckoned(Need.UNDECIDED, why=answer.open_question)
        if answer.fen == 0:
            return Reckoned(Need.STOPS, 0, why=answer.because)
        if answer.programme != award.programme:
            return Reckoned(Need.UNDECIDED, answer.fen, why="重算后属于另一个事项，请复核")
        month = max(Month(award.from_month), start)
        if stretches and stretches[-1].from_month == month:
            stretches.pop()
        if answer.fen != (stretches[-1].fen if stretches else award.monthly_fen):
            stretches.append(Stretch(month, day, answer.fen))
    return _weighed(award.monthly_fen, tuple(stretches))


def _weighed(old_fen: int, stretches: tuple[Stretch, ...]) -> Reckoned:
    amounts = [old_fen, *(stretch.fen for stretch in stretches)]
    if not stretches:
        return Reckoned(Need.SAME, old_fen)
    if amounts == sorted(amounts):
        return Reckoned(Need.RAISE, amounts[-1], stretches)
    if min(amounts) < old_fen:
        return Reckoned(Need.LOWER, amounts[-1], stretches)
    return Reckoned(Need.UNDECIDED, amounts[-1], stretches, "中间几个月多、后来又少，请复核")


def _answer(result: dict[str, Any]) -> Answer:
    """The first programme that pays, or that cannot be told yet; nothing paid when all are refused."""
    for programme in PAYS:
        told = result["results"].get(programme)
        if told is None or told["status"] == "ineligible" or told["excluded_by"]:
            continue
        if told["status"] == "undetermined" or told["monthly_fen"] is None:
            decide = [row["label"] for row in told["for_a_person_to_decide"]]
            asked = (
                "要人工确定：" + "、".join(decide)
                if decide
                else "还不知道：" + "、".join(all_in_words(told["missing"], [])[:4])
            )
            return Answer(programme, 0, open_question=asked)
        return Answer(programme, told["monthly_fen"])
    refused = result["results"].get("dibao", {"because": []})
    return Answer("", 0, because="；".join(refused["because"]))


def _ended(award: Award, since: date, told: Reckoned) -> Reckoned:
    """More for months that are over is arrears; less, or what is open, is for a person to settle."""
    if told.need == Need.RAISE:
        return replace(told, need=Need.ARREARS)
    if told.need == Need.SAME:
        return told
    until = Month(award.until_month or 0)
    months = f"{max(Month(award.from_month), first_month(since))} 到 {until - 1}"
    what = {
        Need.LOWER: f"重算是每月 {spoken_yuan(told.new_fen or 0)} 元，比发的少",
        Need.STOPS: "重算不再符合",
    }.get(told.need, told.why)
    return replace(
        told, need=Need.UNDECIDED, why=f"这份待遇 {until} 起已经变更或停发；{months} {what}，请人工核定"
    )


def months_of(award: Award, owed: Mapping[int, int]) -> Mapping[int, int]:
    """What is owed for the months that an award is reckoned for: those that were run, and of one that has ended all its own,
    run or not: {month: 分}."""
    if award.until_month is None:
        return owed
    return {month: owed.get(month, award.monthly_fen) for month in range(award.from_month, award.until_month)}


def difference(stretches: Sequence[Stretch], owed: Mapping[int, int]) -> int:
    """By how much the stretches differ from what is owed for the months that were run: {month: 分}."""
    found = 0
    for month, fen in owed.items():
        amounts = [stretch.fen for stretch in stretches if stretch.from_month.number <= month]
        found += amounts[-1] - fen if amounts else 0
    return found
