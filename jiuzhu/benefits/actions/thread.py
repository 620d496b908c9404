"""One family's decisions in one fund, and the ledger they must agree with; and the lock of whoever writes dues."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from jiuzhu.benefits.kinds import EXCLUSIVE_GROUP, Fund, HoldEnd
from jiuzhu.benefits.models import Award, AwardMember, Book, Coverage, Due, Hold
from jiuzhu.kernel.month import Month
from jiuzhu.kernel.refusal import Refused


@dataclass(frozen=True)
class CountyBook:
    """The book of the county that a place lies in, for one fund."""

    region_code: str
    fund: str

    def lock(self) -> None:
        """Wait for whoever writes this county's dues or payments; held until the transaction ends."""
        book, _ = Book.objects.get_or_create(county=self.region_code[:6], fund=self.fund)
        Book.objects.select_for_update(of=("self",)).get(pk=book.pk)


@dataclass(frozen=True)
class Thread:
    """All awards of one family in one fund, in the order of their decisions."""

    household_id: int
    fund: Fund

    @property
    def group(self) -> str:
        return EXCLUSIVE_GROUP[self.fund]

    def awards(self) -> QuerySet[Award]:
        return Award.objects.filter(household_id=self.household_id, fund=self.fund).order_by("pk")

    def open_award(self) -> Award | None:
        """The award that runs on without an end."""
        return self.awards().filter(until_month=None).last()

    def cut(self, award: Award, from_month: int, on: date) -> None:
        """End an award, and those whose place it took, from a month on; give their coverage back and end their holds there.

        What the family had before it was granted anew stays as it is: raises Refused for a month as early as that.
        """
        since = award.begun
        if from_month < since:
            raise Refused(
                "before_the_award",
                f"{Month(from_month)} 早于起发月份 {Month(since)}，请核对月份；以前已经结束的救助金不在这里改。",
            )
        self._end(self.awards().filter(from_month__gte=since), from_month, on)

    def give_way(self, from_month: int, on: date) -> None:
        """Leave the months from one on to an award that begins there: awards that were stopped and still have some left
        end with it."""
        self._end(self.awards(), from_month, on)

    def _end(self, mine: QuerySet[Award], from_month: int, on: date) -> None:
        for ended in mine.filter(Q(until_month=None) | Q(until_month__gt=from_month)):
            ended.until_month = max(ended.from_month, from_month)
            ended.save(update_fields=["until_month"])
        Coverage.objects.filter(award__in=mine, month__gte=from_month).delete()
        Hold.objects.filter(award__in=mine, due__month__gte=from_month, ended_on=None).update(
            ended_on=on, ended_how=HoldEnd.DECIDED
        )

    def hand_over(self, old: Award, new: Award) -> None:
        """Give an award the coverage of the months in which it stands in the place of another."""
        Coverage.objects.filter(award=old, month__gte=new.from_month).update(award=new)

    def correct(self, award: Award, from_month: int, part: str, until: int | None = None) -> None:
        """For each month already run (before `until`), add the one signed difference to what is granted now, on `award`'s account."""
        dues = Due.objects.filter(
            award__household_id=self.household_id, award__fund=self.fund, month__gte=from_month
        )
        if until is not None:
            dues = dues.filter(month__lt=until)
        for month, owed in dues.values_list("month").annotate(Sum("amount_fen")):
            granted = self.awards().filter(in_force(month)).last()
            difference = (granted.monthly_fen if granted else 0) - owed
            if difference:
                Due.objects.create(
                    award=award,
                    month=month,
                    part=part,
                    determination_id=award.determination_id,
                    amount_fen=difference,
                )
            if granted:
                self._cover(granted, month)

    def refuse_double(self, person_ids: list[int], from_month: int) -> None:
        """Raise Refused when another family's award, or another fund of the group, supports one of these people."""
        rivals = [fund for fund, group in EXCLUSIVE_GROUP.items() if group == self.group]
        other = (
            AwardMember.objects.filter(person__in=person_ids, award__fund__in=rivals)
            .filter(Q(award__until_month=None) | Q(award__until_month__gt=from_month))
            .exclude(award__in=self.awards())
            .select_related("award", "person")
            .first()
        )
        if other:
            raise Refused(
                "covered_elsewhere",
                f"{other.person.name}已由决定 {other.award.decision_no} 保障，同一个人同一个月只能享受一份。"
                "请先办结那一份（停发或变更成员），再作这个决定。",
            )

    def _cover(self, award: Award, month: int) -> None:
        people = award.members.values_list("person_id", flat=True)
        Coverage.objects.bulk_create(
            [
                Coverage(person_id=person, exclusive_group=self.group, month=month, award=award)
                for person in people
            ],
            ignore_conflicts=True,
        )


def in_force(month: int) -> Q:
    """Awards that owe something for a month."""
    return Q(from_month__lte=month) & (Q(until_month=None) | Q(until_month__gt=month))
