"""A family to the plain facts of `facts.FACTS`: what was left out becomes Unknown with its place, or none under `assume: complete`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from jiuzhu.policy import facts
from jiuzhu.policy.engine.bounds import add, least
from jiuzhu.policy.engine.builtins import months
from jiuzhu.policy.engine.rows import Given, Table
from jiuzhu.policy.engine.values import Cause, Unknown, Value
from jiuzhu.policy.family.current import current_facts
from jiuzhu.policy.family.event import event_facts
from jiuzhu.policy.family.read import Family

_NEVER_DANGEROUS = ("A", "B")
_NONE_OF_WORDS = {
    "status": "present",
    "study": "none",
    "work_capacity": "full",
    "employment": "none",
    "marital": "single",
    "care_form": "home",
    "event_kind": "none",
}
_NO_NEUTRAL = ("born_on", "sex", "status_since")
_NONE: Mapping[str, Value] = {
    name: _NONE_OF_WORDS.get(bare, False if fact.kind == "yes_no" else 0)
    for name, fact in facts.FACTS.items()
    if (bare := name.removeprefix(facts.PREFIXES.get(fact.entity, ""))) not in _NO_NEUTRAL
}
"""What each fact is of a family that has nothing of the kind."""
_PLAIN = (
    "sex", "study", "work_capacity", "employment", "marital", "unlifted_poverty", "bedridden_months",
    "needs_long_term_care_months", "work_injury_care", "self_care_failed", "care_form",
)  # fmt: skip
_OF_SUPPORTERS = {
    "relation": "relation",
    "household_size": "household_size",
    "household_income_fen": "household_income_per_month",
    "income_fen": "income_own_per_month",
    "supports": "supports",
    "pays_fen": "pays_per_month",
    "agreed_fen": "agreed_amount_per_month",
    "consented": "consented",
    "assets_ok": "assets_ok",
}
"""Facts of a supporter, and the contract's keys."""


_INCOMES = {kind: f"{kind}_annual_fen" for kind in facts.INCOMES}
_EXPENSES = {kind: f"{kind}_expenses_annual_fen" for kind in facts.EXPENSES}


@cache
def _illnesses(prefix: str) -> Mapping[str, str]:
    """{kind: its fact}, of members ("") or of those whose facts begin with `prefix`."""
    return {kind: f"{prefix}{kind}_illness" for kind in facts.ILLNESSES}


@cache
def _grades(prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}{kind}_grade" for kind in facts.DISABILITIES)


def flatten(family: Family, *, only: str | None = None) -> Given:
    """The facts of a family, every one of them there. With `only`, that one place stays open and all else left out is none."""
    filler = _Filler(family.data.get("assume") == "complete" or only is not None, family.day, only)
    members = family.data["members"]
    persons = [_bounded(filler.person(member, f"members[{i}]")) for i, member in enumerate(members)]
    tables = {
        "person": Table(persons, [0] * len(persons), family.ids),
        "supporter": filler.supporters(family.data),
        "parent": filler.parents(family.data, family.ids),
    }
    return Given(_bounded(filler.household(family.data)), tables)


def _bounded(told: dict[str, Value]) -> dict[str, Value]:
    """What is not known is bounded by its fact, though it was added up of several places."""
    if Unknown not in map(type, told.values()):
        return told
    for name, value in told.items():
        if isinstance(value, Unknown) and value.high > facts.FACTS[name].high >= value.low:
            told[name] = Unknown(value.low, facts.FACTS[name].high, value.causes)
    return told


class _Filler:
    def __init__(self, complete: bool, day: date, only: str | None) -> None:
        self.complete, self.day, self.only = complete, day, only

    def left_out(self, name: str, place: str, low: int | None = None, high: int | None = None) -> Value:
        """What a fact is when nobody told it."""
        if self.complete and place != self.only and name in _NONE:
            return _NONE[name]
        return _open(name, place, low, high)

    def all_left_out(self, names: Iterable[str], place: str) -> dict[str, Value]:
        """Facts that one place would have told."""
        return {name: self.left_out(name, place) for name in names}

    def told(self, told: Mapping[str, Any], name: str, place: str, key: str) -> Value:
        """A fact told under this key, or what it is when nobody told it."""
        value = told.get(key)
        if value is None:
            return self.left_out(name, f"{place}.{key}")
        return value.toordinal() if isinstance(value, date) else value

    def anybody(self, told: Mapping[str, Any], place: str, prefix: str = "") -> dict[str, Value]:
        """The facts that members, supporters and parents have alike."""
        found: dict[str, Value] = {f"{prefix}stated_age": told.get("age", -1)}
        born = told.get("born")
        name = f"{prefix}born_on"
        found[name] = born.toordinal() if born else self.left_out(name, f"{place}.born")
        for key in ("status", "status_since"):
            found[prefix + key] = self.told(told, prefix + key, place, key)
        return found | self._disabilities(told, place, prefix) | self._illnesses(told, place, prefix)

    def person(self, told: Mapping[str, Any], place: str) -> dict[str, Value]:
        found: dict[str, Value] = {"relation": told["relation"], "in_tekun": False}
        found |= {key: self.told(told, key, place, key) for key in _PLAIN}
        found |= self.anybody(told, place) | self._incomes(told, place)
        found |= _refusals(told.get("refused_work_on", []))
        found["new_job_months_passed"] = self._new_job(told, f"{place}.newly_employed_on")
        for key in ("employment_costs", "transfers_paid"):
            name, where = f"{key}_annual_fen", f"{key}_per_month"
            found[name] = told[where] * 12 if where in told else self.left_out(name, f"{place}.{where}")
        return found

    def _new_job(self, told: Mapping[str, Any], place: str) -> Value:
        """Full months since the member started work while on dibao; -1 of one who did not."""
        if "newly_employed_on" in told:
            began = told["newly_employed_on"]
            return -1 if began is None else months(began.toordinal(), self.day.toordinal())
        open_ = self.left_out("new_job_months_passed", place)
        return open_ if isinstance(open_, Unknown) else -1

    def supporters(self, data: Mapping[str, Any]) -> Table:
        """Those who live elsewhere and owe support."""
        if "supporters" not in data:
            return self._no_table("supporters")
        rows = [self._supporter(told, f"supporters[{i}]") for i, told in enumerate(data["supporters"])]
        return Table(rows, [0] * len(rows), [f"supporters.{told['id']}" for told in data["supporters"]])

    def _supporter(self, told: Mapping[str, Any], place: str) -> dict[str, Value]:
        found = {
            f"supporter_{name}": self.told(told, f"supporter_{name}", place, key)
            for name, key in _OF_SUPPORTERS.items()
        }
        for programme in facts.RECEIVED_BY_SUPPORTERS:
            name = f"supporter_receives_{programme}"
            known = "receives" in told
            found[name] = programme in told["receives"] if known else self.left_out(name, f"{place}.receives")
        return found | self.anybody(told, place, "supporter_")

    def parents(self, data: Mapping[str, Any], members: Sequence[str]) -> Table:
        """The parents of each child in the family, child by child."""
        if "parents" not in data:
            return self._no_table("parents")
        each = sorted(enumerate(data["parents"]), key=lambda item: members.index(item[1]["of"]))
        rows = [
            {"parent_who": told["who"], **self.anybody(told, f"parents[{i}]", "parent_")} for i, told in each
        ]
        owners = [members.index(told["of"]) for _, told in each]
        ids = [f"parents.{told['of']}.{told['who']}" for _, told in each]
        if not self.complete or self.only == "parents":
            self._add_untold_parents(rows, owners, ids)
        return Table(rows, owners, ids)

    def _add_untold_parents(self, rows: list[dict[str, Value]], owners: list[int], ids: list[str]) -> None:
        """Of a child of whom one parent was told, the other is there too, and unknown."""
        names = [name for name, fact in facts.FACTS.items() if fact.entity == "parent"]
        for owner in {owner for owner in owners if owners.count(owner) == 1}:
            place = owners.index(owner)
            who, child = rows[place]["parent_who"], ids[place].rpartition(".")[0]
            other = next(parent for parent in facts.PARENTS if parent != who)
            unknown = {name: _open(name, "parents") for name in names}
            rows.insert(place + 1, unknown | {"parent_who": other})
            owners.insert(place + 1, owner)
            ids.insert(place + 1, f"{child}.{other}")

    def _no_table(self, key: str) -> Table:
        is_none = self.complete and key != self.only
        return Table() if is_none else Table(unknown=frozenset([Cause("fact", key)]))

    def _disabilities(self, told: Mapping[str, Any], place: str, prefix: str) -> dict[str, Value]:
        names = _grades(prefix)
        if "disability" not in told:
            return self.all_left_out(names, f"{place}.disability")
        held: dict[str, list[Value]] = {name: [] for name in names}
        for index, certificate in enumerate(told["disability"]):
            if certificate.get("valid_until", self.day) < self.day:
                continue
            why = frozenset([Cause("fact", f"{place}.disability[{index}].grade")])
            held[f"{prefix}{certificate['kind']}_grade"].append(certificate.get("grade", Unknown(1, 4, why)))
        return {name: least(grades) if grades else 0 for name, grades in held.items()}

    def _illnesses(self, told: Mapping[str, Any], place: str, prefix: str) -> dict[str, Value]:
        names = _illnesses(prefix)
        if "illness" not in told:
            return self.all_left_out(names.values(), f"{place}.illness")
        return {name: kind in told["illness"] for kind, name in names.items()}

    def _incomes(self, told: Mapping[str, Any], place: str) -> dict[str, Value]:
        if "incomes" not in told:
            return self.all_left_out(_INCOMES.values(), f"{place}.incomes")
        found: dict[str, Value] = dict.fromkeys(_INCOMES.values(), 0)
        for index, income in enumerate(told["incomes"]):
            name = _INCOMES[income["kind"]]
            found[name] = add(
                [found[name], self._annual(income, name, f"{place}.incomes[{index}].per_month")]
            )
        return found

    def _annual(self, told: Mapping[str, Any], name: str, place: str) -> Value:
        if "per_year" in told:
            return int(told["per_year"])
        return int(told["per_month"]) * 12 if "per_month" in told else self.left_out(name, place)

    def household(self, told: Mapping[str, Any]) -> dict[str, Value]:
        own = told.get("household", {})
        established = own.get("counted_income_per_month")
        farming = own.get("farming")
        return {
            "farming": self.left_out("farming", "household.farming") if farming is None else farming,
            "income_is_established": established is not None,
            "established_income_annual_fen": (established or 0) * 12,
            "total_income_is_established": "income_per_year" in own,
            "established_total_income_annual_fen": own.get("income_per_year", 0),
            **self._assets(told),
            **self._expenses(told),
            **current_facts(told, self.left_out, _open),
            **event_facts(told, self.left_out),
            "defrauded_fen": told["fraud"]["amount"]
            if "fraud" in told
            else self.left_out("defrauded_fen", "fraud"),
        }

    def _assets(self, told: Mapping[str, Any]) -> dict[str, Value]:
        assets = told.get("assets", {})
        homes = self._homes(assets)
        premises = assets.get("shops")
        shops = self.left_out("business_premises", "assets.shops") if premises is None else premises
        companies = assets.get("businesses")
        found: dict[str, Value] = {
            **homes,
            "financial_fen": assets["financial"]
            if "financial" in assets
            else self.left_out("financial_fen", "assets.financial"),
            "business_premises": add([shops, homes["business_premises"]]),
            "businesses": self.left_out("businesses", "assets.businesses")
            if companies is None
            else len(companies),
        }
        for kind in facts.VEHICLES:
            name = f"vehicles_{kind}"
            known = "vehicles" in assets
            found[name] = (
                sum(v["kind"] == kind for v in assets["vehicles"])
                if known
                else self.left_out(name, "assets.vehicles")
            )
        return found

    def _homes(self, assets: Mapping[str, Any]) -> dict[str, Value]:
        """Homes, sound homes, their area and those used for business; a home used for business is a shop."""
        if "homes" not in assets:
            names = ("homes", "sound_homes", "home_area_cm2")
            found = {name: self.left_out(name, "assets.homes") for name in names}
            return found | {"business_premises": self.left_out("business_premises", "assets.homes")}
        sound: list[Value] = [0]
        area: list[Value] = [0]
        business: list[Value] = [0]
        for index, home in enumerate(assets["homes"]):
            place = f"assets.homes[{index}]"
            grade, use, size = home.get("grade"), home.get("use"), home.get("area_m2")
            sound.append(
                self.left_out("sound_homes", f"{place}.grade", 0, 1)
                if grade is None
                else int(grade in _NEVER_DANGEROUS)
            )
            business.append(
                self.left_out("business_premises", f"{place}.use", 0, 1)
                if use is None
                else int(use == "business")
            )
            area.append(_open("home_area_cm2", f"{place}.area_m2") if size is None else int(size * 10_000))
        homes = len(assets["homes"])
        if self.complete:
            sound = [0, *(int(home.get("grade", "A") in _NEVER_DANGEROUS) for home in assets["homes"])]
        return {
            "homes": homes,
            "sound_homes": add(sound),
            "home_area_cm2": add(area),
            "business_premises": add(business),
        }

    def _expenses(self, told: Mapping[str, Any]) -> dict[str, Value]:
        if "expenses" not in told:
            return self.all_left_out(_EXPENSES.values(), "expenses")
        found: dict[str, Value] = dict.fromkeys(_EXPENSES.values(), 0)
        for index, expense in enumerate(told["expenses"]):
            name = _EXPENSES[expense["kind"]]
            amount = expense.get("per_year")
            value = self.left_out(name, f"expenses[{index}].per_year") if amount is None else amount
            found[name] = add([found[name], value])
        return found


def _refusals(days: Sequence[date]) -> dict[str, Value]:
    """Offers of work turned down; those who make the offers record it, so that what was not told did not happen."""
    ordered = [1, 1, 1, *sorted(day.toordinal() for day in days)]
    return {
        "work_refusals": len(days),
        "last_refusal_on": ordered[-1],
        "third_last_refusal_on": ordered[-3],
    }


@lru_cache(maxsize=16_384)
def _open(name: str, place: str, low: int | None = None, high: int | None = None) -> Value:
    """The same object each time: families of which little is known are flattened often, and compared."""
    fact = facts.FACTS[name]
    bounds = (fact.low if low is None else low, fact.high if high is None else high)
    return Unknown(*bounds, frozenset([Cause("fact", place)]))
