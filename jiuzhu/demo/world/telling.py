"""Put the families of the stories into the world: their people, kin, and everything in their names."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from jiuzhu.demo.world.declarations import Declaration
from jiuzhu.demo.world.lives import certificate_number
from jiuzhu.demo.world.making import Making
from jiuzhu.demo.world.places import full_name
from jiuzhu.demo.world.population import relate
from jiuzhu.demo.world.reckoning import counted
from jiuzhu.demo.world.registers import enrol
from jiuzhu.demo.world.stories import StoryFamily, stories
from jiuzhu.demo.world.truth import (
    Account,
    Certificate,
    Funeral,
    Home,
    Household,
    Income,
    Insurance,
    Marriage,
    MedicalBill,
    Person,
    Schooling,
    Vehicle,
)
from jiuzhu.kernel.fen import parse_yuan
from jiuzhu.kernel.idnumber import born_on, is_female

ROLES = {"self": "head", "spouse": "spouse", "child": "child", "parent": "parent", "sibling": "sibling"}


def reserve(making: Making) -> None:
    """Keep the stories' identity numbers before any other is given out."""
    for story in stories().values():
        for family in story.families:
            for told in family.told["members"] + family.told.get("outside", []):
                making.numbers.reserve(told["id_number"])


def tell(making: Making) -> list[Declaration]:
    """Add every story family to the truth; returns what they declare."""
    return [_settle(making, story.slug, family) for story in stories().values() for family in story.families]


def _settle(making: Making, slug: str, family: StoryFamily) -> Declaration:
    told, truth = family.told, making.truth
    number = len(truth.households) + 1
    living = told.get("living", told["village"])
    people = {one["id"]: _person(one, told, number, living) for one in told["members"]}
    people |= {one["id"]: _person(one, told, 0, one["living"]) for one in told.get("outside", [])}
    truth.persons.extend(people.values())
    _tie(making, told, people)
    had = len(truth.incomes)
    for table, rows in told["truth"].items():
        for row in rows:
            TABLES[table](making, people[row["who"]], row)
    for one in people.values():
        _insure(making, one)
    members = [one for one in people.values() if one.household]
    household = Household(number, living, family.declaration.facts["area"], len(members), 2, story=slug)
    household.farming = family.declaration.facts["household"]["farming"]
    household.per_capita_fen = counted(truth.incomes[had:]) // len(members)
    truth.households.append(household)
    return replace(family.declaration, household=number)


def _person(told: dict[str, Any], family: dict[str, Any], household: int, living: str) -> Person:
    number = told["id_number"]
    disability = (told.get("disability") or [{"kind": "", "grade": 0}])[0]
    return Person(
        id_number=number,
        name=told["name"],
        sex="female" if is_female(number) else "male",
        born=born_on(number),
        household=0 if told.get("absent") else household,
        role=ROLES[told["relation"]],
        marital=told.get("marital", "married"),
        registered=family["village"],
        living=living,
        phone=told.get("phone", ""),
        education="junior_high",
        study=told.get("study", "none"),
        employment=told.get("employment", "none"),
        work_capacity=told.get("work_capacity", "full"),
        illness=(told.get("illness") or [""])[0],
        disability_kind=disability["kind"],
        disability_grade=disability["grade"],
    )


def _tie(making: Making, told: dict[str, Any], people: dict[str, Person]) -> None:
    head = people["a"]
    spouse = next((one for one in people.values() if one.role == "spouse"), None)
    if spouse:
        husband, wife = (head, spouse) if head.sex == "male" else (spouse, head)
        married = date(max(husband.born.year, wife.born.year) + 23, 6, 18)
        making.truth.marriages.append(Marriage(husband.id_number, wife.id_number, married))
        relate(making, head, spouse, "spouse")
    for one in people.values():
        if one.role == "child":
            for parent in (head, *([spouse] if spouse else [])):
                relate(making, one, parent, "parent")
    for outside in told.get("outside", []):
        relate(making, people[outside["of"]], people[outside["id"]], outside["relation"])


def _insure(making: Making, one: Person) -> None:
    """Residents' medical insurance for all, and the school register for pupils whom the story did not enrol itself."""
    making.truth.insurances.append(Insurance(one.id_number, "resident_medical", "", "2019-01"))
    if one.id_number not in {row.id_number for row in making.truth.schooling}:
        enrol(making, one)


def _income(making: Making, who: Person, row: dict[str, Any]) -> None:
    income = Income(who.id_number, row["kind"], parse_yuan(row["monthly"]), row["payer"])
    income.since, income.until = row.get("since", income.since), row.get("until", income.until)
    income.on_payroll = row.get("payroll", False)
    making.truth.incomes.append(income)


def _account(making: Making, who: Person, row: dict[str, Any]) -> None:
    opened = date(2016, 3, 8)
    fen = parse_yuan(row["balance"])
    account = Account(who.id_number, row["at"], row["kind"], row["number"], fen, opened)
    making.truth.accounts.append(account)


def _home(making: Making, who: Person, row: dict[str, Any]) -> None:
    serial = int(who.id_number[-6:-1])
    making.truth.homes.append(
        Home(
            id_number=who.id_number,
            address=f"{full_name(who.registered)}{serial % 200 + 1}号",
            area_dm2=parse_yuan(row["area_m2"]),
            grade=row["grade"],
            use="live",
            certificate=f"渝（2018）綦江区不动产权第{serial:06d}号",
            registered_on=date(2018, 5, 14),
        )
    )


def _vehicle(making: Making, who: Person, row: dict[str, Any]) -> None:
    registered, fen = date.fromisoformat(row["registered"]), parse_yuan(row["value"])
    vehicle = Vehicle(who.id_number, row["kind"], row["plate"], row["model"], registered, fen)
    making.truth.vehicles.append(vehicle)


def _certificate(making: Making, who: Person, row: dict[str, Any]) -> None:
    who.certified = True
    issued, until = date.fromisoformat(row["issued"]), date.fromisoformat(row["until"])
    number = certificate_number(who)
    held = Certificate(who.id_number, number, row["kind"], row["grade"], issued, until)
    making.truth.certificates.append(held)


def _bill(making: Making, who: Person, row: dict[str, Any]) -> None:
    total, insured = parse_yuan(row["total"]), parse_yuan(row["insured"])
    settled = date.fromisoformat(row["settled"])
    bill = MedicalBill(
        who.id_number, row["hospital"], "住院", row["diagnosis"], settled, total, insured, total - insured
    )
    making.truth.medical_bills.append(bill)


def _school(making: Making, who: Person, row: dict[str, Any]) -> None:
    enrolled, leaves = date.fromisoformat(row["enrolled"]), date.fromisoformat(row["leaves"])
    making.truth.schooling.append(
        Schooling(who.id_number, row["school"], row["stage"], row["grade"], enrolled, leaves)
    )


def _prison(making: Making, who: Person, row: dict[str, Any]) -> None:
    who.imprisoned_from = date.fromisoformat(row["since"])
    who.imprisoned_until = date.fromisoformat(row["until"])


def _death(making: Making, who: Person, row: dict[str, Any]) -> None:
    who.died_on = date.fromisoformat(row["died"])
    cremated = date.fromisoformat(row["cremated"])
    making.truth.funerals.append(Funeral(who.id_number, "綦江区殡仪馆", cremated))


TABLES: dict[str, Callable[[Making, Person, dict[str, Any]], None]] = {
    "incomes": _income,
    "accounts": _account,
    "homes": _home,
    "vehicles": _vehicle,
    "certificates": _certificate,
    "medical_bills": _bill,
    "schooling": _school,
    "prison": _prison,
    "deaths": _death,
}
