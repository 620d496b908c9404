"""What one open place is worth: the family with that place open and everything else that was left out taken as none."""

from collections.abc import Mapping
from functools import cached_property

from jiuzhu.policy.engine.call import again, call
from jiuzhu.policy.engine.plan import Plan
from jiuzhu.policy.engine.rows import Given, Values, difference
from jiuzhu.policy.family import Family, flatten


class Probes:
    """The probes of one family, each computed once, and only where it departs from the family that has nothing more."""

    def __init__(self, plan: Plan, family: Family, rulings: Mapping[str, int]) -> None:
        self.plan, self.family, self.rulings = plan, family, rulings
        self._made: dict[str, Values] = {}

    def __call__(self, place: str) -> Values:
        """Everything computed with this place open."""
        if place not in self._made:
            self._made[place] = self._values(flatten(self.family, only=place))
        return self._made[place]

    def _values(self, given: Given) -> Values:
        none, settled = self._none
        changed = difference(none, given)
        return self._call(given) if changed is None else again(self.plan, settled, given, changed)

    @cached_property
    def _none(self) -> tuple[Given, Values]:
        given = flatten(self.family, only="")
        return given, self._call(given)

    def _call(self, given: Given) -> Values:
        return call(self.plan, given, self.family.day.toordinal(), self.rulings)
