"""People and their kin: fitted households become persons with names, identity numbers, marriages and places."""

from datetime import date, timedelta

from jiuzhu.demo.world import names, numbers
from jiuzhu.demo.world.composition import Composition, Slot
from jiuzhu.demo.world.making import AS_OF, Making
from jiuzhu.demo.world.places import COUNTY, area_of, census, places, villages
from jiuzhu.demo.world.truth import Funeral, Household, Kin, Marriage, Person

ELSEWHERE_NEAR = ("500113", "500119", "500116", "500112", "500107")
ELSEWHERE_FAR = ("520322", "520330", "510502", "511602", "440306", "330282", "350582")
"""Counties people of 綦江 come from or go to: neighbours in 重庆; 贵州, 四川 and the coast."""


def settle(making: Making, town: str, compositions: list[Composition]) -> list[Household]:
    """Give every fitted household of a town a village, people and kin; kin who live elsewhere or died come with it."""
    codes = [place.code for place in villages(town)]
    weights = [4.0 if area_of(code) == "urban" else 1.0 for code in codes]
    return [
        _household(making, _weighted(making, codes, weights), composition) for composition in compositions
    ]


def _household(making: Making, village: str, composition: Composition) -> Household:
    number = len(making.truth.households) + 1
    household = Household(number, village, area_of(village), len(composition.slots), composition.generations)
    making.truth.households.append(household)
    registered = _registered(making, village)
    family_name = names.surname(making.rng)
    people: list[Person] = []
    for slot in composition.slots:
        surname = family_name if _bears_family_name(slot, composition) else names.surname(making.rng)
        people.append(person(making, slot, surname, household=number, registered=registered, living=village))
    _tie(making, people)
    for one in people:
        _absent_kin(making, one, people, family_name)
    return household


def person(
    making: Making, slot: Slot, surname: str, *, household: int, registered: str, living: str
) -> Person:
    """One new person; the number's county is that of first registration, for a wife often her own county's."""
    born = _born(making, slot.age)
    moved_in = slot.role in {"spouse", "child_in_law"} and making.chance(0.25)
    county = making.one_of(ELSEWHERE_NEAR + ELSEWHERE_FAR[:4]) if moved_in else _own_county(registered, born)
    someone = Person(
        id_number=making.numbers.mint(making.rng, county, born, slot.sex),
        name=surname + names.given(making.rng, slot.sex, born.year),
        sex=slot.sex,
        born=born,
        household=household,
        role=slot.role,
        marital=slot.marital,
        registered=registered,
        living=living,
        phone=numbers.phone(making.rng) if slot.age >= 12 else "",
    )
    _ethnicity(making, someone)
    making.truth.persons.append(someone)
    return someone


def _own_county(registered: str, born: date) -> str:
    return numbers.county_code_at_birth(born) if registered.startswith(COUNTY) else registered[:6]


def _born(making: Making, age: int) -> date:
    birthday = making.day(date(AS_OF.year - 1, 11, 2), AS_OF)
    return birthday.replace(year=birthday.year - age, day=min(birthday.day, 28))


def _ethnicity(making: Making, someone: Person) -> None:
    if not making.chance(census("population")["POPU_ETHNIC"]):
        return
    if making.chance(0.1):
        someone.ethnicity = making.one_of(list(names.ethnic_names()))
        someone.name = making.one_of(names.ethnic_names()[someone.ethnicity][someone.sex])
        return
    ethnicities, reach = names.minorities()
    someone.ethnicity = ethnicities[int(reach.searchsorted(making.rng.random()))]


def _bears_family_name(slot: Slot, composition: Composition) -> bool:
    """Children and grandchildren bear the head's name; so do his father and his siblings."""
    head = composition.slots[0]
    if slot.role == "parent":
        return slot.sex == "male" and head.sex == "male"
    return slot.role in {"head", "child", "grandchild", "sibling"}


def _registered(making: Making, village: str) -> str:
    """户籍地 of a household: where it lives, or elsewhere in the shares of the census (a third of them in villages)."""
    shares = census("population")
    scale = 1.0 if area_of(village) == "urban" else 1 / 3
    roll = making.rng.random() / scale
    if roll < shares["POPU_REG_O"]:
        return making.one_of(ELSEWHERE_FAR)
    if roll < shares["POPU_REG_O"] + shares["POPU_REG_P"]:
        return making.one_of(ELSEWHERE_NEAR)
    if roll < shares["POPU_REG_O"] + shares["POPU_REG_P"] + shares["POPU_REG_C"]:
        return making.one_of(_all_villages())
    return village


def _all_villages() -> list[str]:
    return [place.code for place in places().values() if place.level == "village"]


def _weighted(making: Making, things: list[str], weights: list[float]) -> str:
    roll = making.rng.random() * sum(weights)
    for thing, weight in zip(things, weights, strict=True):
        roll -= weight
        if roll < 0:
            return thing
    return things[-1]


def _tie(making: Making, people: list[Person]) -> None:
    """Kinship and standing marriages inside one household."""
    by_role: dict[str, list[Person]] = {}
    for one in people:
        by_role.setdefault(one.role, []).append(one)
    head, *_ = people
    spouses, children = by_role.get("spouse", []), by_role.get("child", [])
    for one in spouses:
        _wed(making, head, one)
    for child in children:
        for parent in (head, *spouses):
            relate(making, child, parent, "parent")
    for elder in by_role.get("parent", []):
        relate(making, head, elder, "parent")
    for other in by_role.get("sibling", []):
        relate(making, head, other, "sibling")
    for grandchild in by_role.get("grandchild", []) if not children else []:
        relate(making, grandchild, head, "grandparent")
    if len(by_role.get("parent", [])) == 2:
        _wed(making, *by_role["parent"])
    if wives := by_role.get("child_in_law"):
        _wed(making, children[0], wives[0])
        for grandchild in by_role["grandchild"]:
            relate(making, grandchild, children[0], "parent")
            relate(making, grandchild, wives[0], "parent")


def relate(making: Making, one: Person, other: Person, relation: str) -> None:
    """Two rows: `other` is the `relation` of `one`, and the other way round."""
    back = {"parent": "child", "grandparent": "grandchild"}.get(relation, relation)
    making.truth.kin.append(Kin(one.id_number, other.id_number, relation))
    making.truth.kin.append(Kin(other.id_number, one.id_number, back))


def _wed(making: Making, one: Person, other: Person) -> None:
    _marry(making, one, other)
    relate(making, one, other, "spouse")


def _marry(making: Making, one: Person, other: Person) -> Marriage:
    husband, wife = (one, other) if one.sex == "male" else (other, one)
    legal = max(_birthday(husband, 22), _birthday(wife, 20))
    on = making.day(legal, min(AS_OF - timedelta(days=200), legal + timedelta(days=3_000)))
    marriage = Marriage(husband.id_number, wife.id_number, on)
    making.truth.marriages.append(marriage)
    return marriage


def _birthday(someone: Person, age: int) -> date:
    return someone.born.replace(year=someone.born.year + age, day=min(someone.born.day, 28))


def _absent_kin(making: Making, one: Person, people: list[Person], family_name: str) -> None:
    """The late husband, the divorced wife, the husband at work far away, the old couple's grown children."""
    age = AS_OF.year - one.born.year
    if one.marital != "single" and not _has_spouse_here(one, people):
        _absent_spouse(making, one, max(25, age + making.between(-4, 4)))
    if one.role == "head" and age >= 60 and not any(other.role == "child" for other in people):
        for _ in range(making.between(1, 3)):
            _grown_child_elsewhere(making, people, family_name)


def _has_spouse_here(one: Person, people: list[Person]) -> bool:
    roles = [other.role for other in people]
    together = {
        "head": "spouse" in roles,
        "spouse": True,
        "child_in_law": True,
        "parent": roles.count("parent") == 2,
    }
    return together.get(one.role, "child_in_law" in roles)


def _absent_spouse(making: Making, one: Person, age: int) -> None:
    slot = Slot("absent", "female" if one.sex == "male" else "male", age, one.marital)
    living = making.one_of(ELSEWHERE_FAR) if one.marital == "married" else making.one_of(_all_villages())
    spouse = person(
        making, slot, names.surname(making.rng), household=0, registered=one.registered, living=living
    )
    marriage = _marry(making, one, spouse)
    soonest = marriage.married_on + timedelta(days=90)
    if one.marital == "divorced":
        marriage.divorced_on = making.day(soonest, AS_OF)
        return
    relate(making, one, spouse, "spouse")
    if one.marital == "widowed":
        spouse.marital = "married"
        spouse.died_on = making.day(max(soonest, date(2005, 1, 1)), date(2026, 8, 31))
        cremated = spouse.died_on + timedelta(days=making.between(2, 4))
        making.truth.funerals.append(Funeral(spouse.id_number, "綦江区殡仪馆", cremated))


def _grown_child_elsewhere(making: Making, people: list[Person], family_name: str) -> None:
    parents = [one for one in people if one.role in {"head", "spouse"}]
    youngest = min(AS_OF.year - one.born.year for one in parents)
    sex = "male" if making.chance(0.5) else "female"
    slot = Slot("absent", sex, max(19, youngest - making.between(21, 36)), "married")
    surname = family_name if parents[0].sex == "male" else names.surname(making.rng)
    living = making.one_of(ELSEWHERE_NEAR + ELSEWHERE_FAR)
    child = person(making, slot, surname, household=0, registered=parents[0].registered, living=living)
    for parent in parents:
        relate(making, child, parent, "parent")
